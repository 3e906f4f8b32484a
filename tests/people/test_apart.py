"""From together to apart on /mensen/apart: who may, what stands still, who keeps what."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from api.core.house import House
from api.logbook.model import Entry, EntryVersion
from api.logbook.note import Kind
from api.people.actions import add_person, give_duty, link_safety_person
from api.people.apart.model import ApartSwitch
from api.people.model import Duty, Household, OwnNumber, Person
from api.people.notices.queries import waiting
from api.people.policy import Audience, Role
from api.people.queries import members, viewer
from tests.house.crawl import masked
from tests.logbook.book import Book
from tests.people.calls import list_number
from tests.people.doors import is_in
from tests.world import World, sign_in_client

APART = "/mensen/apart"


@dataclass
class Home:
    """Noor's house: Tim chairs it from outside and may put it apart."""

    house: House
    app: Flask
    world: World
    book: Book

    def client(self, who: UUID) -> FlaskClient:
        return sign_in_client(self.app, who)

    def freeze(self) -> None:
        self.book.now += timedelta(minutes=1)
        self.house.clock.moment = self.book.now  # type: ignore[attr-defined]
        answer = self.client(self.world.tim).post(APART, data={"do": "freeze"})
        assert (answer.status_code, answer.location) == (303, APART)

    def sides(self, **other: str) -> dict[str, str]:
        chosen = {"sara": "a", "mark": "b", "els": "a", "ben": "both", "kees": "b", **other}
        return {str(getattr(self.world, name)): side for name, side in chosen.items() if side}

    def sort(self, **other: str) -> None:
        self.house.clock.moment = self.book.now = self.book.now + timedelta(minutes=1)  # type: ignore[attr-defined]
        answer = self.client(self.world.tim).post(APART, data={"do": "sort", **self.sides(**other)})
        assert answer.status_code == 303, answer.text

    def names(self, who: UUID) -> set[str]:
        with self.house.db.reading(self.world.household) as session:
            return {each.name for each in members(session, viewer(session, who))}

    def told(self, who: UUID) -> list[str]:
        with self.house.db.reading(self.world.household) as session:
            return [each.kind for each in waiting(session, viewer(session, who))]


@pytest.fixture
def home(house: House, app: Flask, world: World) -> Home:
    return Home(house, app, world, Book(house, world.household, house.clock.now()))


def test_for_everybody_else_the_page_is_not_there(home: Home) -> None:
    world = home.world
    home.book.change(give_duty, person=world.sara, kind="plan_holder")
    for who in (world.noor, world.sara, world.mark, world.els, world.kees, world.amina):
        client = home.client(who)
        unknown = client.get("/mensen/aparte")
        for answer in (client.get(APART), client.post(APART, data={"do": "freeze"})):
            assert answer.status_code == 404
        got = client.get(APART)
        assert (
            masked(404, list(got.headers), got.data)[2]
            == masked(404, list(unknown.headers), unknown.data)[2]
        )
        assert APART not in client.get("/mensen").text
    assert home.book.count(ApartSwitch) == 0
    assert APART in home.client(world.tim).get("/mensen").text


def test_the_press_closes_the_screens_of_the_adults_and_of_nobody_else(home: Home) -> None:
    world = home.world
    phones = {who: home.client(who) for who in (world.sara, world.mark, world.els, world.noor)}
    home.freeze()
    assert [is_in(phone) for phone in phones.values()] == [False, False, True, True]
    home.freeze()
    assert home.book.count(ApartSwitch) == 1


def test_while_it_stands_still_everybody_of_the_house_reads_and_writes_their_own(
    home: Home,
) -> None:
    world, book = home.world, home.book
    book.write(world.sara, "Sara voor")
    book.write(world.mark, "Mark voor")
    book.write(world.els, "Els voor")
    home.freeze()
    book.write(world.sara, "Sara nu")
    book.write(world.els, "Els nu")
    assert set(book.texts(world.sara)) == {"Sara voor", "Sara nu"}
    assert book.texts(world.mark) == ["Mark voor"]
    assert "Sara nu" not in book.texts(world.els)
    assert {"Sara voor", "Mark voor"} <= set(book.texts(world.els))
    assert "Sara nu" not in book.texts(world.noor)
    page = home.client(world.sara).get("/").text
    assert "staat even stil" in page
    assert "Kies voor iedereen een kant" in home.client(world.tim).get("/").text
    home.sort()
    assert {"Sara voor", "Sara nu", "Els voor", "Els nu"} == set(book.texts(world.sara))
    assert "Sara nu" in book.texts(world.els)
    assert "Sara nu" not in book.texts(world.mark)


def test_an_adult_still_reaches_their_safety_person_while_the_house_stands_still(
    home: Home,
) -> None:
    world, book = home.world, home.book
    book.change(link_safety_person, ward=world.sara, person=world.ben, place=1)
    home.freeze()
    note = book.write(world.sara, "Alleen voor Ben", audience=Audience.SAFETY_PERSON)
    assert "Alleen voor Ben" in book.texts(world.ben)
    book.reply(world.ben, note, "Ik kom.")
    assert [each.text for each in book.entry(world.sara, note).replies] == ["Ik kom."]
    assert "Alleen voor Ben" not in book.texts(world.tim)


def test_whoever_has_no_side_is_said_and_nothing_changes(home: Home) -> None:
    home.freeze()
    tim = home.client(home.world.tim)
    for wrong in ({"mark": ""}, {"mark": "both"}, {"mark": "a"}, {"tim": "a"}, {"mark": "x"}):
        answer = tim.post(APART, data={"do": "sort", **home.sides(**wrong)})
        assert answer.status_code == 422
        assert "Kijk dit nog even na" in answer.text
        field = home.world.tim if "tim" in wrong else home.world.mark
        assert "tim" in wrong or f'id="f-{field}"' in answer.text
    with home.house.db.reading(home.world.household) as session:
        assert session.get_one(Household, home.world.household).mode == "together"
        assert set(session.scalars(select(Person.side))) >= {"both"}


def test_nobody_loses_their_own_words_and_nobody_reads_the_other_side(home: Home) -> None:
    world, book = home.world, home.book
    own = {who: [book.write(who, f"Van {n}")] for n, who in enumerate((world.sara, world.mark))}
    under = book.reply(world.mark, own[world.sara][0], "Antwoord van Mark")
    book.thank(world.mark, own[world.sara][0])
    book.reply(world.els, own[world.sara][0], "Wat goed.")
    book.reply(world.els, own[world.mark][0], "Antwoord van Els")
    home.freeze()
    home.sort()
    assert set(book.texts(world.sara)) == {"Van 0"}
    assert set(book.texts(world.mark)) == {"Van 1", "Antwoord van Mark"}
    assert "Antwoord van Els" in book.texts(world.els)
    seen = book.entry(world.sara, under)
    assert [each.text for each in seen.replies] == ["Wat goed."]
    assert seen.thanks == ()
    kept = next(each for each in book.timeline(world.mark) if each.text == "Antwoord van Mark")
    assert (kept.audience, kept.mine, kept.may_correct) == (Audience.SELF, True, True)
    assert "Antwoord van Mark" not in book.texts(world.tim)


def test_a_childs_note_about_one_parent_stays_with_that_parent_alone(home: Home) -> None:
    world, book = home.world, home.book
    about = book.write(world.els, "Samen gespeeld", about=(world.mark,))
    named = book.write(world.tim, "Mama bakte een taart")
    helped = book.write(world.tim, "Een goede dag", helped_by=(world.sara,))
    both = book.write(world.tim, "Papa en mama waren er")
    nobody = book.write(world.tim, "De zon scheen")
    corrected = book.write(world.tim, "Mark kwam")
    book.correct(world.tim, corrected, "Er kwam iemand")
    answer = book.reply(world.tim, nobody, "Wat lief van mama")
    home.freeze()
    home.sort(els="both")
    sara = {each.id for each in book.timeline(world.sara)}
    mark = {each.id for each in book.timeline(world.mark)}
    assert {about, named, helped, both, nobody, corrected} & sara == {named, helped, both, nobody}
    assert {about, named, helped, both, nobody, corrected} & mark == {
        about,
        both,
        nobody,
        corrected,
    }
    assert book.entry(world.mark, answer).replies == ()
    assert len(book.entry(world.sara, answer).replies) == 1
    assert len(book.timeline(world.tim)) == 6


def test_names_duties_numbers_and_notices_follow(home: Home) -> None:
    world, book = home.world, home.book
    list_number(book, world.tim, "De huisarts")
    book.change(give_duty, person=world.sara, kind="chair")
    list_number(book, world.sara, "Mijn zus")
    home.freeze()
    home.sort()
    assert home.names(world.sara) == {"Noor", "Sara", "Els", "Ben", "Tim"} | {"Amina"}
    assert home.names(world.mark) == {"Noor", "Mark", "Ben", "Tim", "Kees", "Amina"}
    for who, sees in ((world.sara, True), (world.mark, False), (world.tim, True)):
        assert ("Mijn zus" in home.client(who).get("/bellen").text) is sees
        assert "De huisarts" in home.client(who).get("/bellen").text
    with home.house.db.reading(world.household) as session:
        mine = select(Duty).filter_by(person_id=world.sara, until=None)
        assert session.scalars(mine).all() == []
        assert {row.side for row in session.scalars(select(OwnNumber))} == {"a", "both"}
    for who in (world.sara, world.mark, world.els, world.kees):
        assert home.told(who) == ["apart"]
    for who in (world.noor, world.ben, world.tim):
        assert home.told(who) == []


def test_finishing_closes_the_screens_of_all_who_got_a_side(home: Home) -> None:
    world = home.world
    home.freeze()
    phones = {who: home.client(who) for who in (world.sara, world.els, world.ben, world.noor)}
    home.sort()
    assert [is_in(phone) for phone in phones.values()] == [False, False, True, True]
    home.sort()
    assert home.told(world.sara) == ["apart"]


def test_an_own_phone_of_an_adult_forgets_what_it_kept(home: Home) -> None:
    """The door sends a closed sign-in to /binnen, where the worker forgets; after it nothing is kept."""
    phone = home.client(home.world.sara)
    phone.post("/instellingen/bewaren", data={"bewaren": "ja"})
    assert phone.get("/logboek").headers["Huisboek-Keep"] == "yes"
    home.freeze()
    closed = phone.get("/logboek")
    assert (closed.status_code, closed.location) == (303, "/binnen") or closed.status_code == 401
    for step in (lambda: None, home.sort):
        step()
        phone = home.client(home.world.sara)
        phone.post("/instellingen/bewaren", data={"bewaren": "ja"})
        assert phone.get("/logboek").headers["Huisboek-Keep"] == "no"


def test_the_child_is_not_named_its_parents_and_keeps_its_own_words(home: Home) -> None:
    world, book = home.world, home.book
    own = book.write(world.noor, "Mama hielp mij", about=(world.sara,), audience=Audience.CIRCLE)
    book.reply(world.sara, own, "Lief!")
    book.write(world.mark, "Papa las voor")
    page = home.client(world.noor).get("/mensen").text
    assert "mama" in page
    home.freeze()
    home.sort()
    assert home.names(world.noor) == {"Noor", "Els", "Ben", "Tim", "Kees", "Amina"}
    noor = home.client(world.noor)
    form = {"kind": "good", "text": "Nu", "audience": "safety_person", "about": str(world.sara)}
    assert noor.post("/logboek/nieuw", data={**form, "id": str(uuid4())}).status_code == 303
    assert set(book.texts(world.noor)) == {"Mama hielp mij", "Nu"}
    assert "Nu" not in book.texts(world.sara)
    assert "Papa las voor" not in noor.get("/logboek?van=anderen").text
    assert "Lief!" not in noor.get(f"/logboek/{own}").text
    assert [each.text for each in book.entry(world.sara, own).replies] == ["Lief!"]


def test_there_is_no_way_back_and_the_page_says_why(home: Home) -> None:
    home.freeze()
    home.sort()
    tim = home.client(home.world.tim)
    page = tim.get(APART).text
    assert "Weer samen?" in page
    assert "Dat kan hier niet met 1 knop." in page
    assert "<form" not in page.split("<main")[1].split("</main>")[0]
    for form in ({"do": "freeze"}, {"do": "sort", **home.sides(sara="b", mark="a")}):
        assert tim.post(APART, data=form).status_code == 303
    with home.house.db.reading(home.world.household) as session:
        assert session.get_one(Household, home.world.household).mode == "apart"
        assert session.get_one(Person, home.world.sara).side == "a"


def test_sorting_before_the_press_is_not_there(home: Home) -> None:
    tim = home.client(home.world.tim)
    assert tim.post(APART, data={"do": "sort", **home.sides()}).status_code == 404
    assert home.book.count(ApartSwitch) == 0


def test_an_invited_adult_comes_in_on_their_own_side(home: Home) -> None:
    world, book = home.world, home.book
    values = {"household": world.household, "role": Role.ADULT, "name": "Joris"}
    joris = book.change(add_person, **values)
    home.freeze()
    form = {"do": "sort", **home.sides(), str(joris): "b"}
    assert home.client(world.tim).post(APART, data={**form, str(joris): ""}).status_code == 422
    assert home.client(world.tim).post(APART, data=form).status_code == 303
    assert home.names(joris) == {"Noor", "Mark", "Joris", "Ben", "Tim", "Kees", "Amina"}


def test_a_note_that_does_not_open_goes_along_too(home: Home) -> None:
    world, book = home.world, home.book
    note = book.write(world.sara, "Weg", kind=Kind.GOOD, entry_id=uuid4())
    with home.house.db.writing(world.household, by=None, now=book.now) as session:
        version = session.scalars(select(EntryVersion).filter_by(entry_id=note)).one()
        version.body = version.body[:-1] + bytes([version.body[-1] ^ 1])
    home.freeze()
    home.sort()
    with home.house.db.reading(world.household) as session:
        assert session.get_one(Entry, note).side == "a"
