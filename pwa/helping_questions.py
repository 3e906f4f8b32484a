"""Questions that help who works with a house: about people and behaviour, never a verdict. Per phase of the path.

In our own words, after domain.md 3 to 5.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from api.path.outcomes import Phase
from i18n.marking import N_
from i18n.translator import gettext

ALWAYS: Final = (
    N_("Wat doet iemand nu anders? Wat merkt het kind daarvan?"),
    N_("Wie zag dat zelf?"),
    N_("Wat weten we nog niet?"),
)
PER_PHASE: Final[Mapping[Phase, Sequence[str]]] = {
    Phase.TUNING: (
        N_("Wie let er nu op dat het rustig blijft?"),
        N_("Wie zit er nog niet aan tafel?"),
        N_("Wie praat er met het kind, en wanneer?"),
    ),
    Phase.DIRECT: (
        N_("Wat hielp om het vandaag rustig te houden?"),
        N_("Wie kwam kijken, ook op een dag die niemand wist?"),
        N_("Snapt het kind wat er is afgesproken?"),
    ),
    Phase.STABLE: (
        N_("Op welke momenten ging het vroeger mis? Wat is daar nu anders?"),
        N_("Blijven de cijfers staan, en waarom denken mensen dat?"),
        N_("Ging een proef goed? Wie stond erbij?"),
    ),
    Phase.RECOVERY: (
        N_("Wat doet het kind weer dat het eerder niet deed?"),
        N_("Wie uit de kring roept iedereen bij elkaar als jij weg bent?"),
        N_("Wat willen ze zelf nog goed maken?"),
    ),
    Phase.CLOSED: (
        N_("Weet iedereen wie ze bellen als het weer misgaat?"),
        N_("Wie blijft er naast het kind staan?"),
    ),
}


def questions_in(phase: Phase | None) -> Sequence[str]:
    """Return what helps to ask in a phase, and always. None: the phase is not shared."""
    of_phase = PER_PHASE[phase] if phase is not None else ()
    return [gettext(each) for each in (*of_phase, *ALWAYS)]
