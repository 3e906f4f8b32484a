"""Who goes hands over what they do in the plan. Nobody hidden, and nothing urgent, waits for that."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.errors import Invalid
from api.people.notices.actions import tell
from api.people.policy import Viewer
from api.people.queries import viewers
from api.plan.changing import hand_over
from api.plan.queries import duties_of
from api.plan.rules import may_agree, may_hand_over_own
from api.plan.views import PartView
from i18n.marking import N_

CHOOSE: Final = N_("Kies wie dit van jou overneemt.")
FIRST: Final = N_("Geef eerst de afspraken van deze persoon door.")


def to_hand_over(session: Session, by: Viewer, now: datetime) -> list[PartView]:
    """Return the agreements and floors that somebody from outside the house hands over before leaving."""
    if not may_hand_over_own(by, by.person):
        return []
    return duties_of(session, by, by.person, now)


def hand_all_over(
    session: Session, *, by: Viewer, takers: Mapping[UUID, UUID | None], now: datetime
) -> None:
    """Hand over each agreement; None means: whoever keeps the plan finds somebody.

    Raises Invalid, with the field, for one that was forgotten.
    """
    mine = to_hand_over(session, by, now)
    for each in mine:
        if each.id not in takers:
            raise Invalid(CHOOSE, field=f"part-{each.id}")
    for each in mine:
        to = takers[each.id]
        if to is not None:
            _hand(session, by=by, part_id=each.id, to=to, now=now)


def _hand(session: Session, *, by: Viewer, part_id: UUID, to: UUID, now: datetime) -> None:
    """Hand one over; a refusal names the question on the form that it is about."""
    try:
        hand_over(session, by=by, part_id=part_id, person=by.person, to=to, now=now, going=True)
    except Invalid as refusal:
        raise Invalid(refusal.message, field=f"part-{part_id}") from refusal


def check_handed_over(session: Session, by: Viewer, person: UUID, now: datetime) -> None:
    """Raise Invalid while somebody has a part in an agreement, as far as who asks may read it.

    Only who keeps the plan can hand it over: where nobody else does, there is nothing to wait for.
    """
    others = (each for each in viewers(session, by.household) if each.person != person)
    if any(may_agree(each) for each in others) and duties_of(session, by, person, now):
        raise Invalid(FIRST)


def tell_open(session: Session, *, person: UUID, household: UUID, now: datetime) -> None:
    """Tell whoever keeps the plan that somebody who did something in it goes, or is away."""
    to = [
        each.person
        for each in viewers(session, household)
        if each.person != person and may_agree(each) and duties_of(session, each, person, now)
    ]
    tell(session, to=to, kind="plan_open", about=person, now=now)
