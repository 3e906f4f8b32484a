"""Telling somebody what happened with the people here, and putting that aside."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.core.ids import new_id
from api.core.vault import Box
from api.people.notices.model import Notice
from api.people.notices.queries import item_about, told_here
from api.people.policy import Verb, Viewer, may
from api.people.queries import UNKNOWN, viewer


def tell(
    session: Session,
    *,
    to: Iterable[UUID],
    kind: str,
    about: UUID,
    now: datetime,
    values: Mapping[str, str] | None = None,
    not_on: UUID | None = None,
) -> None:
    """Leave a notice about somebody for each of these who may have it; the others never learn of it.

    `values` are plain words and moments that the sentence of this kind needs, never free text.
    """
    someone = viewer(session, about)
    box = Box.of(session, someone.household)
    for person in set(to):
        if not may(viewer(session, person), Verb.SEE, item_about(someone, person, now, kind)):
            continue
        row = new_id()
        session.add(
            Notice(
                id=row,
                household_id=someone.household,
                person_id=person,
                about_id=about,
                not_on=not_on,
                made_at=now,
                seen_at=None,
                body=box.lock_json("notices", "body", row, {"kind": kind, **(values or {})}),
            )
        )
    session.flush()


def put_aside(
    session: Session, *, by: Viewer, notice_id: UUID, now: datetime, device: UUID | None = None
) -> None:
    """Somebody has read their notice, and so what was told the same before. Raises NotHere for another's.

    Twice is once. What is about this ``device`` cannot be read away on it.
    """
    row = session.get(Notice, notice_id)
    if row is None or row.person_id != by.person or by.quiet:
        raise NotHere(UNKNOWN)
    told = told_here(session, by, device=device)
    read = next((each for each in told if each.id == row.id), None)
    before = {each.id for each in told if read and each.same == read.same and each.at <= read.at}
    for each in (session.get_one(Notice, id) for id in {row.id, *before}):
        each.seen_at = each.seen_at or now


def put_aside_done(
    session: Session,
    *,
    by: Viewer,
    kinds: Collection[str],
    values: Mapping[str, str],
    now: datetime,
) -> None:
    """Somebody did what these notices asked for: nobody has to say beside it that they read them."""
    for each in told_here(session, by, device=None):
        if each.kind in kinds and values.items() <= each.values.items():
            session.get_one(Notice, each.id).seen_at = now
    session.flush()
