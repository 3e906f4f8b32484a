"""Professionals at the door in tests: an account, its link, and the key that a device makes of it."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from api.core.db import EVERYWHERE
from api.core.house import House
from api.people.entering import invite
from api.people.model import Person
from tests.people.authenticator import Phone
from tests.people.fingers import asked
from tests.sharing.seats import Seats


@dataclass
class Work:
    """What the organisation hands out, and how a professional comes in with it."""

    house: House
    app: Flask
    seats: Seats = field(init=False)

    def __post_init__(self) -> None:
        self.seats = Seats(self.house, self.house.clock.now())

    def account(self, name: str = "Amina") -> UUID:
        return self.seats.account(name)

    def link(self, account: UUID) -> str:
        now = self.house.clock.now()
        with self.house.db.reading(EVERYWHERE) as session:
            home = session.scalars(select(Person.household_id).filter_by(id=account)).one()
        with self.house.db.writing(home, by=None, now=now) as session:
            return invite(session, person=account, now=now)

    def look(self, browser: FlaskClient, link: str) -> TestResponse:
        """Open the link: the page that asks for a key, and a token for this browser."""
        return browser.post("/kom", data={"link": link, "eigen": "nee"})

    def question(self, browser: FlaskClient, link: str) -> dict[str, Any]:
        return asked(browser, "/kom", link=link, kent="ja")

    def give(self, browser: FlaskClient, link: str, answer: str) -> TestResponse:
        return browser.post("/kom", data={"link": link, "kent": "ja", "vinger": answer})

    def arrive(
        self, account: UUID, phone: Phone, browser: FlaskClient | None = None
    ) -> FlaskClient:
        """An account comes in by a fresh link on a device of its own."""
        browser, link = browser or self.app.test_client(), self.link(account)
        assert self.look(browser, link).status_code == 200
        answer = self.give(browser, link, phone.make(self.question(browser, link)))
        assert (answer.status_code, answer.location) == (303, "/"), answer.text
        return browser
