"""What somebody does at a table. Each act may come twice, late, or from somebody it is not for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.meetings.keeping import take_turns
from api.meetings.table.keeping import add, is_known, write_down
from api.meetings.table.queries import Seat, seat, state_of
from api.meetings.table.rules import OF_EVERYBODY, check
from api.meetings.table.state import Kind, TableState
from api.people.policy import Role, Viewer
from api.people.queries import UNKNOWN, viewers


def act(
    session: Session,
    *,
    by: Viewer,
    meeting_id: UUID,
    act_id: UUID,
    kind: Kind,
    now: datetime,
    body: Mapping[str, Any] | None = None,
) -> UUID:
    """Do one thing at the table; return its id. Sent twice it is done once.

    Raises NotHere for who has no place or may not do this, Changed for what comes too late.
    """
    take_turns(session, by)
    at = seat(session, by, meeting_id)
    said = dict(body or {})
    if is_known(session, by, meeting_id, act_id, kind):
        return act_id
    state = state_of(session, at.meeting)
    check(state, kind, said)
    _check_who(by, at, state, kind, said)
    if kind in {Kind.BEGAN, Kind.CAME}:
        write_down(session, by, at.meeting, said, now)
    return add(session, by=by, meeting=at.meeting, act_id=act_id, kind=kind, body=said, now=now)


def idea(
    session: Session, *, by: Viewer, meeting_id: UUID, act_id: UUID, text: str, now: datetime
) -> UUID:
    """Lay an idea on the table; for what waited on a phone as well."""
    values = {"meeting_id": meeting_id, "act_id": act_id, "now": now}
    return act(session, by=by, kind=Kind.IDEA, body={"text": text.strip()}, **values)  # type: ignore[arg-type]


def ideas_in_order(state: TableState, moving: UUID, *, up: bool) -> list[str]:
    """Return the ideas with one of them a place higher or lower."""
    ids = [each.id for each in state.ideas]
    if moving not in ids:
        raise NotHere(UNKNOWN)
    place = ids.index(moving)
    to = max(0, min(len(ids) - 1, place - 1 if up else place + 1))
    ids.insert(to, ids.pop(place))
    return [str(each) for each in ids]


def _check_who(
    by: Viewer, at: Seat, state: TableState, kind: Kind, body: Mapping[str, Any]
) -> None:
    """Whoever sits here lays ideas down and says that they are here; the rest is for who leads."""
    if by.role in {Role.PROFESSIONAL, Role.HOST}:
        raise NotHere(UNKNOWN)
    if kind in {Kind.CAME, Kind.LEFT}:
        person = UUID(str(body.get("person")))
        if person not in at.row.invited or not (at.leads or person == by.person):
            raise NotHere(UNKNOWN)
    elif kind in OF_EVERYBODY:
        if not (at.leads or by.person in at.row.invited):
            raise NotHere(UNKNOWN)
    elif not at.leads and not _is_own_idea(by, state, kind, body):
        raise NotHere(UNKNOWN)


def _is_own_idea(by: Viewer, state: TableState, kind: Kind, body: Mapping[str, Any]) -> bool:
    """Say whether somebody takes back what they laid down themselves."""
    mine = {str(each.id) for each in state.ideas if each.by == by.person}
    return kind is Kind.UNDONE and body.get("act") in mine


def here_now(session: Session, by: Viewer, state: TableState) -> Sequence[UUID]:
    """Return who sits at the table and still belongs here."""
    still = {each.person for each in viewers(session, by.household)}
    return tuple(each for each in state.here if each in still)
