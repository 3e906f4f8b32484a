"""The steps of a network meeting (netwerkberaad), in their order: first the picture, then the judgement, then the decision.

Source: domain.md 3, netwerkberaad.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from i18n.marking import N_


class Step(StrEnum):
    """Where the table is. The order here is the order of the agenda."""

    AIM = "aim"
    BACK = "back"
    BEFORE = "before"
    PICTURE = "picture"
    SCALE = "scale"
    JUDGEMENT = "judgement"
    IDEAS = "ideas"
    ORDER = "order"
    DECIDE = "decide"
    IF_NOT = "if_not"
    INFORM = "inform"
    NEXT = "next"


class Part(StrEnum):
    """The three parts of a meeting (beeldvorming, oordeelsvorming, besluitvorming)."""

    PICTURE = "picture"
    JUDGEMENT = "judgement"
    DECISION = "decision"


STEPS: Final = tuple(Step)
PARTS: Final[Mapping[Step, Part]] = {
    **dict.fromkeys(STEPS[:5], Part.PICTURE),
    Step.JUDGEMENT: Part.JUDGEMENT,
    **dict.fromkeys(STEPS[6:], Part.DECISION),
}
TITLES: Final[Mapping[Step, str]] = {
    Step.AIM: N_("Waar praten we over?"),
    Step.BACK: N_("Hoe ging het tot nu?"),
    Step.BEFORE: N_("Wat iedereen mee heeft"),
    Step.PICTURE: N_("Hoe is het nu?"),
    Step.SCALE: N_("Onze cijfers"),
    Step.JUDGEMENT: N_("Wat vinden we ervan?"),
    Step.IDEAS: N_("Ideeën"),
    Step.ORDER: N_("Wat eerst?"),
    Step.DECIDE: N_("Wat spreken we af?"),
    Step.IF_NOT: N_("En als het niet lukt?"),
    Step.INFORM: N_("Hoe horen we het van elkaar?"),
    Step.NEXT: N_("De volgende keer"),
}
PART_TITLES: Final[Mapping[Part, str]] = {
    Part.PICTURE: N_("Kijken"),
    Part.JUDGEMENT: N_("Vinden"),
    Part.DECISION: N_("Kiezen"),
}


def beside(step: Step) -> tuple[Step | None, Step | None]:
    """Return the step before this one and the one after it."""
    place = STEPS.index(step)
    before = STEPS[place - 1] if place else None
    return before, STEPS[place + 1] if place + 1 < len(STEPS) else None
