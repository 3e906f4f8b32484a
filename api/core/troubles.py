"""What a database or disk says when it cannot, turned into a sentence for a person."""

import errno
import sqlite3

from sqlalchemy.exc import DBAPIError

from api.core.errors import Busy, Full, Refusal
from i18n.marking import N_

BUSY = N_("Het is even druk. Je tekst is bewaard. Probeer het zo nog een keer.")
FULL = N_("Er is nu geen plek om dit op te slaan. Bewaar je tekst. Probeer het straks weer.")

SQLITE_BUSY = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
}
SQLITE_FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}
# disk full; lock not available, serialisation, deadlock, cancelled, too many connections, shutdown,
# read-only transaction (a standby during a switch).
POSTGRES_FULL = {"53100"}
POSTGRES_BUSY = {"55P03", "40001", "40P01", "57014", "53300", "57P01", "57P03", "25006"}


def as_refusal(error: DBAPIError | OSError) -> Refusal | None:
    """Return the refusal for an error that passes by itself, or None for one that is our fault."""
    if isinstance(error, OSError):
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        return Full(FULL) if full else None
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        return _sqlite(getattr(cause, "sqlite_errorcode", 0) & 0xFF)
    state = getattr(cause, "sqlstate", None)
    if state in POSTGRES_FULL:
        return Full(FULL)
    if state in POSTGRES_BUSY or error.connection_invalidated or state is None:
        return Busy(BUSY)
    return None


def _sqlite(code: int) -> Refusal | None:
    if code in SQLITE_FULL:
        return Full(FULL)
    return Busy(BUSY) if code in SQLITE_BUSY else None
