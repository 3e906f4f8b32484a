"""The people pages as a browser without script sees them: who lives where, who can and knows what."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from api.core.house import House
from api.people import actions, queries
from api.people.homes.model import Contact, RingConsent, RingMove
from api.people.policy import Ring, Side
from tests.house.crawl import masked
from tests.logbook.book import Book
from tests.world import World

ClientOf = Callable[[UUID], FlaskClient]
HOME = re.compile(r'href="(/mensen/huizen/[0-9a-f-]{36})"')


def main(client: FlaskClient, address: str = "/mensen") -> str:
    text: str = client.get(address).text
    return text.split("<main")[1].split("</main>", maxsplit=1)[0]


def add_home(client: FlaskClient, name: str, *people: UUID, **more: str) -> str:
    form = {"name": name, "people": [str(each) for each in people], "id": str(uuid4()), **more}
    answer = client.post("/mensen/huizen", data=form)
    assert (answer.status_code, answer.location) == (303, "/mensen/huizen"), answer.text
    return HOME.findall(client.get("/mensen/huizen").text)[-1]


def ring_of(house: House, world: World, person: UUID) -> Ring:
    with house.db.reading(world.household) as session:
        return queries.viewer(session, person).ring


def keep_apart(house: House, world: World) -> None:
    now = house.clock.now()
    with house.db.writing(world.apart, by=None, now=now) as session:
        for person in (world.ria, world.daan):
            actions.give_duty(session, person=person, kind="plan_holder", now=now)


def test_everybody_who_knows_all_sees_who_lives_where(client_of: ClientOf, world: World) -> None:
    tim = client_of(world.tim)
    add_home(tim, "thuis", world.noor, world.sara, world.mark)
    add_home(tim, "bij oma", world.noor, world.els)
    for who in ("noor", "sara", "mark", "els", "tim"):
        shown = main(client_of(getattr(world, who)))
        assert '<bdi translate="no">bij oma</bdi>' in shown, who
        assert 'href="/mensen/huizen"' not in shown or who == "tim"
    assert "bij oma" not in main(client_of(world.kees))
    assert "bij oma" in main(client_of(world.sara), f"/mensen/{world.noor}")


def test_a_home_is_renamed_and_taken_away(client_of: ClientOf, world: World) -> None:
    tim = client_of(world.tim)
    address = add_home(tim, "thuis", world.noor, world.sara)
    form = {"name": "bij mama", "people": str(world.sara)}
    assert tim.post(address, data=form).status_code == 303
    card = main(tim).split('class="card home-card"')[1].split("</li>")[0]
    assert "bij mama" in card
    assert "Sara" in card
    assert "Noor" not in card
    assert tim.post(address, data={"do": "end"}).status_code == 303
    assert "bij mama" not in main(tim)
    assert tim.get(address).status_code == 404


def test_a_wrong_home_is_refused_with_a_sentence_and_nothing_typed_is_lost(
    client_of: ClientOf, world: World
) -> None:
    tim = client_of(world.tim)
    known = add_home(tim, "thuis", world.noor)
    for address in ("/mensen/huizen", known):
        for wrong, field in (
            ({"name": " "}, "name"),
            ({"people": str(uuid4())}, "people"),
            ({"people": "x"}, "people"),
            ({"people": str(world.lotte)}, "people"),
            ({"name": "x" * 41}, "name"),
        ):
            form = {"name": '<b>"hier"', "people": str(world.sara), **wrong}
            answer = tim.post(address, data=form)
            assert answer.status_code == 422, (address, wrong)
            assert f'href="#f-{field}"' in answer.text
            if field == "people":
                assert 'value="&lt;b&gt;&#34;hier&#34;"' in answer.text
    assert tim.post("/mensen/huizen", data=b"\xff\xfe=1&name=%ff").status_code in (303, 422)


def test_a_home_sent_twice_is_one(client_of: ClientOf, world: World) -> None:
    tim, same = client_of(world.tim), str(uuid4())
    for _ in "12":
        add_home(tim, "thuis", world.noor, id=same)
    assert main(tim).count('class="card home-card"') == 1


@pytest.mark.parametrize("who", ["noor", "sara", "mark", "els", "kees", "amina", "ria"])
def test_for_who_does_not_keep_them_the_pages_of_homes_are_not_there(
    client_of: ClientOf, world: World, who: str
) -> None:
    address = add_home(client_of(world.tim), "thuis", world.noor)
    client = client_of(getattr(world, who))
    nowhere = client.get(f"/mensen/huizen/{uuid4()}")
    for asked in (
        client.get("/mensen/huizen"),
        client.get(address),
        client.post("/mensen/huizen", data={"name": "x"}),
        client.post(address, data={"do": "end"}),
    ):
        assert masked(asked.status_code, [], asked.data) == masked(404, [], nowhere.data)


def test_apart_each_side_sees_its_own_home_and_the_child_both(
    house: House, client_of: ClientOf, world: World
) -> None:
    keep_apart(house, world)
    ria, daan = client_of(world.ria), client_of(world.daan)
    add_home(ria, "bij mama", world.fem, world.lotte, side="a")
    add_home(daan, "bij papa", world.fem, world.daan)
    fem, lotte = main(client_of(world.fem)), main(client_of(world.lotte))
    assert "bij mama" in fem
    assert "bij papa" in fem
    assert "bij mama" in lotte
    assert "bij papa" not in lotte
    assert "bij mama" not in main(daan)
    for form in ({"side": "both"}, {}, {"side": "b", "people": str(world.lotte)}):
        assert ria.post("/mensen/huizen", data={"name": "ergens", **form}).status_code == 422


def test_what_both_lived_in_shows_to_neither_side_once_they_live_apart(
    house: House, client_of: ClientOf, world: World
) -> None:
    add_home(client_of(world.tim), "thuis", world.noor, world.sara, world.mark)
    with house.db.writing(world.household, by=None, now=house.clock.now()) as session:
        for person, side in ((world.sara, Side.A), (world.mark, Side.B)):
            queries.present(session, person).side = side
    assert '<bdi translate="no">thuis</bdi>' not in main(client_of(world.sara))
    assert '<bdi translate="no">thuis</bdi>' not in main(client_of(world.mark))
    assert '<bdi translate="no">thuis</bdi>' in main(client_of(world.noor))


def test_moving_outward_holds_at_once(house: House, client_of: ClientOf, world: World) -> None:
    tim = client_of(world.tim)
    assert tim.post(f"/mensen/{world.kees}/kring", data={"ring": "none"}).status_code == 303
    assert ring_of(house, world, world.kees) is Ring.NONE


def test_moving_inward_waits_for_the_yes_of_the_house(
    house: House, client_of: ClientOf, world: World
) -> None:
    tim, sara, kees = client_of(world.tim), client_of(world.sara), client_of(world.kees)
    for _ in "12":
        assert tim.post(f"/mensen/{world.kees}/kring", data={"ring": "all"}).status_code == 303
    assert ring_of(house, world, world.kees) is Ring.PART
    assert "Nu moet nog iemand ja zeggen." in main(tim, f"/mensen/{world.kees}")
    for client in (tim, kees, client_of(world.els), client_of(world.noor)):
        assert client.post(f"/mensen/{world.kees}/ja").status_code == 404
    assert "alles mag weten" in main(sara)
    assert "meer weten?" in main(sara, "/")
    assert sara.post(f"/mensen/{world.kees}/ja").status_code == 303
    assert sara.post(f"/mensen/{world.kees}/ja").status_code == 404
    assert ring_of(house, world, world.kees) is Ring.ALL
    with house.db.reading(world.household) as session:
        [move], [consent] = session.scalars(select(RingMove)), session.scalars(select(RingConsent))
        assert (move.by_id, consent.by_id, consent.move_id) == (world.tim, world.sara, move.id)
    assert "alles mag weten" not in main(sara)


def test_choosing_the_ring_of_now_takes_back_what_was_asked(
    house: House, client_of: ClientOf, world: World
) -> None:
    tim, sara = client_of(world.tim), client_of(world.sara)
    for ring in ("all", "part"):
        assert tim.post(f"/mensen/{world.kees}/kring", data={"ring": ring}).status_code == 303
    assert sara.post(f"/mensen/{world.kees}/ja").status_code == 404
    assert ring_of(house, world, world.kees) is Ring.PART


@pytest.mark.parametrize("who", ["noor", "sara", "mark", "tim", "amina", "lotte"])
def test_who_cannot_be_placed_is_not_there_to_place(
    client_of: ClientOf, world: World, who: str
) -> None:
    tim, person = client_of(world.tim), getattr(world, who)
    assert tim.post(f"/mensen/{person}/kring", data={"ring": "none"}).status_code == 404
    assert 'name="ring"' not in tim.get(f"/mensen/{person}").text


def test_only_the_keeper_places_and_a_strange_ring_is_refused(
    client_of: ClientOf, world: World
) -> None:
    for who in ("sara", "mark", "els", "kees", "noor"):
        client = client_of(getattr(world, who))
        assert client.post(f"/mensen/{world.ben}/kring", data={"ring": "part"}).status_code == 404
    tim = client_of(world.tim)
    for form in ({}, {"ring": "x"}):
        answer = tim.post(f"/mensen/{world.kees}/kring", data=form)
        assert answer.status_code == 422
        assert 'href="#f-ring"' in answer.text
    answer = tim.post(f"/mensen/{world.els}/kring", data={"ring": "none"})
    assert answer.status_code == 422
    assert "veilige persoon" in answer.text


def test_people_of_the_circle_say_what_they_can_do(client_of: ClientOf, world: World) -> None:
    ben = client_of(world.ben)
    assert ben.post("/mensen/kan", data={"can": ["car", "meal"]}).status_code == 303
    for who in ("sara", "mark", "els", "tim"):
        assert "Heeft een auto" in main(client_of(getattr(world, who))), who
    for who in ("noor", "kees"):
        assert "Heeft een auto" not in main(client_of(getattr(world, who))), who
    assert ben.post("/mensen/kan", data={"can": ["meal"]}).status_code == 303
    assert "Heeft een auto" not in main(ben)
    assert "Kan komen eten" in main(ben)
    assert ben.post("/mensen/kan", data={"can": ["fly"]}).status_code == 422
    for who in ("sara", "noor", "amina"):
        answer = client_of(getattr(world, who)).post("/mensen/kan", data={"can": "car"})
        assert answer.status_code == 404, who


def test_a_safety_person_tells_when_they_met_and_the_child_reads_it(
    client_of: ClientOf, world: World
) -> None:
    els, noor = client_of(world.els), client_of(world.noor)
    assert "is er voor jou" in main(noor)
    address = f"/mensen/{world.noor}/gezien"
    assert els.post(address, data={"day": "2026-11-18"}).status_code == 303
    assert "zag of sprak jou op woensdag." in main(noor)
    assert els.post(address).status_code == 303
    assert "zag of sprak jou vandaag." in main(noor)
    assert els.post(address, data={"do": "back"}).status_code == 303
    assert "zag of sprak jou op woensdag." in main(noor)


def test_only_a_childs_own_people_and_the_chair_know_when_they_met(
    client_of: ClientOf, world: World
) -> None:
    told = "zag of sprak <bdi"
    client_of(world.els).post(f"/mensen/{world.noor}/gezien", data={"day": "2026-11-18"})
    for who in ("els", "ben", "tim"):
        assert told in main(client_of(getattr(world, who)), f"/mensen/{world.noor}"), who
    for who in ("sara", "mark", "kees"):
        client = client_of(getattr(world, who))
        assert told not in main(client, f"/mensen/{world.noor}"), who
        assert client.post(f"/mensen/{world.noor}/gezien").status_code == 404
        assert client.get(f"/mensen/{world.noor}/gezien").status_code in (404, 405)
    assert client_of(world.tim).post(f"/mensen/{world.noor}/gezien").status_code == 404


def test_a_day_that_cannot_be_is_refused_and_a_day_twice_is_one(
    house: House, client_of: ClientOf, world: World
) -> None:
    els = client_of(world.els)
    for wrong in ("2026-11-22", "2020-01-01", "gisteren"):
        answer = els.post(f"/mensen/{world.noor}/gezien", data={"day": wrong})
        assert answer.status_code == 422, wrong
        assert 'href="#f-day"' in answer.text
    for _ in "12":
        els.post(f"/mensen/{world.noor}/gezien", data={"day": "2026-11-18"})
    with house.db.reading(world.household) as session:
        assert len(session.scalars(select(Contact)).all()) == 1


def test_after_two_weeks_the_safety_person_alone_is_asked(
    house: House, client_of: ClientOf, world: World
) -> None:
    ask = "Zag of sprak je "
    assert ask in main(client_of(world.els), "/")
    for who in ("sara", "mark", "tim", "kees", "noor"):
        assert ask not in main(client_of(getattr(world, who)), "/"), who
    client_of(world.els).post(f"/mensen/{world.noor}/gezien")
    assert ask not in main(client_of(world.els), "/")
    assert ask in main(client_of(world.ben), "/")
    house.clock.moment += timedelta(days=14)
    assert ask in main(client_of(world.els), "/")


def test_who_took_part_is_what_one_sees_in_the_book(
    house: House, client_of: ClientOf, world: World
) -> None:
    book = Book(house, world.household, house.clock.now() - timedelta(days=2))
    note = book.write(world.sara)
    book.write(world.els)
    book.thank(world.tim, note)
    client_of(world.ben).post(f"/mensen/{world.noor}/gezien")
    assert "2 mensen doen mee" in main(client_of(world.sara))
    assert "2 mensen doen mee" in main(client_of(world.mark))
    assert "3 mensen doen mee" in main(client_of(world.tim))
    assert "doen mee</h2>" not in main(client_of(world.kees))
    house.clock.moment += timedelta(days=40)
    assert "doen mee</h2>" not in main(client_of(world.sara))


def test_a_child_has_no_page_of_one_person(client_of: ClientOf, world: World) -> None:
    assert client_of(world.noor).get(f"/mensen/{world.els}").status_code == 404
    assert f"/mensen/{world.els}" not in main(client_of(world.noor))
    assert client_of(world.sara).get(f"/mensen/{world.lotte}").status_code == 404


def test_no_phone_keeps_the_page_that_says_when_they_met(client_of: ClientOf, world: World) -> None:
    els = client_of(world.els)
    els.post("/instellingen/bewaren", data={"bewaren": "ja"})
    assert els.get("/mensen").headers["Huisboek-Keep"] == "yes"
    assert "Huisboek-Keep" not in els.get(f"/mensen/{world.noor}").headers


@pytest.mark.parametrize("who", ["els", "kees"])
def test_the_circle_finds_the_way_to_say_what_it_can(
    client_of: ClientOf, world: World, who: str
) -> None:
    person = getattr(world, who)
    client = client_of(person)
    assert "Zeg wat jij kunt doen" in main(client)
    assert 'name="can"' in main(client, f"/mensen/{person}")
    assert "Zeg wat jij kunt doen" not in main(client_of(world.sara))
    assert 'name="can"' not in main(client_of(world.sara), f"/mensen/{person}")


def test_whom_a_child_may_fear_is_told_nothing_of_its_people_and_keeps_its_homes(
    house: House, client_of: ClientOf, world: World
) -> None:
    """Being put on the list changes no byte for Kees, who is told all: not a home, not a name."""
    now = house.clock.now()
    with house.db.writing(world.household, by=None, now=now) as session:
        actions.change_ring(session, person=world.kees, ring=Ring.ALL, now=now)
    tim = client_of(world.tim)
    add_home(tim, "thuis", world.noor, world.sara)
    kees, pages = client_of(world.kees), ("/mensen", f"/mensen/{world.noor}", "/")
    before = [main(kees, page) for page in pages]
    assert "thuis" in before[0]
    with house.db.writing(world.household, by=None, now=now) as session:
        actions.add_shield(session, ward=world.noor, feared=world.kees, now=now)
    client_of(world.els).post(f"/mensen/{world.noor}/gezien")
    assert [main(kees, page) for page in pages] == before
