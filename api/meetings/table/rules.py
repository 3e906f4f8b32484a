"""What may be done at a table, and when. Values in, values out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from api.core.errors import Changed, Invalid
from api.meetings.table.state import Kind, TableState
from api.meetings.table.steps import Step
from i18n.marking import N_

LONGEST: Final = 2000
MOST_ACTS: Final = 2000

SAY_IT: Final = N_("Schrijf eerst iets op.")
TOO_LONG: Final = N_("Dit is te lang. Gebruik minder dan 2000 letters.")
WHO_DOES_IT: Final = N_("Wie gaat dit doen? Kies iemand. Dan wordt het een afspraak.")
OVER: Final = N_("Dit samen praten is klaar. Schrijf het de volgende keer op.")
NOT_YET: Final = N_("De tafel is nog niet open. Wacht op wie het leidt.")
STEP_OVER: Final = N_("Jullie zijn al een stap verder. Vertel je idee aan tafel.")
WHEN_NEXT: Final = N_("Kies eerst de dag van de volgende keer.")
FULL: Final = N_("Er staat al heel veel. Begin de volgende keer opnieuw.")

# Whoever sits at the table does these for themselves; the rest is for who chairs.
OF_EVERYBODY: Final = frozenset({Kind.IDEA, Kind.CAME, Kind.LEFT})
# Until where an idea is still of use: afterwards the table has decided.
BEFORE_DECIDING: Final = frozenset(Step) - {Step.IF_NOT, Step.INFORM, Step.NEXT}


def check(state: TableState, kind: Kind, body: Mapping[str, Any]) -> None:
    """Raise Changed for what comes too late or too early, Invalid for what is missing in it."""
    if state.closed is not None:
        raise Changed(OVER)
    if state.number >= MOST_ACTS and kind is not Kind.CLOSED:
        raise Changed(FULL)
    if state.began is None and kind not in {Kind.BEGAN, Kind.CAME, Kind.LEFT}:
        raise Changed(NOT_YET)
    if kind is Kind.IDEA and state.step not in BEFORE_DECIDING:
        raise Changed(STEP_OVER)
    if kind in {Kind.IDEA, Kind.NOTED, Kind.DECIDED}:
        check_words(body)
    if kind is Kind.DECIDED and not body.get("does"):
        raise Invalid(WHO_DOES_IT, field="does")


def check_words(body: Mapping[str, Any]) -> None:
    """Raise Invalid when nothing is said, or too much."""
    if not str(body.get("text", "")).strip():
        raise Invalid(SAY_IT, field="text")
    for name, said in body.items():
        if isinstance(said, str) and len(said) > LONGEST:
            raise Invalid(TOO_LONG, field=name)
