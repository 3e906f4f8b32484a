"""Whoever comes in on another device is told of on the own devices, and to the safety people alone."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask

from api.core.house import House
from api.people.actions import add_shield, end_membership
from api.people.going.actions import agree_to_removal, lift, propose_removal, suspend
from api.people.notices.actions import tell
from api.people.notices.model import Notice
from api.people.notices.queries import waiting
from api.people.queries import viewer
from tests.faults.test_damaged import flip
from tests.logbook.book import Book
from tests.people.doors import Door
from tests.people.notices import told
from tests.world import World, sign_in_client

OTHER_PHONE = "binnen op een andere telefoon"


@pytest.fixture
def door(house: House, app: Flask) -> Door:
    return Door(house, app)


def _tell(house: House, world: World, about: UUID, *to: UUID) -> None:
    now = house.clock.now()
    with house.db.writing(world.household, by=None, now=now) as session:
        tell(session, to=to, kind="new_device", about=about, now=now, values={"device": "phone"})


def test_a_new_device_is_told_on_the_own_others_and_not_on_itself(door: Door, world: World) -> None:
    old = door.arrive(world.sara)
    assert OTHER_PHONE not in old.get("/").text
    agent = {"User-Agent": "Mozilla/5.0 (iPhone) Mobile"}
    fresh = door.app.test_client()
    form = {"link": door.link(world.sara), "eigen": "ja", "code": "492817", "again": "492817"}
    assert fresh.post("/kom", data=form, headers=agent).status_code == 303
    assert OTHER_PHONE not in fresh.get("/").text
    assert door.knock(old, world.sara).status_code == 303
    page = old.get("/").text
    assert OTHER_PHONE in page
    mark = page.split('action="/berichten/')[1].split("/")[0]
    assert fresh.post(f"/berichten/{uuid4()}/gezien").status_code == 404
    assert sign_in_client(door.app, world.tim).post(f"/berichten/{mark}/gezien").status_code == 404
    assert old.post(f"/berichten/{mark}/gezien").status_code == 303
    assert OTHER_PHONE not in old.get("/").text


@pytest.mark.parametrize(
    ("says", "word"),
    [
        ("<b>iPhone</b> van Sara", "phone"),
        ("Tims iPad, sinds 2019", "tablet"),
        ("De telefoon van mama", "computer"),
        ("x" * 900, "computer"),
    ],
)
def test_a_device_is_called_by_a_word_from_the_list_whatever_it_says_of_itself(
    door: Door, world: World, says: str, word: str
) -> None:
    """Whoever comes in unasked cannot make it look like somebody's own."""
    old, fresh = door.arrive(world.sara), door.app.test_client()
    form = {"link": door.link(world.sara), "eigen": "ja", "code": "492817", "again": "492817"}
    assert fresh.post("/kom", data=form, headers={"User-Agent": says}).status_code == 303
    door.knock(old, world.sara)
    with door.house.db.reading(world.household) as session:
        [notice] = waiting(session, viewer(session, world.sara))
    assert notice.values["device"] == word
    assert says not in old.get("/").text + old.get("/instellingen/toestellen").text


def test_what_is_told_ten_times_stands_there_once_and_is_read_away_at_once(
    door: Door, house: House, world: World
) -> None:
    for number in range(10):
        house.clock.moment += timedelta(minutes=1)  # type: ignore[attr-defined]
        _tell(house, world, world.sara, world.sara)
        if number == 4:
            _tell(house, world, world.noor, world.sara)
    assert told(house, world.household, world.sara) == ["new_device", "new_device"]
    sara = sign_in_client(door.app, world.sara)
    mark = sara.get("/").text.split('action="/berichten/')[1].split("/")[0]
    assert sara.post(f"/berichten/{mark}/gezien").status_code == 303
    assert told(house, world.household, world.sara) == ["new_device"]


def test_a_new_device_reads_away_nothing_that_is_about_itself(
    house: House, world: World, door: Door
) -> None:
    first, second, _third = (door.arrive(world.sara) for _ in range(3))
    for browser, left in ((second, ["new_device"]), (first, [])):
        assert door.knock(browser, world.sara).status_code == 303
        mark = browser.get("/").text.split('action="/berichten/')[1].split("/")[0]
        assert browser.post(f"/berichten/{mark}/gezien").status_code == 303
        assert told(house, world.household, world.sara) == left


def test_a_childs_new_device_is_told_to_its_safety_people_and_to_no_parent(
    door: Door, house: House, world: World
) -> None:
    door.place(door.app.test_client(), world.noor)
    door.place(door.app.test_client(), world.noor)
    for who in (world.noor, world.els, world.ben):
        assert told(house, world.household, who) == ["new_device"]
    for who in (world.sara, world.mark, world.tim, world.kees):
        assert told(house, world.household, who) == []


def test_whom_somebody_may_fear_is_told_nothing_even_when_told_by_mistake_or_before(
    house: House, world: World
) -> None:
    _tell(house, world, world.noor, world.mark, world.kees)
    assert told(house, world.household, world.mark) == []
    assert told(house, world.household, world.kees) == ["new_device"]
    now = house.clock.now()
    with house.db.writing(world.household, by=None, now=now) as session:
        add_shield(session, ward=world.noor, feared=world.kees, now=now)
    assert told(house, world.household, world.kees) == []


def test_who_left_is_told_nothing_and_is_still_spoken_of_by_name(
    house: House, world: World
) -> None:
    now = house.clock.now()
    with house.db.writing(world.household, by=None, now=now) as session:
        end_membership(session, person=world.kees, now=now)
    _tell(house, world, world.kees, world.kees, world.tim)
    assert told(house, world.household, world.kees) == []
    with house.db.reading(world.household) as session:
        [one] = waiting(session, viewer(session, world.tim))
    assert one.about.name == "Kees"


def test_each_side_is_told_of_its_own_side_alone(house: House, world: World) -> None:
    now = house.clock.now()
    everybody = (world.lotte, world.daan, world.ria)
    with house.db.writing(world.apart, by=None, now=now) as session:
        tell(session, to=everybody, kind="new_device", about=world.daan, now=now)
    assert [len(told(house, world.apart, who)) for who in everybody] == [0, 1, 1]


@pytest.mark.parametrize("feared", ["mark", "kees"])
def test_that_somebody_goes_is_told_to_who_is_feared_as_to_everybody(
    house: House, world: World, feared: str
) -> None:
    """Whoever alone did not hear it would know that Sara fears them."""
    book = Book(house, world.household, house.clock.now())
    book.change(add_shield, ward=world.sara, feared=getattr(world, feared))
    book.do(world.tim, suspend, person=world.sara, days=5)
    book.do(world.tim, lift, person=world.sara)
    book.do(world.ben, propose_removal, person=world.sara, urgent=True)
    book.do(world.tim, agree_to_removal, person=world.sara)
    for who in ("mark", "kees"):
        heard = told(house, world.household, getattr(world, who))
        assert heard == ["removal", "back", "away"]
    _tell(house, world, world.sara, getattr(world, feared))
    assert told(house, world.household, getattr(world, feared)) == heard, "her own stays hers"


def test_a_notice_that_does_not_open_is_left_out_and_can_be_put_aside(
    door: Door, house: House, world: World
) -> None:
    _tell(house, world, world.noor, world.els)
    with house.db.reading(world.household) as session:
        [bad] = waiting(session, viewer(session, world.els))
    flip(house, "notices", id=bad.id)
    _tell(house, world, world.ben, world.els)
    els = sign_in_client(door.app, world.els)
    page = els.get("/")
    assert (page.status_code, str(bad.id) in page.text) == (200, False)
    assert "Ben is nu ook binnen" in page.text.replace("</bdi>", "")
    assert house.damage.is_there()
    assert els.post(f"/berichten/{bad.id}/gezien").status_code == 303
    with house.db.reading(world.household) as session:
        assert session.get_one(Notice, bad.id).seen_at is not None


def test_a_heap_of_news_of_the_week_is_folded_and_what_matters_more_is_not(
    house: House, world: World, door: Door
) -> None:
    sara = door.arrive(world.sara)
    _tell(house, world, world.sara, world.sara)
    for day in range(10, 15):
        house.clock.moment += timedelta(minutes=1)  # type: ignore[attr-defined]
        now, on = house.clock.now(), {"day": f"2026-11-{day}"}
        with house.db.writing(world.household, by=None, now=now) as session:
            tell(session, to=[world.sara], kind="week_yes", about=world.tim, now=now, values=on)
    open_now, folded = sara.get("/").text.split("Meer nieuws")
    assert [open_now.count("gaat mee op"), folded.count("gaat mee op")] == [3, 2]
    assert OTHER_PHONE in open_now
