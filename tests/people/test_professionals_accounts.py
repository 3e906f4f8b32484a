"""`/beheer/werk`: who keeps the houses says who works where, and never learns where they read."""

import re
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from api.core.db import EVERYWHERE
from api.core.house import House
from api.people.model import Person
from api.people.professionals.model import Account, FeedKey, Seat
from tests.people.authenticator import Phone
from tests.people.doors import is_in
from tests.people.hosting import Hosting
from tests.people.working import Work
from tests.world import World, prove_all, sign_in_client

PAGE = "/beheer/werk"
LINK = re.compile(r"/kom#([a-z2-7]{26})")


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    return {**environment, "HUISBOEK_BASE_URL": "http://localhost"}


@pytest.fixture
def work(house: House, app: Flask) -> Work:
    return Work(house, app)


@pytest.fixture
def host(house: House, app: Flask) -> FlaskClient:
    browser = Hosting(house, app).arrive()
    prove_all(house)
    return browser


def opened(host: FlaskClient, **more: str) -> str:
    form = {"id": str(uuid4()), "name": "Amina", "works_at": "Veilig Thuis", **more}
    answer = host.post(PAGE, data=form)
    assert answer.status_code == 200, answer.text
    [link] = LINK.findall(answer.text)
    return str(link)


def accounts(house: House) -> list[UUID]:
    with house.db.reading(EVERYWHERE) as session:
        return list(session.scalars(select(Account.person_id)))


def test_a_new_account_has_a_link_that_is_shown_once(
    work: Work, host: FlaskClient, house: House
) -> None:
    link, browser, phone = opened(host), work.app.test_client(), Phone()
    assert link not in host.get(PAGE).text
    [account] = accounts(house)
    assert link not in host.get(f"{PAGE}/{account}").text
    work.look(browser, link)
    answer = work.give(browser, link, phone.make(work.question(browser, link)))
    assert answer.status_code == 303
    assert is_in(browser)
    assert "Veilig Thuis" in host.get(PAGE).text


def test_a_button_pressed_twice_opens_one(host: FlaskClient, house: House) -> None:
    given = str(uuid4())
    opened(host, id=given)
    again = host.post(PAGE, data={"id": given, "name": "Amina", "works_at": "Veilig Thuis"})
    assert again.status_code == 303
    assert len(accounts(house)) == 1


@pytest.mark.parametrize("missing", ["name", "works_at"])
def test_a_name_and_where_they_work_are_needed(
    host: FlaskClient, house: House, missing: str
) -> None:
    form = {"name": "Amina", "works_at": "Veilig Thuis", missing: "  "}
    answer = host.post(PAGE, data=form)
    assert answer.status_code == 422
    assert accounts(house) == []


def test_a_new_link_ends_what_the_lost_device_held(
    work: Work, host: FlaskClient, house: House
) -> None:
    account = work.account()
    laptop = work.arrive(account, Phone())
    key = add_key(work, account)
    answer = host.post(f"{PAGE}/{account}", data={"do": "link"})
    assert LINK.search(answer.text)
    assert not is_in(laptop)
    with house.db.reading(EVERYWHERE) as session:
        assert session.get_one(FeedKey, key).ended_at is not None


def test_ending_an_account_ends_it_in_every_house(
    work: Work, host: FlaskClient, house: House, world: World
) -> None:
    account = work.account()
    seat = work.seats.seat(account, world.tim)
    laptop, key = work.arrive(account, Phone()), add_key(work, account)
    for _ in range(2):
        answer = host.post(f"{PAGE}/{account}", data={"do": "end"})
        assert (answer.status_code, answer.location) == (303, PAGE)
    assert not is_in(laptop)
    assert host.get(f"{PAGE}/{account}").status_code == 404
    with house.db.reading(EVERYWHERE) as session:
        assert session.get_one(Seat, seat.id).ended_at is not None
        assert session.get_one(Person, seat.person).ended_at is not None
        assert session.get_one(FeedKey, key).ended_at is not None
    assert host.post(f"{PAGE}/{account}", data={"do": "link"}).status_code == 404


def test_where_somebody_works_is_said_as_it_is_written(
    work: Work, world: World, app: Flask
) -> None:
    account = work.seats.account(works_at="<b>Veilig</b> Thuis")
    work.seats.seat(account, world.tim)
    page = sign_in_client(app, world.sara).get("/").text
    assert "&lt;b&gt;Veilig" in page
    assert "<b>Veilig" not in page


def test_the_page_tells_nothing_of_a_house(work: Work, host: FlaskClient, world: World) -> None:
    account = work.account()
    pages = (PAGE, f"{PAGE}/{account}")
    before = [plain(host.get(page).text) for page in pages]
    work.seats.seat(account, world.tim)
    assert [plain(host.get(page).text) for page in pages] == before


def test_nobody_else_and_nobody_elses(
    work: Work, host: FlaskClient, world: World, house: House
) -> None:
    for person in (world.amina, world.sara, world.mark, uuid4()):
        for do in ("link", "end"):
            assert host.post(f"{PAGE}/{person}", data={"do": do}).status_code == 404
        assert host.get(f"{PAGE}/{person}").status_code == 404


def add_key(work: Work, account: UUID) -> UUID:
    """A key with which a program reads."""
    now, key = work.house.clock.now(), uuid4()
    with work.house.db.writing(EVERYWHERE, by=None, now=now) as session:
        home = session.get_one(Account, account).household_id
        mine = {"id": key, "household_id": home, "account_id": account, "token_hash": key.bytes * 2}
        times = {"made_at": now, "expires_at": now, "ended_at": None}
        session.add(FeedKey(body=b"", **mine, **times))
    return key


def plain(page: str) -> str:
    return re.sub(r'nonce="[^"]+"|name="id" value="[^"]+"', "", page)
