"""Who may write on a sheet of the path, and what they hear when another was first."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.path import rules
from api.path.keeping import take_turns
from api.path.seen import writes
from api.people.policy import Side, Viewer
from api.people.queries import UNKNOWN, lives_apart
from i18n.marking import N_

MEANWHILE: Final = N_("Iemand anders veranderde dit net. Kijk wat er nu staat.")


def check_writer(session: Session, by: Viewer, kind: str, sheet: Side, now: datetime) -> None:
    """Let in who writes what was agreed on this sheet, one after another; raises NotHere."""
    take_turns(session, by)
    if not (
        on_own_sheet(session, by, sheet) and rules.may_keep(by) and writes(by, kind, sheet, now)
    ):
        raise NotHere(UNKNOWN)


def on_own_sheet(session: Session, by: Viewer, sheet: Side) -> bool:
    """Say whether a sheet is there for somebody: in an apart house nothing is written on both at once."""
    return sheet in rules.sheets_of(by.side, apart=lives_apart(session, by.household))


def was_sent(session: Session, by: Viewer, model: Any, row_id: UUID) -> bool:  # noqa: ANN401
    """Say whether this form came before; raises NotHere when that was from another."""
    known = session.get(model, row_id)
    if known is not None and known.by_id != by.person:
        raise NotHere(UNKNOWN)
    return known is not None
