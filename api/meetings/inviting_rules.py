"""Who can sit at a table, and who is not there. Values in, values out."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final
from uuid import UUID

from api.core.errors import Invalid
from api.people.policy import Role, Side, Viewer
from i18n.marking import N_

OTHER_SIDE: Final = N_("Iemand van de andere kant praat hier niet mee.")
NEUTRAL: Final = N_("Jullie zijn apart. Vraag hier alleen mensen die bij geen kant horen.")
NO_CHILD: Final = N_("Jullie zijn apart. Een kind komt dan niet bij dit gesprek.")


def missing(gave: Collection[UUID], invited: Iterable[UUID]) -> tuple[UUID, ...]:
    """Return who of the invited brought nothing along, in their order."""
    return tuple(each for each in invited if each not in gave)


def check_invited(role: Role, side: Side, meeting_side: Side, *, apart: bool) -> None:
    """Refuse who cannot sit at this table; raises Invalid.

    With adults apart nobody learns of the other's sitting: a table of both has neutral people alone, and a
    child, whose tablet lies in both homes, is at no table of one side.
    """
    if not side.meets(meeting_side):
        raise Invalid(OTHER_SIDE, field="people")
    if apart and meeting_side is Side.BOTH and side is not Side.BOTH:
        raise Invalid(NEUTRAL, field="people")
    if apart and role is Role.CHILD and meeting_side is not Side.BOTH:
        raise Invalid(NO_CHILD, field="people")


def can_sit(role: Role, side: Side, meeting_side: Side, *, apart: bool) -> bool:
    """Say whether somebody can be asked at all."""
    try:
        check_invited(role, side, meeting_side, apart=apart)
    except Invalid:
        return False
    return role is not Role.HOST


def is_safe_for(ward: Viewer, invited: Collection[UUID]) -> bool:
    """Say whether a child's words can come on the table: nobody sits there whom it may fear."""
    return not ward.fears & set(invited)


def not_there_last(
    invited_before: Iterable[UUID], came_before: Collection[UUID]
) -> tuple[UUID, ...]:
    """Return who was asked for the sitting before and did not come; nobody when nobody was written down."""
    return missing(came_before, invited_before) if came_before else ()


def without(generations: Mapping[int, Sequence[UUID]], invited: Collection[UUID]) -> list[int]:
    """Return the generations of whom nobody is asked, though somebody is here."""
    return [
        number
        for number, people in generations.items()
        if people and not set(people) & set(invited)
    ]
