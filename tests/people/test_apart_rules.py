"""Who stands where once a house is apart: the table of cases, and what must hold for all of them."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.core.errors import Invalid
from api.people.apart.rules import (
    EACH_ADULT,
    KEEPS_IT,
    NOT_ALL_ON_ONE,
    check_sorted,
    may_put_apart,
    names_in,
    side_after,
)
from api.people.policy import Ring, Role, Side, Verb, may, sees_member
from tests.people.some import DAY, PEOPLE, START, item, some_viewers, viewer

A, B, BOTH = Side.A, Side.B, Side.BOTH
sides = st.sampled_from(Side)
ME, LOTTE, DAAN, FEM, OMA = PEOPLE[:5]
CALLED = {LOTTE: ("Lotte", "mama"), DAAN: ("Daan de Boer", "papa")}
HOUSE = [
    viewer(person=ME, duties=frozenset({"plan_holder"})),
    viewer(person=LOTTE, role=Role.ADULT),
    viewer(person=DAAN, role=Role.ADULT),
    viewer(person=FEM, role=Role.CHILD),
    viewer(person=OMA),
]
GOOD = {LOTTE: A, DAAN: B, OMA: B}


@pytest.mark.parametrize(
    ("writer", "named", "side"),
    [
        (A, (), A),  # an adult's own words go with the adult
        (A, (B,), A),  # also when they are about the other one
        (B, (A, BOTH), B),
        (BOTH, (), BOTH),  # a child's note about nobody stays with both
        (BOTH, (BOTH,), BOTH),
        (BOTH, (A,), A),  # a child's note about mama is no longer papa's to read
        (BOTH, (B, BOTH), B),
        (BOTH, (A, B), BOTH),  # both were there
    ],
)
def test_where_something_that_was_written_goes(
    writer: Side, named: tuple[Side, ...], side: Side
) -> None:
    assert side_after(writer, named) is side


@given(sides, st.lists(sides))
def test_nobody_loses_what_they_wrote_and_no_side_gets_what_the_other_wrote(
    writer: Side, named: list[Side]
) -> None:
    side = side_after(writer, named)
    assert writer.holds(side)
    assert writer is BOTH or not (A if writer is B else B).meets(side)


@given(st.lists(sides))
def test_what_names_one_side_alone_never_stays_with_the_other(named: list[Side]) -> None:
    one_sided = {each for each in named if each is not BOTH}
    for mine, other in ((A, B), (B, A)):
        if one_sided == {mine}:
            assert not other.meets(side_after(BOTH, named))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Papa kookte soep.", {DAAN}),
        ("Wij gingen met DAAN DE BOER naar zee", {DAAN}),
        ("mama en papa", {LOTTE, DAAN}),
        ("Opapa was er.", set()),
        ("Daan was er.", set()),
        ("", set()),
    ],
)
def test_who_is_named_in_typed_words(text: str, found: set[UUID]) -> None:
    assert names_in(text, CALLED) == found
    assert names_in(text, {LOTTE: ("",)}) == frozenset()


def test_everybody_gets_a_side_and_children_stay_with_both() -> None:
    assert check_sorted(HOUSE, GOOD, by=ME) == {**GOOD, ME: BOTH, FEM: BOTH}
    assert check_sorted(HOUSE, {**GOOD, FEM: A}, by=ME)[FEM] is BOTH


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        ({LOTTE: A, OMA: B}, EACH_ADULT),
        ({LOTTE: A, DAAN: B}, EACH_ADULT),
        ({LOTTE: A, DAAN: BOTH, OMA: B}, EACH_ADULT),
        ({LOTTE: A, DAAN: A, OMA: B}, NOT_ALL_ON_ONE),
        ({**GOOD, ME: A}, KEEPS_IT),
    ],
)
def test_who_cannot_stand_there_is_said(given_: dict[UUID, Side], said: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_sorted(HOUSE, given_, by=ME)
    assert refused.value.message == said


def test_an_adults_safety_person_is_not_put_on_the_other_side() -> None:
    house = [replace(e, safety_people=frozenset({OMA})) if e.person == LOTTE else e for e in HOUSE]
    for side in (A, BOTH):
        assert check_sorted(house, {**GOOD, OMA: side}, by=ME)
    with pytest.raises(Invalid, match="veilige persoon"):
        check_sorted(house, GOOD, by=ME)


@pytest.mark.parametrize(
    ("facts", "may_it"),
    [
        ({"duties": frozenset({"chair"})}, True),
        ({"duties": frozenset({"plan_holder"})}, True),
        ({}, False),
        ({"duties": frozenset({"chair"}), "role": Role.ADULT}, False),
        ({"duties": frozenset({"chair"}), "side": A}, False),
        ({"duties": frozenset({"chair"}), "ring": Ring.PART}, False),
        ({"duties": frozenset({"chair"}), "ended_at": START}, False),
    ],
)
def test_only_a_chair_or_plan_holder_from_outside_the_house_may(
    facts: dict[str, object], may_it: bool
) -> None:
    assert may_put_apart(viewer(**facts)) is may_it


FROZEN = {"held": frozenset({LOTTE, DAAN}), "held_since": START + DAY}


@pytest.mark.parametrize(
    ("reader", "author", "day", "seen"),
    [
        (LOTTE, LOTTE, 0, True),  # one's own, before and after
        (LOTTE, LOTTE, 2, True),
        (LOTTE, DAAN, 0, False),  # nothing of another adult
        (LOTTE, OMA, 0, False),  # nor of anybody else
        (OMA, OMA, 2, True),
        (OMA, LOTTE, 0, True),  # the circle keeps what it had
        (OMA, LOTTE, 1, False),  # what an adult writes now waits for its side
        (OMA, LOTTE, 2, False),
    ],
)
def test_who_reads_what_while_the_house_stands_still(
    reader: UUID, author: UUID, day: int, seen: bool
) -> None:
    me = viewer(person=reader, role=Role.CIRCLE if reader == OMA else Role.ADULT, **FROZEN)
    assert may(me, Verb.SEE, item(author=author, shared_at=START + day * DAY)) is seen


def test_while_the_house_stands_still_the_adults_are_not_there_for_each_other() -> None:
    lotte, daan = (viewer(person=who, role=Role.ADULT, **FROZEN) for who in (LOTTE, DAAN))
    assert not sees_member(lotte, daan)
    assert sees_member(lotte, lotte)
    assert sees_member(viewer(person=OMA, **FROZEN), daan)
    assert may(lotte, Verb.SEE, item(kind="own_number", author=OMA))
    assert lotte.stands_apart
    assert not viewer(person=OMA, **FROZEN).stands_apart


@given(some_viewers(), st.sampled_from(Verb), st.data())
def test_standing_still_and_not_being_told_only_ever_take_away(
    someone: object, verb: Verb, data: st.DataObject
) -> None:
    thing = item(author=data.draw(st.sampled_from(PEOPLE)), ward=data.draw(st.none()))
    less = replace(someone, **FROZEN, not_told=frozenset({DAAN}))  # type: ignore[type-var]
    assert may(someone, verb, thing) or not may(less, verb, thing)  # type: ignore[arg-type]
