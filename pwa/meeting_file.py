"""A sitting for the calendar of one's own phone (RFC 5545). Pure: values in, bytes out.

Whoever looks at that calendar, or the maker of the phone, reads it: the title is the same for every
sitting, and nothing stands there of what it is about or who comes.
"""

from datetime import datetime, timedelta
from typing import Final

from icalendar import Calendar, Event

from api.meetings.views import DayView, MeetingView
from i18n.dates import AMSTERDAM

FIXED: Final = {"prodid": "-//samen//NL", "version": "2.0", "calscale": "GREGORIAN"}


def calendar_file(view: MeetingView, day: DayView, *, title: str, now: datetime) -> bytes:
    """Return the file. The same sitting keeps its id; what is newer has a higher SEQUENCE."""
    calendar = Calendar()
    for name, value in FIXED.items():
        calendar.add(name, value)
    calendar.add("method", "CANCEL" if view.called_off_at else "PUBLISH")
    calendar.add_component(_event(view, day, title, now))
    on = day.at.astimezone(AMSTERDAM).date()
    calendar.add_missing_timezones(on, on + timedelta(days=1))
    return bytes(calendar.to_ical())


def _event(view: MeetingView, day: DayView, title: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", str(view.id))
    event.add("dtstamp", now)
    event.add("sequence", view.number)
    event.add("status", "CANCELLED" if view.called_off_at else "CONFIRMED")
    event.add("dtstart", day.at.astimezone(AMSTERDAM))
    event.add("dtend", day.until.astimezone(AMSTERDAM))
    event.add("summary", title)
    if view.place and not view.called_off_at:
        event.add("location", view.place)
    event.add("class", "PRIVATE")
    return event
