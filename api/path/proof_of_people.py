"""What the rooms show of people: who helps, who keeps the plan, who takes part. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from api.path.evidence.facts_of_path import Led
from api.path.said import Beside, Said, Typed, first
from api.people.policy import Role
from i18n.marking import N_

ENOUGH: Final = 3  # domain.md 1: at least 3 people who are not paid take an active part
GENERATIONS: Final = 3

HELPER = N_("Bij de nummers staat: %(text)s.")
NO_HELPER = N_("Bij de nummers staat nog niemand die helpt als werk.")
KEEPERS = N_("Wie leidt of het plan bewaart: %(people)s.")
CIRCLE_LED = N_("%(people)s leidde het samen praten op %(day)s.")
LED_WITH_HELP = N_("%(people)s leidde het op %(day)s met hulp.")
HELPER_LED = N_("Iemand van de hulp leidde het op %(day)s.")
NOBODY_LED = N_("Je leest nog niet dat de kring het zelf leidde.")
NO_KEEPER = N_("Je ziet hier niet wie het plan bewaart.")
OLDEST: Final[Mapping[int, str]] = {
    1: N_("De oudste mensen in het boek: %(people)s."),
    2: N_("De grote mensen in het boek: %(people)s."),
    3: N_("De jongste mensen in het boek: %(people)s."),
}
NOT_ALL_AGES = N_("Er staan nog geen mensen van jong tot oud in het boek.")
ACTIVE = N_("Wie de laatste 30 dagen meedeed: %(people)s.")
NOT_ENOUGH = N_("Dat zijn er nog geen 3. Wie kunnen jullie vragen?")


def helpers(beside: Beside) -> Iterator[Said]:
    """Who helps as work and can be called."""
    for each in first(beside.facts.plan.professionals):
        yield Said(HELPER, {"text": Typed(each.name)})


def no_helpers(beside: Beside) -> Iterator[Said]:
    """Nobody of those is on the list."""
    if not beside.facts.plan.professionals:
        yield Said(NO_HELPER)


def keepers(beside: Beside) -> Iterator[Said]:
    """Who of the circle leads the talk or keeps the plan."""
    found = tuple(each for each in beside.facts.plan.chairs if each.role is Role.CIRCLE)
    if found:
        yield Said(KEEPERS, {"people": found})


def no_keepers(beside: Beside) -> Iterator[Said]:
    """Nobody of the circle does."""
    if not any(each.role is Role.CIRCLE for each in beside.facts.plan.chairs):
        yield Said(NO_KEEPER)


def led(beside: Beside) -> Iterator[Said]:
    """Who of the circle leads, and who led the last talks: from a helper to the circle."""
    yield from keepers(beside)
    for each in beside.facts.met:
        if each.led is Led.HELPER:
            yield Said(HELPER_LED, {"day": each.on})
        elif each.by is not None:
            told = CIRCLE_LED if each.led is Led.CIRCLE else LED_WITH_HELP
            yield Said(told, {"people": (each.by,), "day": each.on})


def not_led(beside: Beside) -> Iterator[Said]:
    """The circle did not yet lead a talk by itself, as far as this viewer was asked to them."""
    if not any(each.by and each.led is Led.CIRCLE for each in beside.facts.met):
        yield Said(NOBODY_LED)


def generations(beside: Beside) -> Iterator[Said]:
    """The people in the book by age, oldest first."""
    for number, people in beside.facts.people.generations:
        if number in OLDEST:
            yield Said(OLDEST[number], {"people": people})


def no_generations(beside: Beside) -> Iterator[Said]:
    """Not from young to old."""
    if len(beside.facts.people.generations) < GENERATIONS:
        yield Said(NOT_ALL_AGES)


def active(beside: Beside) -> Iterator[Said]:
    """Who of the circle took part in the last 30 days."""
    found = tuple(each.person for each in beside.facts.people.active)
    if found:
        yield Said(ACTIVE, {"people": found})


def not_active(beside: Beside) -> Iterator[Said]:
    """Fewer than three of whom this viewer knows."""
    if len(beside.facts.people.active) < ENOUGH:
        yield Said(NOT_ENOUGH)
