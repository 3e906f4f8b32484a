"""Security R3 and R5: another household, and a child's own words, are nowhere to be found."""

from pathlib import Path
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import inspect, select, text

from api.child_world.talking import want_to_talk
from api.core.columns import Base
from api.core.db import EVERYWHERE
from api.core.house import House
from api.core.http import access_of
from api.logbook.note import Kind
from api.meetings.table.state import Kind as Kinds
from api.people.actions import give_duty
from api.people.devices import ThisDevice
from api.people.entering import enter
from api.people.homes.living import add_home
from api.people.model import SignIn
from api.people.notices.model import Notice
from api.people.policy import Audience, Side
from api.people.possible.actions import write_down
from api.people.professionals.keys import make
from api.people.queries import viewer
from api.safe_object.actions import set_signal
from api.safe_object.objects import own_things, put_own
from api.safe_object.words import How
from tests.house.crawl import TAKES_LONG, Answer, addresses, crawl, kinds_in, masked
from tests.house.test_two_worlds import DRAWING
from tests.houses import NOW
from tests.logbook.book import Book
from tests.meetings.sitting import call
from tests.meetings.table import Table
from tests.path.walk import Walk
from tests.people.calls import list_number
from tests.plan.sheet import Sheet
from tests.resilience.days import Days
from tests.sharing.seats import Seats
from tests.words_and_pictures.tale import Tale
from tests.world import World, sign_in_client

pytestmark = TAKES_LONG

CANARY = "kanarie van het andere huis"
PRIVATE = "kanarie van Noor"
# The page after saving is about an id that the phone made up; whoever did not write goes to the list.
LEADS_BACK = {"writing.saved"}


@pytest.fixture
def theirs(house: House, world: World) -> list[UUID]:
    """Everything with an id in the household apart."""
    book = Book(house, world.apart, NOW)
    ids = [
        book.write(world.lotte, CANARY),
        book.write(world.fem, "", strokes=DRAWING, alt=CANARY, kind=Kind.TELL),
    ]
    book.reply(world.ria, ids[0], CANARY)
    book.change(give_duty, person=world.ria, kind="plan_holder")
    ids.append(list_number(book, world.ria, CANARY))
    values = {"home_id": uuid4(), "name": CANARY, "people": {world.lotte}}
    ids.append(book.do(world.ria, add_home, side=Side.A, **values))
    plan = Sheet(house, world.apart, world.ria, NOW)
    ids += [plan.danger(CANARY), plan.agreement(CANARY, world.ria, child_words=CANARY)]
    ids += [*child_things(book, world), *table_and_path(book, world), *in_hand(book, world)]
    media = book.entry(world.fem, ids[1]).media
    return [*ids, *(medium.id for medium in media), world.lotte, world.apart]


def child_things(book: Book, world: World) -> list[UUID]:
    """Of Fem: a question in her week, a book with a page, what she wishes, a signal and a thing."""
    fems, talk, signal = Days(book, world.fem), uuid4(), uuid4()
    fems.begin(world.ria, {world.lotte})
    tale = Tale(book, world.ria, world.fem).begin(agrees={world.lotte})
    ids = [fems.ask(world.ria, text=CANARY), tale.id, tale.page(CANARY)]
    book.do(world.fem, want_to_talk, wish_id=talk, asked=world.ria)
    moved = {"signal_id": signal, "how": How.MOVED, "made_at": NOW, "practice": False}
    book.change(set_signal, ward=world.fem, household=world.apart, by=world.fem, **moved)
    book.do(world.fem, put_own, ward=world.fem, kind="drawn", picture=b"x")
    with book.house.db.reading(world.apart) as session:
        return [*ids, talk, signal, *own_things(session, world.fem), world.fem]


def in_hand(book: Book, world: World) -> list[UUID]:
    """Of Lotte: the phone that she is signed in on, and what stands there for her; a program's key."""
    enter(book.house, person=world.lotte, device=ThisDevice(token=None), now=NOW)
    account, key = Seats(book.house, NOW).account("Ilse"), uuid4()
    with book.house.db.writing(EVERYWHERE, by=account, now=NOW) as session:
        make(session, by=viewer(session, account), key=key, name=CANARY, days=30, now=NOW)
        hers = select(SignIn.device_id).where(SignIn.person_id == world.lotte)
        told = select(Notice.id).where(Notice.person_id == world.lotte)
        return [key, *session.scalars(hers), *session.scalars(told.limit(1))]


def table_and_path(book: Book, world: World) -> list[UUID]:
    """Of Lotte's side: a sitting with a day, its table and minutes; a step, and somebody thought of."""
    sitting = call(book, world.ria, {world.lotte}, side=Side.A, place=CANARY, goal=CANARY)
    sitting.choose()
    sitting.bring(world.lotte, worry=CANARY)
    table = Table(book, world.ria, sitting.id)
    table.begin(world.lotte)
    table.act(world.lotte, Kinds.IDEA, text=CANARY)
    along = Walk(book.house, book.household, world.ria, book.now, Side.A)
    thought = {"possible_id": uuid4(), "name": CANARY, "question": 1}
    book.do(world.lotte, write_down, **thought)
    table.minutes(CANARY)
    seats = Seats(book.house, NOW)
    seat = seats.seat(seats.account("Bo"), world.ria, side=Side.A, name=CANARY)
    seats.share(seat, world.ria, [world.lotte], purpose=CANARY)
    return [sitting.id, along.step(CANARY, world.lotte), thought["possible_id"], seat.id]


@pytest.fixture
def ours(house: House, world: World) -> list[UUID]:
    book = Book(house, world.household, NOW)
    ids = [book.write(world.sara, "Een gewone dag."), book.write(world.els, "Ik kwam langs.")]
    list_number(book, world.tim, "De huisarts")
    ids.append(book.write(world.noor, PRIVATE, kind=Kind.TELL, audience=Audience.SAFETY_PERSON))
    return ids


def answers_for(app: Flask, endpoint: str) -> set[int]:
    """What an id of nobody gets: a door for keys asks everybody else for one, whatever the id."""
    if access_of(app, endpoint).keyed:
        return {401}
    return {303, 404} if endpoint in LEADS_BACK else {404}


@pytest.mark.parametrize("who", ["noor", "sara", "mark", "els", "tim", "kees", "amina"])
def test_an_id_of_another_household_is_answered_like_a_random_one(
    app: Flask, world: World, theirs: list[UUID], ours: list[UUID], who: str
) -> None:
    client = sign_in_client(app, getattr(world, who))
    asked, kinds = set(), kinds_in(theirs, app)
    for rule in app.url_map.iter_rules():
        if "<uuid:" not in rule.rule:
            continue
        random = next(addresses(rule, [uuid4()], {}), None)
        other = asked_for(client, random) if random else None
        for address in addresses(rule, theirs, kinds):
            one = asked_for(client, address)
            assert one == other, address
            assert one[0] in answers_for(app, rule.endpoint)
            asked.add(rule.rule)
    assert not {
        rule.rule
        for rule in app.url_map.iter_rules()
        if "<uuid:" in rule.rule and "GET" in (rule.methods or ()) and rule.rule not in asked
    }


@pytest.mark.parametrize("who", ["noor", "sara", "mark", "els", "tim", "kees", "amina"])
def test_nothing_of_another_household_is_in_any_answer(
    app: Flask, world: World, theirs: list[UUID], ours: list[UUID], who: str
) -> None:
    client = sign_in_client(app, getattr(world, who))
    for address, (_status, _headers, body) in crawl(app, client, [*theirs, *ours]).items():
        assert CANARY.encode() not in body, address


@pytest.mark.parametrize("who", ["sara", "mark", "tim", "kees", "amina"])
def test_what_a_child_keeps_for_its_safety_person_is_in_no_answer(
    app: Flask, world: World, ours: list[UUID], who: str
) -> None:
    client = sign_in_client(app, getattr(world, who))
    for address, (_status, _headers, body) in crawl(app, client, ours).items():
        assert PRIVATE.encode() not in body, address
        assert str(ours[-1]).encode() not in body, address


@pytest.mark.only("postgresql")
def test_behind_the_wall_every_table_shows_only_its_own_household(
    house: House, world: World, theirs: list[UUID], ours: list[UUID]
) -> None:
    """With no policy at all: bare SELECTs in a session of one household."""
    tables = [table for table in Base.metadata.tables.values() if "household_id" in table.c]
    assert len(tables) > 12
    with house.db.reading(world.household) as session:
        for table in tables:
            assert set(session.scalars(select(table.c.household_id))) <= {world.household}, (
                table.name
            )
        assert session.scalar(text("SELECT count(*) FROM entries")) == len(ours)


def test_no_word_of_anybody_lies_readable_in_the_data_folder(
    house: House, world: World, theirs: list[UUID]
) -> None:
    """Security R30: database, write-ahead log, keys and everything beside them."""
    book = Book(house, world.household, NOW)
    words = [f"kanarievogel{n}zingt" for n in range(50)]
    for word in words:
        entry = book.write(world.sara, word, helped=word, trigger=word)
        book.reply(world.els, entry, word)
    list_number(book, world.tim, words[0], when=words[1])
    found = dump(house)
    for word in [*words, "Noor", "Sara", "Huis van"]:
        assert word.encode() not in found, word
    assert {view.text for view in book.timeline(world.sara, limit=100)} >= set(words)


def asked_for(client: FlaskClient, address: str) -> Answer:
    """What comes back, but for the headers, which tell how long a page may be kept."""
    answer = client.get(address)
    return masked(answer.status_code, [], answer.data)


def dump(house: House) -> bytes:
    """Every byte of every file and every cell."""
    files = [path.read_bytes() for path in Path(house.settings.data).rglob("*") if path.is_file()]
    cells = []
    with house.db.reading(EVERYWHERE) as session:
        for name in inspect(session.connection()).get_table_names():
            rows = session.execute(text(f'SELECT * FROM "{name}"')).all()
            cells += [
                cell if isinstance(cell, bytes) else str(cell).encode()
                for row in rows
                for cell in row
            ]
    return b"\n".join(files + cells)
