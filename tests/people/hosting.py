"""The organisation in tests: a host who came in by the link, and what they do with a house."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from api.core.db import EVERYWHERE
from api.core.house import House
from api.people.model import Person
from api.people.organisation.codes import give_codes
from api.people.organisation.model import Halt, Listing
from api.people.organisation.opening import invite_host
from tests.people.doors import PIN
from tests.world import prove_all

LIST = "/beheer"


@dataclass
class Hosting:
    """The organisation of a house, and the browser of its host."""

    house: House
    app: Flask

    def arrive(self, name: str = "Bas") -> FlaskClient:
        """A host comes in by the link of the terminal."""
        browser = self.app.test_client()
        give_codes(self.house, self.house.clock.now())
        link = invite_host(self.house, name=name, now=self.house.clock.now())
        answer = browser.post("/kom", data={"link": link, "code": PIN, "again": PIN})
        assert (answer.status_code, answer.location) == (303, "/"), answer.text
        return browser

    def person(self) -> UUID:
        with self.house.db.reading(EVERYWHERE) as session:
            return session.scalars(select(Person.id).filter_by(role="host")).one()

    def do(self, browser: FlaskClient, household: UUID, deed: str, **more: str) -> TestResponse:
        prove_all(self.house)
        return browser.post(f"{LIST}/{household}", data={"do": deed, **more})

    def suspend(self, browser: FlaskClient, household: UUID) -> None:
        answer = self.do(browser, household, "still", called="ja")
        assert answer.status_code == 303, answer.text

    def close(
        self, browser: FlaskClient, household: UUID, *, called: str = "ja", months: str = ""
    ) -> TestResponse:
        prove_all(self.house)
        code = self.code(household)
        said = {"code": code, "called": called, "months": months}
        return browser.post(f"{LIST}/{household}/sluiten", data=said)

    def code(self, household: UUID) -> str:
        with self.house.db.reading(EVERYWHERE) as session:
            return session.get_one(Listing, household).code

    def halts(self) -> list[Halt]:
        with self.house.db.reading(EVERYWHERE) as session:
            return list(session.scalars(select(Halt).order_by(Halt.since)))

    def later(self, long: timedelta) -> None:
        self.house.clock.moment += long  # type: ignore[attr-defined]
