"""Homes, rings and contact told: the rules by themselves."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from api.core.errors import Invalid
from api.people.homes import rules
from api.people.policy import Ring, Role, Side, Viewer
from tests.people.some import PEOPLE, viewer

ME, OTHER, ASKER = PEOPLE[0], PEOPLE[1], PEOPLE[2]
TODAY = date(2026, 11, 21)


def someone(**known: object) -> Viewer:
    return viewer(person=OTHER, **known)


def yes(by: Viewer, person: Viewer, *, apart: bool = False, asked_by: UUID = ASKER) -> bool:
    return rules.may_consent(by, person, asked_by, apart=apart)


def test_a_home_has_a_short_name_on_one_line() -> None:
    assert rules.check_name("  bij \n mama ") == "bij mama"
    for wrong in ("", " \n ", "x" * 41):
        with pytest.raises(Invalid):
            rules.check_name(wrong)


@pytest.mark.parametrize(
    ("side", "apart", "fine"),
    [
        (Side.BOTH, False, True),
        (Side.A, True, True),
        (Side.BOTH, True, False),
        (Side.A, False, False),
    ],
)
def test_apart_a_home_is_of_one_side(side: Side, apart: bool, fine: bool) -> None:
    if fine:
        rules.check_side(side, apart=apart)
    else:
        with pytest.raises(Invalid):
            rules.check_side(side, apart=apart)


@pytest.mark.parametrize(
    ("mine", "home", "seen"),
    [
        (Side.A, Side.A, True),
        (Side.A, Side.B, False),
        (Side.A, Side.BOTH, False),
        (Side.BOTH, Side.B, True),
        (Side.BOTH, Side.BOTH, True),
    ],
)
def test_each_side_sees_its_own_homes(mine: Side, home: Side, seen: bool) -> None:
    """One of both sides, from when they lived together, shows on neither."""
    me = viewer(side=mine)
    assert rules.sees_home(me, me.household, home) is seen


def test_who_knows_a_part_does_not_learn_who_lives_where() -> None:
    me = viewer(ring=Ring.PART)
    assert not rules.sees_home(me, me.household, Side.BOTH)


def test_inward_is_toward_knowing_all() -> None:
    inward = {(a, b) for a in Ring for b in Ring if rules.goes_inward(a, b)}
    assert inward == {(Ring.NONE, Ring.PART), (Ring.NONE, Ring.ALL), (Ring.PART, Ring.ALL)}


@pytest.mark.parametrize(
    ("person", "fine"),
    [
        (someone(), True),
        (someone(role=Role.ADULT), False),
        (someone(role=Role.CHILD), False),
        (someone(role=Role.PROFESSIONAL), False),
        (viewer(), False),
    ],
)
def test_the_chair_places_people_of_the_circle_and_never_themselves(
    person: Viewer, fine: bool
) -> None:
    assert rules.may_place(viewer(duties=frozenset({"chair"})), person) is fine
    assert not rules.may_place(viewer(), person)


def test_a_chair_on_one_side_places_nobody_of_both() -> None:
    chair = viewer(duties=frozenset({"chair"}), side=Side.A)
    assert rules.may_place(chair, someone(side=Side.A))
    assert not rules.may_place(chair, someone())
    assert not rules.may_place(chair, someone(side=Side.B))


def test_nobody_alone_takes_away_a_chair_or_a_safety_person() -> None:
    rules.check_outward(someone(), someone(), Ring.NONE)
    link = {PEOPLE[3]: viewer().joined_at}
    rules.check_outward(someone(), someone(wards=link), Ring.PART)
    with pytest.raises(Invalid, match="veilige persoon"):
        rules.check_outward(someone(), someone(wards=link), Ring.NONE)
    with pytest.raises(Invalid, match="taak"):
        rules.check_outward(someone(), someone(duties=frozenset({"chair"})), Ring.PART)


def test_an_adult_of_the_house_says_yes_and_no_one_else() -> None:
    person = someone()
    assert yes(viewer(role=Role.ADULT), person)
    assert not yes(viewer(role=Role.ADULT), person, asked_by=ME)
    assert not yes(viewer(role=Role.ADULT, ended_at=person.joined_at), person)
    assert not yes(viewer(), person)
    assert not yes(viewer(role=Role.CHILD), person)


def test_apart_no_adult_says_yes_for_who_is_of_both_sides() -> None:
    """The other side would see it come true, and so that somebody is there."""
    both, ours = someone(), someone(side=Side.A)
    lotte = viewer(role=Role.ADULT, side=Side.A)
    assert not yes(lotte, both, apart=True)
    assert yes(lotte, ours, apart=True)
    assert not yes(lotte, someone(side=Side.B), apart=True)
    assert yes(viewer(), both, apart=True)
    assert not yes(viewer(side=Side.A), both, apart=True)
    assert not yes(viewer(ring=Ring.PART), both, apart=True)


def test_a_day_is_not_to_come_and_not_long_ago() -> None:
    assert rules.check_contact_day(TODAY, TODAY) == TODAY
    for wrong in (TODAY + timedelta(days=1), TODAY - timedelta(days=367)):
        with pytest.raises(Invalid):
            rules.check_contact_day(wrong, TODAY)


@pytest.mark.parametrize(("ago", "quiet"), [(0, False), (13, False), (14, True), (60, True)])
def test_after_two_weeks_it_is_quiet(ago: int, quiet: bool) -> None:
    day = TODAY - timedelta(days=ago)
    assert rules.is_quiet([day], TODAY - timedelta(days=90), TODAY) is quiet
    assert rules.is_quiet([], day, TODAY) is quiet


def test_a_parent_who_chairs_never_knows_who_saw_a_child() -> None:
    els = viewer(person=OTHER)
    item = rules.contact_item(PEOPLE[3], els, els.joined_at)
    chair = frozenset({"chair"})
    assert rules.may_know_contact(viewer(duties=chair), item)
    assert not rules.may_know_contact(viewer(duties=chair, role=Role.ADULT), item)
    own = rules.contact_item(ME, els, els.joined_at)
    mine = viewer(role=Role.ADULT, safety_people=frozenset({OTHER}))
    assert rules.may_know_contact(mine, own)
