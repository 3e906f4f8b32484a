"""What the tests of this room share: somebody who can be knocked for."""

import time
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.db import EVERYWHERE
from api.core.house import House
from api.core.ids import digest, new_id
from api.core.vault import Box
from api.people.devices import Opened, ThisDevice, known_device, let_in
from api.people.entering import as_newcomer, enter
from api.people.model import Credential, Person
from api.push import queue
from api.push.model import Delivery, Subscription
from api.push.rules import Word
from tests.push.service import Service


def give_device(
    house: House, person: UUID, *, kind: str = "phone", token: str | None = None
) -> Opened:
    """Let somebody in on a device of their own, or on the one of this token, with a place on it."""
    now = house.clock.now()
    opened = enter(house, person=person, device=ThisDevice(token=token, kind=kind), now=now)
    with house.db.writing(EVERYWHERE, by=person, now=now) as session:
        device = known_device(session, opened.device_token)
        guest = as_newcomer(session.get_one(Person, person), now)
        assert device is not None
        let_in(session, device.id, guest, now)
    return opened


def subscribe_on_new(house: House, person: UUID, *, origin: str = "https://a.test") -> UUID:
    """Let somebody be knocked for on one more phone."""
    return subscribe(house, person, give_device(house, person), origin=origin)


def subscribe(
    house: House,
    person: UUID,
    opened: Opened,
    *,
    origin: str = "https://a.test",
    service: Service | None = None,
) -> UUID:
    """A row as the door would make it; without a service its address is where nobody lives."""
    row, now = new_id(), house.clock.now()
    origin = service.origin if service else origin
    told = service.subscribe() if service else {"endpoint": f"{origin}/{row}", "keys": {}}
    with house.db.writing(EVERYWHERE, by=person, now=now) as session:
        device = known_device(session, opened.device_token)
        assert device is not None
        place = session.scalars(
            select(Credential).filter_by(device_id=device.id, person_id=person)
        ).one()
        session.add(
            Subscription(
                id=row,
                household_id=place.household_id,
                person_id=person,
                credential_id=place.id,
                endpoint_hash=digest(told["endpoint"]),
                origin=origin,
                since=now,
                renewed_at=now,
                body=Box.of(session, place.household_id).lock_json(
                    "subscriptions",
                    "body",
                    row,
                    {
                        "endpoint": told["endpoint"],
                        "p256dh": told["keys"].get("p256dh", ""),
                        "auth": told["keys"].get("auth", ""),
                        "language": "nl",
                    },
                ),
            )
        )
    return row


def knock(house: House, person: UUID, word: Word = Word.SIGNAL, about: UUID | None = None) -> int:
    now = house.clock.now()
    with house.db.writing(EVERYWHERE, by=None, now=now) as session:
        home = session.get_one(Person, person).household_id
        return queue.send(
            session, person=person, household=home, word=word, about=about or new_id(), now=now
        )


def deliveries(session: Session, person: UUID) -> list[Delivery]:
    return list(session.scalars(select(Delivery).filter_by(person_id=person)))


def waiting(house: House, person: UUID) -> list[Delivery]:
    with house.db.reading(EVERYWHERE) as session:
        return [
            row
            for row in deliveries(session, person)
            if row.accepted_at is None and row.given_up_at is None
        ]


def at(house: House, moment: datetime) -> None:
    house.clock.moment = moment  # type: ignore[attr-defined]


def until(come: Callable[[], bool], seconds: float = 20.0) -> None:
    """Wait for something that comes by itself."""
    deadline = time.monotonic() + seconds
    while not come():
        assert time.monotonic() < deadline
        time.sleep(0.01)
