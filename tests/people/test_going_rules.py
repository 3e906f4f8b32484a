"""Who may remove whom together, who is asked, and when it holds: the rule as a table of cases."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from api.core.errors import Invalid
from api.people.going.rules import (
    WAITS,
    Way,
    absence,
    can_ask,
    check_days,
    may_decide,
    may_suspend,
    removed_at,
    who_agrees,
)
from api.people.policy import Duty, Ring, Role, Side, Viewer
from tests.people.some import DAY, HOUSES, START, viewer

NOOR = UUID(int=50)
CHAIR = frozenset({Duty.CHAIR})


def person(number: int, role: Role, **more: object) -> Viewer:
    return viewer(person=UUID(int=number), role=role, **more)


SARA = person(11, Role.ADULT)
MARK = person(12, Role.ADULT, feared_by=frozenset({NOOR}))
ELS = person(13, Role.CIRCLE, wards={NOOR: START})
BEN = person(14, Role.CIRCLE)
TIM = person(15, Role.CIRCLE, duties=CHAIR)
KEES = person(16, Role.CIRCLE, ring=Ring.PART)
IVO = person(17, Role.CIRCLE, feared_by=frozenset({NOOR}))
AMINA = person(18, Role.PROFESSIONAL)
CHILD = person(50, Role.CHILD)
LOTTE = person(19, Role.ADULT, side=Side.A)
DAAN = person(20, Role.ADULT, side=Side.B)
RIA = person(21, Role.CIRCLE)
FREE_MARK = person(12, Role.ADULT)
HEAD = person(22, Role.ADULT, duties=CHAIR)
STRANGER = person(23, Role.CIRCLE, household=HOUSES[1])
GONE = person(24, Role.CIRCLE, ended_at=START)

CASES = [
    ("two from outside", BEN, TIM, SARA, True),
    ("one from the house and one from outside", SARA, BEN, TIM, True),
    ("the same, the other way round", BEN, SARA, TIM, True),
    ("two of the house, never", SARA, FREE_MARK, BEN, False),
    ("one person twice", BEN, BEN, TIM, False),
    ("not with whom it is about", BEN, TIM, TIM, False),
    ("who is feared by no ward of his may be in", MARK, BEN, TIM, True),
    ("a safety person, by two whom nobody fears", BEN, TIM, ELS, True),
    ("a safety person, by the parent whom the child fears", MARK, TIM, ELS, False),
    ("a safety person, by somebody from outside whom it fears", BEN, IVO, ELS, False),
    ("a safety person, by a parent whom nobody fears and one outside", SARA, TIM, ELS, True),
    ("who knows a part does not decide", KEES, TIM, SARA, False),
    ("a professional does not decide", AMINA, TIM, SARA, False),
    ("a professional can be removed", BEN, TIM, AMINA, True),
    ("a child does not decide", CHILD, TIM, SARA, False),
    ("a child is not removed here", BEN, TIM, CHILD, False),
    ("not over the wall between two sides", LOTTE, RIA, DAAN, False),
    ("on the own side", RIA, TIM, DAAN, True),
    ("not from another household", STRANGER, TIM, SARA, False),
    ("not by who left", GONE, TIM, SARA, False),
]


@pytest.mark.parametrize(("one", "other", "someone", "may"), [case[1:] for case in CASES])
def test_two_people_decide(one: Viewer, other: Viewer, someone: Viewer, may: bool) -> None:
    assert may_decide(one, other, someone) is may
    assert may_decide(other, one, someone) is may


def test_whoever_somebody_fears_does_not_remove_them() -> None:
    feared = person(30, Role.CIRCLE, feared_by=frozenset({SARA.person}))
    assert not may_decide(feared, TIM, SARA)
    assert may_decide(feared, TIM, BEN)


HERE = [SARA, MARK, ELS, BEN, TIM, KEES, IVO, AMINA, CHILD]
ASKED = [
    ("a parent proposes: who leads, whoever it is about", SARA, ELS, {TIM}),
    ("a feared parent proposes: the same", MARK, ELS, {TIM}),
    ("a feared parent proposes about anybody: the same", MARK, BEN, {TIM}),
    ("somebody of the circle proposes: who leads", BEN, SARA, {TIM}),
    ("who leads proposes: the others from outside", TIM, SARA, {ELS, BEN, IVO}),
    ("about a safety person: not whom anybody fears", TIM, ELS, {BEN}),
    ("about who leads: the others from outside", BEN, TIM, {ELS, IVO}),
    ("about who leads, by a parent: nobody is there to ask", SARA, TIM, set()),
]


@pytest.mark.parametrize(("first", "someone", "asked"), [case[1:] for case in ASKED])
def test_who_is_asked(first: Viewer, someone: Viewer, asked: set[Viewer]) -> None:
    assert who_agrees(first, someone, HERE) == {each.person for each in asked}


def test_who_is_asked_by_a_parent_never_follows_from_whom_anybody_fears() -> None:
    for someone in (SARA, ELS, BEN, TIM, AMINA):
        assert who_agrees(MARK, someone, HERE) == who_agrees(FREE_MARK, someone, HERE)


def test_nobody_is_asked_who_may_not_know_who_asks() -> None:
    """A chair of Lotte's side, asked by somebody whom she does not know, would know that somebody is there."""
    ours = person(25, Role.CIRCLE, side=Side.A, duties=CHAIR)
    here = [LOTTE, DAAN, RIA, BEN, ours]
    assert who_agrees(DAAN, BEN, here) == frozenset()
    assert who_agrees(LOTTE, BEN, here) == {ours.person}
    assert who_agrees(DAAN, BEN, [*here, TIM]) == {TIM.person}


@pytest.mark.parametrize("someone", [ELS, BEN, TIM, SARA])
@pytest.mark.parametrize("here", [HERE, [SARA, ELS, BEN, IVO, TIM], [SARA, ELS, IVO]])
def test_whether_there_is_anybody_to_ask_never_follows_from_who_is_feared(
    here: list[Viewer], someone: Viewer
) -> None:
    free = replace(IVO, feared_by=frozenset())
    assert can_ask(IVO, someone, here) is can_ask(free, someone, here)
    assert can_ask(free, someone, here) is bool(who_agrees(free, someone, here))


@pytest.mark.parametrize(
    ("way", "first", "second", "waits"),
    [
        (Way.REMOVE, BEN, TIM, WAITS),
        (Way.REMOVE_NOW, BEN, TIM, timedelta()),
        (Way.REMOVE_NOW, BEN, HEAD, timedelta()),
        (Way.REMOVE_NOW, BEN, SARA, WAITS),
        (Way.REMOVE_NOW, SARA, TIM, WAITS),
    ],
)
def test_it_holds_a_day_later_or_at_once_by_the_word_of_who_does_not_live_there(
    way: Way, first: Viewer, second: Viewer, waits: timedelta
) -> None:
    assert removed_at(way, first, second, START) == START + waits


@pytest.mark.parametrize(
    ("by", "someone", "may"),
    [
        (TIM, SARA, True),
        (TIM, MARK, True),
        (TIM, BEN, False),
        (TIM, CHILD, False),
        (BEN, MARK, False),
        (SARA, MARK, False),
        (HEAD, MARK, False),
    ],
)
def test_who_may_send_a_grown_up_of_the_house_away(by: Viewer, someone: Viewer, may: bool) -> None:
    assert may_suspend(by, someone) is may


def test_a_suspension_lifts_itself_and_after_a_day_when_nobody_confirms() -> None:
    ten = {"way": Way.SUSPEND, "from_at": START, "until": START + 10 * DAY}
    nobody = absence(**ten, agreed_at=None, ended_at=None)
    assert nobody == (START, START + WAITS)
    assert absence(**ten, agreed_at=START, ended_at=None) == (START, START + 10 * DAY)
    assert absence(**ten, agreed_at=START, ended_at=START + DAY) == (START, START + DAY)
    assert absence(**ten, agreed_at=START, ended_at=START + 20 * DAY) == (START, START + 10 * DAY)


def test_a_plan_to_go_for_good_has_no_end_and_counts_only_once_agreed() -> None:
    plan = {"way": Way.REMOVE, "until": None, "agreed_at": None}
    assert absence(**plan, from_at=None, ended_at=None) is None
    assert absence(**plan, from_at=START, ended_at=START) is None
    assert absence(**plan, from_at=START, ended_at=None) == (START, None)


@pytest.mark.parametrize("typed", ["0", "29", "-1", "1.5", "", "tien", "²", "100"])
def test_days_that_cannot_be(typed: str) -> None:
    with pytest.raises(Invalid):
        check_days(typed)


@pytest.mark.parametrize("typed", ["1", "10", "28"])
def test_days_that_can_be(typed: str) -> None:
    assert check_days(typed) == int(typed)
