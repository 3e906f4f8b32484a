"""The state of a table: a fold over its acts. Values in, values out.

Nothing is changed in place: an act follows the ones before it, and what was undone stays written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final
from uuid import UUID

from api.meetings.table.state import Act, Kind, TableState
from api.meetings.table.steps import Step


def table(acts: Iterable[Act]) -> TableState:
    """Return the state after these acts, taken by their number."""
    state = TableState()
    for act in sorted(acts, key=lambda each: each.number):
        state = replace(AFTER[act.kind](state, act), number=act.number)
    return state


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
