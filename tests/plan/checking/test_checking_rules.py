"""When it is whose turn to look: tables of cases. Planned and unannounced: domain.md 3 (veiligheidsplan)."""

from datetime import date, time, timedelta
from itertools import pairwise
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.plan.checking import rules
from api.plan.checking.rules import Agreed, Arranged, Due, Kind, Looked, Pause

TODAY = date(2026, 11, 25)
TEA, BED = uuid4(), uuid4()
TIM, ELS = uuid4(), uuid4()
PLANNED, UNANNOUNCED = Kind.PLANNED, Kind.UNANNOUNCED


def day(number: int) -> date:
    """A day of November; 31 is the first of December."""
    return date(2026, 11, 1) + timedelta(days=number - 1)


def agreed(
    planned: int | None = 7, unannounced: int | None = None, *, since: int = 1, who: UUID = TIM
) -> Agreed:
    return Agreed(
        agreement=TEA,
        since=day(since),
        lookers=(who,),
        planned_every=planned,
        unannounced_every=unannounced,
    )


def looked(number: int, kind: Kind | None = PLANNED, who: UUID = TIM, what: UUID = TEA) -> Looked:
    return Looked(what, who, day(number), kind)


def arranged(number: int, kind: Kind = PLANNED, who: UUID = TIM) -> Arranged:
    return Arranged(TEA, who, day(number), kind)


def pause(first: int, last: int, who: UUID = TIM) -> Pause:
    return Pause(who, day(first), day(last))


# What is agreed, what was looked at, which days were chosen, when somebody stepped back: the turn.
TURNS = [
    # Nobody looked yet: the first turn comes one rhythm after the agreement began to hold.
    ("first turn", agreed(7, since=20), [], [], [], [(27, PLANNED, 0, False)]),
    ("first turn is late", agreed(7, since=10), [], [], [], [(17, PLANNED, 8, False)]),
    ("today", agreed(7), [looked(18)], [], [], [(25, PLANNED, 0, False)]),
    ("one day late", agreed(7), [looked(17)], [], [], [(24, PLANNED, 1, False)]),
    ("the last check counts", agreed(7), [looked(23), looked(2)], [], [], [(30, PLANNED, 0, False)]),
    # Each way of looking has its own rhythm.
    (
        "planned and unannounced",
        agreed(7, 14),
        [looked(24), looked(20, UNANNOUNCED)],
        [],
        [],
        [(31, PLANNED, 0, False), (34, UNANNOUNCED, 0, False)],
    ),
    ("unannounced alone", agreed(None, 14), [looked(20, None)], [], [], [(34, UNANNOUNCED, 0, False)]),
    ("a check that names no way", agreed(7, None), [looked(24, None)], [], [], [(31, PLANNED, 0, False)]),
    ("no rhythm", agreed(None, None), [looked(24)], [], [], []),
    # Others and other agreements change nothing: their checks may be hidden.
    ("somebody else looked", agreed(7), [looked(18), looked(24, who=ELS)], [], [], [(25, PLANNED, 0, False)]),
    ("at something else", agreed(7), [looked(18), looked(24, what=BED)], [], [], [(25, PLANNED, 0, False)]),
    # A chosen day goes before the rhythm, also when it is a few days later.
    ("chosen earlier", agreed(7), [looked(20)], [arranged(26)], [], [(26, PLANNED, 0, True)]),
    ("chosen later", agreed(7), [looked(20)], [arranged(29)], [], [(29, PLANNED, 0, True)]),
    ("a whole turn later", agreed(7), [looked(20)], [arranged(34)], [], [(27, PLANNED, 0, False)]),
    ("the first one chosen", agreed(7), [], [arranged(29), arranged(26)], [], [(26, PLANNED, 0, True)]),
    ("chosen and done", agreed(7), [looked(24)], [arranged(24)], [], [(31, PLANNED, 0, False)]),
    ("chosen and forgotten", agreed(7), [looked(18)], [arranged(22)], [], [(22, PLANNED, 3, True)]),
    ("chosen without rhythm", agreed(None), [], [arranged(28)], [], [(28, PLANNED, 0, True)]),
    ("chosen by another", agreed(7), [looked(20)], [arranged(26, who=ELS)], [], [(27, PLANNED, 0, False)]),
    ("chosen unannounced", agreed(7), [looked(20)], [arranged(26, UNANNOUNCED)], [], [(26, UNANNOUNCED, 0, True), (27, PLANNED, 0, False)]),
    # Stepping back: no turn now, the turn comes after it, and its days are not late.
    ("steps back today", agreed(7), [looked(17)], [], [pause(25, 30)], []),
    ("comes back tomorrow", agreed(7), [looked(17)], [], [pause(20, 25)], []),
    ("came back today", agreed(7), [looked(10)], [], [pause(16, 24)], [(25, PLANNED, 0, False)]),
    ("was late before it", agreed(7), [looked(8)], [], [pause(17, 23)], [(15, PLANNED, 3, False)]),
    ("will step back", agreed(7), [looked(20)], [], [pause(26, 30)], [(31, PLANNED, 0, False)]),
    ("steps back twice", agreed(7), [looked(20)], [], [pause(26, 28), pause(29, 30)], [(31, PLANNED, 0, False)]),
    ("somebody else steps back", agreed(7), [looked(18)], [], [pause(25, 30, ELS)], [(25, PLANNED, 0, False)]),
    ("a chosen day in it", agreed(7), [looked(20)], [arranged(27)], [pause(26, 30)], [(31, PLANNED, 0, False)]),
]  # fmt: skip


@pytest.mark.parametrize("case", TURNS, ids=[each[0] for each in TURNS])
def test_whose_turn_it_is(case: tuple) -> None:
    _, agreement, checks, visits, pauses, turns = case
    assert rules.due(agreement, checks, visits, pauses, TODAY) == [
        Due(agreement=TEA, person=TIM, on=day(on), kind=kind, late_days=late, arranged=by_choice)
        for on, kind, late, by_choice in turns
    ]


def test_each_who_looks_has_a_turn_and_the_first_one_stands_first() -> None:
    both = Agreed(agreement=TEA, since=day(1), lookers=(TIM, ELS), planned_every=7)
    turns = rules.due(both, [looked(24), looked(19, who=ELS)], [], [], TODAY)
    assert [(each.person, each.on) for each in turns] == [(ELS, day(26)), (TIM, day(31))]


@given(
    mine=st.lists(st.integers(1, 25)),
    theirs=st.lists(st.integers(1, 25)),
    chosen=st.lists(st.integers(20, 60)),
)
def test_what_others_do_never_moves_a_turn(
    mine: list[int], theirs: list[int], chosen: list[int]
) -> None:
    own = [looked(each) for each in mine]
    alone = rules.due(agreed(7, 14), own, [], [], TODAY)
    others = [looked(each, who=ELS) for each in theirs]
    visits = [arranged(each, UNANNOUNCED, ELS) for each in chosen]
    pauses = [pause(each, each + 9, ELS) for each in chosen]
    assert rules.due(agreed(7, 14), own + others, visits, pauses, TODAY) == alone


SOON = [(-3, True), (0, True), (7, True), (8, False)]


@pytest.mark.parametrize(("ahead", "soon"), SOON)
def test_what_belongs_on_the_first_page(ahead: int, soon: bool) -> None:
    turn = Due(
        agreement=TEA,
        person=TIM,
        on=TODAY + timedelta(days=ahead),
        kind=PLANNED,
        late_days=0,
        arranged=False,
    )
    assert rules.is_soon(turn, TODAY) is soon


# Rhythm, last time, pauses: the first and last day that chance may take.
CHANCE = [
    ("from tomorrow until the turn", 14, 20, [], (26, 34)),
    ("never yet", 30, None, [], (26, 31)),
    ("the turn has passed", 7, 2, [], (26, 32)),
    ("the turn is today", 7, 18, [], (26, 32)),
    ("not while stepping back", 14, 20, [pause(26, 30)], (31, 34)),
]


@pytest.mark.parametrize("case", CHANCE, ids=[each[0] for each in CHANCE])
def test_chance_takes_a_day_within_the_rhythm(case: tuple) -> None:
    _, every, last, pauses, (first, final) = case
    agreement = agreed(None, every)
    seen = last and day(last)
    assert rules.by_chance(agreement, seen, pauses, TODAY, lambda _: 0) == day(first)
    assert rules.by_chance(agreement, seen, pauses, TODAY, lambda n: n - 1) == day(final)


def test_without_a_rhythm_or_a_day_chance_takes_nothing() -> None:
    assert rules.by_chance(agreed(7, None), None, [], TODAY, lambda _: 0) is None
    away = [pause(1, 60)]
    assert rules.by_chance(agreed(None, 14), day(20), away, TODAY, lambda _: 0) is None


@pytest.mark.parametrize(
    ("ahead", "may"), [(-1, False), (0, True), (1, True), (366, True), (367, False)]
)
def test_a_day_that_can_be_chosen(ahead: int, may: bool) -> None:
    assert rules.may_choose_day(TODAY + timedelta(days=ahead), TODAY) is may


@pytest.mark.parametrize(
    ("first", "last", "whole"),
    [(0, 7, True), (0, 0, True), (3, 2, False), (-9, -1, False), (-9, 0, True), (0, 367, False)],
)
def test_a_pause_has_an_end_that_is_to_come(first: int, last: int, whole: bool) -> None:
    days = Pause(TIM, TODAY + timedelta(days=first), TODAY + timedelta(days=last))
    assert rules.is_whole(days, TODAY) is whole


@pytest.mark.parametrize(
    ("here", "pauses", "nobody"),
    [
        ({TIM, ELS}, [], False),
        ({TIM, ELS}, [pause(20, 30)], False),
        ({TIM, ELS}, [pause(20, 30), pause(25, 25, ELS)], True),
        ({TIM, ELS}, [pause(20, 30), pause(26, 30, ELS)], False),
        ({ELS}, [pause(20, 30, ELS)], True),
        (set(), [], True),
    ],
)
def test_when_nobody_looks_now(here: set[UUID], pauses: list[Pause], nobody: bool) -> None:
    both = Agreed(agreement=TEA, since=day(1), lookers=(TIM, ELS), planned_every=7)
    assert rules.without_anybody(both, here, pauses, TODAY) is nobody


def test_an_agreement_at_which_nobody_must_look_misses_nobody() -> None:
    nobody = Agreed(agreement=TEA, since=day(1), lookers=())
    assert rules.without_anybody(nobody, set(), [], TODAY) is False


@pytest.mark.parametrize(
    ("at", "may"),
    [(time(8, 59), False), (time(9), True), (time(20, 59), True), (time(21), False), (time(3), False)],
)  # fmt: skip
def test_nobody_is_knocked_for_at_night(at: time, may: bool) -> None:
    assert rules.may_knock(at) is may


@given(st.uuids())
def test_the_houses_are_spread_over_ten_minutes(household: UUID) -> None:
    assert timedelta(0) <= rules.knock_offset(household) < timedelta(minutes=10)


@given(st.lists(st.integers(1, 40), min_size=2).map(sorted), st.lists(st.integers(1, 40)))
def test_each_turn_is_told_once(days: list[int], turns: list[int]) -> None:
    every = [
        Due(agreement=TEA, person=TIM, on=day(on), kind=PLANNED, late_days=0, arranged=False)
        for on in turns
    ]
    told = [
        each for before, now in pairwise(days) for each in rules.newly(every, day(before), day(now))
    ]
    assert sorted(each.on for each in told) == sorted(
        each.on for each in every if day(days[0]) < each.on <= day(days[-1])
    )
