"""What stands on the paper for the wall, and how large: values alone."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from api.resilience.elements import DayPart, Element, Repeats
from api.resilience.views import CellView, DayView, Wanted, WeekView
from pwa.week_paper import SIZES, on_paper

MONDAY = date(2026, 11, 23)


def wanted(day: date, text: str, part: DayPart = DayPart.AFTERNOON, **more: object) -> Wanted:
    given: dict[str, object] = {
        "id": uuid4(), "elements": (Element.OUTSIDE,), "part": part, "repeats": Repeats.ONCE,
        "day": day, "text": text, "along": (), "by": None, "mine": False, **more,
    }  # fmt: skip
    return Wanted(**given)  # type: ignore[arg-type]


def week_of(*plans: Wanted) -> WeekView:
    days = []
    for day in (MONDAY + timedelta(days=number) for number in range(7)):
        found = [each for each in plans if each.day == day]
        cells = {
            (part, Element.OUTSIDE): CellView(
                part=part,
                element=Element.OUTSIDE,
                wanted=tuple(each for each in found if each.part is part),
            )
            for part in DayPart
        }
        days.append(DayView(day=day, cells=cells))
    return WeekView(whose=None, monday=MONDAY, days=tuple(days))


def many(number: int, words: int) -> list[Wanted]:
    return [
        wanted(MONDAY, f"Plan {each}: " + "wandelen " * words, list(DayPart)[each % 5])
        for each in range(number)
    ]


def test_an_empty_week_has_the_largest_letters_and_a_place_for_each_picture() -> None:
    paper = on_paper(week_of())
    assert paper.points == SIZES[0]
    assert [len(each.boxes) for each in paper.days] == [6] * 7


def test_letters_get_smaller_with_more_words_and_nothing_gets_lost() -> None:
    points = []
    for number in range(1, 40):
        plans = many(number, 3)
        paper = on_paper(week_of(*plans))
        points.append(paper.points)
        on_it = [plan.words for plan in paper.days[0].plans]
        off = [plan.words for _day, plan in paper.left]
        assert sorted([*on_it, *off]) == sorted(each.text for each in plans)
        assert not off or paper.points == SIZES[-1]
    assert points == sorted(points, reverse=True)
    assert points[0] == SIZES[0]
    assert points[-1] == SIZES[-1]


def test_what_does_not_fit_is_the_evening_and_never_the_morning() -> None:
    paper = on_paper(week_of(*many(30, 12)))
    assert paper.left
    order = ["Opstaan", "Ochtend", "Middag", "Avond", "Naar bed"]
    kept = [order.index(plan.part) for plan in paper.days[0].plans]
    off = [order.index(plan.part) for _day, plan in paper.left]
    assert max(kept) <= min(off)


def test_what_rests_in_a_holiday_is_not_on_the_wall() -> None:
    paper = on_paper(week_of(wanted(MONDAY, "Zwemles", resting=True)))
    assert not paper.days[0].plans


@pytest.mark.parametrize("kid", [True, False])
def test_a_plan_without_words_has_those_of_its_picture(kid: bool) -> None:
    (plan,) = on_paper(week_of(wanted(MONDAY, "")), kid=kid).days[0].plans
    assert plan.words == ("Buiten spelen" if kid else "Naar buiten")
