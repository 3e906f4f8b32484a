"""The organisation's page: who it is there for, what it shows, and opening a house."""

import re
from datetime import timedelta
from html import unescape
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from api.core.db import EVERYWHERE
from api.core.house import House
from api.core.journal import JournalLine
from api.people.actions import add_person
from api.people.apart.model import Start
from api.people.model import Duty, Household, Person
from api.people.organisation.codes import give_codes
from api.people.organisation.model import Listing
from api.people.organisation.opening import end_host
from api.people.organisation.rules import SIGNS, fresh_code, plain_code
from api.people.policy import Role
from api.people.queries import oneself
from tests.house.crawl import crawl, masked
from tests.logbook.book import Book
from tests.people.calls import list_number
from tests.people.doors import PIN
from tests.people.hosting import LIST, Hosting
from tests.world import World, prove_all, sign_in_client

WISH = {
    "mode": "together",
    "answered_by": "Isa",
    "asked_with": "local-team",
    "keeper": "Wilma",
}


@pytest.fixture
def hosting(house: House, app: Flask) -> Hosting:
    return Hosting(house, app)


def begin(browser: FlaskClient, **other: str) -> str:
    """Send the form and return the link that was shown."""
    answer = browser.post(f"{LIST}/nieuw", data={**WISH, "id": str(uuid4()), **other})
    assert answer.status_code == 200, answer.text
    return answer.text.split("/kom#")[1].split("<")[0]


def houses(house: House) -> set[UUID]:
    with house.db.reading(EVERYWHERE) as session:
        return set(session.scalars(select(Listing.household_id)))


def test_a_code_is_short_random_and_spells_nothing() -> None:
    codes = {fresh_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(len(code) == 7 and code[3] == "-" for code in codes)
    assert not set(SIGNS) & set("AEIOU0O1IL8B3S")
    assert {plain_code(each) for each in ("k7q 4m2", "K7Q4M2", " k7q-4m2 ")} == {"K7Q-4M2"}


def test_a_code_that_is_taken_is_not_given_again(monkeypatch: pytest.MonkeyPatch) -> None:
    signs = iter("CCCCCCDDDDDD")
    monkeypatch.setattr("secrets.choice", lambda _signs: next(signs))
    assert fresh_code({"CCC-CCC"}) == "DDD-DDD"


def test_a_host_comes_in_by_the_link_and_sees_the_houses_by_their_code(
    hosting: Hosting, world: World
) -> None:
    host = hosting.arrive()
    first = host.get("/")
    assert (first.status_code, first.location) == (303, LIST)
    page = host.get(LIST).text
    assert all(f">{hosting.code(each)}<" in page for each in (world.household, world.apart))
    assert "september 2026" in page


def test_for_everybody_else_the_pages_are_not_there(
    hosting: Hosting, app: Flask, house: House, world: World
) -> None:
    """Also for somebody who is called a host in an ordinary household."""
    with house.db.writing(world.household, by=None, now=house.clock.now()) as session:
        stray = add_person(
            session, household=world.household, role=Role.HOST, name="Rik", now=house.clock.now()
        )
    hosting.arrive()
    places = (LIST, f"{LIST}/nieuw", f"{LIST}/{world.household}", f"{LIST}/{world.apart}/sluiten")
    for who in (world.noor, world.sara, world.els, world.tim, world.amina, stray):
        client = sign_in_client(app, who)
        for place in places:
            unknown = masked(*_parts(client, "GET", f"{place}/nergens"))
            assert masked(*_parts(client, "GET", place)) == unknown, place
        for place in places[1:]:
            for deed in ("still", "on", "keep", "link", ""):
                answer = client.post(place, data={**WISH, "do": deed, "called": "ja"})
                assert answer.status_code == 404, place
    assert hosting.halts() == []
    assert houses(house) == {world.household, world.apart}


def _parts(
    client: FlaskClient, method: str, place: str
) -> tuple[int, list[tuple[str, str]], bytes]:
    answer = client.open(place, method=method)
    return answer.status_code, list(answer.headers), answer.data


def test_nothing_of_any_house_is_on_any_page_that_a_host_can_fetch(
    hosting: Hosting, app: Flask, house: House, world: World
) -> None:
    book = Book(house, world.household, house.clock.now() - timedelta(days=2))
    note = book.write(world.sara, "kanarievogel in het logboek", about=(world.noor,))
    number = list_number(book, world.tim, "kanarievogel")
    people = {
        name: each for name, each in vars(world).items() if name not in {"household", "apart"}
    }
    with house.db.reading(EVERYWHERE) as session:
        names = {oneself(session, each).name for each in people.values()}
    host = hosting.arrive()
    prove_all(house)
    ids = [note, number, world.household, world.apart, *people.values()]
    seen = crawl(app, host, ids)
    shown = {place for place, (status, _headers, _body) in seen.items() if status == 200}
    assert f"{LIST}/{world.household}/sluiten" in shown
    for place, (status, _headers, body) in seen.items():
        text = body.decode(errors="replace")
        assert "kanarievogel" not in text, place
        assert not {each for each in people.values() if str(each) in text}, place
        if status == 200 and place.startswith((LIST, "/instellingen", "/over")):
            assert not names & words(text), place
    assert {"Noor", "Sara", "Mark", "Els", "Ben"} <= names & words(
        sign_in_client(app, world.tim).get("/mensen").text
    ), "where names are, they are found"
    apart = {"/", "/ik", LIST, "/over", "/instellingen", "/binnen/nog-eens"}
    inside = {place for place in shown if place.startswith(("/logboek", "/mensen", "/media"))}
    assert not inside
    assert apart - {"/"} <= shown


def words(page: str) -> set[str]:
    """What somebody reads on a page, word by word."""
    return set(re.findall(r"\w+", unescape(re.sub(r"<[^>]*>", " ", page))))


def test_opening_asks_first_and_gives_a_code_and_one_link(hosting: Hosting, house: House) -> None:
    host = hosting.arrive()
    link = begin(host, mode="apart")
    (household,) = houses(house)
    with house.db.reading(EVERYWHERE) as session:
        home, start = session.get_one(Household, household), session.get_one(Start, household)
        (keeper,) = session.scalars(select(Person).filter_by(household_id=household))
        duty = session.scalars(select(Duty.kind).filter_by(person_id=keeper.id)).one()
        by = session.scalars(select(JournalLine.by).filter_by(household_id=household)).all()
    assert (home.mode, start.mode, start.asked_with) == ("apart", "apart", "local-team")
    assert (keeper.role, duty) == ("circle", "plan_holder")
    assert set(by) == {hosting.person()}
    assert link not in host.get(f"{LIST}/{household}").text
    browser = hosting.app.test_client()
    came = browser.post("/kom", data={"link": link, "code": PIN, "again": PIN})
    assert came.status_code == 303
    browser.post("/huisregels")
    assert browser.get("/mensen/erbij").status_code == 200


def test_a_form_sent_twice_opens_one_house(hosting: Hosting, house: House) -> None:
    host, same = hosting.arrive(), str(uuid4())
    begin(host, id=same)
    again = host.post(f"{LIST}/nieuw", data={**WISH, "id": same})
    (household,) = houses(house)
    assert (again.status_code, again.location) == (303, f"{LIST}/{household}")


def test_not_with_this_product_opens_and_keeps_nothing(hosting: Hosting, house: House) -> None:
    host = hosting.arrive()
    with house.db.reading(EVERYWHERE) as session:
        before = session.scalar(select(func.count()).select_from(JournalLine))
    answer = host.post(f"{LIST}/nieuw", data={**WISH, "mode": "not", "id": str(uuid4())})
    assert "Er is geen huis begonnen" in answer.text
    assert "0800 2000" in answer.text
    with house.db.reading(EVERYWHERE) as session:
        assert session.scalar(select(func.count()).select_from(JournalLine)) == before
    assert houses(house) == set()


@pytest.mark.parametrize("wrong", [{"mode": ""}, {"mode": "elders"}, {"keeper": " "}], ids=str)
def test_a_form_that_is_not_whole_says_so_and_opens_nothing(
    hosting: Hosting, house: House, wrong: dict[str, str]
) -> None:
    host = hosting.arrive()
    answer = host.post(f"{LIST}/nieuw", data={**WISH, "id": str(uuid4()), **wrong})
    assert answer.status_code == 422
    assert "Kijk dit nog even na" in answer.text
    assert houses(house) == set()


def test_a_second_link_only_as_long_as_nobody_came_in(hosting: Hosting, house: House) -> None:
    host = hosting.arrive()
    first = begin(host)
    (household,) = houses(house)
    second = hosting.do(host, household, "link").text.split("/kom#")[1].split("<")[0]
    browser = hosting.app.test_client()
    form = {"code": PIN, "again": PIN}
    assert browser.post("/kom", data={"link": first, **form}).status_code == 410
    assert browser.post("/kom", data={"link": second, **form}).status_code == 303
    third = hosting.do(host, household, "link")
    assert third.status_code == 422
    assert "/kom#" not in third.text
    assert "Maak een nieuwe link" not in host.get(f"{LIST}/{household}").text


def test_a_link_is_never_made_for_a_house_where_people_are(hosting: Hosting, world: World) -> None:
    """Or a host could come in as the chair of any house."""
    host = hosting.arrive()
    assert hosting.do(host, world.household, "link").status_code == 422


def test_an_unknown_house_and_the_organisation_itself_are_not_there(
    hosting: Hosting, house: House
) -> None:
    host = hosting.arrive()
    with house.db.reading(EVERYWHERE) as session:
        own = session.get_one(Person, hosting.person()).household_id
    for household in (uuid4(), own):
        for deed in ("link", "still", "on", "keep", "iets"):
            assert hosting.do(host, household, deed, called="ja").status_code == 404
        closing = host.post(f"{LIST}/{household}/sluiten", data={"code": "K7Q-4M2"})
        assert closing.status_code == 404
    assert hosting.halts() == []


def test_every_write_asks_for_the_code_of_the_host_again(
    hosting: Hosting, house: House, world: World
) -> None:
    host = hosting.arrive()
    hosting.later(timedelta(minutes=6))
    for place, form in (
        (f"{LIST}/nieuw", {**WISH, "id": str(uuid4())}),
        (f"{LIST}/{world.household}", {"do": "still", "called": "ja"}),
        (f"{LIST}/{world.household}/sluiten", {"code": hosting.code(world.household)}),
    ):
        answer = host.post(place, data=form)
        assert answer.location.startswith("/binnen/nog-eens"), place
    assert hosting.halts() == []
    assert houses(house) == {world.household, world.apart}


def test_a_write_from_another_site_does_nothing(hosting: Hosting, world: World) -> None:
    host = hosting.arrive()
    for site in ("cross-site", "same-site", "none"):
        answer = host.post(
            f"{LIST}/{world.household}",
            data={"do": "still", "called": "ja"},
            headers={"Sec-Fetch-Site": site},
        )
        assert answer.status_code == 403
    assert hosting.halts() == []


def test_a_host_who_ends_is_out_at_once(hosting: Hosting, house: House) -> None:
    host = hosting.arrive()
    end_host(house, name="bas", now=house.clock.now())
    assert host.get(LIST).status_code in {303, 401}


def test_the_number_of_people_around_counts_who_came_in_and_nobody_else(
    hosting: Hosting, house: House
) -> None:
    host = hosting.arrive()
    link = begin(host)
    assert "0 mensen uit de kring" in host.get(LIST).text
    hosting.app.test_client().post("/kom", data={"link": link, "code": PIN, "again": PIN})
    assert "1 mens uit de kring" in host.get(LIST).text


def test_a_house_that_began_elsewhere_gets_a_code_once_and_the_organisation_none(
    hosting: Hosting, house: House, world: World
) -> None:
    assert houses(house) == set()
    hosting.arrive()
    code = hosting.code(world.household)
    give_codes(house, house.clock.now())
    assert hosting.code(world.household) == code
    assert houses(house) == {world.household, world.apart}
