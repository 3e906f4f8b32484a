"""SQLite's write-ahead log, carried into the database by the worker, so that no page waits for it."""

import sqlite3
from contextlib import closing
from typing import Literal

from sqlalchemy import make_url

WAIT = 5000


def checkpoint(url: str, how: Literal["PASSIVE", "TRUNCATE"]) -> bool:
    """Carry the log over: beside the others' work, or wholly, leaving an empty log.

    Return whether it could be done: somebody who looks at that moment keeps the log from being emptied.

    On a connection of its own: the engine's own begin with a lock that a checkpoint cannot share.
    """
    with closing(sqlite3.connect(str(make_url(url).database), isolation_level=None)) as connection:
        connection.execute(f"PRAGMA busy_timeout={WAIT}")
        connection.execute("PRAGMA synchronous=FULL")
        held, _pages, _carried = connection.execute(f"PRAGMA wal_checkpoint({how})").fetchone()
    return not held
