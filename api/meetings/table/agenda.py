"""What a network meeting (netwerkberaad) talks about in a phase, step by step. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from api.meetings.kinds import Phase
from api.meetings.table.questions import OF_ALL, OF_PHASE
from api.meetings.table.steps import PARTS, STEPS, TITLES, Part, Step


@dataclass(frozen=True, slots=True)
class Asked:
    """One step as the table sees it; all words are msgids."""

    step: Step
    part: Part
    title: str
    questions: tuple[str, ...]


def agenda(phase: Phase) -> tuple[Asked, ...]:
    """Return the steps of a meeting in this phase, in their order."""
    return tuple(
        Asked(step, PARTS[step], TITLES[step], OF_PHASE[phase].get(step) or OF_ALL[step])
        for step in STEPS
    )
