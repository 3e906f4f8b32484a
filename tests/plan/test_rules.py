"""The rules of the plan that speak of numbers, as tables; each names where it comes from."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from api.core.errors import Invalid
from api.people.policy import Role, Side
from api.plan import rules
from api.plan.hints import Hint, hints
from api.plan.words import (
    Agreement,
    Condition,
    Danger,
    Event,
    Floor,
    Goal,
    Kind,
    Part,
    Plan,
    Sketch,
    from_json,
    to_json,
)
from tests.people.some import PEOPLE, viewer

TODAY = date(2026, 11, 21)
MARK = {Part.DOES: (PEOPLE[1],)}
DANGER = UUID(int=7)


def field_of(sketch: Sketch) -> str | None:
    """Which field is wrong; "" for none."""
    try:
        rules.check_sketch(sketch, TODAY)
    except Invalid as refusal:
        return refusal.field
    return ""


@pytest.mark.parametrize(
    ("already", "goes"), [(0, True), (1, True), (3, True), (4, False), (5, False)]
)
def test_at_most_four_dangers(already: int, *, goes: bool) -> None:
    """domain.md 8.2, gevaarsomschrijving: max 4, order = priority."""
    assert rules.MOST_DANGERS == 4
    assert goes == _goes(Kind.DANGER, already)


@pytest.mark.parametrize(("already", "goes"), [(0, True), (2, True), (4, True), (5, False)])
def test_three_to_five_conditions(already: int, *, goes: bool) -> None:
    """domain.md 8.2, veiligheidsdoel: at most 3-5 veiligheidsvoorwaarden. Fewer is no wall."""
    assert rules.CONDITIONS == (3, 5)
    assert goes == _goes(Kind.CONDITION, already)


def test_the_rest_has_no_most() -> None:
    assert all(_goes(kind, 100) for kind in set(Kind) - {Kind.DANGER, Kind.CONDITION})


def _goes(kind: Kind, already: int) -> bool:
    try:
        rules.check_room(kind, already)
    except Invalid:
        return False
    return True


@pytest.mark.parametrize(
    ("today", "until", "field"),
    [
        (TODAY, TODAY, ""),
        (TODAY, date(2026, 11, 20), "until"),
        (TODAY, date(2027, 2, 20), ""),
        (TODAY, date(2027, 2, 21), ""),
        (TODAY, date(2027, 2, 22), "until"),
        (TODAY, date(2027, 3, 21), "until"),
        (date(2026, 11, 30), date(2027, 2, 28), ""),
        (date(2026, 11, 30), date(2027, 3, 1), "until"),
        (date(2027, 11, 30), date(2028, 2, 29), ""),
    ],
)
def test_a_term_is_at_most_three_months(today: date, until: date, field: str) -> None:
    """domain.md 3, veiligheidsplan, and 8.2: term at most 3 months."""
    assert rules.LONGEST_TERM == 3
    found = ""
    try:
        rules.check_term(until, today)
    except Invalid as refusal:
        found = refusal.field or ""
    assert found == field


@pytest.mark.parametrize(
    ("sketch", "field"),
    [
        (Sketch(words=Agreement(text="Ik bel."), people=MARK, plan=Plan.DIRECT), ""),
        (Sketch(words=Agreement(text="Ik bel."), plan=Plan.DIRECT), "does"),
        (Sketch(words=Agreement(text="Ik bel."), people=MARK), "plan"),
        (Sketch(words=Agreement(text="  "), people=MARK, plan=Plan.DIRECT), "text"),
        (Sketch(words=Agreement(text="a" * 2001), people=MARK, plan=Plan.DIRECT), "text"),
        (
            Sketch(words=Agreement(text="x", planned_every=0), people=MARK, plan=Plan.DIRECT),
            "planned_every",
        ),
        (
            Sketch(words=Agreement(text="x", planned_every=7), people=MARK, plan=Plan.DIRECT),
            "",
        ),
        (
            Sketch(words=Agreement(text="x", unannounced_every=367), people=MARK, plan=Plan.DIRECT),
            "unannounced_every",
        ),
        (Sketch(words=Floor(text="Niemand slaat.")), "guards"),
        (Sketch(words=Floor(text="Niemand slaat."), people={Part.GUARDS: (PEOPLE[1],)}), ""),
        (Sketch(words=Goal(text="Rust.")), "danger_id"),
        (Sketch(words=Goal(text="Rust."), danger_id=DANGER), ""),
        (Sketch(words=Condition(text="Rust.", until=date(2027, 3, 21))), "until"),
        (Sketch(words=Condition(text="Rust.", until=date(2027, 1, 21))), ""),
        (Sketch(words=Event(text="Ruzie.", year=1899)), "year"),
        (Sketch(words=Event(text="Ruzie.", year=2027)), "year"),
        (Sketch(words=Event(text="Ruzie.", year=2026)), ""),
        (Sketch(words=Danger(text="")), "text"),
        (Sketch(words=Danger(text="Ruzie.")), ""),
    ],
)
def test_what_cannot_be_says_which_field(sketch: Sketch, field: str) -> None:
    assert field_of(sketch) == field


@pytest.mark.parametrize(
    ("text", "chosen", "found"),
    [
        ("Oma Els komt en iedereen is rustig.", False, ()),
        ("Iedereen is rustig.", False, (Hint.NOBODY,)),
        ("Iedereen is rustig.", True, ()),
        ("Tim is erbij.", False, ()),
        ("Mark gaat naar therapie.", False, (Hint.HELP, Hint.NOBODY)),
        ("Oma ziet dat Mark behandeld wordt.", False, (Hint.HELP,)),
        ("Er komt hulpverlening en de buren weten het.", False, (Hint.HELP,)),
        ("Mark volgt een cursus met Tim.", False, (Hint.HELP,)),
        ("Oma helpt elke week.", False, ()),
        ("Het wijkteam komt bij opa.", False, (Hint.HELP,)),
        ("Omar is er.", False, (Hint.NOBODY,)),
    ],
)
def test_a_goal_names_the_circle_and_no_help(
    text: str, *, chosen: bool, found: tuple[Hint, ...]
) -> None:
    """domain.md 3, veiligheidsdoel: the network always is in it, help or treatment never."""
    assert hints(text, named=("Els", "Tim"), chosen=chosen) == found


def test_a_hint_gives_way_to_a_reason() -> None:
    goal = Goal(text="Mark gaat naar therapie.")
    with pytest.raises(Invalid) as refused:
        rules.check_goal(goal, (Hint.HELP,))
    assert refused.value.field == "reason_anyway"
    rules.check_goal(replace(goal, reason_anyway="Zo zeggen de kinderen het."), (Hint.HELP,))
    rules.check_goal(goal, ())


@pytest.mark.parametrize(
    ("role", "duties", "may"),
    [
        (Role.CIRCLE, {"plan_holder"}, True),
        (Role.CIRCLE, {"chair"}, True),
        (Role.CIRCLE, set(), False),
        (Role.ADULT, {"plan_holder", "chair"}, False),
        (Role.PROFESSIONAL, {"plan_holder"}, False),
        (Role.CHILD, set(), False),
    ],
)
def test_who_enters_what_was_agreed(role: Role, duties: set[str], *, may: bool) -> None:
    """domain.md 8: one planhouder out of the network; no grown-up of the household has that pen."""
    assert rules.may_agree(viewer(role=role, duties=frozenset(duties))) is may


@pytest.mark.parametrize(
    ("own", "wanted", "named", "side"),
    [
        (Side.BOTH, None, (), Side.BOTH),
        (Side.BOTH, None, (Side.BOTH,), Side.BOTH),
        (Side.BOTH, None, (Side.A, Side.BOTH), Side.A),
        (Side.BOTH, Side.B, (), Side.B),
        (Side.A, None, (), Side.A),
        (Side.A, Side.BOTH, (), Side.A),
        (Side.A, None, (Side.B,), None),
        (Side.BOTH, Side.A, (Side.B,), None),
        (Side.BOTH, None, (Side.A, Side.B), None),
    ],
)
def test_a_part_stands_where_its_people_stand(
    own: Side, wanted: Side | None, named: tuple[Side, ...], side: Side | None
) -> None:
    by = viewer(side=own)
    people = {PEOPLE[place]: each for place, each in enumerate(named)}
    if side is None:
        with pytest.raises(Invalid):
            rules.side_of(by, wanted, people)
    else:
        assert rules.side_of(by, wanted, people) is side


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 15), 3, date(2027, 3, 15)),
        (date(2026, 10, 1), 12, date(2027, 10, 1)),
    ],
)
def test_months_later(day: date, months: int, then: date) -> None:
    assert rules.months_later(day, months) == then


@pytest.mark.parametrize(
    "words",
    [
        Danger(text="Ruzie.", worst="Iemand gewond.", for_whom="Noor"),
        Goal(text="Rust.", circle=(PEOPLE[0], PEOPLE[1]), reason_anyway="Daarom."),
        Condition(text="Geen drank.", until=date(2027, 1, 1), if_not="Tim belt."),
        Floor(text="Niemand slaat."),
        Event(text="Ruzie op het feest.", year=2024),
        Agreement(
            text="Ik loop een rondje.",
            when="bij ruzie",
            planned_every=7,
            on_fridge=True,
            child_words="Papa loopt een rondje.",
            replaces=(DANGER,),
        ),
        Agreement(text="Kort."),
    ],
)
def test_words_come_back_as_they_were(words: Danger) -> None:
    kind = Sketch(words=words).kind
    assert from_json(kind, to_json(words)) == words
