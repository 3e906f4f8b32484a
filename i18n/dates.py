"""Days and times as one fixed pattern for every language, always in the time of Amsterdam.

Babel's own formatting costs ten times as much and writes "11/21/26" for some; here the names of days and
months come from its data once, and the pattern is ours: zaterdag 21 november, 16:05.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from i18n.languages import Language, language

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
LONGEST_SHORT = 5


@dataclass(frozen=True)
class Calendar:
    """The names of days and months of one language; the pattern is the same for all."""

    days: tuple[str, ...]
    months: tuple[str, ...]
    comma: str
    short_days: tuple[str, ...]

    def day(self, when: date, *, year: bool = False) -> str:
        """As in: zaterdag 21 november."""
        when = here(when)
        text = f"{self.days[when.weekday()]} {when.day} {self.months[when.month - 1]}"
        return f"{text} {when.year}" if year else text

    def short(self, when: date) -> str:
        """As in: za. Only above a column, where no word fits: the whole name stands in the list below it."""
        return self.short_days[here(when).weekday()]

    def month(self, when: date) -> str:
        """As in: november 2026."""
        when = here(when)
        return f"{self.months[when.month - 1]} {when.year}"

    def moment(self, when: datetime, *, year: bool = False) -> str:
        """As in: zaterdag 21 november, 16:05."""
        when = when.astimezone(AMSTERDAM)
        return f"{self.day(when, year=year)}{self.comma} {clock_time(when)}"


def here(when: date) -> date:
    """A moment becomes its day in Amsterdam; a day stays what it is."""
    return when.astimezone(AMSTERDAM).date() if isinstance(when, datetime) else when


def day_began(now: datetime) -> datetime:
    """Return when the day of Amsterdam began, in UTC."""
    return _midnight(here(now)).astimezone(UTC)


def seconds_till_tomorrow(now: datetime) -> int:
    """Return the seconds until the next day of Amsterdam, for a daily limit; at least 1."""
    return max(1, int((_midnight(here(now) + timedelta(days=1)) - now).total_seconds()))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), AMSTERDAM)


def clock_time(when: time | datetime) -> str:
    """16:05, in every language."""
    if isinstance(when, datetime):
        when = when.astimezone(AMSTERDAM)
    return f"{when.hour:02}:{when.minute:02}"


@cache
def calendar(code: str) -> Calendar:
    """Return the calendar of a language, read from Babel once per process."""
    spoken: Language = language(code)
    days = spoken.locale.days["format"]["wide"]
    months = spoken.locale.months["format"]["wide"]
    return Calendar(
        days=tuple(days[number] for number in range(7)),
        months=tuple(months[number] for number in range(1, 13)),
        comma="،" if spoken.direction == "rtl" else ",",
        short_days=_short(spoken),
    )


def _short(spoken: Language) -> tuple[str, ...]:
    """Two or three letters; a language without such has one letter for each day."""
    days = spoken.locale.days
    found = [days["format"]["abbreviated"][number] for number in range(7)]
    if max(len(each) for each in found) > LONGEST_SHORT:
        found = [days["stand-alone"]["narrow"][number] for number in range(7)]
    return tuple(found)
