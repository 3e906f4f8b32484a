"""A cell that was swapped or damaged: all else is shown, nothing of it is, and the alarm rings (security R30)."""

import logging
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import LargeBinary, Uuid, bindparam, text

from api import cli
from api.core.house import House, lay_ballast
from api.logbook.model import EntryVersion, Medium, Reply
from api.people.numbers import add_number
from api.people.policy import Audience, Side
from api.people.queries import viewer
from api.people.telephone import Call
from tests.core.media import files
from tests.faults.phone import Phone, told_honestly
from tests.house.crawl import masked
from tests.houses import NOW
from tests.logbook.book import Book
from tests.world import World

ADULT = "We kunnen dit niet laten zien. De beheerder weet het."
CHILD = "Dit kan ik niet laten zien. De beheerder weet het."
ONE, OTHER, WHOLE = "De soep was warm.", "We speelden buiten.", "Oma las een boek voor."
Client = Callable[[UUID], FlaskClient]
Notes = tuple[UUID, UUID, UUID]


@pytest.fixture
def book(house: House, world: World) -> Book:
    return Book(house, world.household, NOW)


@pytest.fixture
def notes(book: Book, world: World) -> Notes:
    one, other, whole = (book.write(world.sara, said) for said in (ONE, OTHER, WHOLE))
    return one, other, whole


@pytest.fixture
def sara(client_of: Client, world: World) -> FlaskClient:
    return client_of(world.sara)


@pytest.fixture
def here(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line finds the house of this test."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)


@pytest.fixture(autouse=True)
def healthy(house: House) -> None:
    """Nothing else is the matter; a small ballast will do."""
    lay_ballast(house.settings.data / "ballast", 4096)


def behind(house: House, statement: str, **values: object) -> list[tuple]:
    """Do something past the house, as somebody with the file in hand would."""
    kinds = [
        bindparam(name, type_=Uuid() if isinstance(value, UUID) else LargeBinary())
        for name, value in values.items()
    ]
    with house.db.engine.begin() as connection:
        if not house.db.is_sqlite:
            connection.exec_driver_sql("SELECT set_config('huisboek.household', '*', true)")
        done = connection.execute(text(statement).bindparams(*kinds), values)
        assert done.returns_rows or done.rowcount, "nothing was touched"
        return list(done) if done.returns_rows else []


def cell(house: House, table: str, column: str, **where: UUID) -> bytes:
    (name,) = where
    found = behind(house, f"SELECT {column} FROM {table} WHERE {name} = :{name}", **where)
    return bytes(found[0][0])


def put(house: House, table: str, column: str, cell: bytes, **where: UUID) -> None:
    (name,) = where
    statement = f"UPDATE {table} SET {column} = :cell WHERE {name} = :{name}"
    behind(house, statement, cell=cell, **where)


def swap(house: House, table: str, key: str, one: UUID, other: UUID) -> None:
    cells = [cell(house, table, "body", **{key: each}) for each in (one, other)]
    for each, moved in zip((other, one), cells, strict=True):
        put(house, table, "body", moved, **{key: each})


def flip(house: House, table: str, column: str = "body", **where: UUID) -> None:
    raw = bytearray(cell(house, table, column, **where))
    raw[len(raw) // 2] ^= 1
    put(house, table, column, bytes(raw), **where)


def health(client: FlaskClient) -> tuple[int, str]:
    answer = client.get("/healthz")
    return answer.status_code, answer.get_json()["cells"]


def page(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    assert "Er ging iets stuk" not in answer.text
    return answer.text


@pytest.mark.parametrize("address", ["/", "/logboek", "/logboek/afdruk"])
def test_two_notes_that_changed_places_are_both_left_out_and_the_third_is_there(
    house: House,
    world: World,
    notes: Notes,
    sara: FlaskClient,
    address: str,
) -> None:
    one, other, _whole = notes
    assert health(sara) == (200, "ok")
    swap(house, "entry_versions", "entry_id", one, other)
    shown = page(sara, address)
    assert WHOLE in shown
    assert (ONE in shown, OTHER in shown) == (False, False)
    assert shown.count(ADULT) == 2
    assert health(sara) == (503, "damaged")


def test_a_note_from_another_household_is_not_shown(
    house: House, world: World, notes: Notes, client_of: Client
) -> None:
    theirs = Book(house, world.apart, NOW).write(world.lotte, "Wij wonen ergens anders.")
    swap(house, "entry_versions", "entry_id", notes[0], theirs)
    ours, others = page(client_of(world.sara), "/logboek"), page(client_of(world.lotte), "/logboek")
    assert OTHER in ours
    assert WHOLE in ours
    assert ours.count(ADULT) == others.count(ADULT) == 1
    for shown in (ours, others):
        assert ONE not in shown
        assert "ergens anders" not in shown
    assert health(client_of(world.sara)) == (503, "damaged")


def test_one_turned_bit_is_told_to_a_child_in_its_own_words(
    house: House, world: World, book: Book, client_of: Client
) -> None:
    mine = book.write(world.noor, "Ik was blij.", audience=Audience.SAFETY_PERSON)
    book.write(world.noor, "Ik mocht mee.", audience=Audience.CIRCLE)
    flip(house, "entry_versions", entry_id=mine)
    noor = client_of(world.noor)
    shown = page(noor, "/logboek")
    assert CHILD in shown
    assert ADULT not in shown
    assert "Ik mocht mee." in shown
    assert "Ik was blij." not in shown
    assert CHILD in page(noor, f"/logboek/{mine}")
    assert health(noor) == (503, "damaged")


def test_of_a_damaged_note_nothing_is_shown_and_nothing_can_be_done_with_it(
    house: House, world: World, book: Book, sara: FlaskClient
) -> None:
    """An older version will do: who may read what stands below depends on each of them."""
    note = book.write(world.sara, ONE, helped="Samen aan tafel.")
    book.reply(world.els, note, "Wat fijn!")
    book.correct(world.sara, note, OTHER)
    with house.db.reading(world.household) as session:
        oldest = session.query(EntryVersion).filter_by(entry_id=note, number=1).one().id
    flip(house, "entry_versions", id=oldest)
    shown = page(sara, f"/logboek/{note}")
    assert ADULT in shown
    for part in (ONE, OTHER, "Samen aan tafel.", "Wat fijn!", "/anders", "/weghalen"):
        assert part not in shown
    changing = sara.get(f"/logboek/{note}/anders")
    assert changing.status_code != 500
    assert ONE not in changing.text
    assert OTHER not in changing.text


def test_searching_walks_past_it(
    house: House, world: World, notes: Notes, sara: FlaskClient
) -> None:
    flip(house, "entry_versions", entry_id=notes[0])
    assert WHOLE in sara.post("/logboek/zoeken", data={"words": "boek"}).text
    assert ONE not in sara.post("/logboek/zoeken", data={"words": "soep"}).text
    assert health(sara) == (503, "damaged")


def test_a_damaged_answer_leaves_the_note_and_the_other_answers(
    house: House, world: World, book: Book, notes: Notes, client_of: Client
) -> None:
    bad = uuid4()
    book.reply(world.els, notes[0], "Lekker hoor.", reply_id=bad)
    book.reply(world.ben, notes[0], "Goed zo!")
    assert book.count(Reply) == 2
    flip(house, "replies", id=bad)
    shown = page(client_of(world.sara), f"/logboek/{notes[0]}")
    assert ONE in shown
    assert "Goed zo!" in shown
    assert "Lekker hoor." not in shown
    assert shown.count(ADULT) == 1
    assert health(client_of(world.sara)) == (503, "damaged")


@pytest.mark.parametrize(("column", "ending"), [("body", ""), ("small", "/klein")])
def test_a_damaged_picture_is_not_there_as_an_unknown_one(
    house: House, world: World, sara: FlaskClient, column: str, ending: str
) -> None:
    phone = Phone(sara, world.sara)
    letter = phone.write(ONE, ("photo", "image/jpeg", files.photo((200, 100))))
    assert phone.send(letter).status_code == 201
    with house.db.reading(world.household) as session:
        medium = session.query(Medium).one().id
    assert sara.get(f"/media/{medium}{ending}").status_code == 200
    assert health(sara) == (200, "ok")
    flip(house, "media", column, id=medium)
    answers = [sara.get(f"/media/{each}{ending}") for each in (medium, uuid4())]
    damaged, unknown = (masked(each.status_code, [*each.headers], each.data) for each in answers)
    assert damaged[0] == 404
    assert damaged == unknown
    assert ONE in page(sara, "/logboek")
    assert health(sara) == (503, "damaged")


def test_people_whose_names_changed_places_are_somebody_and_the_notes_stay(
    house: House, world: World, notes: Notes, sara: FlaskClient
) -> None:
    assert notes
    swap(house, "people", "id", world.els, world.ben)
    shown = page(sara, "/logboek")
    assert all(each in shown for each in (ONE, OTHER, WHOLE))
    assert "Iemand" in page(sara, "/mensen")
    assert "oma Els" not in page(sara, "/mensen")
    assert health(sara) == (503, "damaged")


def test_a_damaged_number_leaves_the_others_on_the_page_for_danger(
    house: House, world: World, client_of: Client
) -> None:
    rows = (uuid4(), uuid4())
    with house.db.writing(world.household, by=world.tim, now=NOW) as session:
        by = viewer(session, world.tim)
        for row, name in zip(rows, ("Oma", "Buurman"), strict=True):
            call = Call(name=name, number="030 123 45 67", when="Ben je alleen?")
            add_number(session, by=by, number_id=row, call=call, side=Side.BOTH, now=NOW)
    flip(house, "own_numbers", id=rows[0])
    shown = page(client_of(world.sara), "/bellen")
    assert "112" in shown
    assert "Buurman" in shown
    assert ">Oma<" not in shown
    assert ADULT in shown
    assert page(client_of(world.tim), "/bellen/eigen")


def test_without_its_key_a_household_gets_a_sentence_and_the_numbers_for_danger(
    house: House, world: World, sara: FlaskClient, notes: Notes
) -> None:
    phone = Phone(sara, world.sara)
    letter = phone.write(ONE)
    assert notes
    house.vault.forget(world.household)
    answer = sara.get("/logboek")
    assert answer.status_code == 503
    assert ADULT in answer.text
    assert ONE not in answer.text
    told_honestly(phone.send(letter), 503)
    assert "112" in page(sara, "/bellen")
    assert health(sara) == (503, "damaged")


def test_the_log_says_where_and_not_a_word_of_what(
    house: House,
    world: World,
    notes: Notes,
    client_of: Client,
    caplog: pytest.LogCaptureFixture,
) -> None:
    flip(house, "entry_versions", entry_id=notes[0])
    with caplog.at_level(logging.DEBUG):
        page(client_of(world.sara), "/logboek")
    said = [record.getMessage() for record in caplog.records if "open" in record.getMessage()]
    assert said
    assert all("entry_versions.body" in line for line in said)
    assert str(world.household) in said[0]
    assert ONE not in caplog.text
    assert "soep" not in caplog.text


@pytest.mark.usefixtures("here")
def test_the_alarm_rings_in_every_process_until_verify_finds_all_well(
    house: House, sara: FlaskClient, notes: Notes
) -> None:
    whole = cell(house, "entry_versions", "body", entry_id=notes[0])
    flip(house, "entry_versions", entry_id=notes[0])
    page(sara, "/logboek")
    again = House.open(house.settings, house.clock)
    assert again.damage.is_there()
    again.close()
    assert cli.main(["verify"]) == 1
    assert health(sara) == (503, "damaged")
    put(house, "entry_versions", "body", whole, entry_id=notes[0])
    assert cli.main(["verify"]) == 0
    assert health(sara) == (200, "ok")
    assert ONE in page(sara, "/logboek")
