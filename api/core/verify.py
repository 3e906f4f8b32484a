"""``huisboek verify``: look whether anything was changed behind the house's back (security R39).

Reads everything, changes nothing. A finding says where it is; the first bad line of a chain is named.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, inspect, select
from sqlalchemy.orm import Mapper, Session

from api.core.columns import Base, Journaled
from api.core.db import EVERYWHERE
from api.core.house import House
from api.core.journal import FIELDS, START, JournalHead, JournalLine, chain, fingerprint, row_name
from i18n.terminal import pgettext


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as the house left it."""

    household: UUID
    where: str
    what: str


def findings(house: House) -> list[Finding]:
    """Return what was changed, removed, swapped or cut off outside the house's own actions."""
    return list(_findings(house))


def _findings(house: House) -> Iterator[Finding]:
    for household in house.vault.broken():
        yield Finding(household, "keys", pgettext("beheer", "Een sleutel gaat niet open."))
    with house.db.reading(EVERYWHERE) as session:
        yield from _keyless(session, house)
        told = Told()
        yield from _chains(session, house, told)
        yield from _rows(session, told)


def _keyless(session: Session, house: House) -> Iterator[Finding]:
    """Without a key nothing of a household opens, however whole its rows are."""
    with_key = {row.household_id for row in house.keys.all()}
    for household in session.scalars(select(Base.metadata.tables["households"].c.id)):
        if household not in with_key:
            yield Finding(household, "keys", pgettext("beheer", "Er is geen sleutel."))


@dataclass
class Told:
    """What the lines say: the last one of each row, and which households were erased."""

    last: dict[tuple[str, str], tuple[UUID, str, bytes]] = field(default_factory=dict)
    erased: set[UUID] = field(default_factory=set)


def _chains(session: Session, house: House, told: Told) -> Iterator[Finding]:
    marks: dict[UUID, list[Any]] = {}
    for mark in house.keys.marks():
        marks.setdefault(mark.household_id, []).append(mark)
    heads = {head.household_id: head for head in session.scalars(select(JournalHead))}
    written = set(session.scalars(select(JournalLine.household_id).distinct()))
    for household in sorted(heads.keys() | marks.keys() | written):
        links = {0: START}
        lines = _lines(session, household)
        yield from _chain(lines, house.secrets.journal, links, told)
        head = heads.get(household)
        if head is None or links.get(head.seq) != head.link or max(links) != head.seq:
            yield Finding(
                household,
                f"journal {max(links)}",
                pgettext("beheer", "Het einde is weg of veranderd."),
            )
        for mark in marks.get(household, ()):
            if links.get(mark.seq) != mark.link:
                yield Finding(
                    household,
                    f"journal {mark.seq}",
                    pgettext("beheer", "Dit klopt niet met wat die dag is opgeschreven."),
                )


def _lines(session: Session, household: UUID) -> Iterable[JournalLine]:
    query = select(JournalLine).filter_by(household_id=household).order_by(JournalLine.seq)
    return session.scalars(query.execution_options(yield_per=500))


def _chain(
    lines: Iterable[JournalLine], key: bytes, links: dict[int, bytes], told: Told
) -> Iterator[Finding]:
    """Follow one household's lines; fill ``links`` and the last line of each row."""
    seq, link = 0, START
    for line in lines:
        seq += 1
        link = chain(key, link, {name: getattr(line, name) for name in FIELDS})
        if line.seq != seq or line.link != link:
            where = f"journal {line.seq}"
            yield Finding(
                line.household_id, where, pgettext("beheer", "Veranderd, weg of ertussen gezet.")
            )
            seq, link = line.seq, line.link
        links[seq] = link
        told.last[line.place, line.row] = (line.household_id, line.act, line.fingerprint)
        if line.act == "erase" and line.place == "households":
            told.erased.add(line.household_id)


def _rows(session: Session, told: Told) -> Iterator[Finding]:
    """Compare each row with its last line; what is left over was removed behind our back."""
    for mapper in Base.registry.mappers:
        if not issubclass(mapper.class_, Journaled):
            continue
        table = cast("Table", mapper.local_table)
        for row in session.execute(select(table).execution_options(yield_per=500)).mappings():
            yield from _row(mapper, dict(row), told)
    for (place, name), (household, act, _print) in told.last.items():
        if act in {"add", "change"} and household not in told.erased:
            yield Finding(household, f"{place} {name}", pgettext("beheer", "De rij is weg."))


def _row(mapper: Mapper[Any], row: dict[str, Any], told: Told) -> Iterator[Finding]:
    table = cast("Table", mapper.local_table)
    name = row_name(tuple(row[column.name] for column in inspect(mapper.class_).primary_key))
    household = row.get("household_id", row.get("id"))
    _household, act, known = told.last.pop((str(table.name), name), (None, None, None))
    values = {attr.key: row[attr.columns[0].name] for attr in mapper.column_attrs}
    if known is None or act == "remove":
        yield Finding(
            UUID(str(household)),
            f"{table.name} {name}",
            pgettext("beheer", "Niemand schreef op waar deze rij vandaan komt."),
        )
    elif known != fingerprint(values):
        yield Finding(
            UUID(str(household)), f"{table.name} {name}", pgettext("beheer", "De rij is veranderd.")
        )
