"""A new link or device of an account lets its seats wait, until each house says that it is really them."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from api.core.db import EVERYWHERE
from api.core.errors import NotHere
from api.core.house import House
from api.core.keystore import household_keys
from api.people.actions import give_duty
from api.people.passkeys.actions import ask_to_keep
from api.people.policy import Side
from api.people.professionals.accounts import new_link
from api.people.professionals.model import Reading
from api.people.professionals.queries import Seated, seat_of
from api.people.queries import viewer
from tests.feed.program import Program, make_key
from tests.people.authenticator import Phone
from tests.people.hosting import Hosting
from tests.people.working import Work
from tests.sharing.seats import amina_reads
from tests.world import World, prove_all, sign_in_client

LIST = "/instellingen/meelezen/mensen"
LINK = re.compile(r"/kom#([a-z2-7]{26})")
SINCE = re.compile(r'name="since" value="([^"]+)"')
TOLD = "heeft een nieuw toestel"


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    return {**environment, "HUISBOEK_BASE_URL": "http://localhost"}


@pytest.fixture
def work(house: House, app: Flask) -> Work:
    return Work(house, app)


@pytest.fixture
def seat(work: Work, world: World) -> Seated:
    return amina_reads(work.seats, world)


def client(work: Work, person: UUID) -> FlaskClient:
    browser = sign_in_client(work.app, person)
    prove_all(work.house)
    return browser


def arrives_for(work: Work, account: UUID) -> FlaskClient:
    """A host makes a new link, and opens it on a device of their own."""
    host = Hosting(work.house, work.app).arrive()
    prove_all(work.house)
    page = host.post(f"/beheer/werk/{account}", data={"do": "link"}).text
    [link] = LINK.findall(page)
    browser = work.app.test_client()
    work.look(browser, link)
    phone = Phone()
    assert work.give(browser, link, phone.make(work.question(browser, link))).location == "/"
    return browser


def anew(work: Work, seat: Seated) -> Seated:
    with work.house.db.reading(EVERYWHERE) as session:
        return seat_of(session, seat.account, seat.id)


def reads(work: Work, seat: Seated) -> bool:
    return work.seats.reader(anew(work, seat)) is not None


def vouch(browser: FlaskClient, seat: Seated, since: str | None = None) -> int:
    found = since or SINCE.findall(browser.get(LIST).text)[0]
    answer = browser.post(f"{LIST}/{seat.id}", data={"do": "known", "since": found})
    return answer.status_code


def test_with_a_new_link_nothing_is_read_until_the_chair_says_who_it_is(
    work: Work, world: World, seat: Seated
) -> None:
    laptop = work.arrive(seat.account, Phone())
    tim = client(work, world.tim)
    assert vouch(tim, seat) == 303
    assert laptop.get(f"/meekijken/{seat.id}/log").status_code == 200
    stranger = arrives_for(work, seat.account)
    for page in ("", "/log", "/plan", "/verslag"):
        assert stranger.get(f"/meekijken/{seat.id}{page}").status_code == 404
    assert not reads(work, seat)
    page = stranger.get("/meekijken").text
    assert "Jouw toestel is nieuw" in page
    assert "Noor" not in page
    assert str(seat.id) not in page
    with work.house.db.reading(EVERYWHERE) as session:
        assert len(session.scalars(select(Reading)).all()) == 1
    assert vouch(tim, seat) == 303
    assert reads(work, seat)
    assert "Jouw toestel is nieuw" not in stranger.get("/meekijken").text
    assert stranger.get(f"/meekijken/{seat.id}/log").status_code == 200


def test_it_waits_from_the_link_on_and_who_keeps_the_plan_hears_it_once(
    work: Work, world: World, seat: Seated
) -> None:
    arrives_for(work, seat.account)
    page = client(work, world.tim).get("/").text
    assert page.count(TOLD) == 1
    assert "Spreek eerst met" in page
    for who in (world.sara, world.mark, world.els, world.noor):
        assert TOLD not in client(work, who).get("/").text


def test_the_family_reads_that_nothing_is_read_now(work: Work, world: World, seat: Seated) -> None:
    work.arrive(seat.account, Phone())
    sara = client(work, world.sara)
    assert TOLD in sara.get("/instellingen/meelezen").text
    assert vouch(client(work, world.tim), seat) == 303
    page = sara.get("/instellingen/meelezen").text
    assert TOLD not in page
    assert "leest nu mee" in page
    assert TOLD not in client(work, world.tim).get("/").text


def test_who_speaks_for_a_device_does_not_speak_for_the_next(
    work: Work, world: World, seat: Seated
) -> None:
    work.arrive(seat.account, Phone())
    tim = client(work, world.tim)
    [since] = SINCE.findall(tim.get(LIST).text)
    work.house.clock.moment += timedelta(minutes=1)  # type: ignore[attr-defined]
    arrives_for(work, seat.account)
    for wrong in (since, "2026-11-26", "niet"):
        assert vouch(tim, seat, wrong) == 303
        assert not reads(work, seat)


def test_only_who_may_lay_a_seat_speaks_for_it(work: Work, world: World, seat: Seated) -> None:
    stranger = work.arrive(seat.account, Phone())
    [since] = SINCE.findall(client(work, world.tim).get(LIST).text)
    for who in (world.sara, world.mark, world.els, world.noor):
        assert vouch(client(work, who), seat, since) == 404
    assert vouch(stranger, seat, since) == 404
    assert not reads(work, seat)


def test_a_program_reads_nothing_either(work: Work, app: Flask, world: World, house: House) -> None:
    program = Program.of_amina(app, work.seats, world)
    [seat] = program.seated
    path = f"households/{world.household}/feed.json"
    assert program.get(path).status_code == 200
    work.arrive(seat.account, Phone())
    assert program.get(path).status_code == 401
    _key, token = make_key(work.seats, seat.account)
    for feed in (path, path.replace("feed.json", "plan")):
        assert program.get(feed, token=token).status_code == 404
    assert program.get("feed.json", token=token).get_json()["items"] == []
    assert vouch(client(work, world.tim), seat) == 303
    assert program.get(path, token=token).status_code == 200


def test_each_house_says_it_for_itself(
    work: Work, world: World, seat: Seated, house: House
) -> None:
    with house.db.writing(world.apart, by=None, now=work.seats.now) as session:
        give_duty(session, person=world.ria, kind="plan_holder", now=work.seats.now)
    there = work.seats.seat(seat.account, world.ria, side=Side.A)
    work.seats.share(there, world.ria, [world.lotte])
    others = work.seats.seat(work.account("Bo"), world.tim)
    work.arrive(seat.account, Phone())
    assert not reads(work, seat)
    assert not anew(work, others).waits
    assert vouch(client(work, world.tim), seat) == 303
    assert reads(work, seat)
    assert not reads(work, there)
    ria, daan = client(work, world.ria), client(work, world.daan)
    assert vouch(client(work, world.tim), there, "2026-01-01") == 404
    assert TOLD in ria.get("/").text
    assert TOLD not in daan.get("/").text
    assert vouch(ria, there) == 303
    assert reads(work, there)


def test_a_house_of_which_no_key_opens_keeps_no_link_from_who_lost_a_device(
    work: Work, world: World, seat: Seated, house: House
) -> None:
    host = work.seats.host()
    with house.keys.engine.begin() as store:
        theirs = household_keys.c.household_id == world.household
        store.execute(household_keys.update().where(theirs).values(wrapped=b"stuk" * 15))
    again = House.open(house.settings, house.clock)
    now = house.clock.now()
    with again.db.writing(EVERYWHERE, by=host, now=now) as session:
        assert new_link(session, by=viewer(session, host), account=seat.account, now=now)
    again.close()
    assert anew(work, seat).waits


def test_no_key_is_made_but_by_a_link(work: Work, seat: Seated) -> None:
    laptop = work.arrive(seat.account, Phone())
    cookie = laptop.get_cookie("hbd")
    assert cookie
    with work.house.db.reading(EVERYWHERE) as session:
        who = viewer(session, seat.account)
    with pytest.raises(NotHere):
        ask_to_keep(
            work.house,
            by=who,
            device_token=cookie.value,
            called="Boek",
            now=work.house.clock.now(),
        )
