"""P1 and P4: what a page costs in processor time, and whether it grows with the years."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from flask import Flask
from flask.testing import FlaskClient

from api.core.house import House
from api.logbook import queries
from api.logbook.actions import write_entry
from api.logbook.note import Kind, Note
from api.people.policy import Audience
from api.people.queries import viewer as viewer_of
from pwa import create_app
from tests.bench.figures import alternated, cpu_ms, ratio, say
from tests.bench.houses import open_house
from tests.bench.without import english_sentences, handing_over, without_words
from tests.schema import build_schema
from tests.world import World, build_world

NOW = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)
WORDS = "Papa en Noor kookten samen en daarna was het rustig in huis, oma bleef eten en wij lachten veel"


def pages(data: Path) -> None:
    """The timeline of thirty notes against the same page without what protects and translates it."""
    house = open_house(data)
    client, hello = _reader(create_app(house)), _hello()
    bare = _reader(without_words(create_app(house)))
    with handing_over(client) as given:
        works = [_get(client), given(bare), _get(hello)]
        ours, without, least = alternated(works, times=40)
    say("P1 timeline", ours, "ms CPU")
    say("P1 reference: same page without policy, decryption, gettext and dates", without, "ms CPU")
    say("P1 reference: hello-Flask", least, "ms CPU")
    name = "P1 timeline / without policy, decryption, gettext and dates"
    ratio(name, ours, without, "goal 1.3 or less")
    ratio("P1 timeline / hello-Flask", ours, least, "goal 8 or less")
    client.set_cookie("taal", "en_GB")
    say("P1 timeline in en_GB", cpu_ms(_get(client), 40), "ms CPU")
    client.set_cookie("taal", "ar")
    with english_sentences("ar"):
        name = "P1 timeline in ar: its dates and direction, the sentences of en_GB"
        say(name, cpu_ms(_get(client), 40), "ms CPU")
    house.close()


def growth(folder: Path) -> None:
    """The same queries on a household with ten times as many notes."""
    small, large = (_asks(folder / str(size), size) for size in (300, 3000))
    for name in small:
        one, ten = alternated([small[name], large[name]], times=5)
        say(f"P4 {name} at 300 notes", one, "ms CPU")
        goal = "goal 10 or less: linear" if name == "search" else "goal 1.2 or less"
        ratio(f"P4 {name} at 3,000 / at 300 notes", ten, one, goal)


def _asks(data: Path, size: int) -> dict[str, Callable[[], object]]:
    data.mkdir()
    build_schema(f"sqlite:///{data}/huisboek.db")
    house = open_house(data)
    world = build_world(house, NOW)
    _write(house, world, size)
    deep = _deep_cursor(house, world, size // 2)

    def ask(query: Callable[..., object], *values: object, **more: object) -> Callable[[], object]:
        def once() -> object:
            with house.db.reading(world.household) as session:
                return query(session, viewer_of(session, world.els), *values, **more)

        return once

    return {
        "timeline": ask(queries.timeline),
        "timeline, half way down": ask(queries.timeline, before=deep),
        "timeline of one kind": ask(queries.timeline, kind=Kind.WRONG),
        "search": ask(queries.search, "olifant"),
    }


def _write(house: House, world: World, size: int) -> None:
    authors = (world.sara, world.els, world.tim, world.ben)
    for first in range(0, size, 100):
        with house.db.writing(world.household, by=world.sara, now=NOW) as session:
            seen = {author: viewer_of(session, author) for author in authors}
            for number in range(first, min(first + 100, size)):
                author = authors[number % len(authors)]
                kind = Kind.WRONG if number % 5 == 0 else Kind.GOOD
                at = NOW - timedelta(days=50) + timedelta(minutes=number)
                note = Note(kind=kind, text=f"{WORDS} {number}", audience=Audience.CIRCLE)
                write_entry(session, by=seen[author], entry_id=uuid4(), note=note, now=at, media=())


def _deep_cursor(house: House, world: World, depth: int) -> str | None:
    cursor: str | None = None
    with house.db.reading(world.household) as session:
        viewer = viewer_of(session, world.els)
        for _ in range(depth // 30):
            cursor = queries.timeline(session, viewer, before=cursor).after
    return cursor


def _reader(app: Flask) -> FlaskClient:
    client = app.test_client()
    client.post("/demo/sara", headers={"Sec-Fetch-Site": "same-origin"})
    return client


def _get(client: FlaskClient) -> Callable[[], object]:
    def once() -> None:
        answer = client.get("/logboek")
        assert answer.status_code == 200, answer.status

    return once


def _hello() -> FlaskClient:
    app = Flask("hello")
    app.add_url_rule("/logboek", "hello", lambda: "hello")
    return app.test_client()
