"""What this viewer sees in the logbook: who looked at an agreement, and the last note of each kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from api.logbook.note import Kept, Kind, Visit
from api.people.queries import Member
from api.plan.views import AgreementView


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Somebody looked whether an agreement was kept, and wrote it down."""

    entry: UUID
    by: Member
    on: date
    visit: Visit | None
    kept: Kept | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementChecks:
    """An agreement in force and who saw it: the last time at all and in each way, in the last months.

    `lately` are who looked in the last four weeks, `lookers` who look by agreement.
    """

    agreement: AgreementView
    lookers: tuple[Member, ...]
    last: Look | None
    planned: Look | None
    unannounced: Look | None
    lately: tuple[Member, ...]
    carried_out: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A grown-up's note for the whole circle: when it happened and who wrote it.

    What was written for a few, and what a child wrote, is no evidence: nobody may read it off a paper.
    """

    entry: UUID
    kind: Kind
    by: Member
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFacts:
    """The last note of each kind, and the day of the first one. `calm_months`: whole months since it last
    went wrong by the notes that this viewer reads, or since the first note; None without notes.
    """

    since: date | None
    good: Noted | None
    near: Noted | None
    wrong: Noted | None
    how: Noted | None
    check: Noted | None
    calm_months: int | None
