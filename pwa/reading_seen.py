"""What who reads along sees at a glance: numbers, agreements with who looked, and where a house stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from markupsafe import Markup

from api.path import queries as paths
from api.path.evidence import queries as evidence
from api.path.evidence.facts import Facts
from api.path.views import PathView
from api.people import queries as people
from api.people.consenting.kinds import Kind
from api.plan import queries as plans
from api.plan.views import AgreementView, DangerView
from api.scales import queries as scales
from pwa import sight_said
from pwa.met import met
from pwa.plan_said import named
from pwa.reading_along import Open
from pwa.scores_said import Line as ScoreLine
from pwa.scores_said import lines
from pwa.sight_of_people import looked
from pwa.sight_words import Question

# What each question of the sheet is answered from. What a family keeps to itself is not asked here:
# "nothing stands there" would not be true of what is not shared.
ASKED: Final[Mapping[str, frozenset[Kind]]] = {
    "children": frozenset({Kind.LOG}),
    "written": frozenset({Kind.LOG}),
    "numbers": frozenset({Kind.SCORES, Kind.PLAN}),
    "looked": frozenset({Kind.LOG, Kind.PLAN}),
    "tried": frozenset({Kind.PLAN}),
    "known": frozenset({Kind.PLAN}),
    "kept": frozenset({Kind.PLAN}),
    "if_not": frozenset({Kind.PLAN}),
    "week": frozenset({Kind.WEEK}),
}


@dataclass(frozen=True, slots=True)
class Numbers:
    """What was given on one danger. ``text`` is "" where the plan is not shared."""

    text: str
    lines: Sequence[ScoreLine]


@dataclass(frozen=True, slots=True)
class Agreed:
    """An agreement, who does it, and what was seen of it."""

    agreement: AgreementView
    does: Markup


def numbers(found: Open) -> Sequence[Numbers]:
    """Return the numbers on each danger that the whole house reads; without its words unless the plan is shared."""
    if not found.has(Kind.SCORES):
        return ()
    told = [
        Numbers(
            each.text if found.has(Kind.PLAN) else "",
            lines(scales.history(found.session, found.viewer, each.id, found.now), found.now),
        )
        for each in dangers_of(found)
    ]
    return [each for each in told if each.lines]


def agreements(found: Open) -> Sequence[Agreed]:
    """Return the agreements in force."""
    if not found.has(Kind.PLAN):
        return ()
    known = people.names(found.session, found.viewer)
    held = plans.agreements(found.session, found.viewer, found.now)
    return [Agreed(each, named(each.does, known)) for each in held]


def phase_of(found: Open) -> PathView | None:
    """Return the sheet of the path of this seat."""
    if not found.has(Kind.PLAN) or not paths.may_enter(found.viewer, found.now):
        return None
    sheet = paths.sheet_of(found.session, found.viewer)
    return paths.path(found.session, found.viewer, sheet, found.now)


def facts_of(found: Open) -> Facts:
    """Return how it goes, as far as it is shared.

    Who is there for whom is between them. And that it never went wrong nobody can say of what is shared
    for a while only.
    """
    led = met(found.session, found.viewer, found.now)
    facts = evidence.facts(found.session, found.viewer, found.now, met=led)
    return replace(facts, safety=(), log=replace(facts.log, since=None))


def sheet_of(found: Open, facts: Facts) -> Sequence[Question]:
    """Return the questions that can be answered from what is shared; what to do next is for the family."""
    asked = {key for key, needs in ASKED.items() if found.has(*needs)}
    return [
        told
        for each in sight_said.sheet(facts)
        if each.key in asked and (told := _answered(each)).blocks
    ]


def checks_of(facts: Facts) -> Question:
    """Return who saw whether agreements work."""
    return _answered(looked(facts))


def _answered(question: Question) -> Question:
    blocks = tuple(replace(each, asks=()) for each in question.blocks)
    return replace(question, blocks=tuple(each for each in blocks if each.lines))


def dangers_of(found: Open) -> Sequence[DangerView]:
    """Return the dangers that are for the whole house. Their words are shown by the plan's own consent alone."""
    wider = replace(found.viewer, consents=found.viewer.consents | {"plan_agreed"})
    return plans.dangers(found.session, wider, found.now)
