"""The lamp of the ward, and the room in which it practises."""

from uuid import UUID

from flask import Flask

from api.core.house import House
from api.people.queries import viewer
from api.safe_object import answering
from api.safe_object.practising import begin_practice, end_practice
from api.safe_object.words import Kind
from tests.safe_object.calls import move, signals
from tests.safe_object.room import AGREED, Mover, agree_on, same, tablet
from tests.world import World, sign_in_client


def take(house: House, world: World, who: UUID, signal: UUID) -> None:
    """Somebody says that they go."""
    now = house.clock.now()
    with house.db.writing(world.household, by=who, now=now) as session:
        by = viewer(session, who)
        answering.answer(session, by=by, signal_id=signal, kind=Kind.GO, now=now)


def practise(house: House, world: World, *, stop: bool = False) -> None:
    now = house.clock.now()
    with house.db.writing(world.household, by=world.els, now=now) as session:
        deed = end_practice if stop else begin_practice
        deed(session, by=viewer(session, world.els), ward=world.noor, now=now)


def test_the_lamp_is_lit_for_the_ward_who_is_in_once_somebody_goes(
    app: Flask, house: House, world: World
) -> None:
    client = sign_in_client(app, world.noor)
    address = f"/kamer/{world.noor}"
    signal = move(house, world)
    before = client.get(f"{address}/lamp")
    assert not before.get_json()["on"]
    assert 'class="scene lit"' not in client.get(address).text
    take(house, world, world.els, signal)
    after = client.get(f"{address}/lamp")
    assert (after.get_json()["on"], after.get_json()["faces"]) == (True, [["oma Els", "flower"]])
    assert len(before.data) == len(after.data)
    page = client.get(address).text
    assert 'class="scene lit"' in page
    assert "oma Els" in page


def test_by_the_device_or_locked_the_room_is_the_same_bytes_when_somebody_goes(
    app: Flask, house: House, world: World
) -> None:
    shared, mine = tablet(app, house, world.noor), sign_in_client(app, world.noor)
    address = f"/kamer/{world.noor}"
    mine.post("/binnen/slot", data={"wat": "dicht"})
    before = [same(each.get(address)) for each in (shared, mine)]
    take(house, world, world.els, move(house, world))
    assert [same(each.get(address)) for each in (shared, mine)] == before
    assert before[0] == before[1]
    assert mine.get(f"{address}/lamp").status_code in {303, 401}
    assert sign_in_client(app, world.mark).get(f"{address}/lamp").status_code == 404


def test_the_practice_room_is_there_only_while_they_practise_and_says_so(
    app: Flask, house: House, world: World
) -> None:
    agree_on(house, world.noor, world.els)
    noor, address = sign_in_client(app, world.noor), f"/kamer/{world.noor}/oefenen"
    assert noor.get(address).status_code == 404
    practise(house, world)
    assert address in noor.get(f"/kamer/{world.noor}").text
    assert "Dit is oefenen." in noor.get(address).text
    assert "Dit is oefenen." not in noor.get(f"/kamer/{world.noor}").text
    form = {"thing": AGREED[0], "spot": AGREED[1]}
    assert noor.post(address, data=form).status_code == 200
    (only,) = signals(house)
    assert only.practice_since is not None
    practise(house, world, stop=True)
    assert noor.get(address).status_code == 404
    assert noor.post(address, data=form).status_code == 404


def test_whoever_else_has_the_device_cannot_tell_that_they_practise(
    app: Flask, house: House, world: World
) -> None:
    shared = tablet(app, house, world.noor, world.mark)
    mark = sign_in_client(app, world.mark)
    mark.set_cookie("hbd", shared.get_cookie("hbd").value)  # type: ignore[union-attr]
    room = f"/kamer/{world.noor}"
    asked = [(who, path) for who in (shared, mark) for path in (room, f"{room}/oefenen")]
    before = [same(who.get(path)) for who, path in asked]
    assert (before[0][0], before[3][0]) == (200, 404)
    practise(house, world)
    assert [same(who.get(path)) for who, path in asked] == before


def test_in_the_room_itself_it_is_real_while_they_practise(
    app: Flask, house: House, world: World
) -> None:
    agree_on(house, world.noor, world.els)
    practise(house, world)
    Mover(tablet(app, house, world.noor), world.noor, house).put(*AGREED)
    (only,) = signals(house)
    assert only.practice_since is None
