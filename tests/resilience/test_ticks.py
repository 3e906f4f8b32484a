"""What a tap says, and what a child's week shows of it: values alone."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from api.core.errors import Invalid
from api.outbox.ticks import read_ticks
from api.resilience.elements import Act, DayPart, Element, Layer, Sticker
from api.resilience.rules import Cell
from api.resilience.views import CellView, DayView, Said, WeekView
from pwa.week_child import chosen_sticker, days_of

MONDAY = date(2026, 11, 23)
THURSDAY = MONDAY + timedelta(days=3)
OUTSIDE = f"{MONDAY}.outside"
NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
AFTERNOON, OUT = DayPart.AFTERNOON, Element.OUTSIDE


def test_many_cells_go_in_one_record() -> None:
    found = read_ticks({"set": [OUTSIDE, f"{THURSDAY}.sleep"], "sticker": ["cat"]}, NOW)
    assert found == [
        Cell(day=MONDAY, part=AFTERNOON, element=OUT, sticker=Sticker.CAT),
        Cell(day=THURSDAY, part=DayPart.UP, element=Element.SLEEP, sticker=Sticker.CAT),
    ]


@pytest.mark.parametrize("ahead", [-1, 0, 1, 400])
def test_the_days_of_a_wrong_clock_are_set_right(ahead: int) -> None:
    """Without a net the phone fills in the days: with them it says which one it took for today."""
    wrong = timedelta(days=ahead)
    taps = {"set": [f"{THURSDAY + wrong}.outside"], "clear": [f"{MONDAY + wrong}.sleep"]}
    found = read_ticks({**taps, "today": [str(THURSDAY + wrong)]}, NOW)
    assert {(each.day, each.element) for each in found} == {
        (THURSDAY, OUT),
        (MONDAY, Element.SLEEP),
    }
    for junk in ("x", "0001-01-01"):
        with pytest.raises(Invalid):
            read_ticks({"set": ["9999-12-31.outside"], "today": [junk]}, NOW)


def test_a_tick_taken_away_is_gone_from_the_whole_day_wherever_another_phone_set_it() -> None:
    found = read_ticks({"clear": [OUTSIDE], "sticker": ["cat"]}, NOW)
    assert {each.part for each in found} == set(DayPart)
    assert {(each.day, each.element, each.act, each.sticker) for each in found} == {
        (MONDAY, OUT, Act.CLEAR, None)
    }


def test_of_a_whole_day_only_what_changed_is_said() -> None:
    ben = uuid4()
    fields = {
        "day": [str(MONDAY)],
        "was": ["afternoon.outside", "up.sleep"],
        "cell": ["afternoon.outside", "evening.food"],
        "with": [str(ben)],
        "text": ["Pannenkoeken"],
    }
    eaten, slept = read_ticks(fields, NOW)
    assert (eaten.part, eaten.element, eaten.along, eaten.text) == (
        DayPart.EVENING,
        Element.FOOD,
        {ben},
        "Pannenkoeken",
    )
    assert (slept.part, slept.element, slept.act) == (DayPart.UP, Element.SLEEP, Act.CLEAR)


def test_the_usual_week_is_said_in_the_same_way() -> None:
    (found,) = read_ticks({"set": [OUTSIDE], "laag": ["zo"]}, NOW)
    assert found.layer is Layer.IS


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"set": [""]},
        {"set": ["2026-11-23"]},
        {"set": ["2026-02-30.outside"]},
        {"set": ["2026-11-23.school"]},
        {"set": [OUTSIDE], "sticker": ["skull"]},
        {"set": [OUTSIDE, "x"]},
        {"day": ["x"], "cell": ["up.sleep"]},
        {"day": [str(MONDAY)], "cell": ["up.sleep"], "was": ["up.sleep"]},
        {"day": [str(MONDAY)], "cell": ["noon.sleep"]},
        {"day": [str(MONDAY)], "cell": ["up.sleep"], "with": ["Ben"]},
    ],
)
def test_what_is_no_cell_is_refused_as_a_whole(fields: dict[str, list[str]]) -> None:
    with pytest.raises(Invalid):
        read_ticks(fields, NOW)


def said(act: Act = Act.SET, sticker: Sticker | None = None, *, minutes: int = 0) -> Said:
    at = NOW + timedelta(minutes=minutes)
    return Said(id=uuid4(), act=act, by=None, mine=True, made_at=at, kept_at=at, sticker=sticker)


def week_with(*cells: tuple[date, CellView]) -> WeekView:
    days = tuple(
        DayView(
            day=day,
            cells={(cell.part, cell.element): cell for when, cell in cells if when == day},
        )
        for day in (MONDAY + timedelta(days=number) for number in range(7))
    )
    return WeekView(whose=None, monday=MONDAY, days=days)


def done(part: DayPart, element: Element, word: Said) -> CellView:
    return CellView(part=part, element=element, done=word)


def test_today_comes_first_and_a_day_to_come_has_nothing_to_tap() -> None:
    days = days_of(week_with(), THURSDAY)
    assert [each.day for each in days] == [THURSDAY] + [
        MONDAY + timedelta(days=number) for number in (0, 1, 2, 4, 5, 6)
    ]
    assert [len(each.ticks) for each in days] == [6, 6, 6, 6, 0, 0, 0]


def test_a_tap_takes_away_what_stands_there_in_whatever_part_of_the_day() -> None:
    morning = done(DayPart.MORNING, Element.OUTSIDE, said(sticker=Sticker.DOG))
    evening = done(DayPart.EVENING, Element.OUTSIDE, said())
    day = days_of(week_with((THURSDAY, morning), (THURSDAY, evening)), THURSDAY)[0]
    tick = next(each for each in day.ticks if each.picture == "tree")
    assert (tick.name, tick.sticker) == ("clear", "dog")
    cells = read_ticks({tick.name: [tick.value]}, NOW)
    assert {(each.part, each.act) for each in cells} == {(each, Act.CLEAR) for each in DayPart}


def test_what_was_taken_away_can_be_set_again() -> None:
    gone = done(DayPart.AFTERNOON, Element.FOOD, said(Act.CLEAR))
    day = days_of(week_with((THURSDAY, gone)), THURSDAY)[0]
    tick = next(each for each in day.ticks if each.picture == "apple")
    assert (tick.name, tick.value) == ("set", f"{THURSDAY}.food")


def test_the_sticker_that_was_used_last_lies_on_top() -> None:
    older = done(DayPart.UP, Element.SLEEP, said(sticker=Sticker.FISH))
    newer = done(DayPart.AFTERNOON, Element.MOVE, said(sticker=Sticker.MOON, minutes=5))
    assert chosen_sticker(week_with((MONDAY, newer), (THURSDAY, older))) is Sticker.MOON
    assert chosen_sticker(week_with()) is Sticker.STAR
