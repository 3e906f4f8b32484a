"""Coming in by finger or face in tests, as a page's script does."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.people.authenticator import Phone
from tests.people.doors import Door

PAGE = "/instellingen/vinger"
ONCE_MORE = "/binnen/nog-eens"


def asked(browser: FlaskClient, address: str = "/binnen", **fields: str) -> dict[str, Any]:
    """What the phone is asked."""
    answer = browser.post(address, data={**fields, "vinger": "vraag"})
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "application/json"
    return answer.json  # type: ignore[no-any-return]


def turn_on(browser: FlaskClient, phone: Phone) -> TestResponse:
    return browser.post(PAGE, data={"vinger": phone.make(asked(browser, PAGE))})


def come(door: Door, person: UUID, phone: Phone, browser: FlaskClient | None = None) -> FlaskClient:
    """Somebody in, on a phone of their own, with a finger that works."""
    browser = door.arrive(person, browser)
    assert turn_on(browser, phone).status_code == 303
    return browser


def knock(door: Door, browser: FlaskClient, person: UUID, phone: Phone) -> TestResponse:
    """Come in with what the phone signs now."""
    door.wait()
    return give(browser, person, phone.sign(asked(browser, wie=str(person))))


def give(browser: FlaskClient, person: UUID, answer: str) -> TestResponse:
    return browser.post("/binnen", data={"wie": str(person), "vinger": answer})


def out(browser: FlaskClient) -> FlaskClient:
    browser.post("/binnen/uit")
    return browser


LATE = timedelta(minutes=5)
