"""Chosen days and pauses as the policy sees them. Pure: facts in, an Item out."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from api.people.policy import Audience, Item, Verb, Viewer, may
from api.plan.checking.rules import Kind
from api.plan.views import AgreementView


def visit_item(
    agreement: AgreementView, who: UUID, viewer: Viewer, kind: Kind, now: datetime
) -> Item:
    """Return a chosen day. It is the visitor's own, whoever chose it, and about now."""
    planned = kind is Kind.PLANNED
    return Item(
        kind="visit_planned" if planned else "visit_unannounced",
        household=viewer.household,
        author=who,
        shared_at=now,
        audience=Audience.CIRCLE if planned else Audience.SELF,
        side=agreement.side,
    )


def pause_item(who: UUID, viewer: Viewer, now: datetime) -> Item:
    """Return that somebody steps back for a while."""
    return Item(kind="helper_pause", household=viewer.household, author=who, shared_at=now)


def knows_pauses(viewer: Viewer, who: UUID, now: datetime) -> bool:
    """Say whether somebody may know that another does not look: who keeps the plan may."""
    return may(viewer, Verb.SEE, pause_item(who, viewer, now))
