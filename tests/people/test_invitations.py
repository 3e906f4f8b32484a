"""Bringing somebody in: who may, three ways that each work once, and what the inviter is told (R15)."""

import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Row, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from api.core.house import House
from api.people import queries
from api.people.actions import give_duty
from api.people.invitations.model import WayIn
from api.people.invitations.rules import SPOKEN, groups, spoken
from api.people.model import Invitation
from api.people.policy import Ring, Role, Side
from tests.people.doors import PIN, Door, is_in
from tests.people.notices import told
from tests.world import World, sign_in_client

LINK = re.compile(r"/kom#([a-z2-7]{26})")
CODE = re.compile(r'<span translate="no">([a-z2-9]{3,4})</span>')
TEN = timedelta(minutes=10)
SECOND = timedelta(seconds=1)
NEW = {"name": "Joke", "called": "tante Joke", "role": "circle", "generation": "2", "ring": "all"}


@pytest.fixture
def door(house: House, app: Flask) -> Door:
    return Door(house, app)


@pytest.fixture
def chair(app: Flask, world: World) -> FlaskClient:
    return sign_in_client(app, world.tim)


def give(chair: FlaskClient, person: UUID, form: str) -> str:
    """Make a way in; returns its secret. A QR is a drawing, so its link is made to be read here."""
    page = chair.post(f"/mensen/erbij/{person}", data={"vorm": form})
    assert page.status_code == 200
    if form == "code":
        return "".join(CODE.findall(page.text))
    return LINK.findall(page.text)[0]


def test_who_leads_brings_somebody_in_who_writes_at_once(
    door: Door, world: World, chair: FlaskClient, app: Flask
) -> None:
    answer = chair.post("/mensen/erbij", data={**NEW, "id": str(uuid4())})
    assert answer.status_code == 303
    secret = LINK.findall(chair.post(answer.location, data={"vorm": "link"}).text)[0]
    guest = app.test_client()
    assert door.accept(guest, secret).location == "/huisregels"
    page = guest.get("/huisregels").text
    assert "Zo doen we hier" in page
    assert 'class="bar"' not in page
    assert guest.post("/huisregels").location == "/logboek/nieuw"
    with door.house.db.reading(world.household) as session:
        known = {
            each.name: each for each in queries.members(session, queries.viewer(session, world.tim))
        }
    joke = known["Joke"]
    assert (joke.role, joke.ring, joke.side) == (Role.CIRCLE, Ring.ALL, Side.BOTH)
    assert door.knock(guest, joke.id).location == "/"


def test_a_button_pressed_twice_adds_one(door: Door, world: World, chair: FlaskClient) -> None:
    form = {**NEW, "id": str(uuid4())}
    one = chair.post("/mensen/erbij", data=form).location
    before = chair.get("/mensen").text
    assert "tante Joke" in before
    assert chair.post("/mensen/erbij", data=form).location == one
    assert _main(chair.get("/mensen").text) == _main(before)


def test_a_child_comes_with_its_year(door: Door, world: World, chair: FlaskClient) -> None:
    form = {"name": "Bram", "role": "child", "born": "2012", "id": str(uuid4())}
    answer = chair.post("/mensen/erbij", data=form)
    page = door.app.test_client().post("/kom", data={"link": give(chair, _id(answer), "link")})
    assert "Kies 5 plaatjes" in page.text


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"role": "host"},
        {"role": "professional"},
        {"ring": "none"},
        {"generation": "0"},
        {"role": "child", "born": "1066"},
        {"role": "child", "born": "٢٠١٥"},
        {"side": "a"},
        {"side": "c"},
    ],
)
def test_what_cannot_be_is_refused_and_typed_words_stay(
    chair: FlaskClient, world: World, wrong: dict[str, str]
) -> None:
    answer = chair.post("/mensen/erbij", data={**NEW, **wrong})
    assert answer.status_code == 422
    assert "tante Joke" in answer.text


def test_for_all_others_it_is_not_there(app: Flask, world: World) -> None:
    paths = ("/mensen/erbij", f"/mensen/erbij/{world.els}", "/mensen/erbij/" + str(uuid4()))
    for who in (world.noor, world.sara, world.mark, world.els, world.kees, world.amina):
        client = sign_in_client(app, who)
        nowhere = client.get("/mensen/nergens")
        for path in paths:
            for answer in (client.get(path), client.post(path, data=NEW)):
                assert answer.status_code == 404
                assert _main(answer.text) == _main(nowhere.text)


def test_nobody_of_another_house_and_no_professional_is_given_a_way(
    chair: FlaskClient, world: World
) -> None:
    for person in (world.fem, world.ria, world.amina, world.tim, uuid4()):
        assert chair.post(f"/mensen/erbij/{person}", data={"vorm": "link"}).status_code == 404


def test_who_stands_on_one_side_brings_in_on_that_side_alone(
    door: Door, world: World, app: Flask
) -> None:
    now = door.house.clock.now()
    with door.house.db.writing(world.apart, by=None, now=now) as session:
        give_duty(session, person=world.lotte, kind="plan_holder", now=now)
    lotte = sign_in_client(app, world.lotte)
    page = lotte.get("/mensen/erbij").text
    assert 'value="a"' in page
    assert 'value="b"' not in page
    form = {**NEW, "name": "Opa"}
    assert lotte.post("/mensen/erbij", data={**form, "side": "a"}).status_code == 303
    for side in ("b", "both"):
        assert lotte.post("/mensen/erbij", data={**form, "side": side}).status_code == 404
    for hidden in (world.daan, uuid4()):
        assert lotte.get(f"/mensen/erbij/{hidden}").status_code == 404


@pytest.mark.parametrize("form", ["link", "code"])
def test_each_way_works_once_and_looking_spends_none(
    door: Door, world: World, chair: FlaskClient, app: Flask, form: str
) -> None:
    secret, guest = give(chair, world.ben, form), app.test_client()
    for path in ("/kom", f"/kom?{secret}", f"/kom?link={secret}"):
        guest.get(path)
    assert door.accept(guest, secret).status_code == 303
    assert is_in(guest)
    assert door.accept(app.test_client(), secret).status_code == 410


def test_a_code_that_was_said_works_for_ten_minutes(
    door: Door, world: World, chair: FlaskClient, app: Flask
) -> None:
    secret = " ".join(groups(give(chair, world.ben, "code"))).upper()
    guest = app.test_client()
    for late, status in ((TEN - SECOND, 200), (SECOND, 410)):
        door.wait(late)
        assert guest.post("/kom", data={"link": secret}).status_code == status


def test_a_qr_is_drawn_without_style_and_ends_after_ten_minutes(
    door: Door, world: World, chair: FlaskClient
) -> None:
    page = chair.post(f"/mensen/erbij/{world.ben}", data={"vorm": "qr"}).text
    drawing = page.split('class="scan"')[1].split("</svg>")[0]
    assert "<path" in drawing
    assert "style" not in drawing
    assert not LINK.search(page)
    with door.house.db.reading(world.household) as session:
        [(row, way)] = _ways(session, world.ben)
    assert (way.form, row.expires_at - row.made_at) == ("qr", TEN)


def test_coming_in_one_way_ends_the_others(
    door: Door, world: World, chair: FlaskClient, app: Flask
) -> None:
    link, code = give(chair, world.ben, "link"), give(chair, world.ben, "code")
    assert door.accept(app.test_client(), code).status_code == 303
    assert app.test_client().post("/kom", data={"link": link}).status_code == 410
    assert told(door.house, world.household, world.tim) == []


def test_a_second_use_is_told_to_the_inviter_once_and_not_when_its_owner_sent_it_twice(
    door: Door, world: World, chair: FlaskClient, app: Flask
) -> None:
    secret, guest = give(chair, world.ben, "link"), app.test_client()
    door.accept(guest, secret)
    assert door.accept(guest, secret).status_code == 303
    assert door.accept(guest, secret, "739164").status_code == 422
    assert told(door.house, world.household, world.tim) == []
    for _ in range(2):
        answer = app.test_client().post("/kom", data={"link": secret})
        assert answer.status_code == 410
    assert told(door.house, world.household, world.tim) == ["used_twice"]
    assert "nog een keer" in chair.get("/").text
    for who in (world.ben, world.sara, world.mark, world.els):
        assert told(door.house, world.household, who) == []


def test_whoever_invites_cannot_become_somebody_who_is_here(
    door: Door, world: World, chair: FlaskClient, app: Flask
) -> None:
    """A way in for somebody who has a code asks that code: a new one takes two people."""
    old, thief = door.arrive(world.sara), app.test_client()
    secret = give(chair, world.sara, "link")
    page = thief.post("/kom", data={"link": secret})
    assert "dezelfde code" in page.text
    assert door.accept(thief, secret, "739164").status_code == 422
    assert not is_in(thief)
    assert is_in(old)
    assert door.accept(thief, secret, PIN).status_code == 303
    assert is_in(thief)
    assert is_in(old)
    assert told(door.house, world.household, world.sara) == ["new_device"]


def test_ten_wrong_codes_end_the_way_and_nothing_else(
    door: Door, world: World, chair: FlaskClient, app: Flask
) -> None:
    phone, thief = door.arrive(world.sara), app.test_client()
    secret = give(chair, world.sara, "link")
    assert [door.accept(thief, secret, "739164").status_code for _ in range(10)] == [422] * 10
    assert door.accept(thief, secret, PIN).status_code == 410
    assert door.knock(phone, world.sara).status_code == 303


def test_the_tenth_try_may_still_be_right(
    door: Door, world: World, chair: FlaskClient, app: Flask
) -> None:
    door.arrive(world.sara)
    secret, fresh = give(chair, world.sara, "link"), app.test_client()
    assert [door.accept(fresh, secret, "739164").status_code for _ in range(9)] == [422] * 9
    assert door.accept(fresh, secret, PIN).status_code == 303
    assert is_in(fresh)


def test_codes_to_say_are_short_plain_and_never_the_same() -> None:
    made = {spoken() for _ in range(200)}
    assert len(made) == 200
    assert {len(code) for code in made} == {10}
    assert not set("018obilsv3") & set(SPOKEN)


def test_the_rules_of_the_house_are_asked_once(door: Door, world: World, app: Flask) -> None:
    guest = app.test_client()
    door.accept(guest, door.link(world.els))
    assert door.knock(guest, world.els).location == "/huisregels"
    page = guest.get("/huisregels").text
    assert "zo doe ik het ook" in page
    assert guest.post("/huisregels", data={"daarna": "scherm"}).location == "/installeren"
    assert guest.post("/huisregels").location == "/logboek/nieuw"
    assert door.knock(guest, world.els).location == "/"
    again = guest.get("/huisregels").text
    assert "Je zei ja" in again
    assert "zo doe ik het ook" not in again


def test_a_child_reads_the_rules_in_its_own_words(app: Flask, world: World) -> None:
    noor = sign_in_client(app, world.noor)
    assert "Hou je plaatjes geheim" in noor.get("/huisregels").text
    assert noor.post("/huisregels").location == "/"


def _ways(session: Session, person: UUID) -> list[Row[tuple[Invitation, WayIn]]]:
    rows = select(Invitation, WayIn).join(WayIn, WayIn.id == Invitation.id)
    return list(session.execute(rows.where(Invitation.person_id == person)))


def _id(answer: TestResponse) -> UUID:
    return UUID(answer.location.rsplit("/", 1)[1])


def _main(page: str) -> str:
    return page.split("<main")[1]
