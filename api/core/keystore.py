"""The store of wrapped household keys, apart from the data, with backups of its own (security R31).

It also keeps the daily marks of the journal, so that somebody who cuts the end off the journal has
to change two places.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    String,
    Table,
    Uuid,
    bindparam,
    delete,
    insert,
    select,
)

from api.core import postgres, sqlite, wal
from api.core.columns import UtcTime

metadata = MetaData()
household_keys = Table(
    "household_keys",
    metadata,
    Column("household_id", Uuid, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("kek", String(16), nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
)
SAME = delete(household_keys).where(
    household_keys.c.household_id == bindparam("household"),
    household_keys.c.version == bindparam("number"),
)
journal_marks = Table(
    "journal_marks",
    metadata,
    Column("household_id", Uuid, primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("link", LargeBinary, nullable=False),
    Column("at", UtcTime, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Wrapped:
    """One household key as it lies in the store; ``kek`` names the key that wraps it."""

    household_id: UUID
    version: int
    kek: str
    wrapped: bytes


class KeyStore:
    """Wrapped keys and journal marks, in a database of their own."""

    def __init__(self, url: str) -> None:
        """Open the store and make its two tables when they are not there."""
        self._url = url
        self._is_sqlite = url.startswith("sqlite")
        self._kind = sqlite if self._is_sqlite else postgres
        self.engine: Engine = self._kind.engines(url)[0]
        metadata.create_all(self.engine)

    def check(self) -> None:
        """Raise ``RuntimeError`` when the store could lose a key that it has answered for."""
        with self.engine.connect() as connection:
            self._kind.check_keeping(connection)

    def versions(self, household: UUID) -> list[int]:
        """Return which key versions a household has."""
        return [row.version for row in self.of(household)]

    def of(self, household: UUID) -> list[Wrapped]:
        """Return the wrapped keys of one household."""
        return self._wrapped(select(household_keys).filter_by(household_id=household))

    def all(self) -> list[Wrapped]:
        """Return every wrapped key."""
        return self._wrapped(select(household_keys))

    def put(self, rows: Iterable[Wrapped]) -> None:
        """Keep these rows, in place of older ones of the same household and version; all or none."""
        fresh = [asdict(row) for row in rows]
        if not fresh:
            return
        same = [{"household": row["household_id"], "number": row["version"]} for row in fresh]
        with self.engine.begin() as connection:
            connection.execute(SAME, same)
            connection.execute(insert(household_keys), fresh)

    def remove(self, household: UUID) -> None:
        """Forget a household's keys; ``wipe_log`` takes their last bytes."""
        with self.engine.begin() as connection:
            connection.execute(delete(household_keys).filter_by(household_id=household))

    def wipe_log(self) -> bool:
        """Leave no older bytes behind; False while somebody who looks keeps SQLite from it.

        What was deleted is zeroed in its page; the page as it was still stands in the log, and in
        the file itself until the log is carried over.
        """
        return not self._is_sqlite or wal.checkpoint(self._url, "TRUNCATE")

    def mark(self, heads: Mapping[UUID, tuple[int, bytes]], now: datetime) -> None:
        """Write down how far each journal has come."""
        rows = [
            {"household_id": household, "seq": seq, "link": link, "at": now}
            for household, (seq, link) in heads.items()
            if link != self._mark(household, seq)
        ]
        if rows:
            with self.engine.begin() as connection:
                connection.execute(insert(journal_marks), rows)

    def marks(self) -> list[Row[tuple[UUID, int, bytes, datetime]]]:
        """Return all marks, oldest first."""
        with self.engine.connect() as connection:
            return list(connection.execute(select(journal_marks).order_by(journal_marks.c.seq)))

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()

    def _mark(self, household: UUID, seq: int) -> bytes | None:
        query = select(journal_marks.c.link).filter_by(household_id=household, seq=seq)
        with self.engine.connect() as connection:
            return connection.execute(query).scalar()

    def _wrapped(self, query: object) -> list[Wrapped]:
        with self.engine.connect() as connection:
            return [Wrapped(*row) for row in connection.execute(query)]  # type: ignore[call-overload]
