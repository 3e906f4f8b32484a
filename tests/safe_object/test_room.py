"""The room: it opens by the device, play and a signal are the same for who watches, nothing else opens."""

import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from api.core import pace
from api.core.db import EVERYWHERE
from api.core.house import House
from api.outbox.model import Receipt
from api.people.actions import end_membership
from api.safe_object.model import Signal
from api.safe_object.things import SPOTS, THINGS, Look
from tests.outbox.phone import Phone
from tests.people.doors import Door
from tests.safe_object.room import AGREED, PLAY, Mover, agree_on, rows, same, sealed, tablet
from tests.world import World, sign_in_client

HREF = re.compile(r'<a [^>]*href="([^"]+)"')


@pytest.fixture
def noors(app: Flask, house: House, world: World) -> Mover:
    """Noor's room on a tablet that she shares with her mother; she agreed on a thing with oma Els."""
    agree_on(house, world.noor, world.els)
    return Mover(tablet(app, house, world.noor, world.sara), world.noor, house)


def kept(house: House) -> list[Signal]:
    with house.db.reading(EVERYWHERE) as session:
        return list(session.scalars(select(Signal)))


def test_only_the_agreed_thing_on_the_agreed_place_is_a_signal(
    noors: Mover, house: House, world: World
) -> None:
    for thing in THINGS[Look.CHILD]:
        for spot in SPOTS[Look.CHILD]:
            if (thing, spot) != AGREED:
                assert noors.put(thing, spot).status_code == 200
    assert kept(house) == []
    noors.put(*AGREED)
    (signal,) = kept(house)
    assert (signal.ward_id, signal.how, signal.by_id) == (world.noor, "moved", world.noor)


def test_play_and_a_signal_are_answered_with_the_same_bytes(noors: Mover) -> None:
    given = UUID(int=5 << 120)
    play = [same(noors.put(*PLAY)), same(noors.post(*PLAY))]
    signal = [same(noors.put(*AGREED)), same(noors.post(*PLAY))]
    assert play == signal
    assert same(noors.put(*PLAY, given)) == same(noors.put(*PLAY, given)) == play[0]


def test_play_and_a_signal_leave_the_same_receipt(noors: Mover, house: House) -> None:
    before = rows(house)
    noors.put(*PLAY)
    after_play = rows(house)
    assert {name: after_play[name] - before.get(name, 0) for name in after_play} == {
        **dict.fromkeys(after_play, 0), "receipts": 1,
    }  # fmt: skip
    noors.put(*AGREED)
    assert rows(house)["receipts"] == after_play["receipts"] + 1
    with house.db.reading(EVERYWHERE) as session:
        found = session.scalars(select(Receipt)).all()
        assert len({len(each.digest) for each in found}) == 1


def test_a_sealed_move_has_one_size(noors: Mover, house: House) -> None:
    phone = Phone(noors.client, noors.ward, house.clock.now())
    sizes = {
        len(sealed(phone, uuid4(), thing, spot, made=house.clock.now()))
        for thing in (*THINGS[Look.CHILD], str(uuid4()))
        for spot in SPOTS[Look.CHILD]
    }
    assert len(sizes) == 1


def test_the_room_is_the_same_bytes_whatever_was_agreed_moved_or_answered(
    app: Flask, house: House, world: World
) -> None:
    room = Mover(tablet(app, house, world.noor, world.sara), world.noor, house)
    address = f"/kamer/{world.noor}"
    bare = same(room.client.get(address))
    seen = [bare]
    for choice in (AGREED, ("plant", "under")):
        agree_on(house, world.noor, world.els, *choice)
        seen.append(same(room.client.get(address)))
    room.put("plant", "under")
    seen.append(same(room.client.get(address)))
    assert len(kept(house)) == 1
    assert all(each == bare for each in seen)


def test_sent_again_it_is_one_and_the_answer_is_the_same(noors: Mover, house: House) -> None:
    given = uuid4()
    answers = [noors.put(*AGREED, given) for _ in range(3)]
    assert {(each.status_code, each.data) for each in answers} == {(200, answers[0].data)}
    noors.post(*AGREED, given)
    assert len(kept(house)) == 1
    assert rows(house)["receipts"] == 1
    assert "signals_again" not in rows(house)


def test_it_opens_by_the_device_and_nothing_else_does(noors: Mover, world: World) -> None:
    assert noors.client.get(f"/kamer/{world.noor}").status_code == 200
    for closed in ("/", "/logboek", "/mensen", "/instellingen", f"/kamer/{world.noor}/kiezen"):
        answer = noors.client.get(closed)
        assert (answer.status_code, answer.location) == (303, "/binnen")
    assert noors.client.get(f"/kamer/{world.noor}/lamp").status_code in {303, 401}


def test_it_opens_where_somebody_typed_wrong_codes_on_purpose(
    noors: Mover, app: Flask, house: House, world: World
) -> None:
    noors.client = app.test_client()
    Door(house, app).place(noors.client, world.noor)
    for _ in range(10):
        house.clock.moment += timedelta(seconds=13)  # type: ignore[attr-defined]
        wrong = {"wie": str(world.noor), "picture": ["ball", "dog", "fish", "tree"]}
        noors.client.post("/binnen", data=wrong)
    assert "Het lukt hier niet meer" in noors.client.get(f"/binnen?wie={world.noor}").text
    assert noors.put(*AGREED).status_code == 200
    assert len(kept(house)) == 1


def test_another_ones_room_is_not_here(
    noors: Mover, app: Flask, house: House, world: World
) -> None:
    nowhere = same(noors.client.get(f"/kamer/{uuid4()}"))
    assert nowhere[0] == 404
    for other in (world.fem, world.els, world.mark, world.amina):
        assert same(noors.client.get(f"/kamer/{other}")) == nowhere
    elsewhere = Mover(sign_in_client(app, world.els), world.noor, house)
    assert elsewhere.client.get(f"/kamer/{world.noor}").status_code == 404
    assert elsewhere.put(*AGREED).status_code == 404
    assert elsewhere.post(*AGREED).status_code == 404
    assert kept(house) == []


def test_a_move_sealed_for_one_room_is_none_of_another(
    noors: Mover, app: Flask, house: House, world: World
) -> None:
    """The feared parent has a room too, and cannot set the child's signal from it elsewhere."""
    his = Mover(tablet(app, house, world.mark), world.mark, house)
    assert his.put(*AGREED).status_code == 200
    his.ward = world.noor
    assert his.put(*AGREED).status_code == 404
    assert kept(house) == []


def test_whoever_is_signed_in_brings_the_moves_of_this_tablet(
    noors: Mover, app: Flask, house: House, world: World
) -> None:
    opened = sign_in_client(app, world.mark)
    cookie = opened.get_cookie("hb")
    assert cookie is not None
    noors.client.set_cookie("hb", cookie.value)
    assert noors.put(*AGREED).status_code == 200
    assert len(kept(house)) == 1


def test_who_left_has_no_room_any_more_in_the_same_words(
    noors: Mover, house: House, world: World
) -> None:
    nowhere = same(noors.client.get(f"/kamer/{uuid4()}"))
    now = house.clock.now()
    with house.db.writing(world.household, by=None, now=now) as session:
        end_membership(session, person=world.noor, now=now)
    assert same(noors.client.get(f"/kamer/{world.noor}")) == nowhere
    assert noors.put(*AGREED).status_code == 404
    assert kept(house) == []


@pytest.mark.parametrize("body", [b"", b"\x00" * 90, b"x" * 4097])
def test_what_is_no_move_is_refused(noors: Mover, house: House, body: bytes) -> None:
    assert noors.send(uuid4(), body).status_code in {404, 413}
    assert "receipts" not in rows(house)


def test_a_move_through_the_door_of_notes_is_refused_there(
    app: Flask, house: House, world: World
) -> None:
    client, given, now = sign_in_client(app, world.noor), uuid4(), house.clock.now()
    phone = Phone(client, world.noor, now)
    assert phone.put(given, sealed(phone, given, *PLAY, made=now)).status_code == 422


def test_odd_words_are_play(noors: Mover, house: House) -> None:
    assert noors.put("x" * 20, "y").status_code == 200
    assert noors.post("x", "window").status_code == 200
    assert kept(house) == []


def test_a_phone_that_lies_about_its_clock_signals_all_the_same(noors: Mover, house: House) -> None:
    given, now = uuid4(), house.clock.now()
    phone = Phone(noors.client, noors.ward, now)
    noors.send(given, sealed(phone, given, *AGREED, made=now - timedelta(days=4000)))
    (signal,) = kept(house)
    assert (signal.made_at, signal.came_at) == (now, now)


def test_a_quiet_view_changes_nothing_in_the_room(noors: Mover, house: House, world: World) -> None:
    """The door of the room asks for a device, not for what is shown: whoever reads along sees play."""
    plain = same(noors.client.get(f"/kamer/{world.sara}"))
    assert plain[0] == 200
    assert b"kiezen" not in plain[2]
    assert Mover(noors.client, world.sara, house).put("mug", "sofa").status_code == 200
    assert kept(house) == []


def test_the_door_leads_to_the_room(app: Flask, house: House, world: World) -> None:
    client = app.test_client()
    Door(house, app).place(client, world.noor, world.sara, world.els)
    assert 'href="/kamer"' in client.get("/binnen").text
    assert f'href="/kamer/{world.noor}"' in client.get(f"/binnen?wie={world.noor}").text
    assert "/kamer" not in client.get(f"/binnen?wie={world.els}").text
    assert f'href="/kamer/{world.noor}"' in client.get("/kamer").text


def test_a_child_comes_to_its_own_room(app: Flask, world: World) -> None:
    client = sign_in_client(app, world.noor)
    assert client.get("/kamer").location == f"/kamer/{world.noor}"
    first = client.get("/").text
    for nav in ("ways", "bar"):
        ways = HREF.findall(first.split(f'<nav class="{nav}')[1].split("</nav>")[0])
        assert ways[0] == f"/kamer/{world.noor}", nav
        assert len(ways) <= 4, nav


def test_a_browser_of_nobody_here_waits_for_no_beat(
    noors: Mover, app: Flask, world: World, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    beats: list[float] = []
    monkeypatch.setattr(pace, "sleep", beats.append)
    stranger = Mover(app.test_client(), world.noor, house)
    assert stranger.put(*AGREED).status_code == 404
    assert beats == []
    assert noors.put(*AGREED).status_code == 200
    assert len(beats) == 1
