"""Somebody with a quiet view in tests: both codes, and browsers that came in with either."""

from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from api.core.db import EVERYWHERE
from api.core.house import House
from api.core.http import KEY
from api.core.ids import digest
from api.people.model import SignIn
from api.people.quiet.codes import is_quiet, quiet_view
from tests.people.doors import PICTURES, PIN, Door
from tests.world import World

QUIET = "862940"
QUIET_PICTURES = ["fish", "boat", "star", "bear"]


def come_in(app: Flask, person: UUID, *, child: bool = False) -> FlaskClient:
    """A browser of somebody with a place on it, signed in with the first code."""
    browser = app.test_client()
    Door(app.extensions[KEY], app).place(browser, person)
    form = {"wie": str(person), "code": PIN, "picture": PICTURES if child else []}
    assert browser.post("/binnen", data=form).status_code == 303
    return browser


def make_quiet(app: Flask, browser: FlaskClient) -> FlaskClient:
    """Let this sign-in be one of the quiet view, without its code."""
    house: House = app.extensions[KEY]
    with house.db.writing(EVERYWHERE, by=None, now=house.clock.now()) as session:
        row = sign_in_of(session, browser)
        row.view = quiet_view(house.secrets.pepper)(row.id)
    assert shows_little(app, browser)
    return browser


def shows_little(app: Flask, browser: FlaskClient) -> bool:
    """Say whether this browser is in the quiet view: only the server can tell."""
    house: House = app.extensions[KEY]
    with house.db.reading(EVERYWHERE) as session:
        return is_quiet(sign_in_of(session, browser), house.secrets.pepper)


def sign_in_of(session: object, browser: FlaskClient) -> SignIn:
    cookie = browser.get_cookie("hb")
    assert cookie
    mine = select(SignIn).filter_by(token_hash=digest(cookie.value), ended_at=None)
    return session.scalars(mine).one()  # type: ignore[attr-defined, no-any-return]


def choose(browser: FlaskClient, code: str, *, at: str = "/instellingen/rustig") -> int:
    return browser.post(at, data={"code": code, "again": code}).status_code


def both(door: Door, world: World) -> FlaskClient:
    """A browser of Sara, who has a quiet code, signed in with her own."""
    browser = come_in(door.app, world.sara)
    assert choose(browser, QUIET) == 200
    return browser


def anew(door: Door, browser: FlaskClient, world: World, code: str) -> FlaskClient:
    browser.post("/binnen/uit")
    assert door.knock(browser, world.sara, code).status_code == 303
    return browser


def write(browser: FlaskClient, text: str, audience: str) -> str:
    form = {
        "kind": "good",
        "text": text,
        "audience": audience,
        "id": "3f0b58a4-8f7e-4c8a-9b1c-111111111111",
    }
    return browser.post("/logboek/nieuw", data=form).location or ""
