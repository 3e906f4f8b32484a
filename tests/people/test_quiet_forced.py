"""What is written and changed in the quiet view, and what the database tells of it."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from api.core.db import EVERYWHERE
from api.core.house import House
from api.logbook.note import Kind
from api.people import hashing
from api.people.actions import add_shield, link_safety_person
from api.people.model import Invitation, Secret, SignIn
from api.people.notices.actions import tell
from api.people.notices.queries import waiting
from api.people.queries import viewer
from api.people.quiet.codes import Code, codes_of, keep_second, which
from api.people.quiet.model import SecondCode
from tests.logbook.book import Book
from tests.people.doors import PIN, Door, copy_cookies, is_in
from tests.people.quietly import (
    QUIET,
    anew,
    both,
    come_in,
    shows_little,
    write,
)
from tests.people.test_at_the_door import Counted
from tests.world import World

OTHER = "731946"
SECRET = "Dit is alleen voor mij."


@pytest.fixture
def door(house: House, app: Flask, world: World) -> Door:
    return Door(house, app)


def test_a_note_is_real_and_is_not_shown_when_it_may_not_be(door: Door, world: World) -> None:
    browser = anew(door, both(door, world), world, QUIET)
    saved = browser.get(write(browser, SECRET, "self"))
    assert saved.status_code == 200
    assert "/logboek/" not in saved.text.replace("/logboek/nieuw", "")
    assert SECRET not in browser.get("/logboek").text
    anew(door, browser, world, PIN)
    assert SECRET in browser.get("/logboek").text


def test_a_note_of_before_is_not_thanked_for_again(door: Door, world: World) -> None:
    browser = both(door, world)
    address = write(browser, SECRET, "self")
    door.wait()
    anew(door, browser, world, QUIET)
    assert browser.get(address).location == "/logboek"


def test_a_phone_that_is_asked_for_over_the_shoulder_comes_in_nowhere_and_is_told(
    door: Door, world: World
) -> None:
    with door.house.db.writing(world.household, by=None, now=door.house.clock.now()) as session:
        link_safety_person(
            session, ward=world.sara, person=world.els, place=1, now=door.house.clock.now()
        )
    browser = anew(door, both(door, world), world, QUIET)
    before = count(door.house, Invitation)
    page = browser.post("/instellingen/nieuwe-telefoon", data={"code": QUIET})
    assert page.status_code == 200
    assert "<svg" in page.text
    assert count(door.house, Invitation) == before
    with door.house.db.reading(world.household) as session:
        told = [each.kind for each in waiting(session, viewer(session, world.els))]
    assert told == ["phone_asked"]


def test_news_is_not_there_and_cannot_be_put_aside_over_the_shoulder(
    door: Door, world: World
) -> None:
    now = door.house.clock.now()
    with door.house.db.writing(world.household, by=None, now=now) as session:
        tell(session, to={world.sara}, kind="stays", about=world.kees, now=now)
    with door.house.db.reading(world.household) as session:
        (told,) = waiting(session, viewer(session, world.sara))
    browser = anew(door, both(door, world), world, QUIET)
    assert str(told.id) not in browser.get("/").text
    assert browser.post(f"/berichten/{told.id}/gezien").status_code == 404
    anew(door, browser, world, PIN)
    assert str(told.id) in browser.get("/").text


def test_the_quiet_code_on_the_page_of_a_new_phone_turns_to_the_quiet_view(
    door: Door, world: World
) -> None:
    browser = both(door, world)
    before = count(door.house, Invitation)
    assert browser.post("/instellingen/nieuwe-telefoon", data={"code": QUIET}).status_code == 200
    assert shows_little(door.app, browser)
    assert count(door.house, Invitation) == before


def test_ending_devices_over_the_shoulder_ends_none_that_is_not_shown(
    door: Door, world: World
) -> None:
    secret = both(door, world)
    browser = copy_cookies(door.app, secret)
    anew(door, secret, world, PIN)
    assert door.knock(browser, world.sara, QUIET).status_code == 303
    browser.post("/instellingen/toestellen/anderen")
    assert is_in(secret)
    browser.post("/instellingen/toestellen/overal")
    assert not is_in(browser)
    assert is_in(secret)


def test_a_forced_leave_is_told_to_the_safety_person_and_can_be_undone(
    door: Door, world: World
) -> None:
    now = door.house.clock.now()
    with door.house.db.writing(world.household, by=None, now=now) as session:
        link_safety_person(session, ward=world.sara, person=world.els, place=1, now=now)
    browser = anew(door, both(door, world), world, QUIET)
    assert browser.post("/instellingen/weggaan").status_code == 303
    with door.house.db.reading(world.household) as session:
        told = [each.kind for each in waiting(session, viewer(session, world.els))]
    assert told == ["leaving"]
    els = come_in(door.app, world.els)
    assert els.post(f"/mensen/{world.sara}/meedoen", data={"do": "back"}).status_code == 303
    door.wait(timedelta(hours=25))
    assert door.knock(browser, world.sara).status_code == 303


def test_who_has_a_shield_list_is_not_there_for_whoever_reads_along(
    door: Door, world: World
) -> None:
    """On his own phone the feared one sees none of it: here it would tell him that there is a list."""
    now = door.house.clock.now()
    book = Book(door.house, world.household, now)
    book.write(world.noor, "Wij aten pannenkoeken.")
    book.write(world.els, "Wij aten taart.", kind=Kind.GOOD)
    browser = anew(door, both(door, world), world, QUIET)
    page = browser.get("/logboek").text
    assert "taart" in page
    assert "pannenkoeken" not in page
    with door.house.db.writing(world.household, by=None, now=now) as session:
        add_shield(session, ward=world.sara, feared=world.mark, now=now)
    write(browser, "Ik ging naar mijn zus.", "circle")
    assert "mijn zus" not in browser.get("/logboek").text


def test_everybody_with_a_code_has_a_second_one_of_the_same_shape(door: Door, world: World) -> None:
    both(door, world)
    come_in(door.app, world.els)
    come_in(door.app, world.noor, child=True)
    with door.house.db.reading(EVERYWHERE) as session:
        second = session.scalars(select(SecondCode)).all()
        assert {row.person_id for row in second} == set(session.scalars(select(Secret.person_id)))
        shapes = {(row.hash[:40].rsplit("$", 1)[0], len(row.hash), len(row.seal)) for row in second}
        assert len(shapes) == 1
        assert {len(view) for view in session.scalars(select(SignIn.view))} == {32}


def test_a_second_code_copied_from_another_row_opens_nothing(door: Door, world: World) -> None:
    both(door, world)
    come_in(door.app, world.els)
    pepper = door.house.secrets.pepper
    with door.house.db.writing(world.household, by=None, now=door.house.clock.now()) as session:
        row = session.get_one(SecondCode, world.sara)
        keep_second(session, world.els, world.household, (row.hash, row.seal))
    with door.house.db.reading(EVERYWHERE) as session:
        assert which(codes_of(session, world.sara), QUIET, pepper) is Code.QUIET
        assert which(codes_of(session, world.els), QUIET, pepper) is Code.WRONG


def test_every_try_costs_as_much(door: Door, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a second code or without, right or wrong: two slow hashes."""
    sara, els = both(door, world), come_in(door.app, world.els)
    slow = Counted(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(hashing, "SLOW", slow)
    for browser, who, code in (
        (sara, world.sara, PIN),
        (sara, world.sara, QUIET),
        (sara, world.sara, OTHER),
        (els, world.els, PIN),
        (els, world.els, OTHER),
    ):
        browser.post("/binnen/uit")
        slow.worked = 0
        door.knock(browser, who, code)
        assert slow.worked == 2


def count(house: House, table: type) -> int:
    with house.db.reading(EVERYWHERE) as session:
        return session.scalar(select(func.count()).select_from(table)) or 0
