"""Which second ways somebody has."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.people.policy import Viewer
from api.push.second.model import SecondWay
from api.push.second.rules import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One of them as its person sees it: never the address itself, which somebody may read along."""

    kind: Kind
    since: datetime
    confirmed: bool


def ready(session: Session, person: UUID) -> bool:
    """Say whether somebody has a way that was proved."""
    found = select(SecondWay.id).filter_by(person_id=person)
    return (
        session.scalars(found.where(SecondWay.confirmed_at.is_not(None)).limit(1)).first()
        is not None
    )


def ways(session: Session, viewer: Viewer) -> Sequence[Way]:
    """Return one's own, mail first; none while another reads along."""
    if viewer.quiet:
        return []
    mine = select(SecondWay).filter_by(person_id=viewer.person).order_by(SecondWay.kind)
    found = session.scalars(mine)
    return [
        Way(kind=Kind(each.kind), since=each.since, confirmed=each.confirmed_at is not None)
        for each in found
    ]
