"""What counts as looking, and who may know of it: by the table, without a database."""

from datetime import date, timedelta
from typing import Any

import pytest

from api.people.looking.rules import Seen, began, counts, look_item
from api.people.policy import Role, Side, Verb, may
from tests.people.some import HOUSES, PEOPLE, START, viewer

NOOR, ELS, BEN, MARK, TIM, AMINA = PEOPLE
DAY = date(2026, 1, 5)
PRIVATE, DEVICE = Seen(NOOR, "entry_safety_person"), Seen(NOOR, "device")
SHARED = [Seen(NOOR, "entry_circle"), Seen(NOOR, "entry_chosen"), Seen(NOOR, "plan")]
WARDS = {"wards": {NOOR: START}}


def test_a_safety_person_looks_at_what_is_private_and_hears_the_rest_as_one_of_the_circle() -> None:
    els = viewer(person=ELS, **WARDS)
    assert counts(els, [PRIVATE, DEVICE, *SHARED]) == {PRIVATE, DEVICE}


def test_nobody_looks_at_what_is_their_own() -> None:
    assert counts(viewer(person=NOOR, role=Role.CHILD), [PRIVATE, DEVICE, *SHARED]) == frozenset()


def test_whatever_a_professional_reads_by_consent_is_looking() -> None:
    amina = viewer(person=AMINA, role=Role.PROFESSIONAL, consents=frozenset({"plan"}))
    assert counts(amina, SHARED) == set(SHARED)


WHO: dict[str, tuple[dict[str, Any], bool, bool]] = {
    # who, and may they see a safety person's look, and a professional's
    "the child": ({"person": NOOR, "role": Role.CHILD}, True, True),
    "who looked": ({"person": ELS, **WARDS}, True, True),
    "the second safety person": (
        {"person": BEN, **WARDS, "second_for": frozenset({NOOR})},
        True,
        True,
    ),
    "a parent": ({"person": MARK, "role": Role.ADULT}, False, False),
    "the feared parent": (
        {"person": MARK, "role": Role.ADULT, "feared_by": frozenset({NOOR})},
        False,
        False,
    ),
    "who leads": ({"person": TIM, "duties": frozenset({"chair"})}, False, True),
    "who leads and is feared": (
        {"person": TIM, "duties": frozenset({"chair"}), "feared_by": frozenset({NOOR})},
        False,
        False,
    ),
    "somebody of the circle": ({"person": TIM}, False, False),
    "the professional": ({"person": AMINA, "role": Role.PROFESSIONAL}, False, True),
    "somebody who left": ({"person": ELS, **WARDS, "ended_at": START}, False, False),
    "another house": ({"person": TIM, "household": HOUSES[1], **WARDS}, False, False),
    "a safety person since later": (
        {"person": BEN, "wards": {NOOR: START + timedelta(days=30)}},
        False,
        False,
    ),
}


@pytest.mark.parametrize("who", WHO)
def test_who_may_know_that_somebody_looked(who: str) -> None:
    facts, private, shared = WHO[who]
    common = {"household": HOUSES[0], "side": Side.BOTH, "day": DAY}
    mine = look_item(who=ELS, seen=PRIVATE, **common)  # type: ignore[arg-type]
    theirs = look_item(who=AMINA, seen=SHARED[2], **common)  # type: ignore[arg-type]
    assert may(viewer(**facts), Verb.SEE, mine) is private
    assert may(viewer(**facts), Verb.SEE, theirs) is shared


@pytest.mark.parametrize("verb", [Verb.WRITE])
def test_nobody_writes_it_by_hand(verb: Verb) -> None:
    mine = look_item(household=HOUSES[0], who=ELS, side=Side.BOTH, seen=PRIVATE, day=DAY)
    assert not any(may(viewer(**facts), verb, mine) for facts, *_ in WHO.values())


def test_the_other_side_knows_of_no_look() -> None:
    mine = look_item(household=HOUSES[0], who=ELS, side=Side.A, seen=PRIVATE, day=DAY)
    assert may(viewer(person=BEN, side=Side.A, **WARDS), Verb.SEE, mine)
    assert not may(viewer(person=BEN, side=Side.B, **WARDS), Verb.SEE, mine)


def test_a_safety_person_sees_their_first_day_whatever_hour_they_began() -> None:
    mine = look_item(household=HOUSES[0], who=ELS, side=Side.BOTH, seen=PRIVATE, day=DAY)
    late = began(DAY) + timedelta(hours=23, minutes=59)
    assert may(viewer(person=ELS, wards={NOOR: late}), Verb.SEE, mine)
    assert not may(viewer(person=ELS, wards={NOOR: late + timedelta(minutes=1)}), Verb.SEE, mine)
