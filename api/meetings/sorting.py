"""Sittings go along when a house is put apart: from then on nobody learns where the other side sits, or sat.

A sitting goes to the side of the adults whom it asks or names. One of both sides stays with those who
stand by both; it is not there any more for an adult of either, and when it still had to come it is off.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.vault import Box
from api.meetings.keeping import unsay
from api.meetings.model import MeetingInvited
from api.meetings.rows import Row, opened, read
from api.meetings.table.model import Minutes, TableAct
from api.people.apart.queries import names_of_adults
from api.people.apart.rules import names_in, side_after
from api.people.model import Person
from api.people.policy import Role, Side

NAMED: Final = ("does", "looks")


def sort_meetings(session: Session, household: UUID) -> None:
    """Give every sitting of a house its side, by whom it asks and names. The people have theirs already."""
    people = {
        each.id: each for each in session.scalars(select(Person).filter_by(household_id=household))
    }
    sides = {each.id: Side(each.side) for each in people.values()}
    adults, box = names_of_adults(session, household), Box.of(session, household)
    for row in read(session, household):
        said = [*_written(box, row), *_said_at_the_table(session, box, row)]
        named = set(row.invited) | names_in("\n".join(_texts(said)), adults)
        named |= {each for each in _ids(said) if each in sides}
        found = {sides[each] for each in named} - {Side.BOTH}
        row.meeting.side = side_after(Side.BOTH, found)
        if found:
            _leave(session, row, people)
        if len(found) > 1 and row.meeting.closed_at is None:
            _call_off(session, row)
    session.flush()


def _written(box: Box, row: Row) -> Iterator[Mapping[str, Any]]:
    """Yield where it is and what for, who leads, and what everybody brought along."""
    for table, rows in (
        ("meeting_words", row.words),
        ("meeting_chairs", row.chairs),
        ("meeting_inputs", row.inputs),
    ):
        for each in rows:
            yield opened(box, table, each.id, each.body)


def _said_at_the_table(session: Session, box: Box, row: Row) -> Iterator[Mapping[str, Any]]:
    """Yield what was done and written down there: it is read later by whoever sat there."""
    mine = {"meeting_id": row.meeting.id}
    for act in session.scalars(select(TableAct).filter_by(**mine)):
        yield opened(box, "table_acts", act.id, act.body)
    for each in session.scalars(select(Minutes).filter_by(**mine)):
        yield opened(box, "minutes", each.id, each.body)


def _texts(said: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    return (text for each in said for text in each.values() if isinstance(text, str))


def _ids(said: Iterable[Mapping[str, Any]]) -> Iterator[UUID]:
    """Yield who does what was decided, and who looks."""
    return (UUID(who) for each in said for name in NAMED for who in each.get(name, ()))


def _leave(session: Session, row: Row, people: Mapping[UUID, Person]) -> None:
    """Whoever cannot sit at this table now was never asked; a child's tablet lies in both homes."""
    now: datetime = session.info["now"]
    mine = select(MeetingInvited).filter_by(meeting_id=row.meeting.id, ended_at=None)
    for each in session.scalars(mine):
        person = people[each.person_id]
        one_sided = person.side not in {Side.BOTH, row.meeting.side}
        child = person.role == Role.CHILD and row.meeting.side != Side.BOTH
        if one_sided or child:
            each.ended_at = now
            unsay(session, row.meeting, each.person_id, now)


def _call_off(session: Session, row: Row) -> None:
    one = row.meeting
    if one.called_off_at is None:
        one.called_off_at = session.info["now"]
        one.called_off_by = session.info["by"] or one.by_id
        one.number += 1
