"""A number that somebody sends is a number of ours, or it is refused by a sentence: never a broken page."""

from dataclasses import replace

import pytest
from flask import Flask

from api.core.house import House
from api.core.text import whole_number
from tests.house.letters import FORMS, LAST, letters
from tests.house.source import ROOT
from tests.houses import NOW
from tests.logbook.book import Book
from tests.meetings.table import call
from tests.world import World, sign_in_client

pytestmark = pytest.mark.only("sqlite")
# Python reads no number of more than 4300 digits, and a database none above 2 to the 63rd.
TOO_MUCH = ("9" * 5_000, "9" * 25, "-1", "٣" * 9, "²", "1e9", "7.5")
NUMBERS = {
    "POST /mensen/<uuid:person_id>/pauze": ("days",),
    "POST /mensen/<uuid:person_id>/wie-komt": ("after-1", "card"),
    "POST /mensen/erbij": ("born", "generation"),
    "POST /mensen/vinden": ("question",),
    "POST /plan/nieuw": ("planned_every", "unannounced_every", "year"),
    "POST /plan/<uuid:part_id>/anders": ("planned_every", "unannounced_every", "year"),
    "POST /cijfers/<uuid:about>": ("value",),
    "POST /samen/nieuw": ("minutes",),
    "POST /samen/<uuid:meeting_id>": ("base",),
    "POST /samen/<uuid:meeting_id>/dagen": ("base", "minutes"),
    "POST /samen/<uuid:meeting_id>/sluiten": ("minutes",),
}


@pytest.fixture
def book(house: House, world: World) -> Book:
    return Book(house, world.household, NOW)


@pytest.mark.parametrize("typed", TOO_MUCH, ids=range(len(TOO_MUCH)))
def test_a_number_that_cannot_be_breaks_no_form(
    app: Flask, book: Book, world: World, typed: str
) -> None:
    table = call(book, world.tim, [world.els])
    table.begin()
    tim = sign_in_client(app, world.tim)
    for about in (table.id, world.noor, world.mark):
        for letter in letters(app, about, "niets"):
            if letter.door in LAST:
                continue
            # What the form of this door asks, and whatever looks like a number in it.
            found = {name for name, value in letter.form.items() if value.isdecimal()}
            for name in found | {*NUMBERS.get(letter.door, ())}:
                sent = replace(letter, form={**letter.form, name: typed})
                status = sent.send(tim, world.tim, NOW).status_code
                assert status < 500, (letter.door, name)


def test_every_such_form_is_one_of_ours() -> None:
    assert NUMBERS.keys() <= FORMS.keys()


@pytest.mark.parametrize("typed", TOO_MUCH, ids=range(len(TOO_MUCH)))
def test_how_long_a_meeting_lasts_is_said_beside_it_and_the_words_stay(
    app: Flask, book: Book, world: World, typed: str
) -> None:
    table = call(book, world.tim, [world.els])
    table.begin()
    tim = sign_in_client(app, world.tim)
    book.house.clock.moment = book.now  # type: ignore[attr-defined]
    day = {"day-1": "2026-12-05", "time-1": "19:30", "minutes": typed}
    forms: dict[str, dict[str, str]] = {
        "/samen/nieuw": {**day, "phase": "direct", "goal": "Rust in huis."},
        f"/samen/{table.id}/dagen": {**day, "do": "offer"},
        f"/samen/{table.id}/sluiten": {
            "day": "2026-12-20",
            "at": "19:30",
            "minutes": typed,
            "story": "Rust in huis.",
        },
    }
    for address, form in forms.items():
        refused = tim.post(address, data=form)
        assert (refused.status_code, "Kies hoe lang het duurt." in refused.text) == (422, True)
        assert ("Rust in huis." in refused.text) is ("dagen" not in address)


@pytest.mark.parametrize("typed", TOO_MUCH, ids=range(len(TOO_MUCH)))
def test_a_version_that_cannot_be_is_an_old_one_and_the_words_stay(
    app: Flask, book: Book, world: World, typed: str
) -> None:
    table = call(book, world.tim, [world.els])
    tim = sign_in_client(app, world.tim)
    form = {"do": "words", "place": "Bij Kees", "goal": "Slapen.", "base": typed}
    late = tim.post(f"/samen/{table.id}", data=form)
    assert (late.status_code, "Slapen." in late.text, "Bij Kees" in late.text) == (409, True, True)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("0", 0), ("7", 7), (" 90 ", 90), ("480", 480), ("481", None), ("0480", None), ("", None)],
)
def test_a_whole_number_is_digits_and_no_more_than_it_may_be(
    typed: str, number: int | None
) -> None:
    assert whole_number(typed, most=480) == number


@pytest.mark.parametrize("typed", TOO_MUCH, ids=range(len(TOO_MUCH)))
def test_what_is_none_is_none(typed: str) -> None:
    assert whole_number(typed, most=480) is None


def test_pages_read_a_number_in_one_way() -> None:
    """Else the next form counts digits by itself, and forgets that there can be too many."""
    for file in sorted((ROOT / "pwa").rglob("*.py")):
        code = file.read_text()
        assert ".isdecimal(" not in code, file
        assert ".isdigit(" not in code, file
