"""Erasing one person for good, as `fates` says (security R31).

First everything in the data, in one transaction: what is theirs goes, what stays is locked by the
house. Only then is their key forgotten, for what is still locked with it opens nowhere any more. A
crash between leaves a step undone and nothing lost; the same again comes to the same end.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, Final, cast
from uuid import UUID

from sqlalchemy import Column, Table, and_, func, select, tuple_
from sqlalchemy.orm import Session

from api.core import journal
from api.core.columns import Base
from api.core.erasing import wipe_logs
from api.core.house import House
from api.core.journal import JournalLine
from api.core.vault import VERSION_BYTES, Box, Tampered
from api.people.actions import end_membership
from api.people.ending import hold
from api.people.erasing.fates import GOES, SEALED
from api.people.going.telling import tell_of_open_duties, tell_of_wards_alone
from api.people.model import Person
from api.people.queries import viewer

NOBODY: Final = {"name": "", "called": "", "face": ""}
AT_ONCE: Final = 400
Key = tuple[Any, ...]


def erase_person(
    house: House,
    *,
    household: UUID,
    person: UUID,
    now: datetime,
    still: Callable[[Session], bool] = lambda _session: True,
) -> bool:
    """Erase somebody, unless it is not asked any more (``still``); say whether they are. Twice is once.

    Raises ``RuntimeError`` when old bytes are left in a file because somebody was looking at it, and
    ``Tampered`` in a process that began before the wrapping key was replaced: it opens no key.
    """
    _check_tables()
    house.vault.ring(household, afresh=True)
    with house.db.writing(household, by=None, now=now) as session:
        hold(session, person)
        someone = session.get(Person, person)
        if someone is None or someone.household_id != household or not still(session):
            return False
        if someone.ended_at is None:
            _see_off(session, person, now)
        gone = _take_away(session, household, person)
        _make_nobody(session, someone)
        _lock_again(session, household, _own_keys(house, household, person))
        _say_so(session, household, person, gone)
    house.vault.forget_own(household, person)
    wipe_logs(house)
    return True


def _check_tables() -> None:
    """In a process that does not know a table, what is theirs in it would stay."""
    unknown = {name.split(".")[0] for name in GOES | SEALED} - Base.metadata.tables.keys()
    if unknown:
        msg = f"tables that this process does not know: {sorted(unknown)}"
        raise LookupError(msg)


def _see_off(session: Session, person: UUID, now: datetime) -> None:
    """End the membership, and tell of what they came to hold since they handed all over."""
    someone = viewer(session, person)
    tell_of_wards_alone(session, someone=someone, now=now)
    tell_of_open_duties(session, someone=someone, now=now)
    end_membership(session, person=person, now=now)


def _take_away(session: Session, household: UUID, person: UUID) -> int:
    """Remove every row that is this person's, and what hangs on it; return how many."""
    doomed: dict[str, set[Key]] = {}
    for table in Base.metadata.sorted_tables:
        if "household_id" in table.c and table.name != "people":
            doomed[table.name] = _doomed(session, table, household, person, doomed)
    for table in reversed(Base.metadata.sorted_tables):
        _remove(session, table, doomed.get(table.name, set()))
    return sum(map(len, doomed.values()))


def _doomed(
    session: Session, table: Table, household: UUID, person: UUID, before: dict[str, set[Key]]
) -> set[Key]:
    """Return the rows of a table that are this person's, or stand on a row that goes."""
    names = tuple(table.primary_key.columns)
    rows = select(*names).where(table.c.household_id == household)
    own = [column for column in table.columns if f"{table.name}.{column.name}" in GOES]
    found = {tuple(row) for column in own for row in session.execute(rows.where(column == person))}
    for column in table.columns:
        for key in column.foreign_keys:
            above = before.get(key.column.table.name, set())
            gone = [each[0] for each in above if len(each) == 1]
            found |= {
                tuple(row)
                for some in handfuls(gone)
                for row in session.execute(rows.where(column.in_(some)))
            }
    return found | _upon(session, table, found)


def _upon(session: Session, table: Table, found: set[Key]) -> set[Key]:
    """Return the rows that stand on these in the same table, as a version on the one before it."""
    above = [column for column in table.columns if table in _tables_of(column)]
    more, fresh = set(found), set(found) if above else set()
    while fresh:
        wanted = [each[0] for each in fresh]
        rows = select(*table.primary_key.columns)
        fresh = {
            tuple(row)
            for column in above
            for some in handfuls(wanted)
            for row in session.execute(rows.where(column.in_(some)))
        } - more
        more |= fresh
    return more - found


def _remove(session: Session, table: Table, keys: set[Key]) -> None:
    """Row by row, so that the journal sees each one go; what stands on another goes before it."""
    if not keys:
        return
    names = tuple(table.primary_key.columns)
    above = [column.key for column in table.columns if table in _tables_of(column)]
    model = _model(table)
    for some in handfuls(sorted(keys, key=str)) if not above else [list(keys)]:
        rows = session.scalars(select(model).where(tuple_(*names).in_(some))).all()
        for row in _last_first(rows, above):
            session.delete(row)
            if above:
                session.flush()
        session.flush()


def _last_first(rows: Iterable[Any], above: list[str]) -> Iterator[Any]:
    left = {row.id if above else id(row): row for row in rows}
    while left:
        stood_on = {getattr(row, name) for row in left.values() for name in above}
        free = [key for key in left if key not in stood_on]
        for key in free or list(left):
            yield left.pop(key)


def _own_keys(house: House, household: UUID, person: UUID) -> set[int]:
    """Return the versions of their keys. Raises ``Tampered`` when one does not open here.

    Else what they locked is passed over here, opens for others, and would be lost.
    """
    own = {row.version for row in house.keys.of(household) if row.person_id == person}
    if own - house.vault.ring(household, afresh=True).ciphers.keys():
        where = f"the keys of household {household}"
        raise Tampered(where)
    return own


def _lock_again(session: Session, household: UUID, versions: set[int]) -> None:
    """Lock by the house what this person locked and what stays. What does not open, opened to nobody."""
    box = Box.of(session, household)
    for name in sorted(SEALED) if versions else ():
        table = Base.metadata.tables[name.split(".")[0]]
        column = table.c[name.split(".")[1]]
        for row in _locked_with(session, table, column, household, versions):
            sealed = getattr(row, column.key)
            try:
                plain = box.open(table.name, column.name, _name_of(table, row), sealed)
            except Tampered:
                continue
            setattr(row, column.key, box.lock(table.name, column.name, _name_of(table, row), plain))
            session.flush()
            session.expunge(row)  # a book full of pictures must not all be in memory


def _locked_with(
    session: Session, table: Table, column: Column[Any], household: UUID, versions: set[int]
) -> Iterator[Any]:
    mine = table.c.id if table.name == "households" else table.c.household_id
    heads = [version.to_bytes(VERSION_BYTES) for version in versions]
    (name,) = table.primary_key.columns
    theirs = and_(mine == household, func.substr(column, 1, VERSION_BYTES).in_(heads))
    for key in session.scalars(select(name).where(theirs)).all():
        row = session.get(_model(table), key, with_for_update=True)
        if row is not None and getattr(row, column.key)[:VERSION_BYTES] in heads:
            yield row


def _make_nobody(session: Session, someone: Person) -> None:
    """What they wrote with others bears no name from now on."""
    box = Box.of(session, someone.household_id)
    known = _body(box, someone)
    if known != NOBODY:
        someone.body = box.lock_json("people", "body", someone.id, NOBODY)
    someone.born_year, someone.generation = None, 2
    session.flush()


def _body(box: Box, someone: Person) -> dict[str, str] | None:
    try:
        return dict(box.open_json("people", "body", someone.id, someone.body))
    except Tampered:
        return None


def _say_so(session: Session, household: UUID, person: UUID, gone: int) -> None:
    """One line in the journal, once, without a word of what it was."""
    line = {"household_id": household, "act": "erase", "place": "person", "row": str(person)}
    if session.scalars(select(JournalLine.seq).filter_by(**line).limit(1)).first() is None:
        print_ = journal.fingerprint({"rows": gone})
        journal.write(session, household, [("erase", "person", str(person), print_)])


def _model(table: Table) -> type[Any]:
    return next(mapper.class_ for mapper in Base.registry.mappers if mapper.local_table is table)


def _name_of(table: Table, row: object) -> UUID:
    (name,) = table.primary_key.columns
    return cast("UUID", getattr(row, name.key))


def _tables_of(column: Column[Any]) -> list[Table]:
    return [key.column.table for key in column.foreign_keys]


def handfuls(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Yield a handful at a time: a database takes so many values in one question."""
    for start in range(0, len(values), AT_ONCE):
        yield values[start : start + AT_ONCE]
