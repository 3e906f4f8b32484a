"""Who will read a note, as one sentence beside the button, before and after saving.

Only the logbook decides who reads; this says it. It never counts, and never names whom the writer does not know.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from babel.lists import format_list
from markupsafe import Markup

from api.logbook.views import AudienceNames, EntryView, LastAudience
from api.people.policy import Audience, Role, Viewer
from api.people.queries import Member
from i18n.translator import _, current, ngettext, npgettext, pgettext

BARE_NAME = Markup('<bdi translate="no">{}</bdi>')


@dataclass(frozen=True)
class Choices:
    """The choices of the last screen with their names; an empty name means there is none to show."""

    circle: Markup
    circle_line: Markup
    safety_person: Markup
    safety_person_line: Markup
    may_choose: tuple[Member, ...]


@dataclass(frozen=True)
class LastTime:
    """What somebody chose the last time, to be offered again in one tap."""

    audience: Audience
    chosen: tuple[Member, ...]
    line: Markup


def choices(known: AudienceNames, viewer: Viewer, along: Sequence[Member] = ()) -> Choices:
    """Return who would read it, for each choice; ``along`` are professionals who read with the circle."""
    circle, safe = _known(known, Audience.CIRCLE), _known(known, Audience.SAFETY_PERSON)
    return Choices(
        circle=joined(circle),
        circle_line=_line(Audience.CIRCLE, circle, viewer, along),
        safety_person=joined(safe),
        safety_person_line=_line(Audience.SAFETY_PERSON, safe, viewer),
        may_choose=known.may_choose,
    )


def last_time(
    last: LastAudience | None, known: AudienceNames, viewer: Viewer, along: Sequence[Member] = ()
) -> LastTime | None:
    """Return the last choice, None when there is nothing to offer."""
    if last is None:
        return None
    people = _by_name(last.chosen) or _known(known, last.audience)
    return LastTime(last.audience, last.chosen, _line(last.audience, people, viewer, along))


def line_of(
    entry: EntryView, known: AudienceNames, viewer: Viewer, along: Sequence[Member] = ()
) -> Markup:
    """Return who reads one of the viewer's own notes."""
    people = _by_name(entry.chosen) or _known(known, entry.audience)
    return _line(entry.audience, people, viewer, along)


def faces_of(entry: EntryView, known: AudienceNames) -> Sequence[Member]:
    """Return whose faces stand beside that sentence; nobody's where it names nobody."""
    if entry.audience is Audience.SELF:
        return ()
    return _by_name(entry.chosen) or _known(known, entry.audience)


def joined(people: Sequence[Member]) -> Markup:
    """Return the names in one line, each keeping its own reading direction."""
    names = [BARE_NAME.format(each.called) for each in people]
    return Markup(format_list(names, locale=current().language.locale)) if names else Markup()  # noqa: S704


def _by_name(people: Sequence[Member]) -> tuple[Member, ...]:
    return tuple(sorted(people, key=lambda each: each.called.casefold()))


def _known(known: AudienceNames, audience: Audience) -> tuple[Member, ...]:
    return known.names.get(audience) or ()


def _line(
    audience: Audience, people: Sequence[Member], viewer: Viewer, along: Sequence[Member] = ()
) -> Markup:
    line = _line_of_the_house(audience, people, viewer)
    if audience is not Audience.CIRCLE or not along:
        return line
    return Markup("{} {}").format(line, _along(along, child=viewer.role is Role.CHILD))


def _along(people: Sequence[Member], *, child: bool) -> Markup:
    names, number = joined(people), len(people)
    if child:
        return Markup(  # noqa: S704
            npgettext(
                "kind",
                "%(names)s ziet dit ook.",
                "%(names)s zien dit ook.",
                number,
                names=names,
            )
        )
    return Markup(  # noqa: S704
        ngettext(
            "%(names)s leest dit ook, voor het werk.",
            "%(names)s lezen dit ook, voor het werk.",
            number,
            names=names,
        )
    )


def _line_of_the_house(audience: Audience, people: Sequence[Member], viewer: Viewer) -> Markup:
    child = viewer.role is Role.CHILD
    if audience is Audience.SELF:
        return Markup.escape(
            pgettext("kind", "Alleen jij ziet dit.") if child else _("Alleen jij leest dit.")
        )
    if not people:
        return _unnamed(audience, child=child)
    names, number = joined(people), len(people)
    if child and audience is Audience.SAFETY_PERSON:
        said = npgettext(
            "kind",
            "%(names)s ziet dit. Verder niemand.",
            "%(names)s zien dit. Verder niemand.",
            number,
            names=names,
        )
    elif child:
        said = npgettext("kind", "%(names)s ziet dit.", "%(names)s zien dit.", number, names=names)
    else:
        said = ngettext("%(names)s leest dit.", "%(names)s lezen dit.", number, names=names)
    return Markup(said)  # noqa: S704


def _unnamed(audience: Audience, *, child: bool) -> Markup:
    """Say it without names: for a child's circle, or when a name would tell who is missing."""
    if audience is Audience.SAFETY_PERSON:
        return Markup.escape(
            pgettext("kind", "Je hebt nog geen veilige mens. Alleen jij ziet dit.")
        )
    if child:
        return Markup.escape(pgettext("kind", "Alle mensen van jullie plan zien dit."))
    return Markup.escape(_("Iedereen in jullie kring leest dit."))
