"""When the second way is taken: at once where no device is there, else after two silent minutes. Once."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from api.core.db import EVERYWHERE
from api.core.house import House
from api.core.ids import new_id
from api.people.devices import known_device
from api.people.model import Credential
from api.push.model import Delivery
from api.push.rules import SECOND, Word
from api.push.second.model import SecondWay
from api.push.second.putting import due
from tests.houses import NOW
from tests.push.knocking import deliveries, give_device, knock, subscribe_on_new
from tests.world import World

MINUTE = timedelta(minutes=1)


def give_way(house: House, person: UUID, *, proved: bool = True) -> None:
    """An address that was proved, or not yet."""
    opened = give_device(house, person)
    with house.db.writing(EVERYWHERE, by=person, now=NOW) as session:
        device = known_device(session, opened.device_token)
        assert device is not None
        place = session.scalars(select(Credential).filter_by(device_id=device.id)).one()
        row = new_id()
        session.add(
            SecondWay(
                id=row, household_id=place.household_id, person_id=person, credential_id=place.id,
                kind="mail", since=NOW, wrong_tries=0, confirmed_at=NOW if proved else None, body=b"",
            )
        )  # fmt: skip


def by_second(house: House, person: UUID) -> list[Delivery]:
    with house.db.reading(EVERYWHERE) as session:
        return [row for row in deliveries(session, person) if row.channel == SECOND]


def mark(house: House, person: UUID, **facts: object) -> None:
    with house.db.writing(EVERYWHERE, by=None, now=NOW) as session:
        row = deliveries(session, person)[0]
        for name, value in facts.items():
            setattr(row, name, value)


@pytest.mark.parametrize("word", [Word.SIGNAL, Word.REMINDER])
def test_without_a_device_it_is_taken_at_once_and_nobody_counts_on_it(
    house: House, world: World, word: Word
) -> None:
    give_way(house, world.els)
    assert knock(house, world.els, word) == 0
    (row,) = by_second(house, world.els)
    assert (row.lane, row.word, row.subscription_id) == ("mail", word, None)


def test_other_news_never_takes_it(house: House, world: World) -> None:
    give_way(house, world.els)
    knock(house, world.els, Word.NEWS)
    knock(house, world.els, Word.TEST)
    assert by_second(house, world.els) == []


def test_an_address_that_is_not_proved_gets_nothing(house: House, world: World) -> None:
    give_way(house, world.els, proved=False)
    knock(house, world.els)
    due(house, NOW + 5 * MINUTE)
    assert by_second(house, world.els) == []


def test_two_silent_minutes_and_then_once(house: House, world: World) -> None:
    give_way(house, world.els)
    subscribe_on_new(house, world.els)
    about = new_id()
    assert knock(house, world.els, about=about) == 1
    due(house, NOW + 2 * MINUTE - timedelta(seconds=1))
    assert by_second(house, world.els) == []
    for late in (2, 3, 30):
        due(house, NOW + late * MINUTE)
    (row,) = by_second(house, world.els)
    assert row.about == about


def test_a_phone_that_showed_it_is_enough(house: House, world: World) -> None:
    give_way(house, world.els)
    subscribe_on_new(house, world.els)
    subscribe_on_new(house, world.els)
    knock(house, world.els)
    mark(house, world.els, shown_at=NOW + MINUTE)
    due(house, NOW + 5 * MINUTE)
    assert by_second(house, world.els) == []


def test_when_every_device_turned_out_dead_nobody_waits(house: House, world: World) -> None:
    give_way(house, world.els)
    subscribe_on_new(house, world.els)
    knock(house, world.els)
    mark(house, world.els, given_up_at=NOW)
    due(house, NOW)
    assert len(by_second(house, world.els)) == 1


def test_an_old_signal_is_not_sent_after_all(house: House, world: World) -> None:
    give_way(house, world.els)
    subscribe_on_new(house, world.els)
    knock(house, world.els)
    due(house, NOW + 61 * MINUTE)
    assert by_second(house, world.els) == []


def test_what_does_not_go_by_push_alone_is_no_ones_business_else(
    house: House, world: World
) -> None:
    """A reminder and a test that nobody saw stay where they are."""
    give_way(house, world.els)
    subscribe_on_new(house, world.els)
    knock(house, world.els, Word.REMINDER)
    knock(house, world.els, Word.TEST)
    due(house, NOW + 5 * MINUTE)
    assert by_second(house, world.els) == []
