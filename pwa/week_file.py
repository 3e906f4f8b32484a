"""A week for the calendar of one's own phone (RFC 5545). Pure: values in, bytes out.

Whoever looks at that calendar, or the maker of the phone, reads it: the titles are those of the six
pictures, and never what somebody wrote.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from icalendar import Calendar, Event

from api.resilience.elements import DayPart
from i18n.dates import AMSTERDAM

# A part of the day has no clock in it: about then.
BEGINS: Final = {
    DayPart.UP: time(7),
    DayPart.MORNING: time(10),
    DayPart.AFTERNOON: time(15),
    DayPart.EVENING: time(19),
    DayPart.NIGHT: time(20, 30),
}
LASTS: Final = {DayPart.UP: timedelta(minutes=30), DayPart.NIGHT: timedelta(minutes=30)}
AN_HOUR: Final = timedelta(hours=1)
FIXED: Final = {"prodid": "-//week//NL", "version": "2.0", "calscale": "GREGORIAN"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something planned on a day. ``id`` is the same each time, so that importing again doubles nothing."""

    id: str
    day: date
    part: DayPart
    title: str
    along: str = ""


def calendar_file(entries: Iterable[Entry], *, now: datetime) -> bytes:
    """Return the file. Times are those of Amsterdam, with its summer and its winter."""
    calendar = Calendar()
    for name, value in FIXED.items():
        calendar.add(name, value)
    days = []
    for each in entries:
        calendar.add_component(_event(each, now))
        days.append(each.day)
    if days:
        calendar.add_missing_timezones(min(days), max(days) + timedelta(days=1))
    return bytes(calendar.to_ical())


def _event(entry: Entry, now: datetime) -> Event:
    begins = datetime.combine(entry.day, BEGINS[entry.part], AMSTERDAM)
    event = Event()
    event.add("uid", entry.id)
    event.add("dtstamp", now)
    event.add("dtstart", begins)
    event.add("dtend", begins + LASTS.get(entry.part, AN_HOUR))
    event.add("summary", entry.title)
    if entry.along:
        event.add("description", entry.along)
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event
