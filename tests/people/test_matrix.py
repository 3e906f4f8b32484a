"""The table of who may see what, cell by cell, for real people in both databases (security R2).

The expectation is worked out here in another way than the policy does: as sets of ties that a
person has to a thing, so that a mistake in one is not the same mistake in the other.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product
from pathlib import Path
from uuid import UUID

import pytest

import api.people
from api.core.house import House
from api.people import queries
from api.people.actions import add_person, link_safety_person
from api.people.policy import Audience, Item, Ring, Role, Verb, Viewer, may
from tests.world import World

TABLE = tomllib.loads((Path(api.people.__file__).with_name("access.toml")).read_text())
COLUMNS = {
    "parent": {"parent"},
    "child": {"child"},
    "vulnerable_adult": {"parent", "vulnerable_adult"},
    "circle": {"circle"},
    "safety_person": {"circle", "safety_person"},
    "chair": {"circle", "chair"},
    "professional": {"professional"},
    "host": {"host"},
}
ANYBODY = {"here"}
CELLS = {
    "-": set(),
    "any": ANYBODY,
    "own": {"author"},
    "mine": {"author", "owner"},
    "good": {"author", "owner", "fit"},
    "named": {"author", "owner", "picked"},
    "ward": {"keeper"},
    "first": {"first keeper"},
    "consent": {"agreed"},
}
MEANT = {
    Audience.CIRCLE: ANYBODY,
    Audience.CHOSEN: {"author", "owner", "named"},
    Audience.SAFETY_PERSON: {"owner", "keeper"},
    Audience.SELF: {"author"},
}
CASES = [(name, role, verb) for name in TABLE for role in COLUMNS for verb in Verb]


@pytest.fixture
def cast(house: House, world: World) -> dict[str, Viewer]:
    """One real person for each column. Nobody here is on Noor's shield list."""
    now = house.clock.now() - timedelta(days=30)
    with house.db.writing(world.household, by=world.tim, now=now) as session:
        home = world.household
        joke = add_person(session, household=home, role=Role.ADULT, name="Joke", now=now)
        jan = add_person(session, household=home, role=Role.CIRCLE, name="Jan", now=now)
        host = add_person(session, household=home, role=Role.HOST, name="Host", now=now)
        link_safety_person(session, ward=joke, person=jan, place=1, now=now)
        return {
            "parent": queries.viewer(session, world.sara),
            "child": queries.viewer(session, world.noor),
            "vulnerable_adult": queries.viewer(session, joke),
            "circle": replace(queries.viewer(session, world.kees), ring=Ring.ALL),
            "safety_person": queries.viewer(session, world.els),
            "chair": queries.viewer(session, world.tim),
            "professional": queries.viewer(session, world.amina),
            "host": queries.viewer(session, host),
        }


def test_the_table_has_every_object_role_and_verb() -> None:
    assert len(TABLE) >= 24
    assert len(CASES) >= 600


def test_every_cell_is_as_the_table_says(
    house: House, world: World, cast: dict[str, Viewer]
) -> None:
    now = house.clock.now()
    wrong = [
        (name, role, verb, item)
        for name, role, verb in CASES
        for item in _scenes(name, cast[role], world, now)
        if may(cast[role], verb, item) != _expected(cast[role], role, verb, item)
    ]
    assert wrong == []


def test_consent_opens_exactly_what_it_names(
    house: House, world: World, cast: dict[str, Viewer]
) -> None:
    now = house.clock.now()
    for name in TABLE:
        shared = replace(cast["professional"], consents=frozenset({name}))
        for verb, item in product(Verb, _scenes(name, shared, world, now)):
            assert may(shared, verb, item) == _expected(shared, "professional", verb, item)


def test_the_second_safety_person_is_a_column_of_its_own(
    house: House, world: World, cast: dict[str, Viewer]
) -> None:
    now = house.clock.now()
    with house.db.reading(world.household) as session:
        ben = queries.viewer(session, world.ben)
    for name in TABLE:
        for verb, item in product(Verb, _scenes(name, ben, world, now)):
            assert may(ben, verb, item) == _expected(ben, "safety_person", verb, item)


def _scenes(name: str, me: Viewer, world: World, now: datetime) -> Iterator[Item]:
    for audience, author, ward, named, fit in product(
        Audience,
        (me.person, world.ben if me.person != world.ben else world.els, world.noor),
        (None, me.person, world.noor),
        (False, True),
        (False, True),
    ):
        if _has_another_table(name, audience):
            continue
        yield Item(
            kind=name,
            household=me.household,
            author=author,
            shared_at=now,
            audience=audience,
            chosen=frozenset({me.person}) if named else frozenset(),
            ward=ward,
            child_good=fit,
        )


def _has_another_table(name: str, audience: Audience) -> bool:
    """An entry has a table for each audience; its others do not exist."""
    return name.startswith("entry_") and name != f"entry_{audience}"


def _expected(me: Viewer, role: str, verb: Verb, item: Item) -> bool:
    ties = set(_ties(me, item))
    columns = COLUMNS[role] - ({"safety_person"} if item.ward and "keeper" not in ties else set())
    words = {TABLE[item.kind][column].split()[list(Verb).index(verb)] for column in columns}
    return bool(ties & MEANT[item.audience]) and any(ties & CELLS[word] for word in words)


def _ties(me: Viewer, item: Item) -> Iterator[str]:
    yield "here"
    if item.author == me.person:
        yield "author"
    if item.ward == me.person:
        yield "owner"
    if me.person in item.chosen:
        yield "named"
        if item.audience is Audience.CHOSEN:
            yield "picked"
    if item.ward in me.wards:
        yield "keeper"
        if item.ward not in me.second_for:
            yield "first keeper"
    if item.child_good:
        yield "fit"
    if item.kind in me.consents:
        yield "agreed"


@pytest.mark.parametrize("who", ["mark", "sara"])
def test_parents_never_learn_of_a_private_note(house: House, world: World, who: str) -> None:
    with house.db.reading(world.household) as session:
        parent = queries.viewer(session, getattr(world, who))
    note = _private(world, house.clock.now())
    assert not any(may(parent, verb, note) for verb in Verb)


def test_for_the_feared_parent_nothing_of_the_child_exists(house: House, world: World) -> None:
    with house.db.reading(world.household) as session:
        mark = queries.viewer(session, world.mark)
    assert mark.feared_by == {world.noor}
    now = house.clock.now()
    for name, verb in product(TABLE, Verb):
        for item in _scenes(name, mark, world, now):
            if world.noor in {item.author, item.ward}:
                assert not may(mark, verb, item)


def _private(world: World, now: datetime) -> Item:
    noor: UUID = world.noor
    return Item(
        kind="entry",
        household=world.household,
        author=noor,
        ward=noor,
        audience=Audience.SAFETY_PERSON,
        chosen=frozenset({world.sara, world.mark}),
        shared_at=now,
        child_good=True,
    )
