"""The state of a table: a fold over its acts. Values in, values out.

Nothing is changed in place: an act follows the ones before it, and what was undone stays written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from api.core.errors import Changed, Invalid
from api.meetings.table.agenda import Step
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


class Kind(StrEnum):
    """What somebody does at the table."""

    BEGAN = "began"
    STEP = "step"
    PINNED = "pinned"
    UNPINNED = "unpinned"
    IDEA = "idea"
    ORDERED = "ordered"
    REVEALED = "revealed"
    DECIDED = "decided"
    UNDONE = "undone"
    NOTED = "noted"
    CAME = "came"
    LEFT = "left"
    NEXT = "next"
    CLOSED = "closed"


# Whoever sits at the table does these for themselves; the rest is for who chairs.
OF_EVERYBODY: Final = frozenset({Kind.IDEA, Kind.CAME, Kind.LEFT})
# Until where an idea is still of use: afterwards the table has decided.
BEFORE_DECIDING: Final = frozenset(Step) - {Step.IF_NOT, Step.INFORM, Step.NEXT}


@dataclass(frozen=True, slots=True)
class Act:
    """One act, as it lies in the table. ``body`` is what was sealed."""

    id: UUID
    number: int
    kind: Kind
    by: UUID
    at: datetime
    body: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TableState:
    """Where a table stands after some acts. ``here`` are those who came and did not leave."""

    number: int = 0
    began: Act | None = None
    step: Step = Step.AIM
    pins: tuple[UUID, ...] = ()
    ideas: tuple[Act, ...] = ()
    decisions: tuple[Act, ...] = ()
    notes: tuple[Act, ...] = ()
    here: tuple[UUID, ...] = ()
    came: tuple[UUID, ...] = ()
    revealed: Act | None = None
    next: Act | None = None
    closed: Act | None = None

    def notes_of(self, step: Step) -> tuple[Act, ...]:
        """Return what was noted at one step."""
        return tuple(each for each in self.notes if each.body.get("step") == step)


def table(acts: Iterable[Act]) -> TableState:
    """Return the state after these acts, taken by their number."""
    state = TableState()
    for act in sorted(acts, key=lambda each: each.number):
        state = replace(AFTER[act.kind](state, act), number=act.number)
    return state


def check(state: TableState, kind: Kind, body: Mapping[str, Any]) -> None:
    """Raise Changed for what comes too late or too early, Invalid for what is missing in it."""
    if state.closed is not None:
        raise Changed(OVER)
    if state.number >= MOST_ACTS:
        raise Changed(FULL)
    if state.began is None and kind not in {Kind.BEGAN, Kind.CAME, Kind.LEFT}:
        raise Changed(NOT_YET)
    if kind is Kind.IDEA and state.step not in BEFORE_DECIDING:
        raise Changed(STEP_OVER)
    if kind in {Kind.IDEA, Kind.NOTED, Kind.DECIDED}:
        _check_words(body)
    if kind is Kind.DECIDED and not body.get("does"):
        raise Invalid(WHO_DOES_IT, field="does")


def _check_words(body: Mapping[str, Any]) -> None:
    if not str(body.get("text", "")).strip():
        raise Invalid(SAY_IT, field="text")
    for name, said in body.items():
        if isinstance(said, str) and len(said) > LONGEST:
            raise Invalid(TOO_LONG, field=name)


def _pins(state: TableState, act: Act) -> tuple[UUID, ...]:
    note = UUID(act.body["entry"])
    others = tuple(each for each in state.pins if each != note)
    return (*others, note) if act.kind is Kind.PINNED else others


def _ordered(ideas: tuple[Act, ...], wanted: Iterable[str]) -> tuple[Act, ...]:
    """Ideas that the one who ordered had not seen yet stay behind the others: none is lost."""
    place = {UUID(each): number for number, each in enumerate(wanted)}
    return tuple(sorted(ideas, key=lambda each: place.get(each.id, len(place))))


def _undone(state: TableState, act: UUID) -> TableState:
    return replace(
        state,
        ideas=tuple(each for each in state.ideas if each.id != act),
        decisions=tuple(each for each in state.decisions if each.id != act),
        notes=tuple(each for each in state.notes if each.id != act),
    )


def _here(state: TableState, act: Act) -> TableState:
    person = UUID(act.body["person"])
    others = tuple(each for each in state.here if each != person)
    if act.kind is Kind.LEFT:
        return replace(state, here=others)
    came = state.came if person in state.came else (*state.came, person)
    return replace(state, here=(*others, person), came=came)


AFTER: Final[Mapping[Kind, Callable[[TableState, Act], TableState]]] = {
    Kind.BEGAN: lambda state, act: replace(state, began=state.began or act),
    Kind.STEP: lambda state, act: replace(state, step=Step(act.body["step"])),
    Kind.PINNED: lambda state, act: replace(state, pins=_pins(state, act)),
    Kind.UNPINNED: lambda state, act: replace(state, pins=_pins(state, act)),
    Kind.IDEA: lambda state, act: replace(state, ideas=(*state.ideas, act)),
    Kind.ORDERED: lambda state, act: replace(state, ideas=_ordered(state.ideas, act.body["ideas"])),
    Kind.REVEALED: lambda state, act: replace(
        state, revealed=state.revealed or (None if act.body.get("what") == "brought" else act)
    ),
    Kind.DECIDED: lambda state, act: replace(state, decisions=(*state.decisions, act)),
    Kind.UNDONE: lambda state, act: _undone(state, UUID(act.body["act"])),
    Kind.NOTED: lambda state, act: replace(state, notes=(*state.notes, act)),
    Kind.CAME: _here,
    Kind.LEFT: _here,
    Kind.NEXT: lambda state, act: replace(state, next=act),
    Kind.CLOSED: lambda state, act: replace(state, closed=act),
}
