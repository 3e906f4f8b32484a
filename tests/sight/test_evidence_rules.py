"""Months in a row, stretches of a plan, and who takes part: the counting behind the evidence."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from api.path.evidence.facts_of_people import Did
from api.path.evidence.rules import first_month, holds_since, last_change, months_at, took_part

JUNE = {date(2026, month, 1): 6 for month in range(6, 12)}
NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)


@pytest.mark.parametrize(
    ("values", "this_month", "least", "months", "since"),
    [
        (JUNE, NOVEMBER, 6, 6, date(2026, 6, 1)),
        (JUNE, DECEMBER, 6, 6, date(2026, 6, 1)),
        (JUNE, date(2027, 1, 1), 6, 0, None),
        (JUNE, NOVEMBER, 7, 0, None),
        (JUNE | {date(2026, 9, 1): 5}, NOVEMBER, 6, 2, date(2026, 10, 1)),
        (JUNE | {NOVEMBER: 5}, NOVEMBER, 6, 0, None),
        ({key: 7 for key in JUNE if key != date(2026, 8, 1)}, NOVEMBER, 7, 3, date(2026, 9, 1)),
        ({date(2026, 12, 1): 8, date(2027, 1, 1): 7}, date(2027, 1, 1), 7, 2, date(2026, 12, 1)),
        ({NOVEMBER: 0}, NOVEMBER, 0, 1, NOVEMBER),
        ({}, NOVEMBER, 0, 0, None),
        ({}, NOVEMBER, 6, 0, None),
    ],
)
def test_months_in_a_row_end_at_a_month_without_a_number(
    values: dict[date, int], this_month: date, least: int, months: int, since: date | None
) -> None:
    assert months_at(values, this_month, least) == months
    assert first_month(values, this_month, least) == since


def day(number: int) -> datetime:
    return datetime(2026, 3, 1, tzinfo=UTC) + timedelta(days=number)


@pytest.mark.parametrize(
    ("stretches", "since"),
    [
        ((), None),
        (((0, 5),), None),
        (((0, None),), 0),
        (((0, 5), (5, None)), 0),
        (((0, 5), (6, None)), 6),
        (((0, 5), (3, 9), (9, None)), 0),
        (((3, None), (0, 2)), 3),
        (((0, None), (20, None), (4, 5)), 0),
    ],
)
def test_a_plan_holds_since_its_last_gap(
    stretches: tuple[tuple[int, int | None], ...], since: int | None
) -> None:
    given = [(day(start), None if end is None else day(end)) for start, end in stretches]
    assert holds_since(given) == (None if since is None else day(since))


def test_what_began_or_ended_later_is_a_change_and_the_beginning_is_none() -> None:
    assert last_change([(day(0), None)], day(0)) is None
    assert last_change([(day(0), day(8)), (day(8), None), (day(0), None)], day(0)) == day(8)


def test_who_took_part_in_thirty_days_as_amsterdam_counts_them() -> None:
    """On 29 March the clock goes forward: the first minute of 27 February there is still the 26th in UTC."""
    els, ben, now = uuid4(), uuid4(), datetime(2026, 3, 29, 21, 30, tzinfo=UTC)
    first = datetime(2026, 2, 26, 23, 0, tzinfo=UTC)
    acts = [
        (els, Did.SCORED, first),
        (els, Did.WROTE, now),
        (els, Did.WROTE, first),
        (ben, Did.LOOKED, first - timedelta(minutes=1)),
        (ben, Did.LOOKED, now + timedelta(hours=1)),
    ]
    assert took_part(acts, now) == {els: ((Did.WROTE, Did.SCORED), date(2026, 3, 29))}
