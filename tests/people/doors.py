"""Going through the door in tests, as a person with a browser does."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from api.core.db import EVERYWHERE
from api.core.house import House
from api.people.entering import invite
from api.people.queries import viewer

PIN = "492817"
PICTURES = ["bear", "sun", "cat", "moon"]
# Nobody types faster; five tries fit in a minute.
BREATH = timedelta(seconds=13)


@dataclass
class Door:
    """The house and its application; every visitor comes with a browser of their own."""

    house: House
    app: Flask

    def link(self, person: UUID) -> str:
        """A fresh invitation for this person."""
        with self.house.db.reading(EVERYWHERE) as session:
            household = viewer(session, person).household
        now = self.house.clock.now()
        with self.house.db.writing(household, by=None, now=now) as session:
            return invite(session, person=person, now=now)

    def arrive(self, person: UUID, client: FlaskClient | None = None) -> FlaskClient:
        """Accept an invitation with ``PIN``; returns the browser, signed in."""
        browser = client or self.app.test_client()
        answer = self.accept(browser, self.link(person))
        assert answer.status_code == 303, answer.text
        browser.post("/huisregels")
        return browser

    def accept(self, browser: FlaskClient, link: str, pin: str = PIN) -> TestResponse:
        form = {"link": link, "eigen": "ja", "code": pin, "again": pin}
        return browser.post("/kom", data=form)

    def place(self, browser: FlaskClient, *people: UUID) -> None:
        """Give these people a place on a device that is nobody's own, and leave nobody signed in."""
        for person in people:
            secret = {"code": PIN, "again": PIN, "picture": PICTURES * 2}
            answer = self._choose(browser, person, secret)
            if answer.status_code == 200:  # a child from ten on has one picture more
                five = [*PICTURES, "star"]
                answer = self._choose(browser, person, secret | {"picture": five * 2})
            assert answer.status_code == 303, answer.text
            browser.post("/huisregels")
        browser.post("/binnen/uit")

    def say(self, browser: FlaskClient, name: str, pin: str = PIN) -> TestResponse:
        """Come in as somebody else: by name and code."""
        self.wait()
        return browser.post("/binnen", data={"naam": name, "code": pin})

    def wait(self, long: timedelta = BREATH) -> None:
        """Let the clock of the house go on."""
        self.house.clock.moment += long  # type: ignore[attr-defined]

    def _choose(
        self, browser: FlaskClient, person: UUID, secret: dict[str, str | list[str]]
    ) -> TestResponse:
        form = {"link": self.link(person), "eigen": "nee", **secret}
        return browser.post("/kom", data=form)

    def knock(self, browser: FlaskClient, person: UUID, pin: str = PIN) -> TestResponse:
        self.wait()
        return browser.post("/binnen", data={"wie": str(person), "code": pin})


def is_in(browser: FlaskClient) -> bool:
    """Say whether this browser is signed in: /ik answers only then."""
    status = browser.get("/ik").status_code
    assert status in {200, 303, 401}
    return status == 200


def copy_cookies(app: Flask, browser: FlaskClient) -> FlaskClient:
    """Another browser with the same cookies, as somebody who copied them has."""
    thief = app.test_client()
    for name in ("hb", "hbd"):
        cookie = browser.get_cookie(name)
        if cookie is not None:
            thief.set_cookie(name, cookie.value)
    return thief
