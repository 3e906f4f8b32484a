"""What of the logbook somebody saw, as the list of who looked knows it."""

from collections.abc import Iterable

from api.logbook.views import EntryView, MediumBytes, VersionView
from api.people.looking.rules import Seen
from api.people.policy import Audience

PRIVATE = f"entry_{Audience.SAFETY_PERSON}"


def in_notes(notes: Iterable[EntryView]) -> frozenset[Seen]:
    """Return what a list of notes shows. Of what was taken back, or does not open, nothing is seen."""
    return frozenset(
        Seen(note.author.id, f"entry_{note.audience}")
        for note in notes
        if not note.damaged and (note.mine or not note.withdrawn)
    )


def in_whole_notes(
    notes: Iterable[EntryView], earlier: Iterable[VersionView] = ()
) -> frozenset[Seen]:
    """Return what notes show with all that stands below them; ``earlier`` is what the only one said.

    What was private once is so still, though the note is for more people now.
    """
    every = list(notes)
    private = [note for note in every if any(each.private and each.text for each in note.replies)]
    if any(version.private for version in earlier):
        private = every
    return in_notes(every) | {Seen(note.author.id, PRIVATE) for note in private}


def in_medium(medium: MediumBytes) -> frozenset[Seen]:
    """Return what a drawing, photo or voice shows."""
    return frozenset({Seen(medium.author, f"entry_{medium.audience}")})
