"""Writing a note that may be a check: the note and what it tells of the plan stand in one transaction.

Pages and phones both write through here, so a check comes in once, however late and however often.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.core.media.ready import ReadyMedium
from api.logbook import actions, queries
from api.logbook.note import Kind, Note
from api.logbook.rules import NOT_HERE
from api.logbook.views import EntryView
from api.people import queries as people
from api.people.policy import Viewer
from api.plan.checking import rules
from api.plan.checking.recording import Told, forget, record
from api.visits.agreed import meant_as, meant_now, on_its_side, put_again, put_beside, then_of


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
    then = then_of(session, by, note, made_at or now, now=now, late=late)
    writer = on_its_side(by, then)
    note = put_beside(session, note, then, meant_as(writer, note, now), now)
    written = actions.write_entry(
        session,
        by=writer,
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
    if before is None:
        raise NotHere(NOT_HERE)
    meant = meant_now(session, entry_id, note, now)
    if before.agreement_id is not None and _same(note, before):
        note = put_again(session, by, note, before, meant=meant, now=now)
    else:
        then = then_of(session, by, note, now, now=now, late=late)
        note = put_beside(session, note, then, meant, now)
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
