"""Whom a child is offered, and who confirms whom it wants. Values only."""

from datetime import timedelta

import pytest

from api.child_world.rules import Later, Reply, Says, confirmers, offered, wishable
from api.people.policy import Ring, Role, Side, Viewer
from tests.houses import NOW
from tests.people.some import PEOPLE, viewer

CHILD, FIRST, SECOND, UNCLE, PARENT, SIBLING = PEOPLE


def child(**known: object) -> Viewer:
    return viewer(person=CHILD, role=Role.CHILD, safety_people=frozenset({FIRST, SECOND}), **known)


def circle(**uncle: object) -> list[Viewer]:
    """A child with two safety people, an uncle who knows all, and a parent."""
    wards = {CHILD: NOW - timedelta(days=9)}
    return [
        viewer(person=UNCLE, **uncle),
        viewer(person=SECOND, wards=wards, second_for=frozenset({CHILD})),
        viewer(person=FIRST, wards=wards),
        viewer(person=PARENT, role=Role.ADULT),
    ]


def test_its_safety_people_come_first_and_nobody_of_the_house_is_offered() -> None:
    assert offered(child(), [*circle(), child()], NOW) == (FIRST, SECOND, UNCLE)
    assert wishable(child(), [*circle(), child()], NOW) == (SECOND, UNCLE)


@pytest.mark.parametrize(
    "uncle",
    [
        {"ring": Ring.PART},
        {"ended_at": NOW},
        {"role": Role.PROFESSIONAL},
        {"fears": frozenset({CHILD})},
        {"absences": ((NOW - timedelta(days=1), None),)},
    ],
    ids=["knows a part", "left", "works here", "fears it", "is away"],
)
def test_who_cannot_be_asked_is_not_offered(uncle: dict[str, object]) -> None:
    assert offered(child(), [*circle(**uncle), child()], NOW) == (FIRST, SECOND)


def test_one_of_the_circle_left_out_shows_on_no_list_of_the_house() -> None:
    """Two children of one house, or one shoulder: nobody may see that only they are missing."""
    afraid = child(fears=frozenset({UNCLE}))
    sibling = viewer(person=SIBLING, role=Role.CHILD)
    people = [*circle(feared_by=frozenset({CHILD})), afraid, sibling]
    assert offered(afraid, people, NOW) == (FIRST, SECOND)
    assert offered(sibling, people, NOW) == ()


def test_a_parent_that_a_child_may_fear_changes_no_list() -> None:
    afraid = child(fears=frozenset({PARENT}))
    assert offered(afraid, [*circle(), afraid], NOW) == (FIRST, SECOND, UNCLE)


def test_while_another_reads_along_nobody_stands_first() -> None:
    quiet = child(quiet=True)
    assert offered(quiet, [*circle(), quiet], NOW) == (UNCLE, SECOND, FIRST)


@pytest.mark.parametrize(
    ("uncle", "wished", "who"),
    [
        ({"duties": frozenset({"chair"})}, SECOND, {UNCLE}),
        ({"duties": frozenset({"plan_holder"})}, SECOND, {UNCLE}),
        ({}, UNCLE, {SECOND}),
        ({}, SECOND, set()),
        ({"duties": frozenset({"chair"})}, UNCLE, {SECOND}),
        ({"duties": frozenset({"chair"}), "ring": Ring.PART}, SECOND, set()),
    ],
)
def test_who_confirms_is_neither_wished_for_nor_whose_place_it_is(
    uncle: dict[str, object], wished: object, who: set[object]
) -> None:
    people = [*circle(**uncle), child()]
    someone = next(each for each in people if each.person == wished)
    assert confirmers(child(), someone, people, NOW) == who


def test_whom_a_child_may_fear_never_confirms() -> None:
    afraid = child(fears=frozenset({UNCLE}))
    people = [*circle(duties=frozenset({"chair"})), afraid]
    second = next(each for each in people if each.person == SECOND)
    assert confirmers(afraid, second, people, NOW) == frozenset()


def test_who_may_not_know_that_the_wished_one_is_here_does_not_confirm() -> None:
    people = [*circle(duties=frozenset({"chair"}), side=Side.A), child()]
    other = viewer(person=SECOND, side=Side.B)
    assert confirmers(child(), other, people, NOW) == frozenset()


@pytest.mark.parametrize(
    ("reply", "day"),
    [
        (Reply(Says.CALLS), None),
        (Reply(Says.LATER, Later.TODAY), "2026-11-21"),
        (Reply(Says.LATER, Later.TOMORROW), "2026-11-22"),
        (Reply(Says.LATER, Later.SOON), None),
    ],
)
def test_later_is_a_day_of_the_calendar_of_the_house(reply: Reply, day: str | None) -> None:
    found = reply.day(NOW)
    assert (found and found.isoformat()) == day
    late = NOW.replace(hour=23, minute=30)  # in Amsterdam it is the next day
    moved = reply.day(late)
    assert moved is None or (moved - found).days == 1  # type: ignore[operator]
