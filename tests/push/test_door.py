"""The door where a browser says where it can be knocked for, and what it showed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from api.core.db import EVERYWHERE
from api.core.house import House
from api.push import queries
from api.push.due import deliver
from api.push.model import Delivery, Subscription
from tests.houses import NOW
from tests.push.checking import b64
from tests.push.knocking import at, give_device, knock, subscribe
from tests.push.service import Service
from tests.push.someone import Someone
from tests.world import World, sign_in_client

SomeoneOf = Callable[..., Someone]
DOOR = "/api/v1/push/subscription"


def kept(house: House) -> int:
    with house.db.reading(EVERYWHERE) as session:
        return session.scalar(select(func.count()).select_from(Subscription)) or 0


def receipt(client: FlaskClient, id: object, what: object = "shown") -> int:
    return client.post(f"/api/v1/push/receipt/{id}", json={"what": what}).status_code


def test_a_browser_is_knocked_for_as_it_said(
    someone: SomeoneOf, house: House, world: World
) -> None:
    els = someone(world.els)
    knock(house, world.els)
    deliver(house, NOW)
    assert len(els.heard()) == 1


def test_where_it_is_lies_sealed(someone: SomeoneOf, world: World) -> None:
    els = someone(world.els)
    row = els.subscription()
    assert els.browser.token.encode() not in row.body
    assert els.browser.token not in str(vars(row))


def test_said_again_nothing_is_written_until_the_next_day(
    someone: SomeoneOf, house: House, world: World
) -> None:
    els = someone(world.els)
    moments = []
    for hours in (1, 23, 24, 30):
        at(house, NOW + timedelta(hours=hours))
        assert els.client.put(DOOR, json=els.told).get_json() == {"live": True}
        moments.append(els.subscription().renewed_at)
    day = timedelta(days=1)
    assert moments == [NOW, NOW, NOW + day, NOW + day]
    assert els.subscription().since == NOW


def test_another_address_takes_the_place_of_the_one_before(
    someone: SomeoneOf, house: House, world: World, service: Service
) -> None:
    els = someone(world.els)
    old, els.told = els.told, service.subscribe(els.browser.key)
    at(house, NOW + timedelta(hours=1))
    assert els.client.put(DOOR, json=els.told).status_code == 200
    knock(house, world.els)
    deliver(house, house.clock.now())
    assert (len(els.heard()), service.came(old["endpoint"])) == (1, [])
    assert els.subscription().since == house.clock.now()


def test_an_address_that_died_stays_dead_until_there_is_another(
    someone: SomeoneOf, house: House, world: World, service: Service
) -> None:
    els = someone(world.els)
    service.expire(els.told["endpoint"])
    knock(house, world.els)
    deliver(house, NOW)
    assert els.client.put(DOOR, json=els.told).get_json() == {"live": False}
    els.told = service.subscribe(els.browser.key)
    assert els.client.put(DOOR, json=els.told).get_json() == {"live": True}
    assert knock(house, world.els) == 1


def test_an_address_that_changed_while_the_old_one_was_asked_is_not_buried_with_it(
    someone: SomeoneOf, house: House, world: World, service: Service
) -> None:
    els = someone(world.els)
    fresh = service.subscribe(els.browser.key)

    class Renews(list):
        """The old one is gone, and while the service says so the browser tells of a new one."""

        def pop(self, index: int = -1) -> int:
            super().pop(index)
            els.client.put(DOOR, json=fresh)
            return 410

    service.faults = Renews([410])
    knock(house, world.els)
    deliver(house, NOW)
    assert els.subscription().dead_at is None
    assert len(service.accepted(fresh["endpoint"])) == 1


def test_one_browser_rings_once_for_somebody(
    someone: SomeoneOf, app: Flask, house: House, world: World
) -> None:
    """Its cookies were wiped and its subscription was not: it is another device, and rings as before."""
    els = someone(world.els)
    opened = give_device(house, world.els)
    again = app.test_client()
    again.set_cookie("hb", opened.token)
    again.set_cookie("hbd", opened.device_token)
    assert again.put(DOOR, json=els.told).status_code == 200
    assert kept(house) == 1


def test_two_people_on_one_browser_are_each_knocked_for(
    someone: SomeoneOf, house: House, world: World, app: Flask
) -> None:
    els = someone(world.els)
    token = els.client.get_cookie("hbd")
    opened = give_device(house, world.ben, token=token.value if token else None)
    ben = app.test_client()
    ben.set_cookie("hb", opened.token)
    ben.set_cookie("hbd", opened.device_token)
    assert ben.put(DOOR, json=els.told).status_code == 200
    assert (knock(house, world.els), knock(house, world.ben)) == (1, 1)
    assert ben.delete(DOOR).status_code == 204
    assert (knock(house, world.els), knock(house, world.ben)) == (1, 0)


def test_who_wants_no_knock_gets_none(someone: SomeoneOf, house: House, world: World) -> None:
    els = someone(world.els)
    knock(house, world.els)
    assert [els.client.delete(DOOR).status_code for _ in range(2)] == [204, 204]
    deliver(house, NOW)
    assert els.service.came() == []
    assert kept(house) == 0


@pytest.mark.parametrize("who", ["noor", "fem"])
def test_no_child_can_ask_for_it(
    app: Flask, house: House, world: World, service: Service, who: str
) -> None:
    child = sign_in_client(app, getattr(world, who))
    answers = (
        child.get("/api/v1/push/key"),
        child.put(DOOR, json=service.subscribe()),
        child.delete(DOOR),
    )
    assert [answer.status_code for answer in answers] == [404] * 3
    assert kept(house) == 0


def test_who_has_no_place_here_cannot_ask_for_it(
    app: Flask, house: House, world: World, service: Service
) -> None:
    els = sign_in_client(app, world.els)
    assert els.put(DOOR, json=service.subscribe()).status_code == 404
    assert kept(house) == 0


def wrong(told: dict[str, Any]) -> list[Any]:
    point = told["keys"]["p256dh"]
    off_the_curve = b64(b"\x04" + b"\x07" * 64)
    return [
        None,
        [],
        "x",
        {},
        {"endpoint": told["endpoint"]},
        {**told, "keys": None},
        {**told, "keys": {}},
        {**told, "keys": {**told["keys"], "auth": 16}},
        {**told, "keys": {**told["keys"], "auth": b64(bytes(15))}},
        {**told, "keys": {**told["keys"], "auth": "é" * 16}},
        {**told, "keys": {**told["keys"], "p256dh": off_the_curve}},
        {**told, "keys": {**told["keys"], "p256dh": point[:-4]}},
        {**told, "endpoint": None},
        {**told, "endpoint": ["https://fcm.googleapis.com/x"]},
        {**told, "endpoint": "http://169.254.169.254/latest/meta-data/"},
        {**told, "endpoint": "http://127.0.0.1:5432/x"},
        {**told, "endpoint": told["endpoint"].replace("127.0.0.1", "localhost")},
        {**told, "endpoint": "https://fcm.googleapis.com@127.0.0.1/x"},
        {**told, "endpoint": told["endpoint"] + "/" + "a" * 5000},
    ]


def test_what_is_no_address_of_a_push_service_is_refused(
    someone: SomeoneOf, house: House, world: World, service: Service
) -> None:
    els = someone(world.els)
    statuses = [els.client.put(DOOR, json=told).status_code for told in wrong(els.told)]
    assert set(statuses[:-1]) == {422}
    assert statuses[-1] == 413
    for raw in (b"", b"\xff{", b"[" * 4000):
        assert els.client.put(DOOR, data=raw).status_code == 422
    knock(house, world.els)
    deliver(house, NOW)
    assert len(els.heard()) == 1, "what it had said before still stands"


def test_an_address_that_came_in_another_way_is_still_not_sent_to(
    house: House, world: World, service: Service
) -> None:
    """Who runs the house took an origin off the list, or somebody wrote into the database."""
    subscribe(house, world.els, give_device(house, world.els), service=service)
    object.__setattr__(house.settings, "push_origins", ())
    knock(house, world.els)
    deliver(house, NOW)
    assert service.log == []
    with house.db.reading(EVERYWHERE) as session:
        assert not queries.reachable(session, world.els, NOW)


def sent(house: House, els: Someone) -> UUID:
    knock(house, els.person)
    deliver(house, NOW)
    return UUID(els.heard()[-1].said["id"])  # type: ignore[index]


def test_a_phone_says_what_it_showed_and_what_was_opened_without_anybody_signed_in(
    someone: SomeoneOf, app: Flask, house: House, world: World
) -> None:
    els, anybody = someone(world.els), app.test_client()
    id = sent(house, els)
    later = [NOW + timedelta(seconds=seconds) for seconds in (1, 5)]
    for moment, what in zip(later, ("shown", "opened"), strict=True):
        at(house, moment)
        assert receipt(anybody, id, what) == 204
    row = els.row()
    assert (row.shown_at, row.opened_at) == tuple(later)
    assert els.subscription().shown_at == later[0]


def test_a_receipt_that_is_sent_again_changes_nothing(
    someone: SomeoneOf, app: Flask, house: House, world: World
) -> None:
    els, anybody = someone(world.els), app.test_client()
    id = sent(house, els)
    receipt(anybody, id, "opened")
    for days in (1, 8):
        at(house, NOW + timedelta(days=days))
        assert [receipt(anybody, id, what) for what in ("shown", "opened")] == [204, 204]
    assert (els.row().shown_at, els.row().opened_at) == (NOW, NOW)
    assert els.subscription().shown_at == NOW, "nobody keeps a device alive with an old receipt"


def test_a_phone_may_be_quicker_than_the_answer_of_its_service(
    someone: SomeoneOf, app: Flask, house: House, world: World
) -> None:
    els = someone(world.els)
    knock(house, world.els)
    assert receipt(app.test_client(), els.row().id) == 204
    deliver(house, NOW)
    assert (els.row().shown_at, els.row().accepted_at) == (NOW, NOW)


def test_a_receipt_of_nothing_is_not_there(app: Flask, world: World, someone: SomeoneOf) -> None:
    anybody = app.test_client()
    unknown = [anybody.post(f"/api/v1/push/receipt/{uuid4()}", json={"what": "shown"})]
    unknown.append(anybody.post("/api/v1/nergens"))
    assert {answer.status_code for answer in unknown} == {404}
    assert receipt(anybody, "x") == 404


@pytest.mark.parametrize("what", ["", "answered", None, 1, ["shown"], {"a": 1}])
def test_a_receipt_says_shown_or_opened_and_nothing_else(
    someone: SomeoneOf, app: Flask, house: House, world: World, what: object
) -> None:
    els = someone(world.els)
    id = sent(house, els)
    assert receipt(app.test_client(), id, what) == 422
    assert els.row().shown_at is None


def test_another_site_says_nothing_here(
    someone: SomeoneOf, app: Flask, house: House, world: World
) -> None:
    els = someone(world.els)
    id = sent(house, els)
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    for answer in (
        els.client.delete(DOOR, headers=elsewhere),
        els.client.put(DOOR, json=els.told, headers=elsewhere),
        app.test_client().post(
            f"/api/v1/push/receipt/{id}", json={"what": "shown"}, headers=elsewhere
        ),
    ):
        assert answer.status_code == 403
    assert els.row().shown_at is None
    with house.db.reading(EVERYWHERE) as session:
        assert session.scalars(select(Delivery)).one().opened_at is None
