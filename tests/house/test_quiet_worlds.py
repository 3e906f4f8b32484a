"""Whoever reads along in the quiet view of somebody with a lot to hide sees what a twin has who hides nothing.

World 2 is world 1, copied to the byte, in which much was written, linked and chosen in private. The
same quiet sign-in asks for everything in both; the answers must be the same bytes.
"""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import SystemRandom
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.core.clock import FixedClock
from api.core.house import House
from api.core.settings import Settings
from api.logbook.note import Kind
from api.people.actions import give_duty, link_safety_person
from api.people.homes.contacts import tell_contact
from api.people.notices.actions import tell
from api.people.policy import Audience
from api.people.possible.actions import write_down
from api.people.quiet.codes import chosen_second, keep_second
from tests.house.crawl import TAKES_LONG, crawl, kinds_in
from tests.house.letters import FORMS, LAST, OUTBOX, letters
from tests.house.test_two_worlds import (
    CANARY,
    DRAWING,
    TO_ONE_NOTE,
    ask_for_people,
    differences,
    live_a_week,
    make_a_book,
    source,
)
from tests.house.test_two_worlds import write_shared as shared_in
from tests.houses import NOW, fresh_urls, make_app
from tests.logbook.book import Book
from tests.meetings.sitting import call
from tests.meetings.table import Table
from tests.path.walk import Walk
from tests.people.quietly import QUIET, QUIET_PICTURES, come_in, make_quiet
from tests.resilience.days import Days, cell
from tests.safe_object.lively import live_with_signals
from tests.world import World, build_world, prove_all, sign_in_client

# What a page tells is decided above the database: test_two_worlds.py and test_other_household.py crawl both.
pytestmark = [TAKES_LONG, pytest.mark.only("sqlite")]

WHO = ("sara", "noor", "els", "tim")
# Each shows a link or a code of chance; what they do is told in tests/people/test_quiet.py.
BY_CHANCE = {"POST /instellingen/nieuwe-telefoon"}
Pair = tuple[Flask, Flask, dict[str, dict[str, str]], World, list[UUID]]


@pytest.fixture(autouse=True)
def same_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pictures of a child lie in another order each time; here they do not."""
    monkeypatch.setattr(SystemRandom, "shuffle", lambda _self, _tiles: None, raising=False)


@pytest.fixture
def pair(
    dialect: str, environment: dict[str, str], scratch: Path, request: pytest.FixtureRequest
) -> Iterator[Pair]:
    first = House.open(Settings.from_environment(environment), FixedClock(NOW))
    world = build_world(first, NOW)
    shared_in(first, world)
    app = make_app(first)
    cookies = {}
    for who in WHO:
        browser = come_in(app, getattr(world, who), child=who == "noor")
        make_quiet(app, browser)
        cookies[who] = {name: browser.get_cookie(name).value for name in ("hb", "hbd")}  # type: ignore[union-attr]
    first.close()
    sockets = request.getfixturevalue("postgres_server") if dialect == "postgresql" else ""
    with fresh_urls(dialect, source(environment), scratch, sockets) as copied:
        for name in ("keys.db", "secret.json"):
            shutil.copy(Path(environment["HUISBOEK_DATA"]) / name, copied["HUISBOEK_DATA"])
        second = House.open(Settings.from_environment(copied), FixedClock(NOW))
        first = House.open(Settings.from_environment(environment), FixedClock(NOW))
        hidden = hide_much(second, world)
        for opened in (first, second):
            opened.clock.moment = NOW + timedelta(hours=2)  # type: ignore[attr-defined]
            prove_all(opened)
        yield make_app(first), make_app(second), cookies, world, hidden
        first.close()
        second.close()


def hide_much(house: House, world: World) -> list[UUID]:
    """Notes for chosen people, oneself and the safety person; answers, links, tasks, notices, a phone."""
    book = Book(house, world.household, NOW)
    ids: list[UUID] = []
    for who in (world.sara, world.els, world.tim):
        few = frozenset({world.ben, world.els, world.sara} - {who})
        ids.append(book.write(who, CANARY, audience=Audience.CHOSEN, chosen=few))
        ids.append(book.write(who, CANARY, audience=Audience.SELF))
        ids.append(book.write(who, CANARY, kind=Kind.WRONG, about=(world.mark,)))
    private = Audience.SAFETY_PERSON
    ids.append(book.write(world.noor, CANARY, kind=Kind.TELL, audience=private))
    ids.append(
        book.write(world.noor, "", kind=Kind.TELL, audience=private, strokes=DRAWING, alt=CANARY)
    )
    ids.append(book.write(world.noor, CANARY))
    book.reply(world.els, ids[-3], CANARY)
    book.do(world.els, tell_contact, ward=world.noor, day=NOW.date())
    book.change(link_safety_person, ward=world.sara, person=world.els, place=1)
    book.change(give_duty, person=world.els, kind="plan_holder")
    book.change(tell, to={world.sara, world.els, world.tim}, kind="stays", about=world.kees)
    ids += ask_for_people(book, world)
    ids += make_a_book(book, world)
    ids += live_a_week(book, world)
    Days(book, world.sara).tick(world.sara, cell(text=CANARY))
    Days(book, world.sara).begin(world.sara, {world.els, world.tim})
    ids.append(sit_and_walk(book, world))
    ids += live_with_signals(house, world, CANARY)
    for who, code in (
        (world.sara, QUIET),
        (world.els, QUIET),
        (world.noor, " ".join(QUIET_PICTURES)),
    ):
        sign_in_client(make_app(house), who)
        second = chosen_second(who, code, house.secrets.pepper)
        with house.db.writing(world.household, by=None, now=NOW) as session:
            keep_second(session, who, world.household, second)
    return ids


def sit_and_walk(book: Book, world: World) -> UUID:
    """A sitting of these people with its table, a way further on the path, and somebody thought of."""
    people = (world.sara, world.els, world.noor)
    table = Table(book, world.tim, call(book, world.tim, people, place=CANARY, goal=CANARY).id)
    table.begin(world.els)
    table.minutes(CANARY)
    along = Walk(book.house, book.household, world.tim, book.now)
    along.on(CANARY)
    for who in (world.sara, world.els):
        along.tick(who, "week", words=CANARY)
        book.do(who, write_down, possible_id=uuid4(), name=CANARY, question=1)
    along.step(CANARY, world.els)
    return table.id


def client(app: Flask, cookies: dict[str, str]) -> FlaskClient:
    browser = app.test_client()
    for name, value in cookies.items():
        browser.set_cookie(name, value)
    return browser


def test_whatever_is_fetched_is_the_same_as_of_who_hides_nothing(pair: Pair) -> None:
    plain, full, cookies, world, hidden = pair
    ids = [*hidden, world.noor, world.els, uuid4()]
    kinds = kinds_in(ids, plain, full)
    for who in WHO:
        seen = crawl(plain, client(plain, cookies[who]), ids, kinds)
        again = crawl(full, client(full, cookies[who]), ids, kinds)
        assert sum(status == 200 for status, _headers, _body in seen.values()) > 15, who
        assert differences(seen, again) == [], who
        assert not any(CANARY.encode() in body for _status, _headers, body in again.values()), who


def test_whatever_is_sent_is_answered_the_same_as_of_who_hides_nothing(pair: Pair) -> None:
    plain, full, cookies, world, hidden = pair
    for who in ("sara", "noor", "els"):
        unknown = uuid4()
        for about in (unknown, hidden[0], hidden[4], hidden[-3]):
            for letter in letters(plain, about, CANARY):
                skip = letter.door in LAST | BY_CHANCE or letter.door == OUTBOX
                if skip or not (letter.names_it or about == unknown):
                    continue
                one, other = (
                    letter.same(letter.send(client(app, cookies[who]), getattr(world, who), NOW))
                    for app in (plain, full)
                )
                assert one == other, (who, letter.door, about)
                if about in hidden and letter.door in TO_ONE_NOTE:
                    assert one[0] == 404, (who, letter.door, about)
    assert FORMS.keys() >= BY_CHANCE


def test_the_whole_view_shows_it(pair: Pair) -> None:
    """Otherwise the two worlds are the same because nothing was hidden."""
    _plain, full, _cookies, world, _hidden = pair
    browser = come_in(full, world.sara)
    assert CANARY in browser.get("/logboek").text
