"""Taking one's book along: what may be exported by the table, in a file that holds nothing else."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.core.house import House
from api.logbook.note import Kind
from api.logbook.taking import file_names, media_files, to_take
from api.people.policy import Audience
from tests.house.neutral import unfit
from tests.house.test_two_worlds import DRAWING
from tests.logbook.book import Book
from tests.logbook.test_media import VOICE, write_with
from tests.world import World

ADDRESS = "/instellingen/meenemen"
PEOPLE = ("noor", "sara", "mark", "els", "ben", "tim", "kees")


@pytest.fixture
def notes(book: Book, world: World) -> dict[str, UUID]:
    """One note for each audience, and one that each of several people wrote."""
    chosen = {"audience": Audience.CHOSEN, "chosen": frozenset({world.sara, world.kees})}
    safe = {"audience": Audience.SAFETY_PERSON, "kind": Kind.TELL}
    made = {
        "sara circle": book.write(world.sara, "sara circle"),
        "sara self": book.write(world.sara, "sara self", audience=Audience.SELF),
        "els chosen": book.write(world.els, "els chosen", **chosen),
        "tim circle": book.write(world.tim, "tim circle", kind=Kind.WRONG),
        "noor circle": book.write(world.noor, "noor circle"),
        "noor safe": book.write(world.noor, "noor safe", strokes=DRAWING, **safe),
        "mark circle": book.write(world.mark, "mark circle"),
    }
    book.reply(world.els, made["noor safe"], "els answers noor")
    book.reply(world.els, made["sara circle"], "els answers sara")
    book.thank(world.ben, made["tim circle"])
    return made


# By the export column of access.toml: parents and the chair take the circle's notes along, others
# their own alone, also of what they were chosen for; a private note goes with its ward alone.
MAY_TAKE = {
    "noor": {"noor circle", "noor safe"},
    "sara": {"sara circle", "sara self", "tim circle", "noor circle", "mark circle"},
    "mark": {"sara circle", "tim circle", "mark circle"},
    "els": {"els chosen"},
    "ben": set(),
    "tim": {"sara circle", "tim circle", "noor circle", "mark circle"},
    "kees": set(),
}


def taken(client: FlaskClient) -> zipfile.ZipFile:
    answer = client.post(ADDRESS)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"] == "application/zip"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="boek.zip"'
    assert answer.headers["Cache-Control"] == "no-store"
    return zipfile.ZipFile(io.BytesIO(answer.data))


def texts(made: zipfile.ZipFile) -> set[str]:
    return {note["text"] for note in json.loads(made.read("boek.json"))}


@pytest.mark.parametrize("who", PEOPLE)
def test_everybody_takes_along_what_the_table_says(
    client_of: Callable[[UUID], FlaskClient], world: World, notes: dict[str, UUID], who: str
) -> None:
    made = taken(client_of(getattr(world, who)))
    assert texts(made) == MAY_TAKE[who]
    page = made.read("boek.html").decode()
    for name in notes:
        assert (name in page) == (name in MAY_TAKE[who]), name


@pytest.mark.parametrize("who", PEOPLE)
def test_nothing_goes_along_that_the_timeline_does_not_show(
    book: Book, world: World, notes: dict[str, UUID], who: str
) -> None:
    person = getattr(world, who)
    shown = {view.id: view for view in book.timeline(person)}
    for view in book.ask(person, to_take):
        seen = shown[view.id]
        assert view.text == seen.text
        assert set(view.replies) <= set(seen.replies)
        assert set(view.thanks) <= set(seen.thanks)


def test_what_another_said_below_a_note_goes_by_the_table_too(
    client_of: Callable[[UUID], FlaskClient], world: World, notes: dict[str, UUID]
) -> None:
    said = {who: taken(client_of(getattr(world, who))).read("boek.json") for who in PEOPLE}
    with_answer = {who for who in PEOPLE if b"els answers noor" in said[who]}
    assert with_answer == {"noor"}
    assert {who for who in PEOPLE if b"els answers sara" in said[who]} == {"sara", "mark", "tim"}


@pytest.mark.parametrize("who", ["amina"])
def test_a_professional_takes_nothing_along(
    client_of: Callable[[UUID], FlaskClient], world: World, notes: dict[str, UUID], who: str
) -> None:
    client = client_of(getattr(world, who))
    assert client.get(ADDRESS).status_code == 404
    assert client.post(ADDRESS).status_code == 404
    assert ADDRESS not in client.get("/instellingen").text


def test_a_child_takes_its_drawing_along_in_its_own_words(
    client_of: Callable[[UUID], FlaskClient], world: World, notes: dict[str, UUID]
) -> None:
    client = client_of(world.noor)
    assert ADDRESS in client.get("/instellingen").text
    assert "Neem mijn boek mee" in client.get(ADDRESS).text
    made = taken(client)
    names = ["boek.html", "boek.json", "gekeken.json", "plaatje-0001.webp"]
    assert made.namelist() == names
    assert made.read("plaatje-0001.webp")[8:12] == b"WEBP"
    assert 'src="plaatje-0001.webp"' in made.read("boek.html").decode()


def test_the_page_opens_anywhere_and_runs_and_fetches_nothing(
    client_of: Callable[[UUID], FlaskClient], book: Book, world: World
) -> None:
    write_with(book, world.sara, VOICE, text="<script>alert(1)</script>")
    client = client_of(world.sara)
    client.set_cookie("taal", "en_GB")
    made = taken(client)
    page = made.read("boek.html").decode()
    assert '<html lang="en-GB" dir="ltr">' in page
    assert "It was calm" in page
    assert not re.search(r"<(script|link|style|iframe|form)\b|\son\w+=|url\(|https?:|//", page)
    assert set(re.findall(r'(?:src|href)="([^"]*)"', page)) == {"geluid-0001.mp4"}
    assert made.read("geluid-0001.mp4") == VOICE.data


def test_no_name_in_the_file_tells_anything(
    client_of: Callable[[UUID], FlaskClient], world: World, notes: dict[str, UUID]
) -> None:
    made = taken(client_of(world.noor))
    assert not [name for name in ("boek.zip", *made.namelist()) if unfit(name)]
    assert {info.date_time for info in made.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_what_another_took_back_stays_and_what_i_took_back_goes_along(
    client_of: Callable[[UUID], FlaskClient], book: Book, world: World, notes: dict[str, UUID]
) -> None:
    book.withdraw(world.tim, notes["tim circle"])
    assert "tim circle" not in texts(taken(client_of(world.sara)))
    mine = json.loads(taken(client_of(world.tim)).read("boek.json"))
    assert [note["text"] for note in mine if "withdrawn_at" in note] == ["tim circle"]


def test_a_medium_that_may_no_longer_be_seen_stays_when_its_turn_comes(
    house: House, book: Book, world: World
) -> None:
    made = book.write(world.sara, "Een tekening.", strokes=DRAWING)
    viewer_notes = book.ask(world.tim, to_take)
    names = file_names(viewer_notes)
    assert list(names.values()) == ["plaatje-0001.webp"]
    book.withdraw(world.sara, made)
    with house.db.reading(world.household) as session:
        from api.people.queries import viewer  # noqa: PLC0415

        tim = viewer(session, world.tim)
    assert list(media_files(house, tim, names)) == []


def test_nobody_of_the_other_side_stands_in_the_file(
    client_of: Callable[[UUID], FlaskClient], apart: Book, world: World
) -> None:
    note = apart.write(world.fem, "Wij zwommen.", about=(world.daan, world.lotte))
    apart.thank(world.daan, note)
    made = taken(client_of(world.lotte))
    for name in made.namelist():
        assert b"Daan" not in made.read(name)
    assert b"Lotte" in made.read("boek.json")


def test_only_a_post_from_our_own_page_brings_it(
    app: Flask, client_of: Callable[[UUID], FlaskClient], world: World
) -> None:
    client = client_of(world.sara)
    assert client.get(ADDRESS).content_type.startswith("text/html")
    elsewhere = client.post(ADDRESS, headers={"Sec-Fetch-Site": "cross-site"})
    assert elsewhere.status_code == 403
    assert app.test_client().post(ADDRESS).status_code == 401
