"""SQLite's write-ahead log, carried into the database by the worker, so that no page waits for it."""

import sqlite3
from contextlib import closing
from typing import Literal

from sqlalchemy import make_url


def checkpoint(url: str, how: Literal["PASSIVE", "TRUNCATE"]) -> None:
    """Carry the log over: beside the others' work, or wholly, leaving an empty log.

    On a connection of its own: the engine's own begin with a lock that a checkpoint cannot share.
    """
    with closing(sqlite3.connect(str(make_url(url).database), isolation_level=None)) as connection:
        connection.execute("PRAGMA busy_timeout=5000")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute(f"PRAGMA wal_checkpoint({how})")
