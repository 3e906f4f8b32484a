"""What the plan shows: who guards, goals, and since when it holds. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from api.path.said import Beside, Said, Typed, first
from api.scales.rules import STEADY_MONTHS, months_since
from i18n.marking import N_

GUARD = N_("Hierop let %(people)s: %(text)s")
NO_GUARD = N_("Je ziet hier niet wie ergens op let.")
GOAL = N_("Bij deze zorg hoort een doel: %(text)s")
LIKED = N_("Ja zei: %(people)s.")
NO_DANGER = N_("Je leest in het plan nog geen zorg.")
NO_GOAL = N_("Bij deze zorg lees je nog geen doel: %(text)s")
NO_YES = N_("Je ziet nog geen ja van %(people)s.")
NOT_CALM = N_("Dat is nog geen 6 maanden.")
STABLE = N_("Het plan voor later geldt sinds %(day)s.")
CHANGED = N_("Jullie veranderden het plan op %(day)s.")
NO_STABLE = N_("Je leest nog geen plan voor later.")


def nothing(_beside: Beside) -> Iterator[Said]:
    """Nothing is missing that a book could show."""
    return iter(())


def guards(beside: Beside) -> Iterator[Said]:
    """Who guards the floor."""
    for each in first(beside.facts.plan.floors):
        if each.guards:
            yield Said(GUARD, {"people": each.guards, "text": Typed(each.floor.text)})


def no_guards(beside: Beside) -> Iterator[Said]:
    """Nobody does, as far as is seen."""
    if not any(each.guards for each in beside.facts.plan.floors):
        yield Said(NO_GUARD)


def goals(beside: Beside) -> Iterator[Said]:
    """Dangers with a goal, and who finds the plan good."""
    plan = beside.facts.plan
    for each in plan.dangers:
        if each not in plan.without_goal:
            yield Said(GOAL, {"text": Typed(each.text)})
    said = dict.fromkeys(each.by for each in plan.yes if not each.older)
    if said:
        yield Said(LIKED, {"people": tuple(said)})


def no_goals(beside: Beside) -> Iterator[Said]:
    """Dangers without a goal, and whose yes is not seen."""
    plan = beside.facts.plan
    if not plan.dangers:
        yield Said(NO_DANGER)
    for each in plan.without_goal:
        yield Said(NO_GOAL, {"text": Typed(each.text)})
    if plan.not_yet:
        yield Said(NO_YES, {"people": plan.not_yet})


def stable(beside: Beside) -> Iterator[Said]:
    """Since when the stable plan holds."""
    if beside.facts.plan.stable is not None:
        yield Said(STABLE, {"day": beside.facts.plan.stable.since})


def no_stable(beside: Beside) -> Iterator[Said]:
    """None is read."""
    if beside.facts.plan.stable is None:
        yield Said(NO_STABLE)


def half_year(beside: Beside) -> Iterator[Said]:
    """Since when it holds, and when it was changed."""
    yield from stable(beside)
    found = beside.facts.plan.stable
    if found is not None and found.changed is not None:
        yield Said(CHANGED, {"day": found.changed})


def no_half_year(beside: Beside) -> Iterator[Said]:
    """Not yet for six months (domain.md 4)."""
    yield from no_stable(beside)
    found = beside.facts.plan.stable
    if found is not None and months_since(found.since, beside.facts.today) < STEADY_MONTHS:
        yield Said(NOT_CALM)
