"""Rules of meetings. Values in, values out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from api.core.errors import Invalid
from api.core.text import tidy
from api.meetings.kinds import Says
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


def may_close(next_at: datetime | None, *, closed_path: bool, now: datetime) -> bool:
    """Say whether a sitting may end: the next one has a day, unless the whole path is closed."""
    return closed_path if next_at is None else next_at > now


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
