"""Ending what a house shares, when those who said yes to it are no longer who they were."""

from contextlib import suppress
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.vault import Box, Tampered
from api.people.consenting.model import Sharing
from api.people.notices.model import Notice
from api.people.policy import Side
from api.people.professionals.model import Seat

ASKED: Final = "sharing_asked"


def end_sharings(
    session: Session, household: UUID, now: datetime, *, side: Side | None = None
) -> None:
    """End all that a house shares, or only what concerns who stands on ``side``."""
    query = select(Sharing).filter_by(household_id=household, ended_at=None)
    if side is not None:
        theirs = select(Seat.id).where(Seat.side.in_({side, Side.BOTH}))
        query = query.where(Sharing.seat_id.in_(theirs))
    for row in session.scalars(query):
        row.ended_at = now
        ask_no_more(session, row, now=now)
    session.flush()


def ask_no_more(session: Session, row: Sharing, *, now: datetime) -> None:
    """Put aside what still asks for an answer to this: another question came, or it is over."""
    about = session.get_one(Seat, row.seat_id).person_id
    box = Box.of(session, row.household_id)
    for each in session.scalars(select(Notice).filter_by(about_id=about, seen_at=None)):
        with suppress(Tampered):
            body = box.open_json("notices", "body", each.id, each.body)
            if body["kind"] == ASKED and body["sharing"] == str(row.id):
                each.seen_at = now
    session.flush()
