"""Counts what a database is asked, for promises about pages that must not ask more for more."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from api.core.house import House


@contextmanager
def questions(house: House) -> Iterator[list[str]]:
    """What the database is asked meanwhile, by all who ask it."""
    asked: list[str] = []

    def note(*told: Any) -> None:  # noqa: ANN401 - as SQLAlchemy tells it
        asked.append(told[2])

    engines = {house.db._writer, house.db._reader}
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)
