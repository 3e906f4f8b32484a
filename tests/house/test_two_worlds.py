"""Security R4: what a child writes for its safety person changes nothing for the one it may fear.

World 2 is world 1, copied to the byte, in which the child then wrote. Everything that the shielded
parent can fetch or post is asked in both; the answers must be the same bytes.
"""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.child_world.own_person import point_at, say_yes
from api.child_world.rules import Reply, Says
from api.child_world.talking import answer, want_to_talk
from api.core.clock import FixedClock
from api.core.db import EVERYWHERE
from api.core.house import House
from api.core.settings import Settings
from api.logbook.note import Kind
from api.meetings.table.state import Kind as Acts
from api.path.kinds import Says as Said
from api.people.homes.contacts import tell_contact
from api.people.looking.actions import write_down
from api.people.looking.rules import Seen
from api.people.policy import Audience
from api.people.possible.actions import write_down as write_name
from api.people.queries import viewer
from api.resilience.actions import claim
from api.words_and_pictures.words import Kind as Kinds
from tests.house.crawl import ENDS_SIGN_IN, TAKES_LONG, Answer, addresses, crawl, kinds_in, masked
from tests.house.letters import FORMS, LAST, OUTBOX, doors_for_writing, letters
from tests.houses import NOW, fresh_urls, make_app
from tests.logbook.book import Book
from tests.meetings.sitting import Sitting, call
from tests.meetings.table import Table
from tests.path.walk import Walk
from tests.people.calls import list_number
from tests.plan.sheet import Sheet
from tests.push.knocking import give_device
from tests.resilience.days import Days, cell
from tests.safe_object.lively import live_with_signals
from tests.safe_object.room import agree_on
from tests.scales.marks import agree_on_danger, score
from tests.words_and_pictures.tale import Tale
from tests.world import World, build_world, prove_all, sign_in_client

pytestmark = TAKES_LONG

CANARY = "kanarie-zin van Noor"
DRAWING = (
    '{"v":1,"w":300,"h":300,"sheet":null,"strokes":'
    '[{"pen":2,"colour":"#0b5d66","points":[[10,10,0.5],[200,200,0.5],[50,250,0.5]]}]}'
)


# Doors that are about one note: what is hidden is not there.
TO_ONE_NOTE = {door for door in FORMS if "<uuid:entry_id>" in door}


@dataclass
class Pair:
    """The same house twice; in the second the child wrote."""

    plain: Flask
    written: Flask
    cookies: list[dict[str, str]]
    world: World
    shared: list[UUID]
    private: list[UUID]

    def client(self, app: Flask, browser: int = 0) -> FlaskClient:
        """The shielded parent, in one of the two worlds; signed in on more than one browser."""
        client = app.test_client()
        for name, value in self.cookies[browser].items():
            client.set_cookie(name, value)
        return client


@pytest.fixture
def pair(
    dialect: str, environment: dict[str, str], scratch: Path, request: pytest.FixtureRequest
) -> Iterator[Pair]:
    first = House.open(Settings.from_environment(environment), FixedClock(NOW))
    world = build_world(first, NOW)
    shared = write_shared(first, world)
    cookies = [
        {name: mark.get_cookie(name).value for name in ("hb", "hbd")}  # type: ignore[union-attr]
        for mark in (sign_in_client(make_app(first), world.mark) for _ in range(1 + len(LAST)))
    ]
    # The tablet of the first one is Noor's too: her room opens on it.
    give_device(first, world.noor, token=cookies[0]["hbd"])
    first.close()
    sockets = request.getfixturevalue("postgres_server") if dialect == "postgresql" else ""
    with fresh_urls(dialect, source(environment), scratch, sockets) as copied:
        for name in ("keys.db", "secret.json"):
            shutil.copy(Path(environment["HUISBOEK_DATA"]) / name, copied["HUISBOEK_DATA"])
        second = House.open(Settings.from_environment(copied), FixedClock(NOW))
        first = House.open(Settings.from_environment(environment), FixedClock(NOW))
        private = write_private(second, world, shared)
        for opened in (first, second):
            opened.clock.moment = NOW + timedelta(hours=2)  # type: ignore[attr-defined]
            prove_all(opened)
        yield Pair(make_app(first), make_app(second), cookies, world, shared, private)
        first.close()
        second.close()


def source(environment: dict[str, str]) -> str:
    """What to copy: SQLite's file, or the name of PostgreSQL's database."""
    url = environment.get("HUISBOEK_DATABASE_URL")
    if url is None:
        return str(Path(environment["HUISBOEK_DATA"]) / "huisboek.db")
    found = re.search(r"/(house_\w+)", url)
    assert found
    return found[1]


def write_shared(house: House, world: World) -> list[UUID]:
    book = Book(house, world.household, NOW - timedelta(days=3))
    ids = [
        book.write(person, f"Rustige dag, nummer {n}.")
        for n, person in enumerate([world.sara, world.els])
    ]
    ids.append(
        book.write(
            world.noor,
            "Wij aten pannenkoeken.",
            audience=Audience.CHOSEN,
            chosen=frozenset({world.sara}),
        )
    )
    ids.append(book.write(world.mark, "Ik bracht de fiets naar Tim.", kind=Kind.GOOD))
    book.reply(world.els, ids[0], "Fijn om te horen.")
    ids.append(list_number(book, world.tim, "De huisarts"))
    plan = Sheet(house, world.household, world.tim, book.now)
    ids += [plan.danger(), plan.agreement("Mark belt Els.", world.mark, child_words="Papa belt.")]
    ids += [talk_it_over(book, world), agree_on_danger(book, world.tim)]
    score(book, world.mark, ids[-1])
    return ids


def talk_it_over(book: Book, world: World) -> UUID:
    """A table at which Mark sits too, looking back, with minutes; and where the house is on its path."""
    sitting = call(book, world.tim, (world.mark, world.els, world.sara))
    sitting.choose()
    sitting.open()
    table = Table(book, world.tim, sitting.id)
    table.begin(world.mark, world.els)
    table.act(world.tim, Acts.STEP, step="back")
    table.minutes("We aten taart.")
    along = Walk(book.house, world.household, world.tim, book.now)
    along.on()
    along.tick(world.mark, "week")
    along.say(world.mark, along.step("Mark belt.", world.mark), Said.DONE)
    return sitting.id


def write_private(house: House, world: World, shared: list[UUID]) -> list[UUID]:
    """Three notes, two drawings, five messages; a thank and a correction beside it."""
    book = Book(house, world.household, NOW)
    private = Audience.SAFETY_PERSON
    ids = [
        book.write(world.noor, f"{CANARY} {n}", kind=Kind.TELL, audience=private) for n in range(3)
    ]
    ids += [
        book.write(world.noor, "", kind=Kind.TELL, audience=private, strokes=DRAWING, alt=CANARY)
        for _ in "12"
    ]
    ids.append(
        book.write(
            world.noor, CANARY, kind=Kind.WRONG, audience=Audience.CIRCLE, about=(world.mark,)
        )
    )
    for n in range(5):
        book.reply(world.els if n % 2 else world.noor, ids[0], f"{CANARY} antwoord {n}")
    book.correct(world.noor, ids[1], f"{CANARY} anders", kind=Kind.TELL, audience=private)
    book.withdraw(world.noor, ids[2])
    book.do(world.els, tell_contact, ward=world.noor, day=NOW.date())
    agree_on(house, world.noor, world.els)
    score(book, world.noor, world.noor, 2, seen=CANARY, audience="circle")
    score(book, world.sara, shared[-1], 2, seen=CANARY, audience="chosen", chosen=[world.els])
    for keeper in (world.els, world.ben):
        look_at(house, keeper, Seen(world.noor, "entry_safety_person"), Seen(world.noor, "device"))
    ids += make_a_book(book, world)
    ids += live_a_week(book, world)
    ids.append(sit_together(book, world, shared[-2]))
    ids += live_with_signals(house, world, CANARY)
    ids += ask_for_people(book, world)
    media = book.entry(world.noor, ids[3]).media
    return [*ids, *(medium.id for medium in media)]


def ask_for_people(book: Book, world: World) -> list[UUID]:
    """The child wants to talk with its safety person, who answers; and wants another one, who says yes."""
    talk, wish = uuid4(), uuid4()
    book.do(world.noor, want_to_talk, wish_id=talk, asked=world.els)
    book.do(world.els, answer, wish_id=talk, answer_id=uuid4(), reply=Reply(Says.CALLS))
    book.do(world.noor, point_at, wish_id=wish, wished=world.ben)
    book.do(world.ben, say_yes, wish_id=wish)
    return [talk, wish]


def sit_together(book: Book, world: World, table: UUID) -> UUID:
    """What Els says for Noor at a table where Mark sits, and at one where he does not."""
    theirs = call(book, world.tim, (world.els, world.sara, world.noor), place=CANARY, goal=CANARY)
    theirs.choose()
    for sitting in (Sitting(book, world.tim, table), theirs):
        sitting.bring(world.els, ward=world.noor, well=CANARY, worry=CANARY)
    theirs.open()
    at = Table(book, world.tim, theirs.id)
    at.begin(world.els)
    at.act(world.els, Acts.IDEA, text=CANARY)
    at.minutes(CANARY)
    book.do(world.els, write_name, possible_id=uuid4(), name=CANARY, question=1)
    return theirs.id


def live_a_week(book: Book, world: World) -> list[UUID]:
    """Noor's own week, what she ticks in that of the house, and the two questions that are asked there."""
    noors, ours = Days(book, world.noor), Days(book, None)
    noors.begin(world.els, {world.sara})
    noors.tick(world.noor, cell(text=CANARY))
    noors.want(world.sara, text=CANARY)
    asked = [noors.ask(world.sara, text=CANARY)]
    book.do(world.tim, claim, ask_id=asked[0])
    asked.append(noors.ask(world.els, chosen={world.mark, world.kees}, text=CANARY))
    ours.tick(world.noor, cell(text=CANARY))
    return asked


def make_a_book(book: Book, world: World) -> list[UUID]:
    """A book for Noor that Sara makes, agreed and shown; another one that is not."""
    ids = []
    for kind in (Kinds.WHY, Kinds.PLAN):
        tale = Tale(book, world.els, world.noor, kind).begin(
            makes={world.sara}, agrees={world.sara}
        )
        ids += [tale.id, tale.page(CANARY, by=world.sara)]
    tale = Tale(book, world.els, world.noor, id=ids[0])
    tale.yes(world.sara)
    tale.show()
    return ids


def look_at(house: House, person: UUID, *seen: Seen) -> None:
    """Somebody looks, as every page that shows this writes down."""
    with house.db.reading(EVERYWHERE) as session:
        by = viewer(session, person)
    write_down(house, by=by, seen=seen, now=house.clock.now())


def differences(one: dict[str, Answer], other: dict[str, Answer]) -> list[str]:
    return [
        address for address in one.keys() | other.keys() if one.get(address) != other.get(address)
    ]


def test_whatever_the_shielded_parent_fetches_is_the_same_in_both_worlds(pair: Pair) -> None:
    ids = [*pair.shared, *pair.private, pair.world.noor, pair.world.mark, uuid4()]
    kinds = kinds_in(ids, pair.plain, pair.written)
    seen = crawl(pair.plain, pair.client(pair.plain), ids, kinds)
    again = crawl(pair.written, pair.client(pair.written), ids, kinds)
    assert sum(status == 200 for status, _headers, _body in seen.values()) > 15
    assert differences(seen, again) == []
    assert seen[f"/kamer/{pair.world.noor}"][0] == 200
    assert not any(CANARY.encode() in body for _status, _headers, body in again.values())


def test_every_door_for_writing_has_its_words(app: Flask) -> None:
    assert doors_for_writing(app).keys() == FORMS.keys()
    assert FORMS.keys() > LAST


# What is sent to another household goes to both databases: test_other_household_writes.py.
@pytest.mark.only("sqlite")
def test_whatever_the_shielded_parent_sends_is_answered_the_same(pair: Pair) -> None:
    """To every door, about what is hidden, who is there and nothing at all; and no trace is left after it."""
    apps, last = (pair.plain, pair.written), sorted(LAST)
    well = set()
    told, drawn, taken_back, medium, wish = (pair.private[place] for place in (1, 3, 2, -1, -2))
    talk, signal = pair.private[-3], pair.private[-4]
    book, leaf = pair.private[6:8]
    doors = dict.fromkeys((book, leaf), "/boek/") | dict.fromkeys(pair.private[10:12], "/week/")
    doors[pair.private[12]] = "/samen/"
    unknown = uuid4()
    for about in (
        unknown,
        told,
        drawn,
        taken_back,
        medium,
        signal,
        talk,
        wish,
        *doors,
        pair.world.noor,
        pair.shared[0],
    ):
        for letter in letters(pair.plain, about, CANARY):
            if letter.door in LAST or not (letter.names_it or about == unknown):
                continue
            if doors.get(about, "") not in letter.door:
                continue
            clients = (pair.client(app) for app in apps)
            one, other = (letter.same(letter.send(each, pair.world.mark, NOW)) for each in clients)
            assert one == other, (letter.door, about)
            well |= {letter.door} if one[0] in {200, 201, 303} else set()
            if about in pair.private and letter.door in TO_ONE_NOTE:
                assert one[0] == 404, (letter.door, about)
    assert well >= {"POST /logboek/nieuw", "POST /logboek/zoeken", OUTBOX}
    plain, written = (lists_of(app, pair.client(app)) for app in apps)
    assert differences(plain, written) == []
    for letter in letters(pair.plain, unknown, CANARY):
        if letter.door in LAST:
            browser = 1 + last.index(letter.door)
            one, other = (
                letter.same(letter.send(pair.client(app, browser), pair.world.mark, NOW))
                for app in apps
            )
            assert one == other, letter.door


def lists_of(app: Flask, client: FlaskClient) -> dict[str, Answer]:
    """Every page that has no id in its address."""
    found = {}
    for address in (each for rule in app.url_map.iter_rules() for each in addresses(rule, [], {})):
        if not address.startswith(ENDS_SIGN_IN):
            answer = client.get(address)
            found[address] = masked(answer.status_code, list(answer.headers), answer.data)
    return found


def test_the_child_and_its_safety_person_do_read_it(pair: Pair) -> None:
    """Otherwise the two worlds are the same because nothing was written."""
    for person in (pair.world.noor, pair.world.els):
        client = sign_in_client(pair.written, person)
        assert CANARY.encode() in client.get(f"/logboek/{pair.private[0]}").data
    assert b"Noor" in client.get(f"/nu/{pair.private[-4]}").data
