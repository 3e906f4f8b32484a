"""Security R11, the race: a sign-in that ends while a request is under way does not come back."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from api.core.db import EVERYWHERE
from api.core.house import House
from api.core.http import access_of
from api.people import actions, changing, ending, entering, signed_in
from api.people.model import SignIn
from api.people.policy import Role
from api.people.quiet import codes
from tests.people.doors import Door, copy_cookies, is_in
from tests.people.test_other_device import OWN, shown
from tests.world import World, sign_in_client

OTHER = "739164"


def end(house: House, world: World, person: UUID) -> None:
    """Close every screen of this person, as somebody else decides."""
    now = house.clock.now()
    with house.db.writing(world.household, by=world.tim, now=now) as session:
        ending.end_sign_ins(session, person=person, now=now)


def open_sign_ins(house: House, person: UUID) -> int:
    with house.db.reading(EVERYWHERE) as session:
        rows = session.scalars(select(SignIn).filter_by(person_id=person, ended_at=None)).all()
    return len(rows)


@pytest.mark.only("sqlite")
def test_no_door_brings_back_a_sign_in_that_ended_behind_it(
    house: House, app: Flask, world: World
) -> None:
    """Every route with every method: between the entrance and the view the sign-in ends."""
    who = world.els
    app.before_request(lambda: end(house, world, who))
    for rule in app.url_map.iter_rules():
        roles = access_of(app, rule.endpoint).roles
        if roles and "circle" not in roles:
            continue  # turned away before anything can end behind them
        given = {name: uuid4() if f"uuid:{name}" in rule.rule else "x" for name in rule.arguments}
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            browser = sign_in_client(app, who)
            saved = copy_cookies(app, browser)
            browser.open(rule.build(given)[1], method=method).close()
            assert open_sign_ins(house, who) == 0, f"{method} {rule.rule}"
            assert saved.post("/instellingen/bewaren").status_code == 401, f"{method} {rule.rule}"
            assert not is_in(browser), f"{method} {rule.rule}"


def test_noting_that_it_was_used_does_not_bring_it_back(
    house: House, app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The only write that every request may do: once a day, after the sign-in was read."""
    browser = sign_in_client(app, world.els)
    house.clock.moment = house.clock.now().replace(day=23)  # type: ignore[attr-defined]
    noted = []
    note = signed_in._note_use

    def ends_first(row: SignIn, now: object, *, looking: bool) -> None:
        if not noted:
            end(house, world, world.els)
        noted.append(row.id)
        note(row, now, looking=looking)  # type: ignore[arg-type]

    monkeypatch.setattr(signed_in, "_note_use", ends_first)
    browser.get("/ik")
    assert noted
    assert open_sign_ins(house, world.els) == 0
    assert not is_in(browser)


def _change_pin(house: House, world: World) -> None:
    now = house.clock.now()
    changing.change_secret(house, person=world.els, chosen=[OTHER], now=now)


def _leave(house: House, world: World) -> None:
    now = house.clock.now()
    with house.db.writing(world.household, by=world.tim, now=now) as session:
        actions.end_membership(session, person=world.els, now=now)


@pytest.mark.parametrize("happens", [_change_pin, _leave], ids=["another pin", "leaving"])
def test_a_code_that_is_being_checked_lets_nobody_in_when_it_is_over_meanwhile(
    house: House,
    app: Flask,
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    happens: Callable[[House, World], None],
) -> None:
    """Checking a code takes a tenth of a second on purpose; a lot can happen in it."""
    door = Door(house, app)
    browser = door.arrive(world.els)
    browser.post("/binnen/uit")
    fits = codes.fits
    once: list[bool] = []

    def meanwhile(stored: str, secret: str, pepper: bytes) -> bool:
        found = fits(stored, secret, pepper)
        if not once:
            once.append(found)
            happens(house, world)
        return found

    monkeypatch.setattr(codes, "fits", meanwhile)
    answer = door.knock(browser, world.els)
    assert once == [True]
    assert answer.status_code in {404, 422}
    assert open_sign_ins(house, world.els) == 0
    assert not is_in(browser)


def test_a_link_being_accepted_lets_nobody_in_who_left_meanwhile(
    house: House, app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    door = Door(house, app)
    link, browser = door.link(world.els), app.test_client()
    hashed = entering.hashed

    def meanwhile(secret: str, pepper: bytes) -> str:
        _leave(house, world)
        return hashed(secret, pepper)

    monkeypatch.setattr(entering, "hashed", meanwhile)
    assert door.accept(browser, link).status_code == 410
    assert open_sign_ins(house, world.els) == 0
    assert not is_in(browser)


def test_a_link_that_ends_while_the_own_code_is_checked_lets_nobody_in(
    house: House, app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever says "this is not me" ends the links too; one that was being tried is no exception."""
    door, fresh = Door(house, app), app.test_client()
    secret = shown(door.arrive(world.els), OWN)
    now = house.clock.now()
    fits = codes.fits

    def meanwhile(stored: str, secret: str, pepper: bytes) -> bool:
        with house.db.writing(world.household, by=world.els, now=now) as session:
            ending.end_links(session, person=world.els, now=now)
        return fits(stored, secret, pepper)

    monkeypatch.setattr(codes, "fits", meanwhile)
    assert door.accept(fresh, secret).status_code == 410
    assert not is_in(fresh)


@pytest.mark.parametrize("role", [Role.CHILD, Role.PROFESSIONAL])
def test_every_saved_cookie_is_over_after_another_role(
    house: House, app: Flask, world: World, role: Role
) -> None:
    saved: list[FlaskClient] = [copy_cookies(app, sign_in_client(app, world.els)) for _ in range(3)]
    now = house.clock.now()
    with house.db.writing(world.household, by=world.tim, now=now) as session:
        actions.change_role(session, person=world.els, role=role, now=now)
    for browser in saved:
        assert browser.post("/instellingen/bewaren").status_code == 401
        assert not is_in(browser)
