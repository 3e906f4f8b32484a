"""A room in tests: a shared tablet on which people have a place, what was agreed, and moves that come in."""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from api.core.columns import Base
from api.core.db import EVERYWHERE
from api.core.house import House
from api.people.queries import viewer
from api.safe_object.objects import agree
from tests.outbox.phone import Phone
from tests.push.knocking import give_device
from tests.world import World

AGREED = ("bear", "window")
PLAY = ("car", "rug")
SIZE = 512


def tablet(app: Flask, house: House, *people: UUID) -> FlaskClient:
    """A tablet on which these people have a place, with nobody signed in."""
    opened = give_device(house, people[0], kind="tablet")
    for each in people[1:]:
        give_device(house, each, token=opened.device_token)
    client = app.test_client()
    client.set_cookie("hbd", opened.device_token)
    return client


def agree_on(
    house: House, ward: UUID, by: UUID, thing: str = AGREED[0], spot: str = AGREED[1]
) -> None:
    """They agree on this thing and this place."""
    now = house.clock.now()
    with house.db.reading(EVERYWHERE) as session:
        household = viewer(session, ward).household
    with house.db.writing(household, by=by, now=now) as session:
        agree(session, by=viewer(session, by), ward=ward, thing=thing, spot=spot, now=now)


def sealed(phone: Phone, given: UUID, thing: str, spot: str, *, made: datetime) -> bytes:
    """A move as the browser seals it: the header filled up to one size."""
    header = {
        "v": 1,
        "kind": "move",
        "made_at": made.isoformat(timespec="milliseconds"),
        "target": None,
        "fields": {"thing": [thing], "spot": [spot], "practice": [""]},
        "pad": "",
        "files": [],
    }
    header["pad"] = "x" * (SIZE - len(json.dumps(header, separators=(",", ":"))))
    raw = json.dumps(header, separators=(",", ":")).encode()
    return phone.sealed_bytes(given, len(raw).to_bytes(4, "big") + raw)


@dataclass
class Mover:
    """Somebody's room on this browser."""

    client: FlaskClient
    ward: UUID
    house: House

    def put(self, thing: str, spot: str, given: UUID | None = None) -> TestResponse:
        given, now = given or uuid4(), self.house.clock.now()
        body = sealed(Phone(self.client, self.ward, now), given, thing, spot, made=now)
        return self.send(given, body)

    def send(self, given: UUID, body: bytes) -> TestResponse:
        return self.client.put(
            f"/api/v1/room/{given}",
            data=body,
            headers={"Huisboek-Phone-Time": self.house.clock.now().isoformat()},
        )

    def post(self, thing: str, spot: str, given: UUID | None = None) -> TestResponse:
        form = {"thing": thing, "spot": spot, "id": str(given or uuid4())}
        return self.client.post(f"/kamer/{self.ward}", data=form)


def rows(house: House) -> dict[str, int]:
    """How many rows stand in which table."""
    with house.db.reading(EVERYWHERE) as session:
        tables = Base.metadata.sorted_tables
        found = {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in tables
        }
    return {name: count for name, count in found.items() if count}


def same(answer: TestResponse) -> tuple[int, list[tuple[str, str]], bytes]:
    """An answer without what is new in each: the nonce and the id of a move."""
    body = re.sub(rb'nonce="[^"]+"|name="id" value="[^"]+"|"id":"[^"]+"', b"", answer.data)
    headers = [(name, re.sub(r"'nonce-[^']+'", "", value)) for name, value in answer.headers]
    return answer.status_code, sorted(each for each in headers if each[0] != "Date"), body


def signals(world: World, house: House) -> int:
    """How many signals there are."""
    return rows(house).get("signals", 0)
