"""The journal: a line for every change, in the same transaction, chained so that tampering shows.

A line holds no content: who, when, which row, and a fingerprint of the row as it is stored
(ciphertext). Each line's link is a keyed hash over the line and the link before it, per household;
the key is not in the database. ``verify`` recomputes everything and compares the rows with their
last lines (security R39).
"""

import hashlib
import hmac
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import BigInteger, Index, bindparam, insert, inspect, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from api.core.columns import Base, Journaled

START: Final = b"\0" * 32
HEAD_SHOWN: Final = 8
Changes = list[tuple[str, str, str, bytes]]


class JournalLine(Base):
    """One change of one row. ``act`` is add, change, remove or erase."""

    __tablename__ = "journal"
    __table_args__ = (Index("ix_journal_place", "place", "row"),)

    household_id: Mapped[UUID] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    by: Mapped[UUID | None]
    act: Mapped[str]
    place: Mapped[str]
    row: Mapped[str]
    fingerprint: Mapped[bytes]
    link: Mapped[bytes]


class JournalHead(Base):
    """How far a household's journal has come; its lock keeps two writers from forking the chain."""

    __tablename__ = "journal_heads"

    household_id: Mapped[UUID] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger)
    link: Mapped[bytes]


HEADS: Final = (
    select(JournalHead.household_id, JournalHead.seq, JournalHead.link)
    .where(JournalHead.household_id.in_(bindparam("households", expanding=True)))
    .order_by(JournalHead.household_id)
    .with_for_update()
)
MOVE_ON: Final = (
    update(JournalHead)
    .where(JournalHead.household_id == bindparam("house"))
    .values(seq=bindparam("to"), link=bindparam("last"))
)


def write_lines(session: Session, _context: object) -> None:
    """Write the lines of one flush. Called by the session itself, never by an action."""
    _write(session, _changes(session))


def hold(session: Session, households: Collection[UUID]) -> None:
    """Hold the journals of several houses until the end of the transaction, in the order of all others.

    For who changes one house after another: each flush asks for its own, and would make a ring with who
    writes in the same houses at that moment.
    """
    _held(session, households)


def write(session: Session, household: UUID, changes: Changes) -> None:
    """Append (act, table, row, fingerprint) lines to a household's chain."""
    _write(session, {household: changes})


def _write(session: Session, changes: Mapping[UUID, Changes]) -> None:
    """Append to the chains of all these houses, in three statements for any number of them."""
    if not changes:
        return
    heads = _heads(session, changes)
    lines: list[dict[str, Any]] = []
    for household, found in changes.items():
        seq, link = heads[household]
        for act, place, row, fingerprint in found:
            seq += 1
            line = {
                "household_id": household,
                "seq": seq,
                "at": session.info["now"],
                "by": session.info["by"],
                "act": act,
                "place": place,
                "row": row,
                "fingerprint": fingerprint,
            }
            link = chain(session.info["journal_key"], link, line)
            lines.append({**line, "link": link})
        heads[household] = seq, link
    session.connection().execute(insert(JournalLine), lines)
    ends = [{"house": each, "to": seq, "last": link} for each, (seq, link) in heads.items()]
    session.connection().execute(MOVE_ON, ends if len(ends) > 1 else ends[0])


def chain(key: bytes, before: bytes, line: dict[str, Any]) -> bytes:
    """Return the link of a line: HMAC-SHA-256 over the link before it and all its fields."""
    fields = (line[name] for name in FIELDS)
    return hmac.new(key, before + b"".join(_plain(field) for field in fields), "sha256").digest()


FIELDS = ("household_id", "seq", "at", "by", "act", "place", "row", "fingerprint")


def head_mark(session: Session, household: UUID) -> str:
    """Return the beginning of the last link of a household: how far its book had come (security R39).

    Show it only where the looking itself writes a line: else who looks again and again would know of
    every note that anybody writes.
    """
    link = session.scalar(select(JournalHead.link).filter_by(household_id=household))
    return (link or START).hex()[:HEAD_SHOWN]


def fingerprint(values: dict[str, Any]) -> bytes:
    """Return the SHA-256 of a row as stored; ``values`` by column name."""
    parts = (_plain(name) + _plain(values[name]) for name in sorted(values))
    return hashlib.sha256(b"".join(parts)).digest()


def row_name(values: tuple[Any, ...]) -> str:
    """Return the name of a row in the journal: its primary key."""
    return "/".join(str(value) for value in values)


def _changes(session: Session) -> dict[UUID, Changes]:
    found: dict[UUID, Changes] = {}
    for act, thing in _touched(session):
        mapper = inspect(type(thing))
        values = {column.key: getattr(thing, column.key) for column in mapper.column_attrs}
        household = values["household_id"] if "household_id" in values else values["id"]
        name = row_name(mapper.primary_key_from_instance(thing))
        line = (act, str(mapper.local_table.name), name, fingerprint(values))
        found.setdefault(household, []).append(line)
    return found


def _touched(session: Session) -> Iterator[tuple[str, Any]]:
    yield from (("add", thing) for thing in session.new if isinstance(thing, Journaled))
    for thing in session.dirty:
        if isinstance(thing, Journaled) and session.is_modified(thing):
            yield "change", thing
    yield from (("remove", thing) for thing in session.deleted if isinstance(thing, Journaled))


def _heads(session: Session, households: Collection[UUID]) -> dict[UUID, tuple[int, bytes]]:
    """Return the last line of each household and hold its lock until the end of the transaction."""
    found = _held(session, households)
    new = sorted(set(households) - found.keys())
    if new:
        begun = [{"household_id": each, "seq": 0, "link": START} for each in new]
        session.connection().execute(insert(JournalHead), begun)
    return found | dict.fromkeys(new, (0, START))


def _held(session: Session, households: Collection[UUID]) -> dict[UUID, tuple[int, bytes]]:
    """House after house in one order: two who write in several wait for each other, and never in a ring."""
    rows = session.connection().execute(HEADS, {"households": list(households)})
    return {row.household_id: (row.seq, row.link) for row in rows}


def _plain(value: Any) -> bytes:  # noqa: ANN401
    """Return a value as bytes that no other value has; lengths in front keep neighbours apart."""
    if isinstance(value, datetime):
        value = value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, StrEnum):
        value = str(value)
    raw = value if isinstance(value, bytes) else repr(value).encode()
    kind = type(value).__name__.encode()
    return len(kind).to_bytes(1) + kind + len(raw).to_bytes(8) + raw
