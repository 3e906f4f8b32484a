"""Security R6: whoever is removed or sent away is out at the next request; who comes back lost nothing."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from api.core.house import House
from api.people.actions import add_person, add_shield, end_duty, give_duty
from api.people.model import Credential, Invitation, Person
from api.people.policy import Audience, Role
from api.people.queries import viewer
from api.worker import carry_out_goings
from tests.logbook.book import Book
from tests.people.doors import Door, copy_cookies, is_in
from tests.people.notices import told
from tests.world import World

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
AWAY, GONE = "Je leest nu een tijd niet mee", "Je doet hier niet meer mee"
EVERYTHING = '"cache", "cookies", "storage"'


@pytest.fixture
def door(house: House, app: Flask) -> Door:
    return Door(house, app)


@pytest.fixture
def book(house: House, world: World) -> Book:
    return Book(house, world.household, house.clock.now() - DAY)


def ask(client: FlaskClient, person: UUID, do: str = "ask", **more: str) -> TestResponse:
    return client.post(f"/mensen/{person}/meedoen", data={"do": do, **more})


def pause(client: FlaskClient, person: UUID, do: str = "ask", **more: str) -> TestResponse:
    return client.post(f"/mensen/{person}/pauze", data={"do": do, **more})


def later(house: House, by: timedelta) -> None:
    house.clock.moment = house.clock.now() + by  # type: ignore[attr-defined]


def test_two_people_remove_somebody_at_once_and_every_device_is_out(
    door: Door, house: House, world: World, client_of: Callable[[UUID], FlaskClient]
) -> None:
    phones = [door.arrive(world.mark)]
    phones.append(door.app.test_client())
    tim, ben = client_of(world.tim), client_of(world.ben)
    link = door.link(world.mark)
    door.knock(phones[0], world.mark)
    copied = copy_cookies(door.app, phones[0])
    assert ask(ben, world.mark, urgent="ja").status_code == 303
    assert is_in(phones[0]), "nothing happens on the word of one"
    assert told(house, world.household, world.sara) == []
    ended = house.clock.now()
    assert ask(tim, world.mark, "agree").status_code == 303
    for phone in (phones[0], copied):
        for address in ("/", "/logboek", f"/logboek/{world.noor}", "/ik"):
            answer = phone.get(address)
            assert (answer.status_code, GONE in answer.text) == (401, True)
            assert answer.headers["Clear-Site-Data"] == EVERYTHING
    assert phones[0].put(f"/api/v1/outbox/{uuid4()}").status_code == 401
    assert door.knock(phones[0], world.mark).status_code == 404
    assert door.accept(phones[1], link).status_code in {404, 410}
    for who in (world.sara, world.els, world.kees):
        assert told(house, world.household, who) == ["removal"]
    assert told(house, world.household, world.noor) == []
    with house.db.reading(world.household) as session:
        assert session.get_one(Person, world.mark).ended_at == ended
        mine = {"person_id": world.mark}
        links = session.scalars(select(Invitation).filter_by(**mine, used_at=None)).all()
        assert all(row.expires_at <= house.clock.now() for row in links)
        assert session.scalars(select(Credential).filter_by(**mine)).all() == []


def test_a_shared_tablet_keeps_what_waits_of_the_others(
    door: Door, world: World, client_of: Callable[[UUID], FlaskClient]
) -> None:
    tablet = door.app.test_client()
    door.place(tablet, world.mark, world.sara)
    door.knock(tablet, world.mark)
    ask(client_of(world.ben), world.mark, urgent="ja")
    ask(client_of(world.tim), world.mark, "agree")
    answer = tablet.get("/")
    assert answer.status_code == 401
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert door.knock(tablet, world.sara).status_code == 303


def test_without_haste_it_holds_a_day_later_also_when_the_worker_is_late(
    door: Door, house: House, world: World, book: Book, client_of: Callable[[UUID], FlaskClient]
) -> None:
    mark, sara, tim = door.arrive(world.mark), client_of(world.sara), client_of(world.tim)
    ask(sara, world.mark)
    ask(tim, world.mark, "agree")
    assert told(house, world.household, world.mark) == ["removal"]
    assert "2 mensen vonden dit nodig" in mark.get("/").text
    later(house, DAY - HOUR)
    carry_out_goings(house, house.clock.now())
    assert is_in(mark)
    later(house, HOUR)
    assert GONE in mark.get("/").text
    assert door.knock(mark, world.mark).status_code == 404
    book.now = house.clock.now()
    note = book.write(world.sara, "Na zijn tijd.")
    with house.db.reading(world.household) as session:
        assert session.get_one(Person, world.mark).ended_at is None
    assert note not in {each.id for each in book.timeline(world.mark)}
    carry_out_goings(house, house.clock.now())
    with house.db.reading(world.household) as session:
        assert session.get_one(Person, world.mark).ended_at == house.clock.now()
    assert GONE in mark.get("/").text


@pytest.mark.parametrize("who", ["sara", "tim"])
def test_either_of_the_two_takes_it_back(
    house: House, world: World, client_of: Callable[[UUID], FlaskClient], who: str
) -> None:
    ask(client_of(world.sara), world.mark)
    ask(client_of(world.tim), world.mark, "agree")
    later(house, HOUR)
    assert ask(client_of(world.els), world.mark, "back").status_code == 404
    assert ask(client_of(getattr(world, who)), world.mark, "back").status_code == 303
    later(house, 2 * DAY)
    carry_out_goings(house, house.clock.now())
    assert told(house, world.household, world.mark)[0] == "stays"
    with house.db.reading(world.household) as session:
        assert viewer(session, world.mark).ended_at is None


def test_no_two_of_the_house_and_nobody_who_was_not_asked(
    house: House, world: World, client_of: Callable[[UUID], FlaskClient]
) -> None:
    sara, mark = client_of(world.sara), client_of(world.mark)
    ask(sara, world.ben)
    assert ask(mark, world.ben, "agree").status_code == 404
    assert ask(sara, world.ben, "agree").status_code == 404
    assert ask(client_of(world.kees), world.ben, "agree").status_code == 404
    assert "Moet" in mark.get(f"/mensen/{world.ben}/meedoen").text
    assert told(house, world.household, world.tim) == ["removal_asked"]


def test_nobody_stops_a_proposal_by_making_another(
    house: House, world: World, client_of: Callable[[UUID], FlaskClient]
) -> None:
    ask(client_of(world.sara), world.els)
    later(house, HOUR)
    ask(client_of(world.mark), world.els)
    assert ask(client_of(world.tim), world.els, "agree").status_code == 303
    assert told(house, world.household, world.els) == ["removal"]


def test_a_safety_person_is_not_removed_with_whom_the_child_fears_and_only_who_leads_hears_why(
    house: House, world: World, client_of: Callable[[UUID], FlaskClient]
) -> None:
    """To the feared parent proposing looks the same whoever it is about."""
    mark, tim = client_of(world.mark), client_of(world.tim)
    answers = [ask(mark, person) for person in (world.els, world.kees)]
    assert [answer.status_code for answer in answers] == [303, 303]
    pages = [mark.get(f"/mensen/{person}/meedoen").text for person in (world.els, world.kees)]
    assert all("Nu moet een ander het ook vinden" in page for page in pages)
    refused = ask(tim, world.els, "agree")
    assert refused.status_code == 422
    assert "Dit kan niet met jullie 2" in refused.text
    assert ask(tim, world.kees, "agree").status_code == 303


def test_the_child_keeps_its_channel_when_its_first_safety_person_goes(
    house: House, world: World, book: Book, client_of: Callable[[UUID], FlaskClient]
) -> None:
    private = Audience.SAFETY_PERSON
    before = book.write(world.noor, "Van voor die tijd.", audience=private)
    book.reply(world.els, before, "Alleen tussen ons.")
    with house.db.writing(world.household, by=None, now=house.clock.now()) as session:
        give_duty(session, person=world.ben, kind="plan_holder", now=house.clock.now())
    ask(client_of(world.tim), world.els, urgent="ja")
    ask(client_of(world.ben), world.els, "agree")
    book.now = house.clock.now()
    after = book.write(world.noor, "Van daarna.", audience=private)
    book.reply(world.ben, after, "Ik ben er.")
    seen = {each.id: each for each in book.timeline(world.ben)}
    assert {before, after} <= seen.keys()
    assert [reply.text for reply in seen[before].replies] == [None]
    assert [reply.text for reply in seen[after].replies] == ["Ik ben er."]


def test_a_suspension_is_at_once_and_lifts_itself_with_nothing_lost(
    door: Door, house: House, world: World, book: Book, client_of: Callable[[UUID], FlaskClient]
) -> None:
    phones = [door.arrive(world.mark)]
    other = copy_cookies(door.app, phones[0])
    before = [book.write(who, "Ervoor.") for who in (world.sara, world.mark, world.ben)]
    whole = {each.id: each for each in book.timeline(world.mark)}
    tim, els = client_of(world.tim), client_of(world.els)
    assert pause(tim, world.mark, days="10").status_code == 303
    for phone in (phones[0], other):
        answer = phone.get("/logboek")
        assert (answer.status_code, AWAY in answer.text) == (401, True)
        assert "0800 2000" in answer.text
        assert answer.headers["Clear-Site-Data"] == '"cache"', "what waits on the phone stays"
    assert pause(els, world.mark, "agree").status_code == 303
    for _again in range(12):
        assert AWAY in door.knock(phones[0], world.mark).text
    book.now = house.clock.now() + DAY
    hidden = book.write(world.sara, "Intussen.")
    named = book.write(
        world.ben, "Voor Mark.", audience=Audience.CHOSEN, chosen=frozenset({world.mark})
    )
    book.correct(world.sara, before[0], "Ervoor, intussen anders.", audience=Audience.CIRCLE)
    book.reply(world.ben, before[1], "Intussen gezegd.")
    house.clock.moment = house.clock.now() + 10 * DAY  # type: ignore[attr-defined]
    assert door.knock(phones[0], world.mark).status_code == 303
    after = {each.id: each for each in book.timeline(world.mark)}
    assert after == whole
    assert book.found(world.mark, "intussen") == []
    page = phones[0].get("/logboek").text
    assert "Intussen" not in page
    assert {hidden, named}.isdisjoint(after)
    book.now = house.clock.now()
    shared = frozenset({world.mark})
    book.correct(world.sara, hidden, "Intussen.", audience=Audience.CHOSEN, chosen=shared)
    book.write(world.sara, "Erna.")
    assert book.texts(world.mark)[:1] == ["Erna."]
    assert hidden in {each.id for each in book.timeline(world.mark)}


def test_a_suspension_that_nobody_confirms_is_over_after_a_day(
    door: Door, house: House, world: World, client_of: Callable[[UUID], FlaskClient]
) -> None:
    mark, tim = door.arrive(world.mark), client_of(world.tim)
    pause(tim, world.mark, days="28")
    assert pause(tim, world.mark, "agree").status_code == 404, "not by the same person"
    later(house, DAY - HOUR)
    assert AWAY in door.knock(mark, world.mark).text
    later(house, HOUR)
    assert door.knock(mark, world.mark).status_code == 303
    assert pause(client_of(world.els), world.mark, "agree").status_code == 404


def test_who_leads_lets_somebody_back_earlier(
    door: Door, house: House, world: World, client_of: Callable[[UUID], FlaskClient]
) -> None:
    mark, tim, els = door.arrive(world.mark), client_of(world.tim), client_of(world.els)
    pause(tim, world.mark, days="10")
    assert pause(els, world.mark, "back").status_code == 404
    assert pause(tim, world.mark, "back").status_code == 303
    assert door.knock(mark, world.mark).status_code == 303


def test_only_who_keeps_watch_from_outside_can_send_somebody_away(
    world: World, client_of: Callable[[UUID], FlaskClient]
) -> None:
    for who in (world.sara, world.els, world.kees, world.noor, world.amina, world.mark):
        client = client_of(who)
        assert client.get(f"/mensen/{world.mark}/pauze").status_code == 404
        assert pause(client, world.mark, days="10").status_code == 404
    assert pause(client_of(world.tim), world.mark, days="29").status_code == 422
    assert pause(client_of(world.tim), world.els, days="9").status_code == 404


def test_a_child_hears_it_only_from_its_safety_person_in_its_own_words(
    house: House, world: World, client_of: Callable[[UUID], FlaskClient]
) -> None:
    noor, els = client_of(world.noor), client_of(world.els)
    pause(client_of(world.tim), world.mark, days="10")
    assert "niet bij" not in noor.get("/").text
    assert told(house, world.household, world.sara) == ["away"]
    assert pause(client_of(world.kees), world.mark, "tell", ward=str(world.noor)).status_code == 404
    assert pause(els, world.mark, "tell", ward=str(world.sara)).status_code == 404
    for _twice in range(2):
        assert pause(els, world.mark, "tell", ward=str(world.noor)).status_code == 303
    assert told(house, world.household, world.noor) == ["away_child"]
    assert "is er nu een tijd niet bij." in noor.get("/").text


def test_who_is_feared_hears_the_same_when_nobody_can_find_so_too(
    house: House, book: Book, world: World, client_of: Callable[[UUID], FlaskClient]
) -> None:
    """Els is all at once who leads and a safety person: of those who are left nobody may decide with Ivo."""
    values = {"household": world.household, "role": Role.CIRCLE, "name": "Ivo"}
    ivo = book.change(add_person, **values)
    book.change(end_duty, person=world.tim, kind="chair")
    book.change(give_duty, person=world.els, kind="chair")
    book.change(add_shield, ward=world.noor, feared=ivo)
    assert ask(client_of(ivo), world.els).status_code == 303
    assert "Je vroeg dit op" in client_of(ivo).get(f"/mensen/{world.els}/meedoen").text
    assert told(house, world.household, world.ben) == []
