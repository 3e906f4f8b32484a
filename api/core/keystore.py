"""The store of wrapped household keys, apart from the data, with backups of its own (security R31).

It also keeps the daily marks of the journal, so that somebody who cuts the end off the journal has
to change two places, and by id alone who was erased: older data beside it has them back.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
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
    func,
    insert,
    inspect,
    select,
    update,
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
    Column("person_id", Uuid, nullable=True),
)
THERE = household_keys.c.kek != ""
SAME = (
    update(household_keys)
    .where(
        household_keys.c.household_id == bindparam("household"),
        household_keys.c.version == bindparam("number"),
        THERE,
    )
    .values(kek=bindparam("by"), wrapped=bindparam("sealed"))
)
# One at a time: two who gave a key the same version would each lose what the other locks with it.
ALONE = "LOCK TABLE household_keys IN SHARE ROW EXCLUSIVE MODE"
journal_marks = Table(
    "journal_marks",
    metadata,
    Column("household_id", Uuid, primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("link", LargeBinary, nullable=False),
    Column("at", UtcTime, nullable=False),
)
# Of a household that was erased as a whole the household stands in the place of a person.
forgotten = Table(
    "forgotten",
    metadata,
    Column("household_id", Uuid, primary_key=True),
    Column("person_id", Uuid, primary_key=True),
)


@dataclass(frozen=True, slots=True)
class Wrapped:
    """One key of a household as it lies in the store; ``kek`` names the key that wraps it.

    With a ``person_id`` it locks what that person writes, and nothing else.
    """

    household_id: UUID
    version: int
    kek: str
    wrapped: bytes
    person_id: UUID | None = None


class KeyStore:
    """Wrapped keys and journal marks, in a database of their own."""

    def __init__(self, url: str) -> None:
        """Open the store and make its tables when they are not there, or as they are now."""
        self._url = url
        self._is_sqlite = url.startswith("sqlite")
        self._kind = sqlite if self._is_sqlite else postgres
        self.engine: Engine = self._kind.engines(url)[0]
        metadata.create_all(self.engine, tables=[household_keys, journal_marks])
        self._know_people()

    def check(self) -> None:
        """Raise ``RuntimeError`` when the store could lose a key that it has answered for."""
        with self.engine.connect() as connection:
            self._kind.check_keeping(connection)

    def versions(self, household: UUID) -> list[int]:
        """Return which key versions a household has."""
        return [row.version for row in self.of(household)]

    def of(self, household: UUID) -> list[Wrapped]:
        """Return the wrapped keys of one household."""
        return self._wrapped(select(household_keys).filter_by(household_id=household).where(THERE))

    def all(self) -> list[Wrapped]:
        """Return every wrapped key."""
        return self._wrapped(select(household_keys).where(THERE))

    def put(self, rows: Iterable[Wrapped]) -> None:
        """Keep these rows; all or none. Their versions are not taken yet."""
        fresh = [asdict(row) for row in rows]
        if fresh:
            with self._alone() as connection:
                connection.execute(insert(household_keys), fresh)

    def add(
        self, household: UUID, person: UUID | None, kek: str, wrap: Callable[[int], Wrapped]
    ) -> int | None:
        """Keep what ``wrap`` makes of the next version, and return that; a person's own is made once.

        A version is never given twice, also not after it was forgotten. Nothing is made, and None
        returned, for a person where the other keys are wrapped by another ``kek``: whoever asks has
        not seen that it was replaced. They open no key that is there, and what they wrap opens no
        more when they start anew.
        """
        mine = select(household_keys).filter_by(household_id=household)
        last = select(func.max(household_keys.c.version)).filter_by(household_id=household)
        with self._alone() as connection:
            there = [Wrapped(*row) for row in connection.execute(mine.where(THERE))]
            if person and any(row.kek != kek for row in there):
                return None
            own = [row.version for row in there if person and row.person_id == person]
            if own:
                return max(own)
            version = (connection.scalar(last) or 0) + 1
            connection.execute(insert(household_keys), asdict(wrap(version)))
            return version

    def rewrap(self, wrap: Callable[[Wrapped], Wrapped]) -> int:
        """Put every key in its place as ``wrap`` makes it, none between; return how many."""
        with self._alone() as connection:
            query = select(household_keys).where(THERE)
            rows = [wrap(Wrapped(*row)) for row in connection.execute(query)]
            fresh = [
                {
                    "household": row.household_id,
                    "number": row.version,
                    "by": row.kek,
                    "sealed": row.wrapped,
                }
                for row in rows
            ]
            if fresh:
                connection.execute(SAME, fresh)
        return len(rows)

    def remove(self, household: UUID) -> None:
        """Forget a household's keys; ``wipe_log`` takes their last bytes."""
        with self._alone() as connection:
            connection.execute(delete(household_keys).filter_by(household_id=household))
            _write_down(connection, household, household)

    def remove_own(self, household: UUID, person: UUID) -> None:
        """Forget one person's keys. Their versions stay behind, empty and nameless: none is given again."""
        mine = update(household_keys).filter_by(household_id=household, person_id=person)
        with self._alone() as connection:
            connection.execute(mine.values(kek="", wrapped=b"", person_id=None))
            _write_down(connection, household, person)

    def forgotten(self) -> list[tuple[UUID, UUID]]:
        """Return who was erased, by household; the household itself where all of it was."""
        with self.engine.connect() as connection:
            return [
                (household, person) for household, person in connection.execute(select(forgotten))
            ]

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

    def _know_people(self) -> None:
        """Give a store of before whose key each is, and who was erased. Two who start at once do it once."""
        with self._alone() as connection:
            forgotten.create(connection, checkfirst=True)
            known = {column["name"] for column in inspect(connection).get_columns("household_keys")}
            if "person_id" not in known:
                kind = "CHAR(32)" if self._is_sqlite else "UUID"
                connection.exec_driver_sql(
                    f"ALTER TABLE household_keys ADD COLUMN person_id {kind}"
                )

    @contextmanager
    def _alone(self) -> Iterator[Connection]:
        """A transaction that no other change of the keys stands beside; SQLite has one at a time."""
        with self.engine.begin() as connection:
            if not self._is_sqlite:
                connection.exec_driver_sql(ALONE)
            yield connection

    def _mark(self, household: UUID, seq: int) -> bytes | None:
        query = select(journal_marks.c.link).filter_by(household_id=household, seq=seq)
        with self.engine.connect() as connection:
            return connection.execute(query).scalar()

    def _wrapped(self, query: object) -> list[Wrapped]:
        with self.engine.connect() as connection:
            return [Wrapped(*row) for row in connection.execute(query)]  # type: ignore[call-overload]


def _write_down(connection: Connection, household: UUID, person: UUID) -> None:
    row = {"household_id": household, "person_id": person}
    if connection.execute(select(forgotten).filter_by(**row)).first() is None:
        connection.execute(insert(forgotten), row)
