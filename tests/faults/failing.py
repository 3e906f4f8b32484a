"""Fail points of one transaction: it stops before or after a statement that writes, the commit, the wake.

The points are counted as they are passed, so that nobody has to name them: number 0 is the first.
"""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from api.core.db import HouseSession
from api.core.house import House
from api.push import waking

WRITES = ("INSERT", "UPDATE", "DELETE", "NOTIFY")


class Stopped(Exception):
    """What nobody foresaw."""


def fail() -> None:
    raise Stopped


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@contextmanager
def stopping_at(house: House, number: int, stop: Callable[[], None] = fail) -> Iterator[list[str]]:
    """Stop at the point of this number; yields the names of those that were passed, itself included."""
    passed: list[str] = []

    def point(name: str) -> None:
        passed.append(name)
        if len(passed) == number + 1:
            stop()

    def before(_c: object, _u: object, statement: str, *_more: object) -> None:
        if statement.startswith(WRITES):
            point(f"before {' '.join(statement.split()[:3])}")

    def after(_c: object, _u: object, statement: str, *_more: object) -> None:
        if statement.startswith(WRITES):
            point(f"after {' '.join(statement.split()[:3])}")

    listeners = [
        (house.db.engine, "before_cursor_execute", before),
        (house.db.engine, "after_cursor_execute", after),
        (HouseSession, "before_commit", lambda _session: point("before commit")),
        (HouseSession, "after_commit", lambda _session: point("after commit")),
    ]
    with pytest.MonkeyPatch.context() as patch:
        knock = waking._knock
        patch.setattr(waking, "_knock", lambda folder: (point("wake"), knock(folder)))
        for listener in listeners:
            event.listen(*listener)
        try:
            yield passed
        finally:
            for listener in listeners:
                event.remove(*listener)
