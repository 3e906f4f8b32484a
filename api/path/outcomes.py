"""The phases, and of each the least that must have come out of it. Data; source: domain.md section 4.

The words are ours. Nothing here is ever counted or computed to a verdict: people say what is reached.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from i18n.marking import N_


class Phase(StrEnum):
    """Where a household is on its path, by agreement."""

    TUNING = "tuning"
    DIRECT = "direct"
    STABLE = "stable"
    RECOVERY = "recovery"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """Something that must be so before a phase is over, in plain words."""

    key: str
    phase: Phase
    text: str


ORDER: Final = tuple(Phase)

OUTCOMES: Final = (
    Outcome("who_looks", Phase.TUNING, N_("Iedereen weet wie met jullie kijkt wat er speelt.")),
    Outcome("who_guards", Phase.TUNING, N_("Iedereen weet wie let op de afspraken voor nu.")),
    Outcome("understood", Phase.DIRECT, N_("Iedereen snapt de zorg en het doel.")),
    Outcome("going_well", Phase.DIRECT, N_("Iedereen weet wat er al goed gaat.")),
    Outcome("child_heard", Phase.DIRECT, N_("Met elk kind praatte iemand rustig.")),
    Outcome("in_view", Phase.DIRECT, N_("Opa’s, oma’s, ouders en kinderen staan in het boek.")),
    Outcome("carried_out", Phase.DIRECT, N_("Mensen doen wat jullie hebben afgesproken.")),
    Outcome("checked", Phase.DIRECT, N_("Iemand kijkt of het ook gebeurt.")),
    Outcome("written", Phase.DIRECT, N_("Jullie schrijven op wat er gebeurt.")),
    Outcome("no_new", Phase.DIRECT, N_("De kring zag geen nieuw geweld.")),
    Outcome("six", Phase.DIRECT, N_("Iedereen geeft een 6 of meer. En zegt waarom.")),
    Outcome("roles", Phase.DIRECT, N_("Iedereen weet wie wat doet.")),
    Outcome("stable_plan", Phase.STABLE, N_("Er is een plan voor later, en jullie doen het.")),
    Outcome("half_year", Phase.STABLE, N_("Jullie keken 6 maanden of het plan werkt.")),
    Outcome("six_steady", Phase.STABLE, N_("Elk cijfer is al 6 maanden een 6 of meer.")),
    Outcome("calm", Phase.STABLE, N_("Er was al die tijd geen geweld.")),
    Outcome("tested", Phase.STABLE, N_("Jullie deden een proef. Die ging goed.")),
    Outcome("own_chair", Phase.STABLE, N_("Iemand uit de kring leidt het samen praten.")),
    Outcome("safe_person", Phase.STABLE, N_("Elk kind heeft een veilige persoon.")),
    Outcome("books", Phase.STABLE, N_("Elk kind kent zijn verhaal en het plan.")),
    Outcome("week", Phase.STABLE, N_("De week zit vol met dingen die goed doen.")),
    Outcome("three", Phase.STABLE, N_("3 of meer mensen uit de kring doen mee.")),
    Outcome("seven", Phase.RECOVERY, N_("Iedereen geeft een 7 of meer. En zegt waarom.")),
    Outcome("good_enough", Phase.RECOVERY, N_("Jullie vinden samen dat het goed genoeg is.")),
    Outcome("treated", Phase.RECOVERY, N_("De hulp deed wat nodig was.")),
    Outcome("daily_life", Phase.RECOVERY, N_("De afspraken horen bij het gewone leven.")),
    Outcome("own_keeper", Phase.RECOVERY, N_("Iemand uit de kring bewaart het plan.")),
    Outcome("safe_stays", Phase.RECOVERY, N_("De veilige persoon blijft komen.")),
    Outcome("recovered", Phase.RECOVERY, N_("Jullie deden wat in het plan voor herstel staat.")),
    Outcome("closing", Phase.RECOVERY, N_("Jullie weten wat je doet als het weer misgaat.")),
    Outcome("reachable", Phase.RECOVERY, N_("Jullie weten wie van de hulp je kunt bellen.")),
)
BY_KEY: Final = {each.key: each for each in OUTCOMES}


def outcomes_of(phase: Phase) -> tuple[Outcome, ...]:
    """Return the outcomes of a phase, in their order; of what is closed there are none."""
    return tuple(each for each in OUTCOMES if each.phase is phase)
