"""What this viewer sees in all rooms together. Values only: names, days and behaviour, never a verdict.

An empty part means "not seen by this viewer", which is the same for what is hidden and for what is not
there: a sentence made of it says "je ziet hier geen ...", never "niemand ...", where others may know more.
Days are those of Amsterdam, a month is its first day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from api.path.evidence.facts_of_checks import AgreementChecks, LogFacts
from api.path.evidence.facts_of_children import BookFact, ChildFact, WardFact, WeekFact
from api.path.evidence.facts_of_path import Met, Tested
from api.path.evidence.facts_of_people import PeopleFacts
from api.path.evidence.facts_of_plan import PlanFacts
from api.path.evidence.facts_of_scores import DangerScores


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything that this viewer sees of how it goes, on one moment."""

    at: datetime
    today: date
    scores: tuple[DangerScores, ...]
    checks: tuple[AgreementChecks, ...]
    log: LogFacts
    children: tuple[ChildFact, ...]
    books: tuple[BookFact, ...]
    weeks: tuple[WeekFact, ...]
    people: PeopleFacts
    safety: tuple[WardFact, ...]
    plan: PlanFacts
    tests: tuple[Tested, ...]
    met: tuple[Met, ...]
