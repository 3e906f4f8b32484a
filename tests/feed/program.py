"""A program that reads with a key: what it asks, and what its owner and the chair did for it."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from api.core.clock import FixedClock
from api.core.db import EVERYWHERE
from api.core.house import House
from api.people.professionals import keys
from api.people.professionals.actions import let_programs_read
from api.people.professionals.model import Reading
from api.people.professionals.queries import Seated
from api.people.queries import viewer
from tests.sharing.seats import Seats
from tests.world import World


@dataclass
class Program:
    """One program of one account, with a key of its own."""

    app: Flask
    seats: Seats
    account: UUID
    token: str
    key: UUID
    household: UUID
    seated: list[Seated] = field(default_factory=list)

    @classmethod
    def of_amina(cls, app: Flask, seats: Seats, world: World, **more: object) -> Program:
        account = seats.account()
        key, token = make_key(seats, account)
        found = cls(app, seats, account, token, key, world.household)
        found.sit(world.tim, [world.sara, world.mark], **more)
        return found

    @property
    def house(self) -> House:
        return self.seats.house

    @property
    def clock(self) -> FixedClock:
        assert isinstance(self.house.clock, FixedClock)
        return self.house.clock

    def sit(
        self, chair: UUID, yes: list[UUID], *, share: bool = True, feed: bool = True, **more: object
    ) -> Seated:
        """Another seat, with all kinds shared and programs allowed unless told otherwise."""
        laid = {name: more.pop(name) for name in ("works_as", "side") if name in more}
        seat = self.seats.seat(self.account, chair, **laid)
        if share:
            self.seats.share(seat, chair, yes, **more)
        if feed:
            allow(self.seats, seat, chair)
        self.seated.append(seat)
        return seat

    def get(self, path: str, *, token: str | None = None, **headers: str) -> TestResponse:
        """Ask below `/api/v1/`, with the key as Bearer; an empty token asks without."""
        given = self.token if token is None else token
        if given:
            headers["Authorization"] = f"Bearer {given}"
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.app.test_client().get(f"/api/v1/{path}", headers=named)

    def basic(self, path: str, name: str = "wie dan ook") -> TestResponse:
        both = b64encode(f"{name}:{self.token}".encode()).decode()
        headers = {"Authorization": f"Basic {both}"}
        return self.app.test_client().get(f"/api/v1/{path}", headers=headers)

    def at(self, what: str, household: UUID | None = None) -> str:
        return f"households/{household or self.household}/{what}"

    def feed(self, household: UUID | None = None) -> TestResponse:
        return self.get(self.at("feed.json", household))

    def texts(self, household: UUID | None = None) -> list[str]:
        """What stands in the notes of the feed."""
        answer = self.feed(household)
        assert answer.status_code == 200, answer.data
        return [each["content_text"] for each in answer.json["items"]]

    def readings(self) -> list[tuple[UUID, str, str]]:
        """What was written down: which seat, what, how."""
        with self.house.db.reading(EVERYWHERE) as session:
            rows = session.scalars(select(Reading).order_by(Reading.at, Reading.what))
            return [(row.seat_id, row.what, row.how) for row in rows]


def make_key(
    seats: Seats, account: UUID, *, days: int = 90, name: str = "Lezer"
) -> tuple[UUID, str]:
    key = uuid4()
    with seats.house.db.writing(EVERYWHERE, by=account, now=seats.now) as session:
        by = viewer(session, account)
        return key, keys.make(session, by=by, key=key, name=name, days=days, now=seats.now)


def end_key(seats: Seats, account: UUID, key: UUID) -> None:
    with seats.house.db.writing(EVERYWHERE, by=account, now=seats.now) as session:
        keys.end(session, by=viewer(session, account), key=key, now=seats.now)


def allow(seats: Seats, seat: Seated, chair: UUID, *, allowed: bool = True) -> None:
    """The chair lets programs read on this seat, or no longer."""
    with seats.house.db.writing(seat.household, by=chair, now=seats.now) as session:
        let_programs_read(
            session, by=viewer(session, chair), seat=seat.id, allowed=allowed, now=seats.now
        )
