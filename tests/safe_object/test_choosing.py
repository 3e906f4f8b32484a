"""Choosing the thing and the place: who may, who is told, and that the ward's own page never shows it."""

from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

from api.core.db import EVERYWHERE
from api.core.house import House
from api.people.actions import end_safety_link, link_safety_person
from api.safe_object.objects import is_agreed, own_things
from tests.safe_object.room import Mover, agree_on, same, signals, tablet
from tests.world import World, sign_in_client

CHOICES = (("bear", "window"), ("plant", "under"), ("car", "rug"))


def choose(client: FlaskClient, world: World, thing: str, spot: str) -> TestResponse:
    return client.post(f"/kamer/{world.noor}/kiezen", data={"thing": thing, "spot": spot})


def png() -> tuple[BytesIO, str]:
    file = BytesIO()
    Image.new("RGB", (400, 300), "#b07a45").save(file, "PNG")
    return BytesIO(file.getvalue()), "beer.png"


def put_own(client: FlaskClient, world: World) -> TestResponse:
    form = {"photo": png()}
    return client.post(
        f"/kamer/{world.noor}/kiezen/ding", data=form, content_type="multipart/form-data"
    )


def agreed(house: House, world: World, thing: str, spot: str) -> bool:
    with house.db.reading(EVERYWHERE) as session:
        return is_agreed(session, world.noor, thing, spot)


@pytest.mark.parametrize("who", ["noor", "els", "ben"])
def test_the_ward_and_its_safety_people_choose(
    who: str, app: Flask, house: House, world: World
) -> None:
    client = sign_in_client(app, getattr(world, who))
    for thing, spot in CHOICES:
        assert choose(client, world, thing, spot).status_code == 303
        assert agreed(house, world, thing, spot)
    assert not agreed(house, world, *CHOICES[0])


@pytest.mark.parametrize("who", ["sara", "mark", "tim", "kees", "fem"])
def test_for_everybody_else_there_is_nothing_to_choose(
    who: str, app: Flask, house: House, world: World
) -> None:
    """Neither the mother nor the feared father nor the chair: the same bytes as where nothing is."""
    agree_on(house, world.noor, world.els)
    client = sign_in_client(app, getattr(world, who))
    nowhere = same(client.get("/nergens"))
    for page in ("kiezen", "kiezen/ding"):
        assert same(client.get(f"/kamer/{world.noor}/{page}")) == nowhere
        assert client.post(f"/kamer/{world.noor}/{page}", data={"thing": "bear"}).status_code == 404
    assert agreed(house, world, "bear", "window")


def test_the_page_of_the_ward_is_the_same_bytes_whatever_was_chosen(
    app: Flask, house: House, world: World
) -> None:
    client = sign_in_client(app, world.noor)
    pages = (f"/kamer/{world.noor}/kiezen", f"/kamer/{world.noor}/kiezen?klaar=ja")
    seen = []
    for thing, spot in CHOICES:
        answer = choose(client, world, thing, spot)
        seen.append([same(answer), *(same(client.get(page)) for page in pages)])
    assert seen[0] == seen[1] == seen[2]


def test_a_safety_person_sees_it_and_hears_that_it_changed(
    app: Flask, house: House, world: World
) -> None:
    assert choose(sign_in_client(app, world.noor), world, "plant", "under").status_code == 303
    client = sign_in_client(app, world.els)
    page = client.get(f"/kamer/{world.noor}/kiezen").text.split("Dit spraken jullie af")[1]
    assert "Plant" in page.split("</section>")[0]
    assert "onder het bed" in page.split("</section>")[0]
    told = '<bdi translate="no">Noor</bdi> koos een ding voor de kamer.'
    assert told in client.get("/").text
    for other in (world.sara, world.mark, world.tim, world.noor):
        assert "koos een ding" not in sign_in_client(app, other).get("/").text


def test_without_a_safety_person_nothing_is_agreed(app: Flask, house: House, world: World) -> None:
    """A promise that nobody comes for is none: it says so, with whom to choose first."""
    with house.db.writing(world.household, by=None, now=house.clock.now()) as session:
        for keeper in (world.els, world.ben):
            end_safety_link(session, ward=world.noor, person=keeper, now=house.clock.now())
    client = sign_in_client(app, world.noor)
    assert choose(client, world, "bear", "window").status_code == 422
    assert not agreed(house, world, "bear", "window")


def test_an_adult_with_a_safety_person_has_the_same(app: Flask, house: House, world: World) -> None:
    now = house.clock.now()
    with house.db.writing(world.household, by=None, now=now) as session:
        link_safety_person(session, ward=world.sara, person=world.tim, place=1, now=now)
    client = sign_in_client(app, world.sara)
    form = {"thing": "mug", "spot": "sofa"}
    assert client.post(f"/kamer/{world.sara}/kiezen", data=form).status_code == 303
    room = Mover(client, world.sara, house)
    room.put("mug", "table")
    assert signals(world, house) == 0
    room.put("mug", "sofa")
    assert signals(world, house) == 1


def test_an_own_thing_stands_among_the_others_and_can_be_the_agreed_one(
    app: Flask, house: House, world: World
) -> None:
    client, shared = sign_in_client(app, world.noor), tablet(app, house, world.noor)
    for _ in range(4):
        assert put_own(client, world).status_code == 303
    assert put_own(client, world).status_code == 422
    with house.db.reading(EVERYWHERE) as session:
        own = own_things(session, world.noor)
    before = same(shared.get(f"/kamer/{world.noor}"))
    assert choose(client, world, str(own[2]), "chair").status_code == 303
    assert same(shared.get(f"/kamer/{world.noor}")) == before
    for each in own:
        assert f'value="{each}"' in before[2].decode()
        picture = shared.get(f"/kamer/{world.noor}/ding/{each}")
        assert (picture.status_code, picture.mimetype) == (200, "image/webp")
    room = Mover(shared, world.noor, house)
    assert same(room.put(str(own[0]), "chair")) == same(room.put(str(own[2]), "chair"))
    assert signals(world, house) == 1
    for who in (world.mark, world.sara, world.tim):
        elsewhere = sign_in_client(app, who)
        assert elsewhere.get(f"/kamer/{world.noor}/ding/{own[0]}").status_code == 404


def test_a_thing_that_was_taken_away_tells_only_the_safety_person_that_it_was_the_one(
    app: Flask, house: House, world: World
) -> None:
    client = sign_in_client(app, world.noor)
    for _ in range(2):
        put_own(client, world)
    with house.db.reading(EVERYWHERE) as session:
        own = own_things(session, world.noor)
    choose(client, world, str(own[0]), "chair")
    away = [client.post(f"/kamer/{world.noor}/kiezen/ding/{each}/weg") for each in own]
    assert same(away[0]) == same(away[1])
    page = sign_in_client(app, world.els).get(f"/kamer/{world.noor}/kiezen").text
    assert "Dit ding staat niet meer in de kamer." in page
    gone = "staat niet meer in de kamer. Kies samen een ander ding."
    for who in (world.els, world.ben):
        assert sign_in_client(app, who).get("/").text.count(gone) == 1
    for who in (world.sara, world.mark, world.tim, world.noor):
        assert gone not in sign_in_client(app, who).get("/").text


def test_what_is_no_picture_stays_out(app: Flask, house: House, world: World) -> None:
    client = sign_in_client(app, world.noor)
    for form in ({}, {"photo": (BytesIO(b"<svg/>"), "x.svg")}, {"strokes": "{}"}):
        answer = client.post(
            f"/kamer/{world.noor}/kiezen/ding", data=form, content_type="multipart/form-data"
        )
        assert answer.status_code in {415, 422}
    with house.db.reading(EVERYWHERE) as session:
        assert own_things(session, world.noor) == []
