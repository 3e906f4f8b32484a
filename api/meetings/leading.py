"""Who leads a sitting: it goes from a helper, by way of both together, to the circle."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.errors import Invalid
from api.core.ids import new_id
from api.core.text import tidy
from api.core.vault import Box
from api.meetings import items, rules
from api.meetings.keeping import led, take_turns
from api.meetings.kinds import Mode
from api.meetings.model import MeetingChair
from api.meetings.rows import Row, opened
from api.people.policy import Role, Viewer
from api.people.queries import members, viewer
from i18n.marking import N_

FROM_THE_CIRCLE: Final = N_("Kies iemand uit de kring die erbij zit.")
WHICH_HELPER: Final = N_("Schrijf de naam op van wie leidt.")
LONGEST_NAME: Final = 80


def set_chair(
    session: Session,
    *,
    by: Viewer,
    meeting_id: UUID,
    mode: Mode,
    person: UUID | None = None,
    name: str = "",
    now: datetime,
) -> None:
    """Say who leads this sitting: a helper by name, one together with somebody of the circle, or the circle.

    The same again is not kept twice. Raises NotHere, and Invalid.
    """
    take_turns(session, by)
    row = led(session, by, meeting_id)
    name = rules.check_text(tidy(name), "name", LONGEST_NAME) if mode is not Mode.CIRCLE else ""
    if mode is not Mode.PROFESSIONAL:
        _check_chair(session, by, row, person)
    elif person is None and not name:
        raise Invalid(WHICH_HELPER, field="name")
    box = Box.of(session, by.household)
    if row.chairs and _says(box, row.chairs[-1]) == (mode, person, name):
        return
    chair = new_id()
    session.add(
        MeetingChair(
            id=chair,
            household_id=by.household,
            meeting_id=meeting_id,
            mode=mode,
            person_id=person,
            by_id=by.person,
            at=now,
            body=box.lock_json("meeting_chairs", "body", chair, {"name": name}),
        )
    )
    session.flush()


def _check_chair(session: Session, by: Viewer, row: Row, person: UUID | None) -> None:
    """Somebody of the circle who sits there; who keeps the meetings may be one of the house."""
    known = {each.id: each for each in members(session, by)}
    if person not in row.invited or person not in known:
        raise Invalid(FROM_THE_CIRCLE, field="person")
    if known[person].role is not Role.CIRCLE and not items.keeps(viewer(session, person)):
        raise Invalid(FROM_THE_CIRCLE, field="person")


def _says(box: Box, chair: MeetingChair) -> tuple[str, UUID | None, str]:
    name = opened(box, "meeting_chairs", chair.id, chair.body).get("name", "")
    return Mode(chair.mode), chair.person_id, str(name)
