"""A seat is laid by who keeps the plan, taken once by an account, and ended; it opens nothing."""

import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from api.core.db import EVERYWHERE
from api.core.house import House
from api.people.actions import end_duty, end_membership, give_duty
from api.people.model import Person
from api.people.policy import Side
from api.people.professionals.model import Seat
from api.people.professionals.queries import seats_of
from api.people.professionals.rules import LINK_LASTS
from tests.people.hosting import Hosting
from tests.people.working import Work
from tests.world import World, prove_all, sign_in_client

LIST = "/instellingen/meelezen/mensen"
COME = "/meekijken/kom"
LINK = re.compile(r"/meekijken/kom#([a-z2-7]{26})")
AMINA = {"name": "Amina", "works_as": "veilig_thuis"}


@pytest.fixture
def work(house: House, app: Flask) -> Work:
    return Work(house, app)


def client(work: Work, person: UUID) -> FlaskClient:
    browser = sign_in_client(work.app, person)
    prove_all(work.house)
    return browser


def laid(browser: FlaskClient, **more: str) -> str:
    answer = browser.post(LIST, data={"id": str(uuid4()), **AMINA, **more})
    assert answer.status_code == 200, answer.text
    [link] = LINK.findall(answer.text)
    return str(link)


def seats(house: House) -> list[Seat]:
    with house.db.reading(EVERYWHERE) as session:
        return list(session.scalars(select(Seat).order_by(Seat.made_at)))


def taken(work: Work, account: UUID) -> int:
    with work.house.db.reading(EVERYWHERE) as session:
        return len(seats_of(session, account))


def test_a_seat_is_laid_looked_at_taken_and_shown(work: Work, world: World) -> None:
    tim, amina = client(work, world.tim), work.account()
    link = laid(tim)
    assert link not in tim.get(LIST).text
    assert "Er zit nog niemand" in tim.get(LIST).text
    laptop = client(work, amina)
    looked = laptop.post(COME, data={"link": link})
    assert "Veilig Thuis" in looked.text
    assert taken(work, amina) == 0
    answer = laptop.post(COME, data={"link": link, "ja": "ja"})
    assert (answer.status_code, answer.location) == (303, "/meekijken")
    assert taken(work, amina) == 1
    page = tim.get(LIST).text
    assert "Er zit nog niemand" not in page
    assert "Amina" in page


def test_whoever_may_know_hears_it_and_that_nothing_is_shared(work: Work, world: World) -> None:
    link = laid(client(work, world.tim))
    client(work, work.account()).post(COME, data={"link": link, "ja": "ja"})
    told = "van Veilig Thuis heeft hier een plek. Er is nog niets gedeeld."
    for who in (world.sara, world.mark, world.els, world.tim):
        page = client(work, who).get("/").text
        assert told in re.sub(r"</?bdi[^>]*>", "", page)
    assert "helpt jullie" in client(work, world.noor).get("/").text
    assert told not in client(work, world.ria).get("/").text


def test_a_button_pressed_twice_lays_one(work: Work, world: World) -> None:
    tim, given = client(work, world.tim), str(uuid4())
    laid(tim, id=given)
    answer = tim.post(LIST, data={"id": given, **AMINA})
    assert answer.status_code == 303
    assert len(seats(work.house)) == 1


def test_a_spent_link_is_over_for_another_and_the_seat_for_its_owner(
    work: Work, world: World
) -> None:
    link, first, second = laid(client(work, world.tim)), work.account(), work.account("Bo")
    said = {"link": link, "ja": "ja"}
    assert client(work, first).post(COME, data=said).status_code == 303
    assert client(work, second).post(COME, data=said).status_code == 410
    assert client(work, first).post(COME, data=said).status_code == 303
    assert (taken(work, first), taken(work, second)) == (1, 0)


@pytest.mark.parametrize("link", ["", "x", "a" * 26, "2" * 26])
def test_an_unknown_link_is_said_calmly(work: Work, world: World, link: str) -> None:
    answer = client(work, work.account()).post(COME, data={"link": link, "ja": "ja"})
    assert answer.status_code == 422
    assert "klopt niet" in answer.text


def test_a_link_is_over_after_three_days(work: Work, world: World) -> None:
    link, amina = laid(client(work, world.tim)), work.account()
    work.house.clock.moment += LINK_LASTS  # type: ignore[attr-defined]
    laptop = client(work, amina)
    assert laptop.post(COME, data={"link": link, "ja": "ja"}).status_code == 410
    assert "te oud" in client(work, world.tim).get(LIST).text


def test_a_link_is_over_when_who_laid_it_may_lay_no_more(work: Work, world: World) -> None:
    link, amina, now = laid(client(work, world.tim)), work.account(), work.house.clock.now()
    with work.house.db.writing(world.household, by=None, now=now) as session:
        end_duty(session, person=world.tim, kind="chair", now=now)
    assert client(work, amina).post(COME, data={"link": link, "ja": "ja"}).status_code == 410


def test_nobody_takes_a_seat_in_a_house_that_stands_still(
    work: Work, world: World, app: Flask
) -> None:
    link, amina = laid(client(work, world.tim)), work.account()
    hosting = Hosting(work.house, app)
    hosting.suspend(hosting.arrive("Bas"), world.household)
    assert client(work, amina).post(COME, data={"link": link, "ja": "ja"}).status_code == 410


@pytest.mark.parametrize("who", ["noor", "sara", "mark", "els", "kees", "amina"])
def test_only_who_leads_or_keeps_the_plan_has_the_page(work: Work, world: World, who: str) -> None:
    browser = client(work, getattr(world, who))
    assert browser.get(LIST).status_code == 404
    assert browser.post(LIST, data=AMINA).status_code == 404
    seat = work.seats.seat(work.account("Bo"), world.tim)
    for do in ("end", "programs", "no-programs"):
        assert browser.post(f"{LIST}/{seat.id}", data={"do": do}).status_code == 404
    assert taken(work, seat.account) == 1


def test_programs_read_only_while_the_chair_says_so(work: Work, world: World) -> None:
    tim, seat = client(work, world.tim), work.seats.seat(work.account(), world.tim)
    for do, reads in (("programs", True), ("programs", True), ("no-programs", False)):
        assert tim.post(f"{LIST}/{seat.id}", data={"do": do}).status_code == 303
        [row] = seats(work.house)
        assert (row.feed_since is not None) is reads


def test_a_seat_is_ended_with_who_sat_there(work: Work, world: World) -> None:
    tim, seat = client(work, world.tim), work.seats.seat(work.account(), world.tim)
    for _ in range(2):
        assert tim.post(f"{LIST}/{seat.id}", data={"do": "end"}).status_code == 303
    assert taken(work, seat.account) == 0
    assert str(seat.id) not in tim.get(LIST).text
    with work.house.db.reading(EVERYWHERE) as session:
        assert session.get_one(Person, seat.person).ended_at is not None


def test_who_is_removed_from_the_house_has_no_seat(work: Work, world: World) -> None:
    seat, now = work.seats.seat(work.account(), world.tim), work.house.clock.now()
    with work.house.db.writing(world.household, by=None, now=now) as session:
        end_membership(session, person=seat.person, now=now)
    assert taken(work, seat.account) == 0


@pytest.mark.parametrize("form", [{"name": ""}, {"works_as": "baas"}, {"works_as": ""}])
def test_what_lacks_is_asked_for(work: Work, world: World, form: dict[str, str]) -> None:
    answer = client(work, world.tim).post(LIST, data={**AMINA, **form})
    assert answer.status_code == 422
    assert seats(work.house) == []


def test_in_a_house_apart_a_seat_is_of_one_side_and_its_children_hear_nothing(
    work: Work, world: World
) -> None:
    now = work.house.clock.now()
    with work.house.db.writing(world.apart, by=None, now=now) as session:
        give_duty(session, person=world.ria, kind="plan_holder", now=now)
    ria = client(work, world.ria)
    before = [client(work, who).get(page).data for who, page in pages(world)]
    sides = re.findall(r'name="side" value="(\w+)"', ria.get(LIST).text)
    if sides:
        assert ria.post(LIST, data=AMINA).status_code == 422
        assert ria.post(LIST, data={**AMINA, "side": "both"}).status_code == 422
    link, amina = laid(ria, side="a"), work.account()
    assert client(work, amina).post(COME, data={"link": link, "ja": "ja"}).status_code == 303
    [row] = seats(work.house)
    assert row.side == Side.A
    assert [masked(client(work, who).get(page).data) for who, page in pages(world)] == [
        masked(each) for each in before
    ]
    assert "heeft hier een plek" in client(work, world.lotte).get("/").text


def pages(world: World) -> list[tuple[UUID, str]]:
    """What the other side and the child see."""
    return [(who, page) for who in (world.daan, world.fem) for page in ("/", "/mensen")]


def masked(page: bytes) -> bytes:
    return re.sub(rb'nonce="[^"]+"|data-mark="[^"]+"|name="id" value="[^"]+"', b"", page)


def test_two_tasks_are_two_seats_and_one_task_one(work: Work, world: World) -> None:
    tim, amina = client(work, world.tim), work.account()
    laptop = client(work, amina)
    for works_as, status in (("veilig_thuis", 303), ("behandelaar", 303), ("behandelaar", 422)):
        link = laid(tim, works_as=works_as)
        assert laptop.post(COME, data={"link": link, "ja": "ja"}).status_code == status
    assert taken(work, amina) == 2
    assert timedelta() < LINK_LASTS
