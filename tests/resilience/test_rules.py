"""Days, weeks and layers, without a database: tables of cases."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from api.core.errors import Invalid
from api.resilience.elements import DayPart, Element, Layer, Repeats
from api.resilience.rules import (
    LONGEST_BREAK,
    Cell,
    Gap,
    Wish,
    back,
    check_break,
    check_cells,
    check_gap,
    check_homes,
    check_wish,
    home_of,
    in_order,
    is_morning,
    layers,
    monday_of,
    part_for,
    rests,
    still_open,
    takes_place,
    week_number,
    week_of,
    weeks_before,
)

TODAY = date(2026, 11, 25)
HERE, THERE = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize(
    ("moment", "monday", "number"),
    [
        (date(2026, 11, 25), date(2026, 11, 23), 48),
        (date(2026, 12, 31), date(2026, 12, 28), 53),
        (date(2027, 1, 3), date(2026, 12, 28), 53),
        (date(2027, 1, 4), date(2027, 1, 4), 1),
        (date(2021, 1, 1), date(2020, 12, 28), 53),
        (date(2019, 12, 30), date(2019, 12, 30), 1),
        # The nights on which the clock is put on and back: a day stays a day, a week has seven.
        (date(2026, 3, 29), date(2026, 3, 23), 13),
        (date(2026, 10, 25), date(2026, 10, 19), 43),
        # Late on Sunday in London it is Monday in Amsterdam.
        (datetime(2026, 11, 22, 23, 30, tzinfo=UTC), date(2026, 11, 23), 48),
        (datetime(2026, 7, 5, 22, 30, tzinfo=UTC), date(2026, 7, 6), 28),
    ],
)
def test_a_week_starts_on_monday_in_amsterdam(moment: date, monday: date, number: int) -> None:
    assert monday_of(moment) == monday
    assert week_number(monday) == number
    assert week_of(moment) == tuple(monday + timedelta(days=each) for each in range(7))


def test_weeks_before_a_long_year_are_one_after_the_other() -> None:
    found = weeks_before(date(2027, 1, 4), 3)
    assert [week_number(each) for each in found] == [52, 53, 1]


@pytest.mark.parametrize(
    ("moment", "asked"),
    [
        (datetime(2026, 11, 25, 3, 59, tzinfo=UTC), False),
        (datetime(2026, 11, 25, 4, 0, tzinfo=UTC), True),
        (datetime(2026, 11, 25, 10, 59, tzinfo=UTC), True),
        (datetime(2026, 11, 25, 11, 0, tzinfo=UTC), False),
        # In summer the clock of Amsterdam runs an hour further ahead.
        (datetime(2026, 7, 1, 3, 0, tzinfo=UTC), True),
        (datetime(2026, 7, 1, 10, 0, tzinfo=UTC), False),
    ],
)
def test_somebody_is_asked_how_they_slept_in_the_morning(moment: datetime, asked: bool) -> None:
    assert is_morning(moment) is asked


@pytest.mark.parametrize(
    ("hour", "part"),
    [
        (6, DayPart.UP),
        (9, DayPart.MORNING),
        (13, DayPart.AFTERNOON),
        (18, DayPart.EVENING),
        (21, DayPart.NIGHT),
    ],
)
def test_a_single_tap_means_now(hour: int, part: DayPart) -> None:
    now = datetime(2026, 11, 25, hour - 1, tzinfo=UTC)
    assert part_for(Element.MOVE, TODAY, now) is part
    assert part_for(Element.SLEEP, TODAY, now) is DayPart.UP
    assert part_for(Element.MOVE, TODAY - timedelta(days=1), now) is DayPart.AFTERNOON


@pytest.mark.parametrize(
    ("repeats", "until", "day", "is_there"),
    [
        (Repeats.ONCE, None, TODAY, True),
        (Repeats.ONCE, None, TODAY + timedelta(days=7), False),
        (Repeats.WEEKLY, None, TODAY, True),
        (Repeats.WEEKLY, None, TODAY + timedelta(days=7), True),
        (Repeats.WEEKLY, None, TODAY + timedelta(days=371), True),
        (Repeats.WEEKLY, None, TODAY - timedelta(days=7), False),
        (Repeats.WEEKLY, None, TODAY + timedelta(days=1), False),
        (Repeats.WEEKLY, TODAY + timedelta(days=6), TODAY + timedelta(days=7), False),
        (Repeats.WEEKLY, TODAY + timedelta(days=7), TODAY + timedelta(days=7), True),
    ],
)
def test_what_comes_back_each_week_falls_on_its_weekday(
    repeats: Repeats, until: date | None, day: date, is_there: bool
) -> None:
    assert takes_place(TODAY, repeats, until, day) is is_there


def test_a_holiday_has_its_first_and_its_last_day() -> None:
    free = [(date(2026, 12, 19), date(2027, 1, 3))]
    days = (date(2026, 12, 18), date(2026, 12, 19), date(2027, 1, 3), date(2027, 1, 4))
    assert [rests(day, free) for day in days] == [False, True, True, False]


def test_what_came_back_and_what_is_open_are_all_six_together() -> None:
    came = back([Element.FOOD, Element.SLEEP, Element.FOOD], [Element.FOOD])
    assert came == (Element.FOOD, Element.SLEEP)
    assert set(came) | set(still_open(came)) == set(Element)
    assert still_open(list(Element)) == ()


def test_three_layers_lie_over_each_other() -> None:
    found = layers(usual=[Element.SLEEP], wanted=[Element.SLEEP, Element.MOVE], done=[Element.MOVE])
    assert found[Element.SLEEP] == (Layer.IS, Layer.WANT)
    assert found[Element.MOVE] == (Layer.WANT, Layer.DONE)
    assert found[Element.FOOD] == ()


@pytest.mark.parametrize(
    ("pattern", "home"),
    [
        ([(2, "every", HERE)], HERE),
        ([(2, "even", HERE), (2, "odd", THERE)], HERE),
        ([(2, "odd", HERE)], None),
        ([(3, "every", HERE)], None),
        ([(2, "every", HERE), (2, "even", THERE)], None),
        ([], None),
    ],
)
def test_a_child_is_in_one_home_or_nobody_said(
    pattern: list[tuple[int, str, UUID]], home: UUID | None
) -> None:
    assert home_of(TODAY, pattern) == home


def test_every_other_week_twice_is_each_week() -> None:
    assert check_homes({(1, "odd"), (1, "even"), (2, "odd")}) == {(1, "every"), (2, "odd")}
    with pytest.raises(Invalid):
        check_homes({(7, "every")})


class Word:
    def __init__(self, made: int, kept: int, id: int) -> None:
        self.made_at = datetime(2026, 11, 25, 8, made, tzinfo=UTC)
        self.kept_at = datetime(2026, 11, 25, 9, kept, tzinfo=UTC)
        self.id = UUID(int=id)


def test_the_newest_word_is_the_one_that_was_said_last_not_the_one_that_came_last() -> None:
    late, early, same = Word(5, 1, 1), Word(4, 9, 2), Word(5, 2, 3)
    assert in_order([early, late, same]) == [same, late, early]
    twins = [Word(1, 1, 7), Word(1, 1, 8)]
    assert in_order(twins) == in_order(reversed(twins))


@pytest.mark.parametrize(
    "cell",
    [
        Cell(day=TODAY + timedelta(days=1), part=DayPart.UP, element=Element.SLEEP),
        Cell(day=date(1999, 1, 1), part=DayPart.UP, element=Element.SLEEP),
        Cell(day=TODAY, part=DayPart.UP, element=Element.SLEEP, layer=Layer.WANT),
        Cell(day=TODAY, part=DayPart.UP, element=Element.SLEEP, text="lang " * 80),
    ],
)
def test_what_cannot_have_been_is_refused(cell: Cell) -> None:
    with pytest.raises(Invalid):
        check_cells([cell], TODAY)


def test_how_it_usually_is_may_be_said_of_a_day_to_come() -> None:
    cell = Cell(
        day=TODAY + timedelta(days=3), part=DayPart.UP, element=Element.SLEEP, layer=Layer.IS
    )
    assert list(check_cells([cell], TODAY)) == [cell]


def test_what_is_wanted_is_still_to_come() -> None:
    wish = Wish(day=TODAY, part=DayPart.UP, elements=(Element.MOVE,), text="  samen   fietsen ")
    assert check_wish(wish, TODAY).text == "samen fietsen"
    for wrong in (
        Wish(day=TODAY - timedelta(days=1), part=DayPart.UP, elements=(Element.MOVE,)),
        Wish(day=TODAY, part=DayPart.UP, elements=()),
    ):
        with pytest.raises(Invalid):
            check_wish(wrong, TODAY)


def test_who_is_asked_by_name_is_somebody() -> None:
    gap = Gap(day=TODAY, part=DayPart.UP, element=Element.MOVE, chosen=frozenset())
    with pytest.raises(Invalid):
        check_gap(gap, TODAY)


def test_a_holiday_ends_and_is_not_for_ever() -> None:
    check_break(TODAY, TODAY, TODAY)
    check_break(TODAY, TODAY + timedelta(days=LONGEST_BREAK - 1), TODAY)
    for until in (TODAY - timedelta(days=1), TODAY + timedelta(days=LONGEST_BREAK)):
        with pytest.raises(Invalid):
            check_break(TODAY, until, TODAY)
