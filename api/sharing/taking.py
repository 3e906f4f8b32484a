"""Taking along what one said oneself to sharing with a professional: never what another said."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.people.consenting.model import Sharing, SharingAnswer
from api.people.consenting.queries import purpose_of
from api.people.policy import Viewer
from api.people.professionals.model import Seat
from api.people.queries import names
from api.people.taking import Values, called, takes_own, whole


def to_take(session: Session, viewer: Viewer) -> list[Values]:
    """Return one's own answers, oldest first, with the words of what was asked."""
    known = names(session, viewer)
    rows = session.execute(
        select(SharingAnswer, Sharing, Seat)
        .join(Sharing, Sharing.id == SharingAnswer.sharing_id)
        .join(Seat, Seat.id == Sharing.seat_id)
        .where(SharingAnswer.household_id == viewer.household)
        .where(SharingAnswer.person_id == viewer.person)
        .order_by(SharingAnswer.at, SharingAnswer.id)
    )
    return [
        whole(
            {
                "at": answer.at,
                "says": answer.says,
                "with": called(known, [seat.person_id] if seat.person_id else ()),
                "works_as": seat.works_as,
                "kinds": sharing.kinds.split(),
                "purpose": purpose_of(session, sharing),
                "until": sharing.until,
                "ended": answer.ended_at or sharing.ended_at,
                "text_version": answer.text_version,
            }
        )
        for answer, sharing, seat in rows.all()
        if takes_own(viewer, answer.at)
    ]
