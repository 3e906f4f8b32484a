"""What is around a child: its books, and who is there for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from api.path.evidence.facts_of_children import BookFact, WardFact
from api.people.homes.contacts import meetings
from api.people.policy import Role, Viewer
from api.people.queries import Member, members
from api.plan.queries import in_force_versions
from api.words_and_pictures.queries import books as book_cards
from api.words_and_pictures.views import BookCard
from api.words_and_pictures.words import Kind


def books(session: Session, viewer: Viewer, now: datetime) -> tuple[BookFact, ...]:
    """Return both books of each child, and when each was shown as far as this viewer knows."""
    held = in_force_versions(session, viewer.household)
    cards = book_cards(session, viewer, in_force=held, now=now)
    return tuple(
        _book(child, kind, [c for c in cards if c.ward.id == child.id and c.kind is kind])
        for child in members(session, viewer)
        if child.role is Role.CHILD
        for kind in Kind
    )


def safety(session: Session, viewer: Viewer) -> tuple[WardFact, ...]:
    """Return the wards whose safety people this viewer knows, and every child."""
    here_now = members(session, viewer)
    guarded = {ward for each in here_now for ward in each.safety_of}
    return tuple(
        _ward(session, viewer, each, here_now)
        for each in here_now
        if each.role is Role.CHILD or each.id in guarded
    )


def _book(child: Member, kind: Kind, cards: Sequence[BookCard]) -> BookFact:
    """Of two of the same kind, one of each side, the one that was shown last."""
    shown = [each.shown for each in cards if each.shown]
    last = max(shown, key=lambda each: each.day, default=None)
    return BookFact(
        ward=child,
        kind=kind,
        known=bool(cards),
        shown_on=last.day if last else None,
        by=last.by if last else None,
        people=last.people if last else (),
    )


def _ward(session: Session, viewer: Viewer, ward: Member, here_now: Sequence[Member]) -> WardFact:
    met = meetings(session, viewer, ward.id)
    last = max((each for each in met if each.day), key=lambda each: str(each.day), default=None)
    return WardFact(
        ward=ward,
        safety_people=tuple(each for each in here_now if ward.id in each.safety_of),
        knows_contact=bool(met),
        last_contact=last.day if last else None,
        met_with=last.person if last else None,
    )
