"""Security R4, R5, R32: what somebody takes along holds what the table lets them take, and nothing hidden."""

import io
import json
import zipfile
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.core.db import EVERYWHERE
from api.core.house import House
from api.people.consenting.kinds import Kind
from api.people.organisation.actions import close
from api.people.organisation.codes import give_codes
from api.people.organisation.model import Listing
from pwa.taken import CHAPTERS
from pwa.taken_said import HEADINGS, pieces
from tests.core.media.files import picture, saved
from tests.house.crawl import TAKES_LONG
from tests.house.test_two_worlds import (
    CANARY,
    Pair,
    pair,  # noqa: F401 - a fixture
    write_private,
    write_shared,
)
from tests.houses import NOW
from tests.logbook.book import Book
from tests.people.calls import list_number
from tests.people.quietly import make_quiet
from tests.resilience.days import Days, cell
from tests.sharing.seats import Seats
from tests.words_and_pictures.told import tell_a_book
from tests.world import World, prove_all, sign_in_client

ADDRESS = "/instellingen/meenemen"
ALWAYS = {"boek.html", "boek.json", "gekeken.json"}
# By the export column of access.toml. A child takes no plan along and no book; a helper of the circle
# no week and no sitting, and a parent's week of a child goes only to a parent.
MAY_TAKE = {
    "noor": {"weken", "cijfers", "praten"},
    "sara": {"plan", "pad", "gesprekken", "weken", "boekjes", "cijfers", "delen"},
    "mark": {"plan", "pad", "gesprekken", "cijfers", "delen"},
    "els": {"plan", "pad"},
    "ben": {"plan", "pad"},
    "tim": {"plan", "pad", "gesprekken", "boekjes", "nummers"},
    "kees": set(),
    "lotte": set(),
}


def taken(client: FlaskClient) -> dict[str, str]:
    """The words of the file, by name."""
    answer = client.post(ADDRESS)
    assert answer.status_code == 200, answer.text
    with zipfile.ZipFile(io.BytesIO(answer.data)) as made:
        texts = [name for name in made.namelist() if name.endswith((".html", ".json"))]
        return {name: made.read(name).decode() for name in texts}


def chapter(client: FlaskClient, name: str) -> list[dict[str, Any]]:
    return list(json.loads(taken(client).get(f"{name}.json", "[]")))


@pytest.fixture
def lively(house: House, world: World) -> list[UUID]:
    """A house in which everything is used, with what Noor says to nobody but her safety people."""
    shared = write_shared(house, world)
    private = write_private(house, world, shared)
    house.clock.moment = NOW + timedelta(hours=2)  # type: ignore[attr-defined]
    seats = Seats(house, house.clock.now())
    seat = seats.seat(seats.account(), world.tim)
    sharing = seats.ask(seat, world.tim, kinds=[Kind.LOG], purpose="Zien hoe het gaat.")
    seats.say(sharing, world.sara)
    seats.say(sharing, world.mark, yes=False)
    return private


def client_of(app: Flask, house: House, person: UUID) -> FlaskClient:
    client = sign_in_client(app, person)
    prove_all(house)
    return client


@pytest.mark.parametrize("who", sorted(MAY_TAKE))
def test_everybody_takes_along_the_chapters_of_the_table(
    app: Flask, house: House, world: World, lively: list[UUID], who: str
) -> None:
    found = taken(client_of(app, house, getattr(world, who)))
    assert found.keys() - ALWAYS == {f"{name}.json" for name in MAY_TAKE[who]}
    assert found.keys() >= ALWAYS
    for name in CHAPTERS:
        there = f"<h2>{HEADINGS[name]}</h2>" in found["boek.html"]
        assert there == (name in MAY_TAKE[who]), name


@pytest.mark.parametrize("who", ["mark", "sara", "tim", "kees"])
def test_what_noor_says_to_her_own_people_is_in_no_file_of_another(
    app: Flask, house: House, world: World, lively: list[UUID], who: str
) -> None:
    """Sara reads Noor's week, her book and their table, and wrote such a sentence beside her own number."""
    found = taken(client_of(app, house, getattr(world, who)))
    open_to = {
        "sara": {"weken.json", "boekjes.json", "gesprekken.json", "cijfers.json"},
        "tim": {"boekjes.json", "gesprekken.json"},
    }
    circle = {"boek.html", "boek.json"} if who in open_to else set()
    where = {name for name, text in found.items() if CANARY in text}
    assert where <= open_to.get(who, set()) | circle
    assert "praten.json" not in found
    scores = json.loads(found.get("cijfers.json", "[]"))
    assert all(each["asked"] == "number" for each in scores), "no number of a child"


def test_a_child_takes_its_own_numbers_and_talks(
    app: Flask, house: House, world: World, lively: list[UUID]
) -> None:
    noor = client_of(app, house, world.noor)
    (number,) = chapter(noor, "cijfers")
    assert (number["value"], number["seen"]) == (2, CANARY)
    (talk,) = chapter(noor, "praten")
    assert talk["with"] == ["oma Els"]
    assert [each["says"] for each in talk["answers"]] == ["calls"]
    assert "Ik bel" in taken(noor)["boek.html"]
    assert CANARY in json.dumps(chapter(noor, "weken"))


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"says": "calls"}, "Ik bel"),
        ({"says": "comes"}, "Ik kom langs"),
        ({"says": "later", "day": "2026-11-22"}, "zondag 22 november"),
        ({"says": "later"}, "Deze week"),
        ({"says": "talked"}, "Wij hebben gepraat"),
    ],
)
def test_the_book_of_a_child_says_what_it_was_answered(answer: dict[str, str], said: str) -> None:
    (piece,) = pieces("praten", [{"at": NOW, "answers": [{"at": NOW, **answer}]}])
    assert [text for _label, text in piece.lines] == [said]


def test_one_takes_ones_own_numbers_and_answers_and_nobody_elses(
    app: Flask, house: House, world: World, lively: list[UUID]
) -> None:
    sara, mark = (client_of(app, house, each) for each in (world.sara, world.mark))
    assert len(chapter(sara, "cijfers")) == len(chapter(mark, "cijfers")) == 1
    (said,), (other,) = chapter(sara, "delen"), chapter(mark, "delen")
    assert (said["says"], other["says"]) == ("yes", "no")
    assert said["with"] == ["Amina"]
    assert said["purpose"] == "Zien hoe het gaat."
    assert "Zien hoe het gaat." in taken(sara)["boek.html"]
    assert "nee" not in taken(sara)["delen.json"]


def test_the_plan_goes_along_as_it_holds(
    app: Flask, house: House, world: World, lively: list[UUID]
) -> None:
    mark = client_of(app, house, world.mark)
    kinds = {each["kind"]: each for each in chapter(mark, "plan")}
    assert kinds["agreement"]["text"] == "Mark belt Els."
    assert kinds["agreement"]["does"] == ["Mark"]
    read = taken(mark)["boek.html"]
    assert "Afspraak: Mark belt Els." in read
    assert "We aten taart." in read
    assert "Mark belt." in read


def test_over_the_shoulder_nothing_of_ones_own_goes_along(
    app: Flask, house: House, world: World, lively: list[UUID]
) -> None:
    """In the quiet view as the pages: the plan as everybody may read it, and the book of the house."""
    sara = make_quiet(app, client_of(app, house, world.sara))
    found = taken(sara)
    assert not found.keys() & {f"{name}.json" for name in ("cijfers", "delen", "praten", "nummers")}
    assert "gesprekken.json" not in found
    assert "pad.json" not in found


def test_weeks_of_long_ago_go_along_too(app: Flask, house: House, world: World) -> None:
    Days(Book(house, world.household, NOW), world.noor).begin(world.els, {world.sara})
    for weeks in (0, 30, 90):
        past = Book(house, world.household, NOW - timedelta(weeks=weeks))
        said = cell(text=f"Week {weeks}", day=past.now.date())
        Days(past, world.noor).tick(world.noor, said)
    found = chapter(client_of(app, house, world.noor), "weken")
    texts = [one["text"] for each in found for day in each["days"] for one in day["done"]]
    assert texts == ["Week 90", "Week 30", "Week 0"]


def test_a_number_goes_along_with_who_put_it_on_the_list(
    app: Flask, house: House, world: World
) -> None:
    book = Book(house, world.household, NOW)
    list_number(book, world.tim, "De huisarts")
    assert [each["name"] for each in chapter(client_of(app, house, world.tim), "nummers")] == [
        "De huisarts"
    ]
    assert chapter(client_of(app, house, world.sara), "nummers") == []


def test_while_a_house_goes_away_all_of_it_goes_along(
    app: Flask, house: House, world: World, lively: list[UUID]
) -> None:
    give_codes(house, house.clock.now())
    with house.db.writing(EVERYWHERE, by=None, now=house.clock.now()) as session:
        code = session.get_one(Listing, world.household).code
        told = {"code": code, "called": True, "months": 6, "now": house.clock.now()}
        close(session, by=None, household=world.household, **told)
    found = taken(client_of(app, house, world.sara))
    assert found.keys() >= {"plan.json", "weken.json", "cijfers.json", "boek.json"}


def test_the_pictures_of_a_book_go_along_with_who_may_take_it(
    app: Flask, house: House, world: World
) -> None:
    tell_a_book(Book(house, world.household, NOW), world, saved(picture(), "PNG"))
    sara = client_of(app, house, world.sara).post(ADDRESS)
    with zipfile.ZipFile(io.BytesIO(sara.data)) as made:
        assert made.read("bladzijde-0001.webp")[8:12] == b"WEBP"
        assert 'src="bladzijde-0001.webp"' in made.read("boek.html").decode()
        pages = [page for each in json.loads(made.read("boekjes.json")) for page in each["pages"]]
        assert pages[0]["media"] == ["bladzijde-0001.webp", "stem-0002.webm"]
    els = client_of(app, house, world.els).post(ADDRESS)
    with zipfile.ZipFile(io.BytesIO(els.data)) as made:
        assert not [
            name for name in made.namelist() if name.startswith(("blad", "stem", "boekjes"))
        ]


@TAKES_LONG
def test_the_file_of_the_shielded_parent_is_the_same_bytes_in_both_worlds(
    pair: Pair,  # noqa: F811
) -> None:
    one, other = (pair.client(app).post(ADDRESS) for app in (pair.plain, pair.written))
    assert one.status_code == other.status_code == 200
    assert one.data == other.data
    with zipfile.ZipFile(io.BytesIO(one.data)) as made:
        names = set(made.namelist())
        assert not any(CANARY.encode() in made.read(name) for name in names)
    assert names >= {"plan.json", "pad.json", "gesprekken.json", "cijfers.json"}
