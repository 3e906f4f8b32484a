"""Security R5: a sentence on every surface; each is found by exactly those for whom it is meant."""

import logging
from datetime import timedelta
from io import BytesIO
from uuid import UUID, uuid4
from zipfile import ZipFile

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.core.house import House
from api.core.media.ready import ReadyMedium
from api.logbook import actions
from api.logbook.note import Kind
from api.meetings.table.state import Kind as Acts
from api.people.actions import give_duty
from api.people.homes.living import add_home
from api.people.policy import Audience, Side
from api.people.possible.actions import write_down
from api.plan.words import Agreement, Part, Plan
from api.resilience.actions import rest
from tests.faults.server import serving
from tests.house.crawl import crawl
from tests.house.test_two_worlds import DRAWING
from tests.houses import NOW
from tests.logbook.book import Book
from tests.logbook.test_media import write_with
from tests.meetings.sitting import call
from tests.meetings.table import Table
from tests.path.walk import Walk
from tests.people.calls import list_number
from tests.plan.sheet import Sheet
from tests.professionals import account_of
from tests.resilience.days import TODAY, Days, cell
from tests.scales.marks import agree_on_danger, score
from tests.sharing.seats import Seats
from tests.world import World, sign_in_client

# Who may see what is the same on both databases; what differs between them is tested elsewhere.
pytestmark = pytest.mark.only("sqlite")
EVERYBODY = {"noor", "sara", "mark", "els", "ben", "tim", "kees", "amina", "fem", "lotte", "ria"}
NOORS = {"noor", "els", "ben"}
CHOSEN = {"sara", "els"}
FIELDS = ("text", "alt", "helped", "trigger", "helped_by_name", "agreement")
# Of a child for its two safety people; for a chosen one; for oneself. The second safety person hears
# that there is contact and not what was said.
MEANT_FOR: dict[str, set[str]] = {
    **{f"noors {field}": NOORS for field in FIELDS},
    **{f"saras {field}": CHOSEN for field in FIELDS},
    **{f"marks {field}": {"mark"} for field in FIELDS},
    "noors drawing": NOORS,
    "noors small drawing": NOORS,
    "noors strokes": NOORS,
    "noors voice": NOORS,
    "noors first words": NOORS,
    "els to noor": {"noor", "els"},
    "noor to els": {"noor", "els"},
    "els to sara": CHOSEN,
    "noors seen": NOORS,
    "saras seen": CHOSEN,
    "our number": EVERYBODY - {"amina", "fem", "lotte", "ria"},
    "their number": {"fem", "lotte", "ria"},
    "our home": EVERYBODY - {"kees", "amina", "fem", "lotte", "ria"},
    "their home": {"fem", "ria"},
    # A child reads its own words of an agreement; a danger and a draft are never there for it.
    "plan danger": {"sara", "mark", "els", "ben", "tim"},
    "plan chosen": {"sara", "els", "tim"},
    "plan draft": {"mark"},
    "plan for children": {"noor", "sara", "mark", "els", "ben", "tim"},
    "plan of one side": {"lotte", "ria"},
    # A week is for the child, its people and who was chosen; a question for who is asked.
    "noors week": {"noor", "els", "ben", "sara"},
    "noors wish": {"noor", "els", "ben", "sara"},
    "noors gap": {"sara", "kees"},
    "our week": {"noor", "sara", "mark"},
    "our holiday": {"noor", "els", "ben", "sara", "mark"},
    "fems week": {"fem", "lotte", "ria"},
    # A sitting is for who is invited and who keeps the meetings; what one brings is one's own until it opens.
    "our meeting place": {"els", "tim"},
    "our meeting goal": {"els", "tim"},
    "els brings": {"els"},
    "lottes meeting": {"lotte", "ria"},
    "our minutes": {"els", "tim"},
    "els idea": {"els", "tim"},
    "lottes minutes": {"lotte", "ria"},
    # The path is for the grown-ups who are told everything; of a side for who stands there.
    "our step": {"sara", "mark", "els", "ben", "tim"},
    "els found": {"sara", "mark", "els", "ben", "tim"},
    "lottes step": {"lotte", "ria"},
    "els thinks of": {"els"},
}


def canary(surface: str) -> str:
    """A word that stands nowhere else, and that a search can find."""
    return "zz" + surface.replace(" ", "").replace("_", "") + "vogel"


@pytest.fixture
def written(house: House, world: World) -> list[UUID]:
    """Every surface, with its sentence on it."""
    book = Book(house, world.household, NOW - timedelta(days=1))

    def fields(whose: str) -> dict[str, str]:
        return {"strokes": DRAWING, **{field: canary(f"{whose} {field}") for field in FIELDS}}

    safe, only = Audience.SAFETY_PERSON, Audience.SELF
    noors = book.write(world.noor, kind=Kind.WRONG, audience=safe, **fields("noors"))
    drawn = write_with(book, world.noor, *media(), audience=safe, text=canary("noors first words"))
    saras = book.write(
        world.sara, audience=Audience.CHOSEN, chosen=frozenset({world.els}), **fields("saras")
    )
    marks = book.write(world.mark, audience=only, **fields("marks"))
    book.reply(world.els, noors, canary("els to noor"))
    book.reply(world.noor, noors, canary("noor to els"))
    book.reply(world.els, saras, canary("els to sara"))
    book.correct(world.noor, drawn, "Liever zo.")
    numbers = [list_number(book, world.tim, canary("our number"))]
    theirs = Book(house, world.apart, NOW - timedelta(days=1))
    theirs.change(give_duty, person=world.ria, kind="chair")
    numbers.append(list_number(theirs, world.ria, canary("their number")))
    homes = (
        (book, world.tim, "our home", Side.BOTH, world.noor),
        (theirs, world.ria, "their home", Side.B, world.fem),
    )
    for where, keeper, name, side, lives in homes:
        values = {"home_id": uuid4(), "name": canary(name), "side": side, "people": {lives}}
        numbers.append(where.do(keeper, add_home, **values))
    numbers += plans(house, world)
    danger = agree_on_danger(book, world.tim)
    score(book, world.noor, world.noor, 2, seen=canary("noors seen"))
    told = {"seen": canary("saras seen"), "audience": "chosen", "chosen": [world.els]}
    score(book, world.sara, danger, 3, **told)
    for each in (world.els, world.mark, world.tim):
        score(book, each, danger)
    numbers += [danger, world.noor, *weeks(book, theirs, world), *sittings(book, theirs, world)]
    kept = [medium.id for medium in book.entry(world.noor, drawn).media]
    return [noors, drawn, saras, marks, *numbers, *kept]


def sittings(book: Book, theirs: Book, world: World) -> list[UUID]:
    """One in the house of Noor, and one of Lotte's side."""
    place, goal = canary("our meeting place"), canary("our meeting goal")
    ours = call(book, world.tim, {world.els}, place=place, goal=goal)
    ours.bring(world.els, well=canary("els brings"))
    side = {"side": Side.A, "place": canary("lottes meeting")}
    lottes = call(theirs, world.ria, {world.lotte}, **side)
    table, hers = Table(book, world.tim, ours.id), Table(theirs, world.ria, lottes.id)
    table.begin(world.els)
    table.act(world.els, Acts.IDEA, text=canary("els idea"))
    table.act(world.tim, Acts.STEP, step="ideas")
    table.minutes(canary("our minutes"))
    hers.begin()
    hers.minutes(canary("lottes minutes"))
    return [ours.id, lottes.id, *paths(book, theirs, world)]


def paths(book: Book, theirs: Book, world: World) -> list[UUID]:
    """A step and a tick of Noor's house, a step of Lotte's side, and somebody whom Els thought of."""
    ours = Walk(book.house, world.household, world.tim, book.now)
    ours.tick(world.els, "week", words=canary("els found"))
    hers = Walk(book.house, world.apart, world.ria, theirs.now, Side.A)
    thought = {"possible_id": uuid4(), "name": canary("els thinks of"), "question": 1}
    book.do(world.els, write_down, **thought)
    return [
        ours.step(canary("our step"), world.sara),
        hers.step(canary("lottes step"), world.lotte),
        thought["possible_id"],
    ]


def weeks(book: Book, theirs: Book, world: World) -> list[UUID]:
    """Of Noor, of her house and of Fem, with a question that Kees is asked."""
    book.now, theirs.now = NOW, NOW
    noors, ours, fems = Days(book, world.noor), Days(book, None), Days(theirs, world.fem)
    noors.begin(world.els, {world.sara})
    noors.tick(world.noor, cell(text=canary("noors week")))
    noors.want(world.sara, TODAY, text=canary("noors wish"))
    ours.tick(world.mark, cell(text=canary("our week")))
    free = {"from_day": TODAY, "until_day": TODAY, "name": canary("our holiday")}
    book.do(world.mark, rest, whose=None, break_id=uuid4(), **free)
    fems.begin(world.ria, {world.lotte})
    fems.tick(world.lotte, cell(text=canary("fems week")))
    asked = noors.ask(world.sara, TODAY, {world.kees, world.mark}, canary("noors gap"))
    return [asked, world.fem, world.household]


def plans(house: House, world: World) -> list[UUID]:
    """The plan of each house, kept by who leads the meetings there."""
    ours = Sheet(house, world.household, world.tim, NOW - timedelta(days=1))
    theirs = Sheet(house, world.apart, world.ria, NOW - timedelta(days=1))
    chosen = {Part.CHOSEN: (world.sara,)}
    draft = Agreement(text=canary("plan draft"))
    return [
        ours.danger(canary("plan danger")),
        ours.agreement(canary("plan chosen"), world.els, people=chosen, audience=Audience.CHOSEN),
        ours.agreement("Els komt.", world.els, child_words=canary("plan for children")),
        theirs.agreement(canary("plan of one side"), world.lotte),
        *ours.draft(world.mark, draft, people={Part.DOES: (world.mark,)}, plan=Plan.DIRECT),
    ]


def media() -> tuple[ReadyMedium, ...]:
    drawing, small, strokes, voice = (
        canary(f"noors {name}").encode()
        for name in ("drawing", "small drawing", "strokes", "voice")
    )
    return (
        ReadyMedium("drawing", "image/webp", drawing, small, strokes, 40, 30),
        ReadyMedium("voice", "audio/mp4", voice, seconds=2.5),
    )


@pytest.mark.parametrize("who", sorted(EVERYBODY))
def test_each_sentence_is_found_by_exactly_those_for_whom_it_is_meant(
    app: Flask, world: World, written: list[UUID], who: str, caplog: pytest.LogCaptureFixture
) -> None:
    """In all that can be fetched or taken along; and the log knows none of them, whoever asks."""
    caplog.set_level(logging.DEBUG)
    client = sign_in_client(app, getattr(world, who))
    everything = b"\n".join(
        b" ".join([address.encode(), repr(headers).encode(), body])
        for address, (_status, headers, body) in crawl(app, client, written).items()
    )
    everything += b"\n".join(taken_along(client))
    found = {surface for surface in MEANT_FOR if canary(surface).encode() in everything}
    assert found == {surface for surface, people in MEANT_FOR.items() if who in people}
    assert not [surface for surface in MEANT_FOR if canary(surface) in caplog.text]


READS_ALONG = frozenset({"plan danger", "our step", "els found"})


def test_who_reads_along_by_consent_finds_what_is_of_the_house_and_nothing_of_anybody(
    app: Flask, house: House, world: World, written: list[UUID]
) -> None:
    """All kinds are shared, and a key lets a program read too: what is somebody's own stays theirs."""
    account, seats = account_of(house, world.amina), Seats(house, NOW)
    seat = seats.seats(account)[0]
    seats.share(seat, world.tim, [world.sara, world.mark])
    client = sign_in_client(app, account)
    everything = b"\n".join(
        b" ".join([address.encode(), repr(headers).encode(), body])
        for address, (_status, headers, body) in crawl(app, client, [*written, seat.id]).items()
    )
    found = {surface for surface in MEANT_FOR if canary(surface).encode() in everything}
    assert f"/meekijken/{seat.id}/log".encode() in everything
    assert found == READS_ALONG


def taken_along(client: FlaskClient) -> list[bytes]:
    """Every file of the book that this person takes along; who may not write has none."""
    answer = client.post("/instellingen/meenemen")
    if answer.status_code == 404:
        return []
    with ZipFile(BytesIO(answer.data)) as book:
        return [book.read(name) for name in book.namelist()]


@pytest.mark.parametrize("who", ["sara", "mark", "els", "ben", "tim", "kees", "lotte", "ria"])
def test_searching_for_what_is_not_meant_for_you_is_like_searching_for_nothing(
    app: Flask, world: World, written: list[UUID], who: str
) -> None:
    client = sign_in_client(app, getattr(world, who))
    for surface, people in MEANT_FOR.items():
        if who in people:
            continue
        words = canary(surface)
        nothing = "q" * len(words)
        one, other = (
            client.post("/logboek/zoeken", data={"words": sought}).text.replace(sought, "#")
            for sought in (words, nothing)
        )
        assert bare(one) == bare(other), surface


def test_searching_does_find_what_is_meant_for_you(
    app: Flask, world: World, written: list[UUID]
) -> None:
    """Otherwise nothing was found because searching is broken."""
    els = sign_in_client(app, world.els)
    for surface in ("noors text", "saras helped"):
        answer = els.post("/logboek/zoeken", data={"words": canary(surface)}).text
        assert f"/logboek/{written[0 if 'noors' in surface else 2]}" in answer


def test_an_error_leaves_no_word_in_the_log(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Where it broke is written down, never on which words."""
    caplog.set_level(logging.DEBUG)

    def breaks(*_values: object, note: object, **_more: object) -> None:
        raise ValueError(note)

    monkeypatch.setattr(actions, "write_entry", breaks)
    client = sign_in_client(app, world.noor)
    words = canary("noors text")
    assert client.post("/logboek/nieuw", data={"kind": "tell", "text": words}).status_code == 500
    assert "ValueError in writing.write" in caplog.text
    assert words not in caplog.text
    assert str(world.noor) not in caplog.text


def test_the_real_server_writes_down_nothing_of_who_asked_for_what(
    house: House,
    world: World,
    app: Flask,
    environment: dict[str, str],
    capfd: pytest.CaptureFixture[str],
) -> None:
    client = sign_in_client(app, world.noor)
    cookies = {name: client.get_cookie(name).value for name in ("hb", "hbd")}  # type: ignore[union-attr]
    with serving(environment, cookies) as server:
        for path in ("/logboek", f"/logboek/{world.noor}", f"/logboek?na={canary('noors text')}"):
            server.ask("GET", path)
    said = "".join(capfd.readouterr())
    for word in ("/logboek", "127.0.0.1 ", str(world.noor), canary("noors text"), cookies["hb"]):
        assert word not in said


def bare(page: str) -> str:
    """A page without what stands above it, the nonce too."""
    return page.split("<main", 1)[1]
