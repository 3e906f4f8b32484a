"""P7: what a program asks of many houses that share, 18 months of notes in each of them.

`feed_growth` compares 10 with 100 houses. By name alone `feed_whole_growth` compares 10 with 1,000 and asks each
of those by itself (five minutes, most of it to make them), `feed_postgres_growth` does the same there, and
`feed_seats_growth` hangs 10,000 houses with two notes each on one key.
"""

from __future__ import annotations

import gc
import statistics
import time
import tracemalloc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import psutil
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from api.core.clock import FixedClock
from api.core.db import EVERYWHERE
from api.core.house import House
from api.core.settings import Settings
from api.logbook.actions import write_entry
from api.logbook.note import Kind, Note
from api.people.policy import Audience
from api.people.professionals import fetching, keys
from api.people.queries import viewer
from pwa import create_app
from tests.bench import bulk
from tests.bench.figures import cpu_ms, ratio, say
from tests.postgres import ROLE, as_owner, running_postgres, url_of
from tests.schema import build_schema
from tests.sharing.seats import Seats

NOW = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)
FEW, SOME, MANY, SEATS = 10, 100, 1000, 10_000
ROUNDS, TIMES = 7, 10
Asks = Mapping[str, Callable[[], TestResponse]]


@dataclass
class Caseload:
    """So many houses on one key, with the app that answers for them."""

    house: House
    app: Flask
    homes: list[bulk.Made]
    token: str
    client: FlaskClient = field(init=False)

    def __post_init__(self) -> None:
        """A program keeps one connection."""
        self.client = self.app.test_client()

    def get(self, path: str, mark: str | None = None) -> TestResponse:
        """Ask below `/api/v1/`, with a mark of before or without."""
        headers = {"Authorization": f"Bearer {self.token}"}
        if mark:
            headers["If-None-Match"] = mark
        return self.client.get(f"/api/v1/{path}", headers=headers)

    def one(self, home: bulk.Made, kind: str = "json") -> str:
        return f"households/{home.id}/feed.{kind}"


def growth(folder: Path) -> None:
    """The same questions with ten houses and with ten times as many."""
    with caseload(folder, FEW) as few, caseload(folder, SOME) as some:
        compare(few, some)


def whole(folder: Path) -> None:
    """With ten houses and with a thousand, and each of a thousand by itself."""
    with caseload(folder, FEW) as few, caseload(folder, MANY) as many:
        compare(few, many)
        poll(many)


def on_postgres(folder: Path) -> None:
    """The same on PostgreSQL, by the clock: most of the work is its own."""
    with (
        postgres(folder) as sockets,
        caseload(folder, FEW, sockets) as few,
        caseload(folder, MANY, sockets) as many,
    ):
        compare(few, many, by_the_clock=True)
        poll(many)


def seats(folder: Path) -> None:
    """Ten thousand houses on one key, each with a note or two."""
    with caseload(folder, FEW, notes=2) as few, caseload(folder, SEATS, notes=2) as many:
        compare(few, many)


def compare(few: Caseload, many: Caseload, *, by_the_clock: bool = False) -> None:
    """Each question in turns at both, so that a slow moment of the machine hits both."""
    small, large = _asks(few), _asks(many)
    sizes = (len(few.homes), len(many.homes))
    took = {
        name: _in_turns([small[name], large[name]], by_the_clock=by_the_clock) for name in small
    }
    unit = "ms" if by_the_clock else "ms CPU"
    for name, (one, other) in took.items():
        say(f"P7 {name} at {sizes[0]} houses", one, unit)
        say(f"P7 {name} at {sizes[1]} houses", other, unit)
        ratio(f"P7 {name} at {sizes[1]} / at {sizes[0]} houses", other, one, "goal 2 or less")
    for whose in ("all", "one"):
        names = f"{whose}, nothing new", f"{whose}, one new note"
        same, new = _in_turns([large[each] for each in names], by_the_clock=by_the_clock)
        ratio(f"P7 {whose}: nothing new / one new note", same, new, "goal 0.7 or less")
    for size, ask in zip(sizes, (small, large), strict=True):
        say(f"P7 the most that a page takes at {size} houses", _most_kb(ask["all, a page"]), "kB")


def poll(many: Caseload) -> None:
    """One client asks the feed of each house, and again; then one of them too often."""
    process, marks = psutil.Process(), {}
    before, began = process.memory_info().rss, time.perf_counter()
    for home in many.homes:
        marks[home.id] = _answered(many.get(many.one(home)), 200).headers["ETag"]
    first = time.perf_counter() - began
    began = time.perf_counter()
    for home in many.homes:
        _answered(many.get(many.one(home), marks[home.id]), 304)
    again = time.perf_counter() - began
    grown = (process.memory_info().rss - before) / 2**20
    size = len(many.homes)
    say(f"P7 the feeds of {size} houses one by one, the first time", first, "s")
    say(f"P7 the feeds of {size} houses one by one, nothing new", again, "s")
    say(f"P7 what the process grew by, asked of {size} houses one by one", grown, "MB")
    asked = 0
    with _limit(60):
        while many.get(many.one(many.homes[-1]), marks[many.homes[-1].id]).status_code == 304:
            asked += 1
    say("P7 one house, answered in an hour before 429 (those above count)", asked, "times")


def _asks(load: Caseload) -> Asks:
    home = load.homes[0]
    one = load.one(home)
    stale = {path: load.get(path).headers["ETag"] for path in ("feed.json", one)}
    _write(load, home)
    marks = {path: load.get(path).headers["ETag"] for path in ("feed.json", one)}
    following = {path: _following(load, path) for path in ("feed.json", one)}
    asks: dict[str, Callable[[], TestResponse]] = {}
    for whose, path in (("all", "feed.json"), ("one", one)):
        asks[f"{whose}, a page"] = _ask(load, path, 200)
        asks[f"{whose}, nothing new"] = _ask(load, path, 304, marks[path])
        asks[f"{whose}, one new note"] = _ask(load, path, 200, stale[path])
        asks[f"{whose}, Atom"] = _ask(load, path.replace(".json", ".atom"), 200)
        for name, where in following[path].items():
            asks[f"{whose}, {name}"] = _ask(load, where, 200)
    return asks


def _following(load: Caseload, path: str) -> dict[str, str]:
    """The page after the first, and the one after ten."""
    found, where = [], path
    for _ in range(10):
        following = load.get(where).get_json().get("next_url")
        if not following:
            break
        where = following.partition("/api/v1/")[2]
        found.append(where)
    named = {"the second page": found[:1], "the eleventh page": found[9:]}
    return {name: places[0] for name, places in named.items() if places}


def _ask(
    load: Caseload, path: str, status: int, mark: str | None = None
) -> Callable[[], TestResponse]:
    return lambda: _answered(load.get(path, mark), status)


def _answered(answer: TestResponse, status: int) -> TestResponse:
    assert answer.status_code == status, (answer.status, answer.data[:300])
    return answer


def _in_turns(works: list[Callable[[], TestResponse]], *, by_the_clock: bool) -> list[float]:
    taken: list[list[float]] = [[] for _ in works]
    for turn in range(ROUNDS + 1):
        for place, work in enumerate(works):
            took = _clock_ms(work) if by_the_clock else cpu_ms(work, TIMES)
            if turn:  # the first one fills caches
                taken[place].append(took)
    return [statistics.median(each) for each in taken]


def _clock_ms(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    for _ in range(TIMES):
        work()
    return (time.perf_counter() - began) / TIMES * 1000


def _most_kb(work: Callable[[], object]) -> float:
    """What Python held at once, at most, for one answer."""
    work()
    gc.collect()
    tracemalloc.start()
    work()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1000


def _write(load: Caseload, home: bulk.Made) -> None:
    """A note through the app."""
    note = Note(kind=Kind.GOOD, text="Vandaag was een gewone dag.", audience=Audience.CIRCLE)
    with load.house.db.writing(home.id, by=home.parents[0], now=NOW) as session:
        by = viewer(session, home.parents[0])
        write_entry(session, by=by, entry_id=uuid4(), note=note, now=NOW, media=())


@contextmanager
def caseload(
    folder: Path, size: int, sockets: str | None = None, *, notes: int = bulk.NOTES
) -> Iterator[Caseload]:
    """Houses that were made for this, each with so many notes; `bulk` says how real they are."""
    name = f"feed_{size}_{uuid4().hex[:6]}"
    data = folder / name
    data.mkdir()
    environment = {"HUISBOEK_DATA": str(data), "HUISBOEK_DEMO": "1"}
    if sockets:
        with as_owner(sockets) as connection:
            connection.execute(f"CREATE DATABASE {name} OWNER {ROLE}")  # type: ignore[call-overload]
        environment["HUISBOEK_DATABASE_URL"] = url_of(sockets, name)
    build_schema(environment.get("HUISBOEK_DATABASE_URL", f"sqlite:///{data}/huisboek.db"))
    house = House.open(Settings.from_environment(environment), FixedClock(NOW))
    account = Seats(house, NOW).account()
    began = time.perf_counter()
    homes = bulk.make_houses(house, account, size, notes=notes, now=NOW - timedelta(minutes=1))
    say(f"to make {size} houses with {notes} notes each", time.perf_counter() - began, "s")
    token = _key(house, account)
    try:
        with _limit(1_000_000):
            yield Caseload(house, create_app(house), homes, token)
    finally:
        house.close()


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """A server of our own, beside the rest."""
    folder.chmod(0o755)
    with running_postgres(folder / "pg", folder / "pgs", "max_connections=50") as sockets:
        with as_owner(sockets) as connection:
            connection.execute(f"CREATE ROLE {ROLE} LOGIN")  # type: ignore[call-overload]
        yield sockets


@contextmanager
def _limit(most: int) -> Iterator[None]:
    """How often a feed may be asked in an hour; who measures asks more often."""
    before, fetching.MOST = fetching.MOST, most  # type: ignore[misc]
    try:
        yield
    finally:
        fetching.MOST = before  # type: ignore[misc]


def _key(house: House, account: UUID) -> str:
    with house.db.writing(EVERYWHERE, by=account, now=NOW) as session:
        by = viewer(session, account)
        return keys.make(session, by=by, key=uuid4(), name="Lezer", days=90, now=NOW)
