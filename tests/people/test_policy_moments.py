"""What depends on when: before and after a link, an absence, a house that stands still."""

from dataclasses import replace

import pytest

from api.people.policy import Audience, Role, Verb, is_away, may, sees_member
from tests.people.some import DAY, PEOPLE, START, item, viewer

ME, OTHER, CHILD = PEOPLE[:3]


@pytest.mark.parametrize("kind", ["own_number", "safety_link"])
def test_what_is_about_now_is_also_for_who_was_away_when_it_was_arranged(kind: str) -> None:
    """Whom to call, and whose safety person one is: otherwise a child would stand alone."""
    back = viewer(wards={PEOPLE[1]: START}, absences=((START, START + 2 * DAY),), joined_at=START)
    thing = item(kind=kind, ward=PEOPLE[1], shared_at=START + DAY)
    assert may(back, Verb.SEE, thing)
    assert not may(back, Verb.SEE, replace(thing, kind="entry", ward=None))


@pytest.mark.parametrize(
    ("days", "away"), [(-1, False), (0, True), (1, True), (2, False), (3, False), (9, True)]
)
def test_somebody_is_away_from_the_first_moment_until_the_last(days: int, away: bool) -> None:
    """And for good when no end was said."""
    gone = viewer(absences=((START, START + 2 * DAY), (START + 9 * DAY, None)))
    assert is_away(gone, START + days * DAY) is away


def test_who_became_the_first_safety_person_reads_what_was_said_from_then_on() -> None:
    first = viewer(wards={CHILD: START}, first_since={CHILD: START + 2 * DAY})
    told = item(kind="message", author=CHILD, ward=CHILD, audience=Audience.SAFETY_PERSON)
    before, after = (replace(told, shared_at=START + days * DAY) for days in (1, 2))
    assert not may(first, Verb.SEE, before)
    assert may(first, Verb.LIST, before)
    assert may(first, Verb.SEE, after)


def test_a_child_is_not_told_of_its_parents_apart() -> None:
    child, parent = viewer(role=Role.CHILD), viewer(person=OTHER, role=Role.ADULT)
    assert sees_member(child, parent)
    assert not sees_member(replace(child, not_told=frozenset({OTHER})), parent)


def test_while_a_house_stands_still_nobody_reads_what_its_adults_write_now() -> None:
    still = viewer(held=frozenset({OTHER}), held_since=START + DAY)
    now = item(author=OTHER, shared_at=START + DAY)
    assert not may(still, Verb.SEE, now)
    assert may(still, Verb.SEE, replace(now, shared_at=START))
    assert may(still, Verb.SEE, replace(now, author=CHILD))
    assert may(replace(still, held_since=None), Verb.SEE, now)


def test_a_child_that_is_not_told_of_a_parent_reads_no_note_that_names_it() -> None:
    child = viewer(role=Role.CHILD, not_told=frozenset({OTHER}))
    note = item(author=OTHER, child_good=True)
    assert may(replace(child, not_told=frozenset()), Verb.SEE, note)
    assert not may(child, Verb.SEE, note)
    assert may(child, Verb.SEE, replace(note, kind="own_number"))
