"""What the numbers show: who gave what, when, and what they saw. Never one number for all. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from api.path.evidence.facts_of_scores import DangerScores
from api.path.said import Beside, Months, Said, Typed, first
from api.scales.rules import GOOD_ENOUGH, STEADY_MONTHS, STOPPED
from i18n.marking import N_

ABOUT = N_("Over deze zorg: %(text)s")
GAVE = N_("%(people)s gaf een %(number)s op %(day)s. %(text)s")
GAVE_BARE = N_("%(people)s gaf een %(number)s op %(day)s.")
LONG = N_("%(people)s geeft al %(months)s een 6 of meer.")
NO_SIX = N_("Nog geen 6: %(people)s.")
NO_SEVEN = N_("Nog geen 7: %(people)s.")
NOT_LONG = N_("Nog geen 6 maanden: %(people)s.")
OWN_FIRST = N_("Geef eerst zelf een cijfer. Dan zie je de andere.")
UNHEARD = N_("Je ziet hier geen cijfer van %(people)s.")
NONE = N_("Je ziet hier nog geen cijfers.")


def given(beside: Beside) -> Iterator[Said]:
    """Everybody's last number with what they saw."""
    for each in beside.facts.scores:
        yield from _about(beside, each)
        for one in first(each.scorers):
            values: dict[str, object] = {"people": (one.by,), "number": one.value, "day": one.on}
            seen = {"text": Typed(one.seen)} if one.seen else {}
            yield Said(GAVE if one.seen else GAVE_BARE, values | seen)


def steady(beside: Beside) -> Iterator[Said]:
    """For how long everybody gives at least a 6."""
    for each in beside.facts.scores:
        yield from _about(beside, each)
        for one in first(each.scorers):
            if one.months_at_six:
                yield Said(LONG, {"people": (one.by,), "months": Months(one.months_at_six)})


def below_six(beside: Beside) -> Iterator[Said]:
    """Who does not give a 6, or gave nothing."""
    yield from _below(beside, STOPPED, NO_SIX)


def below_seven(beside: Beside) -> Iterator[Said]:
    """Who does not give a 7, or gave nothing."""
    yield from _below(beside, GOOD_ENOUGH, NO_SEVEN)


def not_steady(beside: Beside) -> Iterator[Said]:
    """Who does not give at least a 6 for half a year yet."""
    for each in beside.facts.scores:
        short = tuple(one.by for one in each.scorers if one.months_at_six < STEADY_MONTHS)
        if short:
            yield Said(NOT_LONG, {"people": short})
    yield from unheard(beside)


def unheard(beside: Beside) -> Iterator[Said]:
    """Of whom this viewer sees no number; while they must give their own first, nothing of others."""
    if not beside.facts.scores:
        yield Said(NONE)
    if any(each.own_first for each in beside.facts.scores):
        yield Said(OWN_FIRST)
        return
    silent = dict.fromkeys(one for each in beside.facts.scores for one in each.unheard)
    if silent:
        yield Said(UNHEARD, {"people": tuple(silent)})


def _below(beside: Beside, line: int, sentence: str) -> Iterator[Said]:
    low = dict.fromkeys(
        one.by for each in beside.facts.scores for one in each.scorers if one.value < line
    )
    if low:
        yield Said(sentence, {"people": tuple(low)})
    yield from unheard(beside)


def _about(beside: Beside, scores: DangerScores) -> Iterator[Said]:
    """Each danger has its own scale; with one there is nothing to tell apart."""
    if len(beside.facts.scores) > 1:
        yield Said(ABOUT, {"text": Typed(scores.danger.text)})
