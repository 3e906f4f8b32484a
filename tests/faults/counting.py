"""Looks into the database past the application: is everything whole, and how much is there."""

import sqlite3
from pathlib import Path

from sqlalchemy import inspect, text

from api.core.db import EVERYWHERE
from api.core.house import House

# What changes without anybody writing something down.
UNCOUNTED = {"alembic_version", "heartbeats", "sign_ins"}


def rows(house: House) -> dict[str, int]:
    """Return how many rows each table has."""
    names = set(inspect(house.db.engine).get_table_names()) - UNCOUNTED
    with house.db.reading(EVERYWHERE) as session:
        return {
            name: session.scalar(text(f'SELECT count(*) FROM "{name}"')) or 0
            for name in sorted(names)
        }


def is_whole(path: Path) -> bool:
    """SQLite's own judgement over every page, row and reference."""
    with sqlite3.connect(path) as connection:
        whole = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return whole and not connection.execute("PRAGMA foreign_key_check").fetchall()
