"""What stands on the sheet for the fridge: the rules alone."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.people.policy import Audience, Duty, Role, Side, Viewer
from api.plan.fridge.rules import (
    CHILD_SIZES,
    HEIGHT,
    MOST_PEOPLE,
    SIZES,
    fits,
    height,
    may_hang,
    may_open_childs,
    moment,
    on_childs_sheet,
    room_for_words,
)

CHILD, OTHER = uuid4(), uuid4()
SOMEBODY = Viewer(
    person=uuid4(),
    household=uuid4(),
    role=Role.CIRCLE,
    joined_at=datetime(2026, 1, 1, tzinfo=UTC),
)


# domain.md section 3, "Op de koelkast": one simple sheet; design.md section 3, audience and side.
@pytest.mark.parametrize(
    ("audience", "side", "ticked", "here", "hangs"),
    [
        (Audience.CIRCLE, Side.BOTH, True, Side.BOTH, True),
        (Audience.CIRCLE, Side.BOTH, True, Side.A, True),
        (Audience.CIRCLE, Side.A, True, Side.A, True),
        (Audience.CIRCLE, Side.B, True, Side.A, False),
        (Audience.CIRCLE, Side.A, True, Side.BOTH, False),
        (Audience.CHOSEN, Side.BOTH, True, Side.BOTH, False),
        (Audience.CIRCLE, Side.BOTH, False, Side.BOTH, False),
    ],
)
def test_only_what_all_of_the_house_may_read_hangs_there(
    audience: Audience, side: Side, ticked: bool, here: Side, hangs: bool
) -> None:
    assert may_hang(audience=audience, side=side, on_fridge=ticked, here=here) is hangs


@pytest.mark.parametrize(
    ("changes", "opens"),
    [
        ({"role": Role.CHILD, "person": CHILD}, True),
        ({"role": Role.CHILD, "person": OTHER}, False),
        ({"role": Role.ADULT}, True),
        ({"role": Role.ADULT, "feared_by": frozenset({CHILD})}, True),  # nothing may tell them
        ({"wards": {CHILD: SOMEBODY.joined_at}}, True),
        ({"wards": {OTHER: SOMEBODY.joined_at}}, False),
        ({"duties": frozenset({Duty.CHAIR})}, True),
        ({"duties": frozenset({Duty.PLAN_HOLDER})}, True),
        ({}, False),
        ({"feared_by": frozenset({CHILD})}, False),
    ],
)
def test_who_opens_the_sheet_of_a_child(changes: dict[str, object], opens: bool) -> None:
    assert may_open_childs(replace(SOMEBODY, **changes), CHILD) is opens  # type: ignore[arg-type]


def test_a_childs_sheet_names_a_few_of_the_circle_and_nobody_it_may_fear() -> None:
    circle = [uuid4() for _ in range(7)]
    grown_up, feared = uuid4(), circle[1]
    named = [grown_up, *circle, circle[0]]
    shown = on_childs_sheet(named, circle=circle, feared={feared})
    assert shown == (circle[0], *circle[2 : MOST_PEOPLE + 1])


def test_few_words_stand_large_and_many_stand_small() -> None:
    room = room_for_words(numbers=["Bij gevaar", "Praten"])
    few = fits([("Els", "Els komt op zondag.", "Elke week")] * 3, room)
    many = fits([("Els", "Els komt op zondag en blijft eten.", "Elke week")] * 8, room)
    assert (few.size, few.left) == (SIZES[0], ())
    assert many.size.points < few.size.points
    assert many.kept == tuple(range(8))


def test_what_matters_most_stays_and_one_that_is_too_long_makes_room() -> None:
    room = room_for_words(numbers=["Bij gevaar"])
    texts = [("x" * 40,), ("woord " * 600,), *[("Kort.",)] * 60]
    fit = fits(texts, room)
    assert fit.size == SIZES[-1]
    assert fit.kept[:2] == (0, 2)
    assert fit.left[0] == 1
    assert fit.left[1:] == tuple(range(len(fit.kept) + 1, len(texts)))


@given(
    st.lists(st.tuples(st.text(max_size=60), st.text(max_size=400)), max_size=30),
    st.lists(st.text(min_size=1, max_size=60), max_size=6),
    st.lists(st.text(min_size=1, max_size=60), max_size=MOST_PEOPLE),
    st.sampled_from([SIZES, CHILD_SIZES]),
)
def test_whatever_is_agreed_it_is_one_sheet_and_nothing_is_lost(
    texts: list[tuple[str, str]], numbers: list[str], people: list[str], sizes: tuple
) -> None:
    room = room_for_words(numbers=numbers, people=[people])
    fit = fits(texts, room, sizes)
    assert sorted(fit.kept + fit.left) == list(range(len(texts)))
    assert sum(height(texts[place], fit.size) for place in fit.kept) <= max(room, 0)
    assert room <= HEIGHT
    assert not fit.left or fit.size == sizes[-1]


@pytest.mark.parametrize(
    ("when", "repeats", "stands"),
    [
        ("Woensdag om 6 uur", "Elke week", "Woensdag om 6 uur. Elke week"),
        ("Woensdag om 6 uur.", "Elke week.", "Woensdag om 6 uur. Elke week"),
        ("Elke dag", "elke dag", "Elke dag"),
        ("", "Elke week", "Elke week"),
        ("Na het eten", "", "Na het eten"),
        ("", "", ""),
    ],
)
def test_a_moment_and_a_rhythm_are_two_facts(when: str, repeats: str, stands: str) -> None:
    assert moment(when, repeats) == stands
