"""Writing a note that may be a check: the note and what it tells of the plan stand in one transaction.

Pages and phones both write through here, so a check comes in once, however late and however often.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.errors import Invalid, NotHere
from api.logbook import actions, queries
from api.logbook.media import ReadyMedium
from api.logbook.note import WHICH_AGREEMENT, Kind, Note
from api.logbook.views import EntryView
from api.people import queries as people
from api.people.policy import Audience, Viewer
from api.plan.checking import rules
from api.plan.checking.recording import Told, forget, record
from api.plan.checking.then import agreed_then


def write_note(
    session: Session,
    *,
    by: Viewer,
    entry_id: UUID,
    note: Note,
    now: datetime,
    media: Sequence[ReadyMedium] = (),
    made_at: datetime | None = None,
    late: bool = False,
) -> UUID:
    """Write a note, and beside it of which agreement it is a check. Sent twice it stands once.

    ``late`` as in the logbook: an agreement that is not there any more is left out, its words stay.
    """
    note = _with_agreement(session, by, note, made_at or now, now=now, late=late)
    written = actions.write_entry(
        session,
        by=by,
        entry_id=entry_id,
        note=note,
        now=now,
        media=media,
        made_at=made_at,
        late=late,
    )
    if note.agreement_id is not None:
        _tell(session, by, written)
    return written


def correct_note(
    session: Session,
    *,
    by: Viewer,
    entry_id: UUID,
    version_id: UUID,
    note: Note,
    now: datetime,
    media: Sequence[ReadyMedium] = (),
    late: bool = False,
) -> UUID:
    """Put one's own note better; of which agreement it is a check follows what it says now."""
    before = _own(session, by, entry_id)
    if before is not None and before.agreement_id is not None and _same(note, before):
        note = replace(note, agreed=before.agreement)
    else:
        note = _with_agreement(session, by, note, now, now=now, late=late)
    corrected = actions.correct_entry(
        session,
        by=by,
        entry_id=entry_id,
        version_id=version_id,
        note=note,
        now=now,
        media=media,
        late=late,
    )
    _tell(session, by, corrected)
    return corrected


def withdraw_note(session: Session, *, by: Viewer, entry_id: UUID, now: datetime) -> UUID:
    """Take one's own note back: it is no check any more."""
    withdrawn = actions.withdraw_entry(session, by=by, entry_id=entry_id, now=now)
    forget(session, withdrawn)
    return withdrawn


def _with_agreement(
    session: Session, by: Viewer, note: Note, at: datetime, *, now: datetime, late: bool
) -> Note:
    """Put what the plan says beside the note; raises Invalid for an agreement that is not there.

    Only what the whole circle may read of the plan: a note may be for more people than its agreement.
    """
    if note.agreement_id is None or note.kind is not Kind.CHECK:
        return replace(note, agreement_id=None)
    agreed = agreed_then(session, by, note.agreement_id, at, now)
    if agreed is None and not late:
        raise Invalid(WHICH_AGREEMENT, field="agreement_id")
    if agreed is None:
        return replace(note, agreement_id=None)
    return replace(note, agreed=agreed.text if agreed.audience is Audience.CIRCLE else "")


def _same(note: Note, before: EntryView) -> bool:
    return note.kind is Kind.CHECK and note.agreement_id == before.agreement_id


def _tell(session: Session, by: Viewer, entry_id: UUID) -> None:
    """Let the plan know what the note says now."""
    view = _own(session, by, entry_id)
    if view is None or view.withdrawn or view.kind is not Kind.CHECK or view.agreement_id is None:
        return forget(session, entry_id)
    told = Told(
        entry=entry_id,
        household=by.household,
        person=by.person,
        agreement=view.agreement_id,
        visit=rules.Kind(view.visit) if view.visit else None,
        at=view.happened_at,
    )
    return record(session, told)


def _own(session: Session, by: Viewer, entry_id: UUID) -> EntryView | None:
    """Return one's own note; while another reads along too, for nothing is shown of it."""
    whole = people.viewer(session, by.person)
    try:
        return queries.entry(session, replace(whole, proven=True), entry_id)
    except NotHere:
        return None
