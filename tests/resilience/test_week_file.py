"""The week for one's own calendar: the hours of Amsterdam in summer and winter, and titles that say nothing."""

from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from api.resilience.elements import DayPart
from pwa.week_file import BEGINS, Entry, calendar_file

NOW = datetime(2026, 10, 20, 12, tzinfo=UTC)


def entry(day: date, part: DayPart = DayPart.EVENING, **more: str) -> Entry:
    return Entry(id=f"{day}", day=day, part=part, title="Naar buiten", **more)


def read(*entries: Entry) -> Calendar:
    return Calendar.from_ical(calendar_file(entries, now=NOW))


@pytest.mark.parametrize(
    ("day", "in_utc"),
    [
        (date(2026, 10, 24), datetime(2026, 10, 24, 17, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 25, 18, tzinfo=UTC)),
        (date(2027, 3, 27), datetime(2027, 3, 27, 18, tzinfo=UTC)),
        (date(2027, 3, 28), datetime(2027, 3, 28, 17, tzinfo=UTC)),
    ],
)
def test_the_evening_stays_the_evening_when_the_clock_is_put_forward_or_back(
    day: date, in_utc: datetime
) -> None:
    (event,) = read(entry(day)).walk("VEVENT")
    assert event.decoded("dtstart").astimezone(UTC) == in_utc
    assert event["dtstart"].params["tzid"] == "Europe/Amsterdam"


def test_a_phone_that_does_not_know_the_zone_finds_it_in_the_file() -> None:
    both = read(entry(date(2026, 10, 24)), entry(date(2026, 10, 26)))
    (zone,) = both.walk("VTIMEZONE")
    assert zone["tzid"] == "Europe/Amsterdam"
    assert {each.name for each in zone.subcomponents} == {"DAYLIGHT", "STANDARD"}


@pytest.mark.parametrize("part", list(DayPart))
def test_each_part_of_a_day_lies_on_that_day(part: DayPart) -> None:
    (event,) = read(entry(date(2026, 12, 31), part)).walk("VEVENT")
    begins, ends = event.decoded("dtstart"), event.decoded("dtend")
    assert (begins.time(), begins.date(), ends.date()) == (BEGINS[part], *[date(2026, 12, 31)] * 2)
    assert ends > begins


def test_what_stands_in_it_cannot_end_its_line() -> None:
    odd = "Met oma\r\nEls, en; BEGIN:VALARM"
    found = read(entry(date(2026, 11, 3), along=odd))
    assert {each.name for each in found.walk()} == {"VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD"}
    assert "\nBEGIN:VALARM" not in calendar_file([entry(NOW.date(), along=odd)], now=NOW).decode()


def test_an_empty_week_is_a_whole_file() -> None:
    assert read().walk("VEVENT") == []


def test_it_takes_up_no_time_and_tells_nobody_who_shares_that_calendar() -> None:
    (event,) = read(entry(date(2026, 11, 3))).walk("VEVENT")
    assert (event["transp"], event["class"], event.get("valarm")) == (
        "TRANSPARENT",
        "PRIVATE",
        None,
    )
