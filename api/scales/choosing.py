"""Who may be chosen to know a number."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.people.policy import Audience, Item, Ring, Role, Verb, Viewer, may
from api.people.queries import Member, members
from api.people.roles import Duty

GROWN_UPS = frozenset({Role.ADULT, Role.CIRCLE})


def choosable(session: Session, by: Viewer) -> tuple[Member, ...]:
    """Return whom a grown-up may choose by name: other grown-ups of the house and its circle, never a child."""
    return tuple(
        each
        for each in members(session, by)
        if each.id != by.person and each.role in GROWN_UPS and each.ring is not Ring.NONE
    )


def grown_ups_of(child: Viewer, people: Iterable[Viewer], now: datetime) -> frozenset[UUID]:
    """Return who sees a child's number when it lets the grown-ups of the plan see it.

    They are not chosen by name: leaving out only whom it may fear would tell him so over its shoulder.
    The policy leaves him out, here and whenever somebody looks.
    """
    return frozenset(each.person for each in people if _could_see(child, each, now))


def _could_see(child: Viewer, someone: Viewer, now: datetime) -> bool:
    number = Item(
        kind="child_score",
        household=child.household,
        author=child.person,
        ward=child.person,
        shared_at=now,
        audience=Audience.CHOSEN,
        chosen=frozenset({someone.person}),
        side=child.side,
    )
    leads = bool(someone.duties & {Duty.CHAIR, Duty.PLAN_HOLDER})
    return (someone.role is Role.ADULT or leads) and may(someone, Verb.SEE, number)
