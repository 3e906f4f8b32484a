"""What each button of the table does, by the name that it sends."""

from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID, uuid4

from api.core.errors import NotHere
from api.core.http import house
from api.logbook.fields import Fields
from api.logbook.rules import row_id
from api.meetings.actions import open_inputs
from api.meetings.table import actions, deciding
from api.meetings.table.deciding import Decision
from api.meetings.table.queries import seat, state_of
from api.meetings.table.rules import LONGEST
from api.meetings.table.state import Kind
from api.meetings.table.steps import Step
from api.people import queries as people


def _row(values: Mapping[str, Any], read: Fields, what: str) -> UUID:
    given = next(iter(read.ids("id")), uuid4())
    return row_id(house().secrets.pepper, values["by"].person, given, what)


def _plain(kind: Kind, **body: Callable[[Fields], object]) -> Callable[..., None]:
    """Return what does an act with these words of the form."""

    def do(session: Any, read: Fields, values: dict[str, Any]) -> None:  # noqa: ANN401
        said = {name: value(read) for name, value in body.items()}
        actions.act(session, act_id=_row(values, read, kind), kind=kind, body=said, **values)

    return do


def _one(read: Fields, name: str) -> UUID:
    found = next(iter(read.ids(name)), None)
    if found is None:
        raise NotHere(people.UNKNOWN)
    return found


def _idea(session: Any, read: Fields, values: dict[str, Any]) -> None:  # noqa: ANN401
    text = read.text("text", LONGEST)
    actions.idea(session, act_id=_row(values, read, "idea"), text=text, **values)


def _move(session: Any, read: Fields, values: dict[str, Any]) -> None:  # noqa: ANN401
    at = seat(session, values["by"], values["meeting_id"])
    state = state_of(session, at.meeting)
    order = actions.ideas_in_order(state, _one(read, "which"), up=read.one("do") == "up")
    body = {"ideas": order}
    actions.act(session, act_id=uuid4(), kind=Kind.ORDERED, body=body, **values)


def _brought(session: Any, _read: Fields, values: dict[str, Any]) -> None:  # noqa: ANN401
    open_inputs(session, **values)
    body = {"what": "brought"}
    actions.act(session, act_id=uuid4(), kind=Kind.REVEALED, body=body, **values)


def _decide(session: Any, read: Fields, values: dict[str, Any]) -> None:  # noqa: ANN401
    decision = Decision(
        **{name: read.text(name, LONGEST) for name in ("text", "when", "if_not")},
        does=read.ids("does"),
        looks=read.ids("looks"),
    )
    rows = {f"{name}_id": _row(values, read, name) for name in ("act", "part", "version")}
    deciding.decide(session, decision=decision, **values | rows)


def _undo(session: Any, read: Fields, values: dict[str, Any]) -> None:  # noqa: ANN401
    which = _one(read, "which")
    at = seat(session, values["by"], values["meeting_id"])
    decided = {each.id for each in state_of(session, at.meeting).decisions}
    if which in decided:
        deciding.take_back(session, act_id=uuid4(), decided=which, **values)
    else:
        body = {"act": str(which)}
        actions.act(session, act_id=uuid4(), kind=Kind.UNDONE, body=body, **values)


def _step_of(read: Fields) -> str:
    return str(read.needed("step", Step))


DO: Final[Mapping[str, Callable[[Any, Fields, dict[str, Any]], None]]] = {
    "begin": _plain(Kind.BEGAN),
    "step": _plain(Kind.STEP, step=_step_of),
    "here": _plain(Kind.CAME, person=lambda read: str(_one(read, "person"))),
    "gone": _plain(Kind.LEFT, person=lambda read: str(_one(read, "person"))),
    "idea": _idea,
    "up": _move,
    "down": _move,
    "pin": _plain(Kind.PINNED, entry=lambda read: str(_one(read, "entry"))),
    "unpin": _plain(Kind.UNPINNED, entry=lambda read: str(_one(read, "entry"))),
    "note": _plain(Kind.NOTED, step=_step_of, text=lambda read: read.text("text", LONGEST)),
    "numbers": _plain(Kind.REVEALED),
    "brought": _brought,
    "decide": _decide,
    "undo": _undo,
}
