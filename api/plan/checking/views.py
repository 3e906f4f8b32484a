"""Whose turn it is and which days were chosen, as somebody may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from api.plan.checking.rules import Due, Kind
from api.plan.views import AgreementView


@dataclass(frozen=True, slots=True)
class Turn:
    """One's own turn to look at an agreement."""

    agreement: AgreementView
    due: Due


@dataclass(frozen=True, slots=True)
class VisitView:
    """A day on which somebody comes to look. Of the unannounced ones nobody sees another's."""

    id: UUID
    agreement: AgreementView
    person: UUID
    day: date
    kind: Kind
    may_cancel: bool


@dataclass(frozen=True, slots=True)
class PauseView:
    """Somebody does not look from the first day until the last one, both included."""

    id: UUID
    person: UUID
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Uncovered:
    """An agreement of which somebody who looks has stepped back. `nobody`: no one else looks now."""

    agreement: AgreementView
    away: tuple[PauseView, ...]
    nobody: bool
