"""The family's pages of consent: what they say, what they refuse, and what they tell nobody."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from api.core.db import EVERYWHERE
from api.core.house import House
from api.people.consenting.kinds import Kind
from api.people.consenting.model import Sharing, SharingAnswer
from api.people.consenting.rules import TEXT_VERSION
from api.people.model import Person, SignIn
from api.people.policy import Side
from api.people.professionals.ending import end_seat
from api.people.professionals.queries import Seated
from tests.houses import NOW
from tests.people.quietly import make_quiet
from tests.sharing.seats import Seats, amina_reads
from tests.sharing.test_consent import make_keeper
from tests.world import World

ClientOf = Callable[[UUID], FlaskClient]
CHILD = re.compile(r"\b[Kk]ind(eren)?\b")
HERE = "/instellingen/meelezen"
ASK = {"kinds": ["log"], "purpose": "Samen kijken.", "since": "now", "days": "30"}


def main(client: FlaskClient, address: str = HERE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.text.split("<main")[1].split("</main>", maxsplit=1)[0]


def make_age(house: House, child: UUID, age: int) -> None:
    now = house.clock.now()
    with house.db.reading(EVERYWHERE) as session:
        home = session.get_one(Person, child).household_id
    with house.db.writing(home, by=None, now=now) as session:
        session.get_one(Person, child).born_year = now.year - age


@pytest.fixture
def seat(seats: Seats, world: World) -> Seated:
    return seats.seat(seats.account(), world.tim)


@pytest.fixture
def sharing(seats: Seats, seat: Seated, world: World) -> UUID:
    return seats.ask(seat, world.tim)


def at(seat: Seated, more: str = "") -> str:
    return f"{HERE}/{seat.id}{more}"


def yes(client: FlaskClient, seat: Seated, sharing: UUID) -> int:
    form = {"says": "ja", "sharing": str(sharing)}
    return int(client.post(at(seat, "/antwoord"), data=form).status_code)


def test_from_the_question_to_the_last_yes_and_back_in_one_tap(
    client_of: ClientOf, seats: Seats, seat: Seated, world: World
) -> None:
    tim, sara, mark = (client_of(each) for each in (world.tim, world.sara, world.mark))
    assert "leest nu niets" in main(tim)
    form = {**ASK, "id": str(uuid4())}
    for _ in range(2):
        assert tim.post(at(seat), data=form).location == HERE
    with seats.house.db.reading(seat.household) as session:
        [row] = session.scalars(select(Sharing))
    page = main(sara, at(seat, "/antwoord"))
    for said in ("Samen kijken.", "Wat jullie schreven voor de hele kring.", "Veilig Thuis"):
        assert said in page
    assert yes(sara, seat, row.id) == 303
    assert "Nog niet iedereen zei ja" in main(sara)
    assert yes(mark, seat, row.id) == 303
    for client in (sara, mark, tim):
        assert "leest nu mee" in main(client)
    assert seats.reader(seat) is not None
    assert sara.post(at(seat, "/antwoord"), data={"says": "nee"}).status_code == 303
    assert seats.reader(seat) is None
    with seats.house.db.reading(seat.household) as session:
        kept = session.scalars(select(SharingAnswer).filter_by(person_id=world.sara)).all()
    assert {(each.says, each.text_version) for each in kept} == {
        ("yes", TEXT_VERSION),
        ("no", TEXT_VERSION),
    }


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kinds": []}, "kinds"),
        ({"kinds": ["all"]}, "kinds"),
        ({"purpose": "  "}, "purpose"),
        ({"purpose": "a" * 501}, "purpose"),
        ({"days": "91"}, "days"),
        ({"days": "-1"}, "days"),
        ({"since": "1900"}, "since"),
    ],
)
def test_a_wrong_question_is_refused_beside_its_field(
    client_of: ClientOf, seat: Seated, world: World, wrong: dict[str, object], field: str
) -> None:
    answer = client_of(world.tim).post(at(seat), data={**ASK, **wrong})
    assert answer.status_code == 422
    assert f'id="f-{field}-error"' in answer.text
    assert "leest nu niets" in main(client_of(world.tim))


def test_a_yes_counts_only_for_the_words_that_were_read(
    client_of: ClientOf, seats: Seats, seat: Seated, sharing: UUID, world: World
) -> None:
    newer = seats.ask(seat, world.tim, kinds=[Kind.LOG, Kind.SCORES])
    sara, mark = client_of(world.sara), client_of(world.mark)
    assert yes(sara, seat, sharing) == 422
    assert yes(mark, seat, newer) == 303
    assert seats.reader(seat) is None
    assert sara.post(at(seat, "/antwoord"), data={}).status_code == 422


def test_a_yes_asks_for_the_code_and_a_no_does_not(
    client_of: ClientOf, seats: Seats, seat: Seated, sharing: UUID, world: World
) -> None:
    sara, mark = client_of(world.sara), client_of(world.mark)
    assert yes(mark, seat, sharing) == yes(sara, seat, sharing) == 303
    with seats.house.db.writing(seat.household, by=None, now=NOW) as session:
        session.execute(update(SignIn).values(proved_at=NOW - timedelta(days=1)))
    asked = sara.get(at(seat, "/antwoord"))
    assert (asked.status_code, "nog-eens" in asked.location) == (303, True)
    assert sara.post(at(seat, "/antwoord"), data={"says": "nee"}).location == f"{HERE}?klaar"
    assert seats.reader(seat) is None
    sara.post(at(seat, "/antwoord"), data={"says": "ja", "sharing": str(sharing)})
    assert seats.reader(seat) is None


def test_the_list_is_the_same_whatever_one_said(
    client_of: ClientOf, seats: Seats, seat: Seated, sharing: UUID, world: World
) -> None:
    """Whoever takes Sara's phone, or sits beside Mark, must not read an answer off it."""
    sara, mark, tim = (client_of(each) for each in (world.sara, world.mark, world.tim))
    before = [main(each) for each in (sara, mark, tim)]
    for answers in ({}, {world.sara: True}, {world.sara: False, world.mark: True}):
        for who, said in answers.items():
            seats.say(sharing, who, yes=said)
        assert [main(each) for each in (sara, mark, tim)] == before


def test_a_child_of_thirteen_decides_and_no_page_of_another_says_what(
    client_of: ClientOf, seats: Seats, house: House, seat: Seated, world: World
) -> None:
    make_age(house, world.noor, 13)
    sharing = seats.share(seat, world.tim, [world.sara, world.mark])
    others = [client_of(each) for each in (world.sara, world.mark, world.tim, world.els)]
    before = [main(each) for each in others]
    assert "beslist zelf mee" in before[0]
    noor = client_of(world.noor)
    assert "Kies zelf" in main(noor)
    assert "Mag" in main(noor, at(seat, "/antwoord"))
    for said, withheld in (("ja", False), ("nee", True)):
        form = {"says": said, "sharing": str(sharing)}
        assert noor.post(at(seat, "/antwoord"), data=form).status_code == 303
        reader = seats.reader(seat)
        assert reader
        assert (world.noor in reader.viewer.withheld) is withheld
        assert [main(each) for each in others] == before


def test_a_child_of_eight_is_told_and_not_asked(
    client_of: ClientOf, seats: Seats, house: House, world: World
) -> None:
    make_age(house, world.noor, 8)
    seat = amina_reads(seats, world)
    noor = client_of(world.noor)
    page = main(noor)
    assert "leest mee." in page
    assert "antwoord" not in page
    assert noor.get(at(seat, "/antwoord")).status_code == 404
    assert noor.post(at(seat, "/antwoord"), data={"says": "nee"}).status_code == 404


@pytest.mark.parametrize("who", ["els", "kees", "noor"])
@pytest.mark.usefixtures("sharing")
def test_who_does_not_keep_it_asks_nothing(
    client_of: ClientOf, seat: Seated, world: World, who: str
) -> None:
    someone = client_of(getattr(world, who))
    unknown = someone.post(f"{HERE}/{uuid4()}", data=ASK)
    for form in (ASK, {"do": "end"}):
        answer = someone.post(at(seat), data=form)
        assert answer.status_code == unknown.status_code == 404
    assert someone.get(at(seat)).status_code == 404
    assert someone.get(at(seat, "/zonder")).status_code == 404


def test_who_knows_a_part_hears_who_reads_and_nothing_of_what(
    client_of: ClientOf, seats: Seats, world: World
) -> None:
    amina_reads(seats, world, purpose="Samen kijken.")
    assert "Samen kijken." in main(client_of(world.els))
    page = main(client_of(world.kees))
    assert "Amina" in page
    assert "Samen kijken." not in page


def test_who_leads_ends_it_and_twice_is_once(
    client_of: ClientOf, seats: Seats, world: World
) -> None:
    seat = amina_reads(seats, world)
    tim = client_of(world.tim)
    for _ in range(2):
        assert tim.post(at(seat), data={"do": "end"}).status_code == 303
    assert seats.reader(seat) is None
    assert "leest niet meer mee" in client_of(world.sara).get("/").text


def test_nothing_of_it_is_there_in_the_quiet_view(
    client_of: ClientOf, app: Flask, seats: Seats, world: World
) -> None:
    seat = amina_reads(seats, world)
    sara = make_quiet(app, client_of(world.sara))
    for address in (HERE, at(seat), f"{HERE}/{uuid4()}"):
        assert sara.get(address).status_code == 404
    assert "meelezen" not in sara.get("/instellingen").text


def test_shared_without_asking_is_a_day_and_a_ground_and_stays(
    client_of: ClientOf, house: House, seat: Seated, world: World
) -> None:
    tim = client_of(world.tim)
    form = {"id": str(uuid4()), "ground": "danger", "day": "2026-11-21"}
    for _ in range(2):
        assert tim.post(at(seat, "/zonder"), data=form).status_code == 303
    for who in (world.tim, world.sara, world.mark):
        assert main(client_of(who)).count("zonder toestemming. Er was gevaar") == 1
    for who in (world.els, world.noor, world.kees):
        assert "Er was gevaar" not in main(client_of(who))
    with house.db.writing(world.household, by=None, now=NOW) as session:
        end_seat(session, seat=seat.id, now=NOW)
    assert main(client_of(world.sara)).count("zonder toestemming. Er was gevaar") == 1


@pytest.mark.parametrize(
    "wrong", [{"day": "2026-11-22"}, {"day": "2026-11-20"}, {"ground": "x"}, {"day": ""}]
)
def test_a_day_or_a_ground_that_cannot_be_is_refused(
    client_of: ClientOf, seat: Seated, world: World, wrong: dict[str, str]
) -> None:
    form = {"id": str(uuid4()), "ground": "danger", "day": "2026-11-21", **wrong}
    assert client_of(world.tim).post(at(seat, "/zonder"), data=form).status_code == 422


def test_a_child_of_a_house_apart_is_named_nobody(
    client_of: ClientOf, seats: Seats, house: House, world: World
) -> None:
    make_keeper(house, world)
    theirs = seats.seat(seats.account("Quirijn"), world.ria, side=Side.A, name="Quirijn")
    seats.share(theirs, world.ria, [world.lotte])
    assert "leest nu mee" in main(client_of(world.lotte))
    for who in (world.fem, world.daan):
        assert "Quirijn" not in main(client_of(who))
    assert client_of(world.daan).get(at(theirs, "/antwoord")).status_code == 404


def test_in_a_house_without_children_no_page_speaks_of_one(
    client_of: ClientOf, house: House, seats: Seats, seat: Seated, world: World
) -> None:
    with house.db.writing(world.household, by=None, now=NOW) as session:
        session.get_one(Person, world.noor).ended_at = NOW
    seats.ask(seat, world.tim)
    tim, sara = client_of(world.tim), client_of(world.sara)
    for client, more in ((tim, ""), (tim, "/zonder"), (sara, ""), (sara, "/antwoord")):
        assert not CHILD.search(main(client, at(seat, more)))
    assert not CHILD.search(main(sara))
