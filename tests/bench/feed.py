"""P7: what a program asks of many houses that share: a page of all of them, and "nothing new"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from flask import Flask

from api.core.clock import FixedClock
from api.core.db import EVERYWHERE
from api.core.house import House
from api.core.settings import Settings
from api.logbook.actions import write_entry
from api.logbook.note import Kind, Note
from api.people.actions import add_person, give_duty, open_household
from api.people.policy import Audience, Role
from api.people.professionals import fetching, keys
from api.people.professionals.actions import let_programs_read
from api.people.queries import viewer
from pwa import create_app
from tests.bench.figures import alternated, ratio, say
from tests.schema import build_schema
from tests.sharing.seats import Seats

NOW = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)
FEW, MANY = 10, 1000
# 18 months with a note each other day would be 270 in each house; what a page costs does not depend on
# how many there are (it seeks), and writing 270,000 notes takes hours.
NOTES = 9
# The first house fills more than a page.
FULL = 60


def growth(folder: Path) -> None:
    """The same page, and the same "nothing new", with ten houses and with a thousand."""
    asks = {size: _asks(folder / f"feed-{size}", size) for size in (FEW, MANY)}
    for name in asks[FEW]:
        few, many = alternated([asks[FEW][name], asks[MANY][name]], times=10)
        say(f"P7 {name} at {FEW} houses", few, "ms CPU")
        ratio(f"P7 {name} at {MANY} / at {FEW} houses", many, few, "goal 2 or less")
    for path in ("all", "one"):
        works = [asks[MANY][f"{path}, nothing new"], asks[MANY][f"{path}, a page"]]
        same, page = alternated(works, times=10)
        ratio(f"P7 {path}: nothing new / a page at {MANY} houses", same, page, "goal 0.7 or less")


def _asks(data: Path, size: int) -> dict[str, Callable[[], object]]:
    data.mkdir()
    build_schema(f"sqlite:///{data}/huisboek.db")
    settings = Settings.from_environment({"HUISBOEK_DATA": str(data), "HUISBOEK_DEMO": "1"})
    house = House.open(settings, FixedClock(NOW))
    fetching.MOST = 1_000_000  # type: ignore[misc]
    seats = Seats(house, NOW)
    account = seats.account()
    homes = [_home(seats, account, number) for number in range(size)]
    with house.db.writing(EVERYWHERE, by=account, now=NOW) as session:
        by = viewer(session, account)
        token = keys.make(session, by=by, key=uuid4(), name="Lezer", days=90, now=NOW)
    app = create_app(house)
    one = f"/api/v1/households/{homes[0]}/feed.json"
    return {
        "all, a page": _get(app, "/api/v1/feed.json", token),
        "all, nothing new": _get(app, "/api/v1/feed.json", token, new=False),
        "one, a page": _get(app, one, token),
        "one, nothing new": _get(app, one, token, new=False),
    }


def _get(app: Flask, path: str, token: str, *, new: bool = True) -> Callable[[], object]:
    client, headers = app.test_client(), {"Authorization": f"Bearer {token}"}
    if not new:
        headers["If-None-Match"] = client.get(path, headers=headers).headers["ETag"]

    def once() -> None:
        answer = client.get(path, headers=headers)
        assert answer.status_code == (200 if new else 304), answer.status

    return once


def _home(seats: Seats, account: UUID, number: int) -> UUID:
    """A house with two adults, a child and two of the circle, that shares its log."""
    house, then = seats.house, NOW - timedelta(days=60)
    home = open_household(house, name=f"Huis {number}", mode="together", now=then)
    with house.db.writing(home, by=None, now=then) as session:
        new = {"session": session, "household": home, "now": then}
        parents = [add_person(role=Role.ADULT, name=name, **new) for name in ("Sara", "Mark")]
        add_person(role=Role.CHILD, name="Noor", generation=3, born_year=NOW.year - 9, **new)
        add_person(role=Role.CIRCLE, name="Els", generation=1, **new)
        chair = add_person(role=Role.CIRCLE, name="Tim", **new)
        give_duty(session, person=chair, kind="chair", now=then)
    seat = seats.seat(account, chair)
    seats.share(seat, chair, parents)
    with house.db.writing(home, by=chair, now=NOW) as session:
        by = viewer(session, chair)
        let_programs_read(session, by=by, seat=seat.id, allowed=True, now=NOW)
        writer = viewer(session, parents[0])
        step = timedelta(days=4) if number else timedelta(hours=3)
        for turn in range(NOTES if number else FULL):
            at = NOW - timedelta(days=50) + step * turn + timedelta(seconds=number)
            note = Note(kind=Kind.GOOD, text=f"Een gewone dag {turn}.", audience=Audience.CIRCLE)
            write_entry(session, by=writer, entry_id=uuid4(), note=note, now=at, media=())
    return home
