"""Erasing a household for good: first its keys, then its rows, and a line that says so.

Without its keys nothing of it can be read any more, in no old backup either. What stays has no word
of content (security R31): the journal, who changed which row when, and which professional was given
which kind of thing on which day, five years at least (NEN 7513).
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from api.core import journal, wal
from api.core.columns import Base
from api.core.db import EVERYWHERE
from api.core.house import House
from i18n.terminal import pgettext

HELD = (
    "Het huishouden is weg. In de bestanden staan nog oude resten: iemand had ze open.\n"
    "Doe dit over een minuut nog een keer."
)
STAYS = {"journal", "journal_heads", "readings"}


def erase_household(house: House, household: UUID, now: datetime) -> int:
    """Make a household unreadable, then gone; return how many rows went. Twice is once.

    Raises ``RuntimeError`` when old bytes are left in a file because somebody was looking at it, and
    before anything is done where another house has somebody of this one in it: its rows could not go.
    """
    with house.db.reading(EVERYWHERE) as session:
        _check_alone(session, household)
    house.vault.forget(household)
    with house.db.writing(EVERYWHERE, by=None, now=now) as session:
        gone = sum(_empty(session, name, household) for name in _tables())
        if gone or not _erased(session, household):
            line = ("erase", "households", str(household), journal.fingerprint({"rows": gone}))
            journal.write(session, household, [line])
    wipe_logs(house)
    return gone


def wipe_logs(house: House) -> None:
    """Empty the logs; raises ``RuntimeError`` while somebody keeps one open.

    Deleted rows and keys are zeroed in their files, yet their old pages still stand in the logs.
    """
    keys = house.keys.wipe_log()
    data = not house.db.is_sqlite or wal.checkpoint(house.settings.database_url, "TRUNCATE")
    if not (keys and data):
        raise RuntimeError(HELD)


def _check_alone(session: Session, household: UUID) -> None:
    """An organisation goes last: its people have seats in the houses."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            for key in column.foreign_keys:
                if key.column.table.name == "people" and "household_id" in table.c:
                    people = key.column.table
                    mine = select(people.c.id).where(people.c.household_id == household)
                    others = table.c.household_id != household
                    query = select(column).where(others, column.in_(mine)).limit(1)
                    if session.execute(query).first() is not None:
                        raise RuntimeError(_elsewhere())


def _elsewhere() -> str:
    return pgettext("beheer", "Mensen van dit huis kijken in een ander huis mee. Wis dat eerst.")


def _tables() -> list[str]:
    """Children first, so that no row points at one that is gone."""
    tables = reversed(Base.metadata.sorted_tables)
    return [table.name for table in tables if table.name not in STAYS]


def _empty(session: Session, name: str, household: UUID) -> int:
    table = Base.metadata.tables[name]
    column = table.c.id if name == "households" else table.c.get("household_id")
    if column is None:
        return 0
    return session.connection().execute(delete(table).where(column == household)).rowcount


def _erased(session: Session, household: UUID) -> bool:
    said = {"household_id": household, "act": "erase", "place": "households"}
    lines = select(journal.JournalLine.seq).filter_by(**said)
    return session.execute(lines.limit(1)).first() is not None
