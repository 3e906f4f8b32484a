"""A day that somebody sends is a day of ours, or it is refused by a sentence: never a broken page."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from api.core.house import House
from api.core.text import typed_day
from tests.house.letters import FORMS, LAST, OUTBOX, Form, letters
from tests.house.source import ROOT
from tests.houses import NOW
from tests.logbook.book import Book
from tests.meetings.table import call
from tests.world import World, sign_in_client

pytestmark = pytest.mark.only("sqlite")
# From the first, no day goes back to its Monday; from the last, none on to the next week.
TOO_FAR = ("0001-01-01", "9999-12-31", "1899-12-31", "3000-01-01", "2026-02-30", "gisteren")
# What the letters of these doors leave out.
DAYS = {
    "POST /logboek/nieuw": ({"on": "2026-11-20"},),
    "POST /logboek/<uuid:entry_id>/anders": ({"on": "2026-11-20"},),
    "POST /pad/deel/nieuw": ({"soort": "sluiten", "calls": "Els", "day": "2026-11-28"},),
    "POST /plan/nieuw": (
        {"do": "agree", "agreed_on": "2026-11-20"},
        {"soort": "voorwaarde", "until": "2026-12-20", "if_not": "niets"},
    ),
    "POST /plan/<uuid:part_id>/anders": ({"agreed_on": "2026-11-20", "until": "2026-12-20"},),
    OUTBOX: ({"record": "week", "today": "2026-11-20", "set": "2026-11-20.sleep"},),
}
A_DAY = re.compile(r"\d{4}-\d\d-\d\d")
ASKED = ("van", "tot", "dag", "day")


@pytest.fixture
def book(house: House, world: World) -> Book:
    return Book(house, world.household, NOW)


@pytest.mark.parametrize("typed", TOO_FAR)
def test_a_day_that_cannot_be_breaks_no_form(
    app: Flask, book: Book, world: World, typed: str
) -> None:
    table = call(book, world.tim, [world.els])
    table.begin()
    tim = sign_in_client(app, world.tim)
    for about in (table.id, world.noor, world.mark, world.household):
        for letter in letters(app, about, "niets"):
            if letter.door in LAST:
                continue
            for more in ({}, *DAYS.get(letter.door, ())):
                form = {**letter.form, **more}
                for wrong in _with_one_wrong(form, typed):
                    status = replace(letter, form=wrong).send(tim, world.tim, NOW).status_code
                    assert status < 500, (letter.door, wrong)
            if A_DAY.search(letter.address):
                there = replace(letter, address=A_DAY.sub(typed, letter.address))
                assert there.send(tim, world.tim, NOW).status_code < 500, there.address


def _with_one_wrong(form: Form, typed: str) -> Iterator[Form]:
    for name, value in form.items():
        if A_DAY.search(value):
            yield {**form, name: A_DAY.sub(typed, value)}


@pytest.mark.parametrize("typed", TOO_FAR)
def test_a_day_that_cannot_be_breaks_no_address(app: Flask, world: World, typed: str) -> None:
    tim = sign_in_client(app, world.tim)
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()):
            continue
        address = _address(rule, world, typed)
        for name in ASKED if address else ():
            assert _status(tim, f"{address}?{name}={typed}") != 500, (rule.rule, name)


def _address(rule: Rule, world: World, typed: str) -> str:
    """Empty for an address in which something else stands than an id or a day."""
    if any(f"<{name}>" in rule.rule for name in rule.arguments - {"day"}):
        return ""
    places = {name: typed if name == "day" else world.household for name in rule.arguments}
    return str(rule.build(places)[1])


def _status(client: FlaskClient, address: str) -> int:
    with client.get(address) as answer:
        return answer.status_code


def test_every_such_form_is_one_of_ours() -> None:
    assert DAYS.keys() <= FORMS.keys()


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-11-21", date(2026, 11, 21)),
        (" 1900-01-01 ", date(1900, 1, 1)),
        ("2999-12-31", date(2999, 12, 31)),
        ("", None),
        *((each, None) for each in TOO_FAR),
    ],
)
def test_a_day_is_of_one_of_these_centuries(typed: str, day: date | None) -> None:
    assert typed_day(typed) == day


def test_a_day_is_read_in_one_way() -> None:
    """Else the next form reads one by itself, and forgets that it can lie at the edge of time."""
    for file in sorted((ROOT / "pwa").rglob("*.py")):
        for line in file.read_text().splitlines():
            assert "date.fromisoformat(" not in line or "told.values" in line, file
