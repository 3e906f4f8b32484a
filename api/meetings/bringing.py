"""What everybody brings along, written beforehand, and laying it on the table. Each may come twice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.errors import Invalid, NotHere
from api.core.ids import new_id
from api.core.vault import Box
from api.meetings import inviting_rules, items, rules
from api.meetings.keeping import OVER, find, led, take_turns
from api.meetings.kinds import What
from api.meetings.model import MeetingInput, MeetingOpened
from api.meetings.rows import Row, newest, opened
from api.people.policy import Role, Viewer
from api.people.queries import UNKNOWN, names, viewer


def bring_in(
    session: Session,
    *,
    by: Viewer,
    meeting_id: UUID,
    texts: Mapping[What, str],
    ward: UUID | None = None,
    now: datetime,
) -> None:
    """Write down what one brings along, or what one's ward wants to have said. An empty text takes it back.

    What stood there stays, and the last one counts. Raises NotHere, and Invalid when it is over.
    """
    take_turns(session, by)
    row = find(session, by, meeting_id)
    if by.person not in row.invited or not may_bring(by, row, ward, now):
        raise NotHere(UNKNOWN)
    if row.meeting.closed_at or row.meeting.called_off_at:
        raise Invalid(OVER)
    box = Box.of(session, by.household)
    stood = own(box, row, by.person, ward)
    for what, text in texts.items():
        kept = rules.check_text(text, what)
        if kept != stood.get(what, ""):
            _keep(session, box, row, by, what=what, text=kept, ward=ward, now=now)
    session.flush()


def open_inputs(session: Session, *, by: Viewer, meeting_id: UUID, now: datetime) -> None:
    """Lay on the table what everybody brought, and keep who brought nothing yet. Twice is once."""
    take_turns(session, by)
    row = led(session, by, meeting_id)
    if row.opened is not None:
        return
    absent = [str(each) for each in not_yet(session, by, row)]
    box = Box.of(session, by.household)
    session.add(
        MeetingOpened(
            meeting_id=meeting_id,
            household_id=by.household,
            by_id=by.person,
            at=now,
            body=box.lock_json("meeting_opened", "body", meeting_id, {"missing": absent}),
        )
    )
    session.flush()


def may_bring(by: Viewer, row: Row, ward: UUID | None, now: datetime) -> bool:
    """Say whether somebody brings something: of their own, or what their ward entrusted to them."""
    if not items.may_bring(by, row.meeting, now):
        return False
    return ward is None or (ward in by.wards and not by.quiet)


def not_yet(session: Session, by: Viewer, row: Row) -> tuple[UUID, ...]:
    """Return which of the invited grown-ups brought nothing of their own, as who leads may know.

    Of whom may fear the one who leads nothing is there, so as far as they see that one brought nothing.
    """
    box = Box.of(session, by.household)
    gave = {
        each.person_id
        for each in newest(row.inputs)
        if each.ward_id is None and each.person_id not in by.feared_by and _text(box, each)
    }
    return inviting_rules.missing(gave, asked(session, by, row))


def asked(session: Session, by: Viewer, row: Row) -> list[UUID]:
    """Return the invited grown-ups whom somebody knows: each of them may bring something."""
    known = names(session, by)
    return [
        each
        for each in row.invited
        if each in known and known[each].is_here and known[each].role in {Role.ADULT, Role.CIRCLE}
    ]


def own(box: Box, row: Row, person: UUID, ward: UUID | None) -> dict[What, str]:
    """Return what somebody brought of their own, or for this ward."""
    return {
        What(each.what): _text(box, each)
        for each in newest(row.inputs)
        if each.person_id == person and each.ward_id == ward
    }


def stays_with_one(session: Session, row: Row, ward: UUID) -> bool:
    """Say whether a child's words stay with its safety person: somebody whom it may fear sits there too."""
    return not inviting_rules.is_safe_for(viewer(session, ward), row.invited)


def _keep(
    session: Session,
    box: Box,
    row: Row,
    by: Viewer,
    *,
    what: What,
    text: str,
    ward: UUID | None,
    now: datetime,
) -> None:
    brought = new_id()
    session.add(
        MeetingInput(
            id=brought,
            household_id=by.household,
            meeting_id=row.meeting.id,
            person_id=by.person,
            ward_id=ward,
            what=what,
            at=now,
            body=box.lock_json("meeting_inputs", "body", brought, {"text": text}),
        )
    )


def _text(box: Box, brought: MeetingInput) -> str:
    return str(opened(box, "meeting_inputs", brought.id, brought.body).get("text", ""))
