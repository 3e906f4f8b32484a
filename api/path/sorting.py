"""The path goes along when a house is put apart: each row gets its side, and each side its own sheet.

What somebody of one side said goes with them; what was agreed is on both, unless it names one side alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import fields
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.ids import new_id
from api.core.vault import Box
from api.path.kinds import Says
from api.path.model import OutcomeTick, PathMark, PhaseAgreed
from api.path.rows import Row, everything, words_of
from api.people.apart.queries import names_of_adults
from api.people.apart.rules import names_in, side_after
from api.people.model import Person
from api.people.policy import Side

Adults = Mapping[UUID, frozenset[str]]
Sides = Mapping[UUID, Side]
Said = PhaseAgreed | PathMark


def sort_path(session: Session, household: UUID) -> None:
    """Give the whole path of a house its sides. The people have theirs already."""
    people = session.scalars(select(Person).filter_by(household_id=household))
    sides = {each.id: Side(each.side) for each in people}
    adults = names_of_adults(session, household)
    parts: defaultdict[UUID, list[Row]] = defaultdict(list)
    for row in everything(session, household):
        parts[row.part.id].append(row)
    for rows in parts.values():
        _sort_part(rows, sides, adults)
    for tick in session.scalars(select(OutcomeTick).filter_by(household_id=household)):
        tick.side = _side(session, tick, sides[tick.person_id], sides, adults)
    for phase in session.scalars(select(PhaseAgreed).filter_by(household_id=household)).all():
        _share(session, phase, _side(session, phase, Side.BOTH, sides, adults))
    for mark in session.scalars(select(PathMark).filter_by(household_id=household)).all():
        if mark.says == Says.YES:
            mark.side = _side(session, mark, sides[mark.by_id], sides, adults)
        else:
            _share(session, mark, _side(session, mark, Side.BOTH, sides, adults))
    session.flush()


def _sort_part(rows: Iterable[Row], sides: Sides, adults: Adults) -> None:
    found = list(rows)
    named = {person for row in found for person in row.named}
    named |= names_in("\n".join(text for row in found for text in _texts(row)), adults)
    side = side_after(Side.BOTH, (sides[each] for each in named))
    for row in found:
        row.part.side = side
        row.version.side = side


def _share(session: Session, row: Said, side: Side) -> None:
    """What was agreed holds on both sheets. What names one side alone stands there; the other keeps the fact."""
    row.side = side
    if side is Side.BOTH:
        return
    other = Side.B if side is Side.A else Side.A
    copied = new_id()
    shared = {"id": copied, "side": other, "household_id": row.household_id, "by_id": row.by_id}
    bare = {
        name: value
        for name, value in words_of(session, row).items()
        if name not in {"words", "reason"}
    }
    shared["at"] = row.at
    box = Box.of(session, row.household_id)
    shared["body"] = box.lock_json(row.__tablename__, "body", copied, bare)
    if isinstance(row, PhaseAgreed):
        more = {"phase": row.phase, "act": row.act, "meeting_id": row.meeting_id}
        session.add(PhaseAgreed(**shared, **more))
    else:
        session.add(PathMark(**shared, version_id=row.version_id, says=row.says))


def _side(
    session: Session, row: Said | OutcomeTick, writer: Side, sides: Sides, adults: Adults
) -> Side:
    body = words_of(session, row)
    typed = f"{body.get('words', '')}\n{body.get('reason', '')}"
    return side_after(writer, (sides[each] for each in names_in(typed, adults)))


def _texts(row: Row) -> Iterable[str]:
    return (str(getattr(row.words, each.name)) for each in fields(row.words))
