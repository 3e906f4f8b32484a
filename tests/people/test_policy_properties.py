"""What holds for everybody and everything, tried on thousands of made-up people and items."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from api.people.policy import (
    Audience,
    Item,
    Ring,
    Role,
    Side,
    Verb,
    Viewer,
    may,
    readers,
    sees_member,
)
from tests.people.some import DAY, HOUSES, PEOPLE, groups, people, some_items, some_viewers, verbs

# A busy machine is no mistake of the policy.
settings.register_profile("people", deadline=None)
settings.load_profile("people")

viewers = some_viewers()
items = some_items()


@given(viewers, verbs, items, st.booleans())
def test_the_shield_always_wins(viewer: Viewer, verb: Verb, item: Item, by_ward: bool) -> None:
    ward = item.ward if by_ward and item.ward else item.author
    feared = replace(viewer, feared_by=viewer.feared_by | {ward})
    assert not may(feared, verb, item)


@given(viewers, verbs, items)
def test_who_left_may_nothing(viewer: Viewer, verb: Verb, item: Item) -> None:
    gone = replace(viewer, ended_at=item.shared_at)
    assert not may(gone, verb, item)


@given(viewers, viewers)
def test_who_left_sees_nobody_and_is_seen_by_nobody(one: Viewer, other: Viewer) -> None:
    gone = replace(one, ended_at=one.joined_at)
    assert not sees_member(gone, other)
    assert not sees_member(other, gone)


@given(viewers, verbs, items)
def test_nothing_crosses_between_households(viewer: Viewer, verb: Verb, item: Item) -> None:
    here, there = HOUSES
    assert not may(replace(viewer, household=here), verb, replace(item, household=there))


@given(viewers, verbs, items)
def test_nothing_crosses_between_sides(viewer: Viewer, verb: Verb, item: Item) -> None:
    assert not may(replace(viewer, side=Side.A), verb, replace(item, side=Side.B))
    assert not may(replace(viewer, side=Side.B), verb, replace(item, side=Side.A))


@given(viewers, viewers)
def test_two_people_on_different_sides_never_see_each_other(one: Viewer, other: Viewer) -> None:
    here, there = replace(one, side=Side.A), replace(other, side=Side.B)
    assert not sees_member(here, there)
    assert not sees_member(there, here)


@given(viewers, verbs, items, groups, people)
def test_narrowing_a_person_never_widens(
    viewer: Viewer, verb: Verb, item: Item, feared: frozenset, lost: object
) -> None:
    wards = {ward: since for ward, since in viewer.wards.items() if ward != lost}
    narrower = [
        replace(viewer, feared_by=viewer.feared_by | feared),
        replace(viewer, ring=Ring.PART if viewer.ring is Ring.ALL else Ring.NONE),
        replace(viewer, joined_at=viewer.joined_at + DAY),
        replace(viewer, duties=frozenset()),
        replace(viewer, consents=frozenset()),
        replace(viewer, safety_people=frozenset()),
        replace(viewer, wards=wards),
        replace(viewer, second_for=frozenset(viewer.wards)),
        replace(viewer, proven=False),
    ]
    if viewer.side is Side.BOTH:
        narrower += [replace(viewer, side=Side.A), replace(viewer, side=Side.B)]
    assert may(viewer, verb, item) or not any(may(each, verb, item) for each in narrower)


@given(st.lists(viewers, max_size=6), items, groups)
def test_narrowing_an_item_never_widens(crowd: list[Viewer], item: Item, fewer: frozenset) -> None:
    narrower = [
        replace(item, chosen=item.chosen & fewer),
        replace(item, child_good=False),
        replace(item, shared_at=item.shared_at - DAY),
    ]
    if item.side is Side.BOTH:
        narrower += [replace(item, side=Side.A), replace(item, side=Side.B)]
    assert all(readers(each, crowd) <= readers(item, crowd) for each in narrower)


@given(st.lists(viewers, max_size=6, unique_by=lambda each: each.person), items)
def test_a_smaller_audience_is_a_smaller_audience(crowd: list[Viewer], item: Item) -> None:
    entry = replace(item, kind="entry", chosen=frozenset())
    crowd = [replace(each, consents=frozenset()) for each in crowd]
    alone = readers(replace(entry, audience=Audience.SELF), crowd)
    few = readers(replace(entry, audience=Audience.CHOSEN), crowd)
    all_ = readers(replace(entry, audience=Audience.CIRCLE), crowd)
    assert alone <= few <= all_


@given(viewers, items)
def test_a_private_item_is_for_its_owner_and_the_owners_safety_people(
    viewer: Viewer, item: Item
) -> None:
    private = replace(item, audience=Audience.SAFETY_PERSON)
    if any(may(viewer, verb, private) for verb in Verb):
        assert private.ward == viewer.person or private.ward in viewer.wards


@given(viewers, verbs, items)
def test_only_me_is_only_me(viewer: Viewer, verb: Verb, item: Item) -> None:
    if may(viewer, verb, replace(item, audience=Audience.SELF)):
        assert viewer.person == item.author


@given(viewers, items)
def test_what_can_be_seen_or_taken_along_is_known_to_exist(viewer: Viewer, item: Item) -> None:
    if may(viewer, Verb.SEE, item):
        assert may(viewer, Verb.LIST, item)
    if may(viewer, Verb.EXPORT, item):
        assert may(viewer, Verb.SEE, item)


@given(viewers, items)
def test_professionals_and_hosts_never_write_in_the_logbook(viewer: Viewer, item: Item) -> None:
    bare = replace(viewer, wards={}, second_for=frozenset(), duties=frozenset())
    entry = replace(item, kind="entry")
    for role in (Role.PROFESSIONAL, Role.HOST):
        assert not may(replace(bare, role=role), Verb.WRITE, entry)


@given(viewers, items)
def test_nobody_sees_a_childs_private_note_by_being_a_parent(viewer: Viewer, item: Item) -> None:
    child, parent = PEOPLE[0], PEOPLE[1]
    note = replace(item, kind="entry", audience=Audience.SAFETY_PERSON, author=child, ward=child)
    mother = replace(viewer, person=parent, role=Role.ADULT, wards={})
    assert not any(may(mother, verb, note) for verb in Verb)


@given(viewers, verbs, items)
def test_without_a_fresh_proof_only_what_is_private_stays_shut(
    viewer: Viewer, verb: Verb, item: Item
) -> None:
    unsure = replace(viewer, proven=False)
    private = item.row in {"entry_safety_person", "message"}
    if private and verb is not Verb.WRITE:
        assert not may(unsure, verb, item)
    else:
        assert may(unsure, verb, item) == may(viewer, verb, item)
