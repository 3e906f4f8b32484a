"""A knock is a row for each device of somebody, kept or not kept with what it is about."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from api.core.db import EVERYWHERE
from api.core.house import House
from api.people.ending import end_all, end_places
from api.people.model import Credential, Device
from api.push import queries, queue
from api.push.model import Delivery, Subscription
from api.push.rules import Word
from tests.houses import NOW
from tests.push.knocking import (
    deliveries,
    give_device,
    knock,
    subscribe,
    subscribe_on_new,
    waiting,
)
from tests.world import World


def test_each_device_of_somebody_gets_one(house: House, world: World) -> None:
    for _ in range(2):
        subscribe_on_new(house, world.els)
    subscribe_on_new(house, world.ben)
    assert knock(house, world.els) == 2
    assert len(waiting(house, world.els)) == 2
    assert waiting(house, world.ben) == []


def test_who_has_no_device_is_not_heard(house: House, world: World) -> None:
    assert knock(house, world.els) == 0


def test_the_same_knock_that_still_waits_is_not_doubled(house: House, world: World) -> None:
    subscribe_on_new(house, world.els)
    about = uuid4()
    assert [knock(house, world.els, about=about) for _ in range(2)] == [1, 1]
    assert len(waiting(house, world.els)) == 1
    knock(house, world.els, Word.REMINDER, about)
    assert len(waiting(house, world.els)) == 2


def test_what_was_accepted_may_be_knocked_again(house: House, world: World) -> None:
    subscribe_on_new(house, world.els)
    about = uuid4()
    knock(house, world.els, about=about)
    with house.db.writing(EVERYWHERE, by=None, now=NOW) as session:
        for row in deliveries(session, world.els):
            row.accepted_at = NOW
    knock(house, world.els, about=about)
    assert len(waiting(house, world.els)) == 1


def test_a_transaction_that_fails_knocks_for_nobody(house: House, world: World) -> None:
    subscribe_on_new(house, world.els)
    with pytest.raises(RuntimeError), house.db.writing(EVERYWHERE, by=None, now=NOW) as session:
        told = {"person": world.els, "household": world.household, "word": Word.SIGNAL}
        queue.send(session, **told, about=uuid4(), now=NOW)
        raise RuntimeError
    assert waiting(house, world.els) == []


def test_no_child_is_ever_knocked_for(house: House, world: World) -> None:
    subscribe_on_new(house, world.noor)
    assert knock(house, world.noor) == 0
    assert waiting(house, world.noor) == []


@pytest.mark.parametrize(("kind", "heard"), [("tablet", 0), ("computer", 0), ("phone", 1)])
def test_no_tablet_rings_where_a_child_moves_its_thing(
    house: House, world: World, kind: str, heard: int
) -> None:
    """A grown-up comes in on the tablet of a child: a knock for them would ring beside the room."""
    tablet = give_device(house, world.noor, kind=kind).device_token
    subscribe(house, world.els, give_device(house, world.els, token=tablet))
    assert knock(house, world.els) == heard


@pytest.mark.parametrize("way", ["place", "everything", "device"])
def test_every_way_out_takes_the_device_and_what_waits_for_it_along(
    house: House, world: World, way: str
) -> None:
    row = subscribe_on_new(house, world.els)
    knock(house, world.els)
    with house.db.writing(world.household, by=None, now=NOW) as session:
        if way == "device":
            place = session.get_one(Subscription, row).credential_id
            device = session.get_one(Credential, place).device_id
            session.get_one(Device, device).ended_at = NOW
        elif way == "place":
            end_places(session, person=world.els)
        else:
            end_all(session, person=world.els, now=NOW)
    assert knock(house, world.els) == 0
    with house.db.reading(EVERYWHERE) as session:
        assert not queries.reachable(session, world.els, NOW)
        if way != "device":
            assert session.scalars(select(Subscription)).all() == []
            assert session.scalars(select(Delivery)).all() == []


def test_a_device_that_showed_nothing_for_a_week_cannot_be_counted_on(
    house: House, world: World
) -> None:
    row = subscribe_on_new(house, world.els)
    late = NOW + timedelta(days=9)
    seen = []
    for shown in (None, NOW + timedelta(days=1), NOW + timedelta(days=3)):
        with house.db.writing(EVERYWHERE, by=None, now=NOW) as session:
            session.get_one(Subscription, row).shown_at = shown
        with house.db.reading(EVERYWHERE) as session:
            seen.append(queries.reachable(session, world.els, late))
            assert queries.reachable(session, world.els, NOW + timedelta(days=8))
    assert seen == [False, False, True]


def test_progress_is_the_first_of_all_devices(house: House, world: World) -> None:
    for _ in range(2):
        subscribe_on_new(house, world.els)
    about, later = uuid4(), NOW + timedelta(seconds=3)
    knock(house, world.els, about=about)
    with house.db.writing(EVERYWHERE, by=None, now=NOW) as session:
        first, second = deliveries(session, world.els)
        first.accepted_at, second.accepted_at = NOW, later
        second.shown_at = later
    with house.db.reading(EVERYWHERE) as session:
        found = queries.progress(session, about)
    assert found == {world.els: queries.Progress(sent=NOW, shown=later, opened=None)}
