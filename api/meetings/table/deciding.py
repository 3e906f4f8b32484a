"""What the table decides becomes an agreement of the plan, in one go; taken back it ends there too."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.errors import Invalid, NotHere
from api.meetings.inviting import WHO, could_sit
from api.meetings.keeping import take_turns
from api.meetings.kinds import Phase
from api.meetings.rows import Row
from api.meetings.table.actions import here_now
from api.meetings.table.keeping import add, is_known
from api.meetings.table.queries import Seat, seat, state_of
from api.meetings.table.rules import check
from api.meetings.table.state import Kind, TableState
from api.people.policy import Role, Side, Viewer, readers
from api.people.queries import UNKNOWN, Member, members, viewers
from api.plan import actions as plan
from api.plan import queries as plan_queries
from api.plan.model import PartVersion
from api.plan.rules import may_agree
from api.plan.seen import agreed_item
from api.plan.words import Agreement, Part, Plan, Settled, Sketch
from i18n.dates import here

TAKEN_BACK: Final = "We namen dit terug."
SAYS_SO: Final = frozenset({Role.ADULT, Role.CIRCLE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What is decided: in words, who does it and when, who looks, and what if it does not work out."""

    text: str
    does: tuple[UUID, ...]
    when: str = ""
    looks: tuple[UUID, ...] = ()
    if_not: str = ""


def decide(
    session: Session,
    *,
    by: Viewer,
    meeting_id: UUID,
    act_id: UUID,
    part_id: UUID,
    version_id: UUID,
    decision: Decision,
    now: datetime,
) -> UUID:
    """Write a decision down and make it an agreement; return the part of the plan.

    Who keeps the plan, or leads from outside the house, puts it in force at once, with those who are
    here; of somebody else who leads it is a proposal. Raises Invalid for a decision without a person.
    """
    take_turns(session, by)
    at = seat(session, by, meeting_id)
    if not at.leads:
        raise NotHere(UNKNOWN)
    if is_known(session, by, meeting_id, act_id, Kind.DECIDED):
        return part_id
    _check_people(session, by, at, decision)
    body = _body(decision, part_id, version_id)
    state = state_of(session, at.meeting)
    check(state, Kind.DECIDED, body)
    _agree(session, by=by, at=at, state=state, body=body, decision=decision, now=now)
    add(session, by=by, meeting=at.meeting, act_id=act_id, kind=Kind.DECIDED, body=body, now=now)
    return part_id


def take_back(
    session: Session, *, by: Viewer, meeting_id: UUID, act_id: UUID, decided: UUID, now: datetime
) -> UUID:
    """Take a decision back: it leaves the table, and its agreement ends."""
    take_turns(session, by)
    at = seat(session, by, meeting_id)
    if is_known(session, by, meeting_id, act_id, Kind.UNDONE):
        return act_id
    state = state_of(session, at.meeting)
    check(state, Kind.UNDONE, {})
    found = next((each for each in state.decisions if each.id == decided), None)
    if found is None or not at.leads:
        raise NotHere(UNKNOWN)
    version = session.get(PartVersion, UUID(found.body["version"]))
    if version is not None and version.ended_at is None:
        plan.end(session, by=by, version_id=version.id, reason=TAKEN_BACK, now=now)
    body = {"act": str(decided)}
    return add(
        session, by=by, meeting=at.meeting, act_id=act_id, kind=Kind.UNDONE, body=body, now=now
    )


def who_can_do(session: Session, by: Viewer, row: Row) -> tuple[Member, ...]:
    """Return who can take something on at a table: in an apart house nobody of the other side."""
    return tuple(each for each in could_sit(session, by, row) if each.role in SAYS_SO)


def reads_too(session: Session, by: Viewer, row: Row, now: datetime) -> tuple[Member, ...]:
    """Return who reads in the plan what is decided here and was not asked to this table."""
    people = [each for each in viewers(session, by.household) if each.role in SAYS_SO]
    hear = readers(agreed_item(by, Side(row.meeting.side), now), people) - set(row.invited)
    return tuple(each for each in members(session, by) if each.id in hear)


def _check_people(session: Session, by: Viewer, at: Seat, decision: Decision) -> None:
    """Raise Invalid for somebody of the other side: whoever sits here would read that they are there."""
    can = {each.id for each in who_can_do(session, by, at.row)}
    for field, named in (("does", decision.does), ("looks", decision.looks)):
        for each in members(session, by):
            if each.id in named and each.role in SAYS_SO and each.id not in can:
                raise Invalid(WHO, field=field)


def _agree(
    session: Session,
    *,
    by: Viewer,
    at: Seat,
    state: TableState,
    body: dict[str, object],
    decision: Decision,
    now: datetime,
) -> None:
    version = UUID(str(body["version"]))
    plan.draft(
        session,
        by=by,
        part_id=UUID(str(body["part"])),
        version_id=version,
        sketch=_sketch(session, by, at, decision, now),
        proposed=True,
        now=now,
    )
    if may_agree(by):
        settled = Settled(on=here(now), people=tuple(here_now(session, by, state)))
        plan.put_in_force(session, by=by, version_id=version, agreed=settled, now=now)


def _sketch(session: Session, by: Viewer, at: Seat, decision: Decision, now: datetime) -> Sketch:
    """Return the agreement as the plan knows it. A worry that is over since has no agreements any more."""
    held = {each.id for each in plan_queries.dangers(session, by, now)}
    danger = at.meeting.danger_id
    sketch = Sketch(
        words=Agreement(text=decision.text, when=decision.when, if_not=decision.if_not),
        people={Part.DOES: decision.does, Part.LOOKS: decision.looks},
        plan=Plan.DIRECT if at.meeting.phase == Phase.DIRECT else Plan.STABLE,
        side=Side(at.meeting.side),
    )
    return replace(sketch, danger_id=danger if danger in held else None)


def _body(decision: Decision, part: UUID, version: UUID) -> dict[str, object]:
    return {
        "text": decision.text.strip(),
        "when": decision.when.strip(),
        "does": [str(each) for each in decision.does],
        "looks": [str(each) for each in decision.looks],
        "if_not": decision.if_not.strip(),
        "part": str(part),
        "version": str(version),
    }
