"""The one door to the database: ``writing()`` is a transaction, ``reading()`` cannot write.

SQLite and PostgreSQL 15+ behind the same two words. The house refuses to start on a database that
could lose what it has promised to keep (security R35). What goes wrong below comes out as a
``Refusal`` that a person can read: busy, or full.
"""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from copy import copy
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from api.core import postgres, sqlite
from api.core.columns import Base, Journaled
from api.core.errors import Refusal
from api.core.journal import write_lines
from api.core.reader import ReaderRole, shut_when_refused, troubles
from api.core.troubles import as_refusal
from api.core.vault import Vault

__all__ = ["EVERYWHERE", "Base", "Database", "Everywhere", "Journaled"]


class Everywhere:
    """The scope of work that is not of one household: signing in, the worker, the command line."""


EVERYWHERE: Final = Everywhere()
ANY_SEAT: Final = text("SELECT id FROM seats LIMIT 0")


class HouseSession(Session):
    """A session whose flushes are written down in the journal."""


def enter(session: Session, _transaction: object, connection: Connection) -> None:
    """Say to PostgreSQL, at each transaction that a session begins, whose rows it may touch and as what."""
    says, values = session.info["enters"]
    if says is not None:
        connection.execute(says, values)


event.listen(HouseSession, "after_flush", write_lines)
event.listen(HouseSession, "after_begin", enter)


class Database:
    """The household data. ``url`` is SQLite's or PostgreSQL's."""

    def __init__(self, url: str, *, vault: Vault, journal_key: bytes, ballast: Path | None) -> None:
        """Make the engines; nothing is opened or checked yet."""
        self.is_sqlite = url.startswith("sqlite")
        self._kind = sqlite if self.is_sqlite else postgres
        self._writer: Engine
        self._reader: Engine
        self._writer, self._reader = self._kind.engines(url)
        self._queue = self._kind.queue(url)
        self._facts = {"vault": vault, "journal_key": journal_key}
        self._ballast = ballast
        self._role = None if self.is_sqlite else ReaderRole(self._reader)
        self._along = False

    def for_who_reads_along(self) -> "Database":
        """Return the same database for who works with a house: what they read is read by a role that may no more."""
        made = copy(self)
        made._along = True  # noqa: SLF001 - one of us, made here
        return made

    def lets_read_along(self) -> bool:
        """Say whether anybody can read along now; asked anew each time, of one table for all."""
        try:
            with self._troubles():
                if self._role:
                    self._role.name(afresh=True)
            with self.for_who_reads_along().reading(EVERYWHERE) as session:
                session.execute(ANY_SEAT)
        except Refusal:
            return False
        return True

    def troubles_of_reading_along(self) -> list[str]:
        """Return what is wrong with the role as which is read along, each as a sentence for who keeps the house."""
        if self._role is None:
            return []
        with self._reader.connect() as connection:
            return troubles(connection)

    @property
    def engine(self) -> Engine:
        """The engine that writes, for migrations and backups alone."""
        return self._writer

    def check(self) -> None:
        """Raise ``RuntimeError`` when the database is not set so that it keeps its promises.

        It waits for its turn: past the queue it might find SQLite busy each time, and start nothing.
        """
        with self._troubles(), self._queue(), self._writer.connect() as connection:
            self._kind.check(connection)

    @contextmanager
    def writing(
        self, scope: UUID | Everywhere, *, by: UUID | None, now: datetime
    ) -> Iterator[Session]:
        """One transaction of one person at one moment; it is kept when the block ends well.

        Raises ``Busy`` or ``Full`` when the database cannot take it now: nothing is half written.
        """
        with (
            self._troubles(),
            self._queue(),
            HouseSession(
                self._writer,
                expire_on_commit=False,
                info={**self._facts, **self._enters(scope, postgres.WRITES), "by": by, "now": now},
            ) as session,
        ):
            yield session
            session.commit()

    @contextmanager
    def reading(self, scope: UUID | Everywhere) -> Iterator[Session]:
        """Look without being able to write: the database itself refuses it.

        For who reads along it refuses as well what they never need; raises Shut when it cannot.
        """
        with self._troubles(), shut_when_refused() if self._along else nullcontext():
            enters = self._enters(scope, postgres.READS)
            if self._along and self._role:
                enters = self._enters(scope, postgres.READS_ALONG, role=self._role.name())
            with HouseSession(
                self._reader,
                expire_on_commit=False,
                autoflush=False,
                info={**self._facts, **enters},
            ) as session:
                yield session

    def close(self) -> None:
        """Give all connections back."""
        self._writer.dispose()
        self._reader.dispose()

    def _enters(self, scope: UUID | Everywhere, says: object, **more: str) -> dict[str, object]:
        """Return what tells PostgreSQL whose rows a session may touch."""
        household = "*" if isinstance(scope, Everywhere) else str(scope)
        return {"enters": (None if self.is_sqlite else says, {"household": household, **more})}

    @contextmanager
    def _troubles(self) -> Iterator[None]:
        """Turn the database's own errors into refusals; free the ballast when the disk is full."""
        try:
            yield
        except Refusal:
            raise
        except (DBAPIError, OSError) as error:
            refusal = as_refusal(error)
            if refusal is None:
                raise
            if refusal.status == 507 and self._ballast is not None:  # noqa: PLR2004
                self._ballast.unlink(missing_ok=True)
            raise refusal from error
