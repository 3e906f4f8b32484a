"""Somebody with a browser of their own that told the house where it can be knocked for."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from api.core.db import EVERYWHERE
from api.core.house import House
from api.push.model import Delivery, Subscription
from tests.push.checking import Browser
from tests.push.knocking import give_device
from tests.push.service import Knocked, Service


@dataclass
class Someone:
    """A person, their browser, and the service that it is known at."""

    person: UUID
    house: House
    client: FlaskClient
    service: Service
    told: dict[str, Any]

    @classmethod
    def with_browser(cls, app: Flask, house: House, person: UUID, service: Service) -> "Someone":
        opened = give_device(house, person)
        client = app.test_client()
        client.set_cookie("hb", opened.token)
        client.set_cookie("hbd", opened.device_token)
        key = client.get("/api/v1/push/key").get_json()["key"]
        made = cls(person, house, client, service, service.subscribe(key))
        answer = client.put("/api/v1/push/subscription", json=made.told)
        assert (answer.status_code, answer.get_json()) == (200, {"live": True})
        return made

    @property
    def browser(self) -> Browser:
        return self.service.browsers[self.told["endpoint"].rsplit("/", 1)[1]]

    def heard(self) -> list[Knocked]:
        return self.service.accepted(self.told["endpoint"])

    def rows(self) -> list[Delivery]:
        with self.house.db.reading(EVERYWHERE) as session:
            query = select(Delivery).filter_by(person_id=self.person)
            return list(session.scalars(query.order_by(Delivery.made_at)))

    def row(self) -> Delivery:
        (row,) = self.rows()
        return row

    def subscription(self) -> Subscription:
        with self.house.db.reading(EVERYWHERE) as session:
            return session.scalars(select(Subscription).filter_by(person_id=self.person)).one()
