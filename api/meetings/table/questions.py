"""What is asked at each step. Data: some questions are the same in each phase, the others are its own.

The words are ours: what the method asks (domain.md 3, netwerkberaad), said as people at a table say it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from api.meetings.kinds import Phase
from api.meetings.table.steps import Step
from i18n.marking import N_

# The same in each phase: looking back begins with what went well (domain 1).
OF_ALL: Final[Mapping[Step, tuple[str, ...]]] = {
    Step.BACK: (
        N_("Wat ging goed, en wie zorgde daarvoor?"),
        N_("Wanneer ging het bijna mis, en wat hielp toen?"),
        N_("Wat ging mis, en wat deden we daarna anders?"),
    ),
    Step.BEFORE: (
        N_("Herkennen we wat iedereen opschreef?"),
        N_("Wie wil er iets bij vertellen?"),
    ),
    Step.IDEAS: (
        N_("Welke ideeën hebben we? Alles mag. Niemand keurt iets af."),
        N_("Wie kan waarbij helpen?"),
    ),
    Step.DECIDE: (
        N_("Wie doet wat, en wanneer?"),
        N_("Wie kijkt of het lukt?"),
        N_("Wat is wanneer klaar?"),
    ),
    Step.INFORM: (
        N_("Hoe vertellen we elkaar hoe het gaat?"),
        N_("Wie belt wie, als er iets verandert?"),
        N_("Wat hoort het kind, en van wie?"),
    ),
    Step.NEXT: (N_("Wanneer praten we weer samen?"), N_("Wie moet er dan ook bij zijn?")),
}
DIRECT: Final[Mapping[Step, tuple[str, ...]]] = {
    Step.AIM: (
        N_("Waar maken we ons zorgen over?"),
        N_("Wat is er nodig om nu veilig te zijn?"),
    ),
    Step.PICTURE: (
        N_("Wie maakt zich zorgen om wie? En waarom?"),
        N_("Wat gebeurde er de eerste keer?"),
        N_("Wat was de ergste keer, en wat de laatste keer?"),
        N_("Wat is nu het grootste gevaar, en voor wie?"),
        N_("Wanneer is het nu wel veilig, en wie zorgt daarvoor?"),
        N_("Wat weten we nog niet?"),
        N_("Zit iedereen aan tafel die we nodig hebben?"),
    ),
    Step.SCALE: (
        N_("Hoe groot is jouw zorg over nu, van 1 tot 10?"),
        N_("1 is een kleine zorg. 10 is een heel grote zorg."),
    ),
    Step.JUDGEMENT: (
        N_("Is er nog zorg over nu, of kijken we verder vooruit?"),
        N_("Wat is er nodig?"),
        N_("Wat moet er op zijn minst altijd zo zijn?"),
        N_("Waaraan merken we dat het lukt?"),
    ),
    Step.ORDER: (
        N_("Wat doen we eerst, en waarom?"),
        N_("Wat vindt het gezin zelf het belangrijkst?"),
        N_("Wat kan iedereen nu aan?"),
    ),
    Step.IF_NOT: (
        N_("Wie let op wat er op zijn minst moet zijn?"),
        N_("Wat doen we als dat niet lukt?"),
    ),
}
STABLE: Final[Mapping[Step, tuple[str, ...]]] = {
    Step.AIM: (
        N_("Waardoor kan het opnieuw gebeuren?"),
        N_("Wat is er nodig om veilig te blijven?"),
    ),
    Step.PICTURE: (
        N_("Is het nu nog veilig? Of moet een afspraak anders?"),
        N_("Moet anders wat er op zijn minst moet zijn?"),
        N_("Wat maakt de kans groter? Wat ligt vast, wat kan veranderen?"),
        N_("Wat hoort bij één van ons, en wat bij ons samen?"),
        N_("Welke 3 dingen tellen het meest?"),
        N_("Wat probeerden we al?"),
        N_("Bij wie vindt ieder van jullie steun?"),
        N_("Wanneer ging het goed, en hoe kwam dat?"),
        N_("Wat weten we nog niet?"),
    ),
    Step.SCALE: (
        N_("Hoe groot is jouw zorg over later, van 1 tot 10?"),
        N_("1 is een kleine zorg. 10 is een heel grote zorg."),
    ),
    Step.JUDGEMENT: (
        N_("Is er nieuwe zorg over nu? Dan gaan we daar eerst over praten."),
        N_("Kunnen we verder naar herstel?"),
        N_("Wat is er nodig om veilig te blijven?"),
        N_("Wat moet er op zijn minst altijd zo zijn?"),
        N_("Waaraan merken we dat het blijft lukken?"),
    ),
    Step.ORDER: (
        N_("Wat pakken we eerst aan, en waarom?"),
        N_("Wat vindt het gezin zelf het belangrijkst?"),
        N_("Wat kan iedereen nu aan?"),
    ),
    Step.IF_NOT: (
        N_("Wie let op wat er op zijn minst moet zijn?"),
        N_("Wat doen we als het toch weer spannend wordt?"),
    ),
}
RECOVERY: Final[Mapping[Step, tuple[str, ...]]] = {
    Step.AIM: (
        N_("Wat houdt het hier veilig?"),
        N_("Wat willen we samen herstellen?"),
    ),
    Step.PICTURE: (
        N_("Is het nog veilig, nu en voor later?"),
        N_("Wat ging goed en kan zo blijven?"),
        N_("Bij wie kan het gezin altijd terecht?"),
        N_("Welke 3 dingen willen we herstellen?"),
        N_("Hoe ziet ieder van jullie later voor zich?"),
        N_("Wat weten we nog niet?"),
    ),
    Step.SCALE: (
        N_("Hoe goed is jouw leven nu, van 1 tot 10?"),
        N_("1 is heel slecht. 10 is heel goed."),
    ),
    Step.JUDGEMENT: (
        N_("Is er nieuwe zorg? Dan gaan we een stap terug."),
        N_("Welke stappen zijn er nog nodig?"),
        N_("Waar wil het gezin zelf aan werken?"),
        N_("Wat moet er op zijn minst altijd zo zijn?"),
        N_("Waaraan merken we dat het beter gaat?"),
    ),
    Step.ORDER: (
        N_("Wat herstellen we eerst, en waarom?"),
        N_("Wat vindt het gezin zelf het belangrijkst?"),
        N_("Wat kan iedereen nu aan?"),
    ),
    Step.IF_NOT: (
        N_("Wie let op wat er op zijn minst moet zijn?"),
        N_("Wat doen we als het later toch weer misgaat?"),
        N_("Wie belt dan wie?"),
    ),
}
OF_PHASE: Final = {Phase.DIRECT: DIRECT, Phase.STABLE: STABLE, Phase.RECOVERY: RECOVERY}
