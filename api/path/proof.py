"""What stands beside an outcome: what this viewer's books show, and what they do not show. Pure.

Never a number for a house and never "reached": that people say. Where others may know more than this viewer
the sentence says what *this viewer* sees, so that hidden and not there read the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from api.path import (
    proof_of_agreements,
    proof_of_children,
    proof_of_log,
    proof_of_path,
    proof_of_people,
    proof_of_plan,
    proof_of_scores,
)
from api.path.evidence.facts import Facts
from api.path.said import Beside, Said
from api.path.views import PathView
from i18n.marking import N_

TALK: Final = N_("Dit staat in geen boek. Praat er samen over.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Beside one outcome: what is seen, what is not, and where it can be looked at."""

    said: tuple[Said, ...] = ()
    missing: tuple[Said, ...] = ()
    where: str = ""


Proof = Callable[[Beside], Iterable[Said]]
# What is seen, what is not, and the page where it stands. One line for each outcome of outcomes.py.
PROOFS: Final[Mapping[str, tuple[Proof, Proof, str]]] = {
    "who_looks": (proof_of_people.helpers, proof_of_people.no_helpers, "/bellen"),
    "who_guards": (proof_of_plan.guards, proof_of_plan.no_guards, "/plan"),
    "understood": (proof_of_plan.goals, proof_of_plan.no_goals, "/plan"),
    "going_well": (proof_of_log.good, proof_of_log.no_good, "/logboek"),
    "child_heard": (proof_of_children.met, proof_of_children.not_met, "/mensen"),
    "in_view": (proof_of_people.generations, proof_of_people.no_generations, "/mensen"),
    "carried_out": (
        proof_of_agreements.carried_out,
        proof_of_agreements.not_carried_out,
        "/plan/kijken",
    ),
    "checked": (proof_of_agreements.checked, proof_of_agreements.not_checked, "/plan/kijken"),
    "written": (proof_of_log.written, proof_of_log.not_written, "/logboek"),
    "no_new": (proof_of_log.calm, proof_of_log.not_written, "/logboek"),
    "six": (proof_of_scores.given, proof_of_scores.below_six, "/cijfers"),
    "roles": (proof_of_people.keepers, proof_of_people.no_keepers, "/mensen"),
    "stable_plan": (proof_of_plan.stable, proof_of_plan.no_stable, "/plan"),
    "half_year": (proof_of_plan.half_year, proof_of_plan.no_half_year, "/plan/vroeger"),
    "six_steady": (proof_of_scores.steady, proof_of_scores.not_steady, "/cijfers"),
    "calm": (proof_of_log.calm, proof_of_log.not_calm_long, "/logboek"),
    "tested": (proof_of_path.tests, proof_of_path.no_tests, "/pad/proef"),
    "own_chair": (proof_of_people.led, proof_of_people.not_led, "/samen"),
    "safe_person": (proof_of_children.safe, proof_of_children.nobody_safe, "/mensen"),
    "books": (proof_of_children.books, proof_of_children.no_books, "/boek"),
    "week": (proof_of_children.weeks, proof_of_children.no_weeks, "/week"),
    "three": (proof_of_people.active, proof_of_people.not_active, "/mensen"),
    "seven": (proof_of_scores.given, proof_of_scores.below_seven, "/cijfers"),
    "good_enough": (proof_of_scores.given, proof_of_scores.unheard, "/cijfers"),
    "treated": (proof_of_people.helpers, proof_of_plan.nothing, "/bellen"),
    "daily_life": (
        proof_of_agreements.carried_out,
        proof_of_agreements.not_carried_out,
        "/plan/kijken",
    ),
    "own_keeper": (proof_of_people.keepers, proof_of_people.no_keepers, "/mensen"),
    "safe_stays": (proof_of_children.met, proof_of_children.not_met, "/mensen"),
    "recovered": (proof_of_path.recovered, proof_of_path.not_recovered, "/pad/herstel"),
    "closing": (proof_of_path.closing, proof_of_path.no_closing, "/pad/weer"),
    "reachable": (proof_of_people.helpers, proof_of_people.no_helpers, "/bellen"),
}


def evidence(outcome: str, facts: Facts, path: PathView) -> Evidence:
    """Return what stands beside an outcome for whom these facts and this path were gathered."""
    seen, unseen, where = PROOFS[outcome]
    beside = Beside(facts, path)
    said, missing = tuple(seen(beside)), tuple(unseen(beside))
    if not said and not missing:
        said = (Said(TALK),)
    return Evidence(said=said, missing=missing, where=where)
