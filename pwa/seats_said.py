"""What the seats of professionals are called, in the words of a family."""

from collections.abc import Sequence

from api.people.professionals.here import Laid
from api.people.professionals.rules import WorksAs
from i18n.translator import _


def works() -> Sequence[tuple[str, str, str]]:
    """Return for what work somebody can read along: value, word, and what that is."""
    return (
        (WorksAs.DIRECTOR, _("Vaste hulp"), _("Regelt dat de hulp bij elkaar past.")),
        (WorksAs.SAFETY_PLANNER, _("Hulp bij het plan"), _("Maakt met jullie het plan.")),
        (
            WorksAs.THERAPIST,
            _("Hulp voor een van jullie"),
            _("Praat of oefent met iemand van jullie."),
        ),
        (WorksAs.SAFE_AT_HOME, _("Veilig Thuis"), _("Kijkt of het veilig genoeg is.")),
    )


def work(work: str) -> str:
    """Return the word for a task."""
    return next(word for value, word, _hint in works() if value == work)


def line(seat: Laid) -> str:
    """Return who sits there and for what, as one line."""
    if seat.works_at:
        return _("%(work)s, bij %(place)s", work=work(seat.works_as), place=seat.works_at)
    return work(seat.works_as)
