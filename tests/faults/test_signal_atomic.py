"""A signal is kept whole or not at all, wherever its keeping stops (security R20).

Whole is: the signal, who was told, a knock for each of their devices, the lines of the journal and the
receipt. Whoever was answered "kept" has it; whoever was not sends it again, and then it is there once.
"""

import os
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select

from api.core.db import EVERYWHERE
from api.core.house import House
from api.core.journal import JournalLine
from api.core.verify import findings
from api.outbox.model import Receipt
from api.push.model import Delivery
from api.safe_object.model import Again, Signal, Told
from tests.faults.failing import die, fail, stopping_at
from tests.push.knocking import subscribe_on_new
from tests.safe_object.room import AGREED, Mover, agree_on, tablet
from tests.world import World

POINTS = 20
KEPT = {"signals": 1, "told": 1, "deliveries": 2, "receipts": 1, "lines": 2, "again": 0}
NOTHING = dict.fromkeys(KEPT, 0)


@pytest.fixture
def noors(app: Flask, house: House, world: World) -> Mover:
    """Noor's room; oma Els, who comes first, has two phones."""
    agree_on(house, world.noor, world.els)
    for _ in range(2):
        subscribe_on_new(house, world.els)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return Mover(tablet(app, house, world.noor, world.sara), world.noor, house)


def kept_of(house: House, begun: dict[str, int]) -> dict[str, int]:
    """What was kept since."""
    return {name: count - begun[name] for name, count in counted(house).items()}


def counted(house: House) -> dict[str, int]:
    tables = {
        "signals": Signal, "told": Told, "deliveries": Delivery, "receipts": Receipt, "again": Again,
    }  # fmt: skip
    lines = select(func.count()).where(
        JournalLine.place.in_([Signal.__tablename__, Told.__tablename__]), JournalLine.act == "add"
    )
    with house.db.reading(EVERYWHERE) as session:
        found = {
            name: session.scalar(select(func.count()).select_from(table)) or 0
            for name, table in tables.items()
        }
        return {**found, "lines": session.scalar(lines) or 0}


def close_all(house: House) -> None:
    """Somebody has seen her; the next move is a signal of its own."""
    now = house.clock.now()
    with house.db.writing(EVERYWHERE, by=None, now=now) as session:
        for signal in session.scalars(select(Signal).filter_by(closed_at=None)):
            signal.closed_at = now


def with_an_exception(noors: Mover, number: int, given: UUID) -> tuple[int | None, bool]:
    """Send it while something fails at this point; return the answer, and whether the point was reached."""
    with stopping_at(noors.house, number, fail) as passed:
        status = noors.put(*AGREED, given).status_code
    return status, len(passed) > number


def with_a_kill(noors: Mover, number: int, given: UUID) -> tuple[int | None, bool]:
    """Send it to a process that dies with signal 9 at this point; None is: nobody was answered."""
    noors.house.close()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        with stopping_at(noors.house, number, die):
            status = noors.put(*AGREED, given).status_code
        os.write(writing, str(status).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as told:
        said = told.read()
    _, ended = os.waitpid(child, 0)
    return int(said) if said else None, os.WIFSIGNALED(ended)


@pytest.mark.parametrize("way", [with_an_exception, with_a_kill])
def test_wherever_it_stops_all_of_it_is_kept_or_nothing(
    noors: Mover, house: House, way: Callable[[Mover, int, UUID], tuple[int | None, bool]]
) -> None:
    number, reached, found = 0, True, []
    while reached:
        begun, given = counted(house), uuid4()
        status, reached = way(noors, number, given)
        kept = kept_of(house, begun)
        assert kept in (NOTHING, KEPT), (number, kept)
        assert status != 200 or kept == KEPT, f"answered, and not kept: point {number}"
        assert reached or (status, kept) == (200, KEPT)
        assert noors.put(*AGREED, given).status_code == 200
        assert kept_of(house, begun) == KEPT, f"sent again it is there once: point {number}"
        close_all(house)
        found.append(kept == KEPT)
        number += 1
    assert number > POINTS
    assert found == sorted(found), "once it is kept it stays"
    assert found.count(True) > 1, "no point after the commit was tried"
    assert not findings(house)


def test_the_points_are_before_and_after_all_that_is_kept(noors: Mover, house: House) -> None:
    with stopping_at(house, -1) as passed:
        assert noors.put(*AGREED).status_code == 200
    assert passed.index("before commit") < passed.index("after commit")
    kinds = {"INSERT INTO signals", "INSERT INTO journal", "INSERT INTO deliveries"}
    assert {f"{when} {kind}" for when in ("before", "after") for kind in kinds} <= set(passed)
    assert any("wake" in each or "NOTIFY" in each for each in passed)
