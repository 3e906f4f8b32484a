"""Rules of meetings. Values in, values out."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from api.core.errors import Invalid
from api.core.text import tidy
from api.people.policy import Role, Side, Viewer
from i18n.marking import N_

LONGEST: Final = 2000
LONGEST_PLACE: Final = 200
MOST_DAYS: Final = 6
FURTHEST: Final = timedelta(days=366)
MINUTES: Final = (60, 90, 120)
SHORTEST, MOST_MINUTES = 15, 480

NO_DAY: Final = N_("Kies een dag en een tijd.")
PAST: Final = N_("Deze tijd is al voorbij. Kies een latere tijd.")
TOO_FAR: Final = N_("Kies een dag in het komende jaar.")
TOO_MANY: Final = N_("Er staan al 6 dagen. Haal er eerst een weg.")
HOW_LONG: Final = N_("Kies hoe lang het duurt.")
TOO_LONG: Final = N_("Dit is te lang. Maak het korter.")
OTHER_SIDE: Final = N_("Iemand van de andere kant praat hier niet mee.")
NEUTRAL: Final = N_("Jullie zijn apart. Vraag hier alleen mensen die bij geen kant horen.")
NO_CHILD: Final = N_("Jullie zijn apart. Een kind komt dan niet bij dit gesprek.")


class Phase(StrEnum):
    """What it is about: safe now, safe for longer, or becoming whole (domain.md 3, netwerkberaad)."""

    DIRECT = "direct"
    STABLE = "stable"
    RECOVERY = "recovery"


class Says(StrEnum):
    """Whether somebody can on a day."""

    CAN = "can"
    MAYBE = "maybe"
    CANNOT = "cannot"


class What(StrEnum):
    """What somebody brings along, in the order in which it is asked: what went well first."""

    WELL = "well"
    SEEN = "seen"
    WORRY = "worry"
    UNKNOWN = "unknown"


class Mode(StrEnum):
    """Who leads: it goes from a professional, together, to the circle (domain.md 2)."""

    PROFESSIONAL = "professional"
    SHARED = "shared"
    CIRCLE = "network"


@dataclass(frozen=True, slots=True)
class Day:
    """A day to choose from, and who said what about it."""

    id: UUID
    at: datetime
    answers: Mapping[UUID, Says] = field(default_factory=dict)


def best_days(days: Iterable[Day]) -> tuple[UUID, ...]:
    """Return the days in the order of who can: least often no, most often yes, then the earliest."""

    def rank(day: Day) -> tuple[int, int, datetime]:
        said = list(day.answers.values())
        return said.count(Says.CANNOT), -said.count(Says.CAN), day.at

    return tuple(day.id for day in sorted(days, key=rank))


def missing(gave: Collection[UUID], invited: Iterable[UUID]) -> tuple[UUID, ...]:
    """Return who of the invited brought nothing along, in their order."""
    return tuple(each for each in invited if each not in gave)


def may_close(next_at: datetime | None, *, closed_path: bool, now: datetime) -> bool:
    """Say whether a sitting may end: the next one has a day, unless the whole path is closed."""
    return closed_path or (next_at is not None and next_at > now)


def check_day(at: datetime | None, minutes: int, now: datetime) -> datetime:
    """Return the moment when it can be one; raises Invalid."""
    if at is None:
        raise Invalid(NO_DAY, field="day")
    if at <= now:
        raise Invalid(PAST, field="day")
    if at > now + FURTHEST:
        raise Invalid(TOO_FAR, field="day")
    if not SHORTEST <= minutes <= MOST_MINUTES:
        raise Invalid(HOW_LONG, field="minutes")
    return at


def check_text(text: str, field_name: str, longest: int = LONGEST) -> str:
    """Return the words as they are kept; raises Invalid when there are too many."""
    kept = tidy(text)
    if len(kept) > longest:
        raise Invalid(TOO_LONG, field=field_name)
    return kept


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
