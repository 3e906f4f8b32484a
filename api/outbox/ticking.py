"""Puts ticks and a yes in a week: the page without script and the record of a phone come through here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from api.people.policy import Viewer
from api.resilience import actions
from api.resilience.rules import Cell


def whose(by: Viewer, target: UUID | None) -> UUID | None:
    """Return whose week is meant: the house's goes by the id of the house, and is None.

    Nobody named: one's own, as without a net.
    """
    return None if target == by.household else target or by.person


def tick(
    session: Session,
    *,
    by: Viewer,
    whose: UUID | None,
    record: UUID,
    cells: Sequence[Cell],
    made_at: datetime,
    now: datetime,
) -> UUID:
    """Keep what was ticked; return its first mark. A first tick begins the week.

    Raises NotHere for a week that is not there for this person, and Invalid.
    """
    actions.mark(session, by=by, whose=whose, record=record, cells=cells, made_at=made_at, now=now)
    return uuid5(record, "0")


def claim(session: Session, *, by: Viewer, ask_id: UUID, now: datetime) -> UUID:
    """Say yes to a gap; return it. Who comes second reads there who goes. Raises NotHere, and Invalid."""
    return actions.claim(session, by=by, ask_id=ask_id, now=now).id
