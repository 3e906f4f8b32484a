"""Lets people sit together: who came, what the table wrote and decided, and when to meet again."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final
from uuid import UUID

from api.demo.anchors import Points, read
from api.demo.evening import LONG, Evening, decided_id, decision_id, meeting_id
from api.demo.living import Deed, Step
from api.demo.sat import Act, Fields
from api.meetings import actions
from api.meetings.table import actions as at_table
from api.meetings.table.closing import Ending, close
from api.meetings.table.deciding import Decision, decide
from api.meetings.table.state import Kind
from api.plan.changing import end


def seated_steps(evening: Evening, known: Points) -> Iterator[Step]:
    """Return all that was done at the table, and when what it decided was done."""
    key = f"meeting/{evening.sat.id}/act"
    for place, act in enumerate(evening.sat.acts):
        name = f"{key}/{place:03}"
        yield Step(act.at, name, act.by, partial(DOES[act.kind], evening, act, name))
        if "ended" in act.fields:
            ended = partial(_is_done, evening, act.fields)
            yield Step(read(act.fields["ended"], known), f"{name}/end", act.by, ended)


def _act(evening: Evening, act: Act, name: str, deed: Deed) -> None:
    fields, filling = act.fields, evening.filling
    body: Fields = {}
    match Kind(act.kind):
        case Kind.CAME:
            body = {"person": str(filling.people[fields["who"]])}
        case Kind.ORDERED:
            body = {"ideas": [str(evening.row(f"idea/{place}")) for place in fields["order"]]}
        case Kind.STEP | Kind.NOTED:
            body = fields
    _add(evening, evening.row(name), act, body, deed)


def _idea(evening: Evening, act: Act, _name: str, deed: Deed) -> None:
    row = evening.row(f"idea/{act.fields['place']}")
    _add(evening, row, act, {"text": act.fields["text"]}, deed)


def _add(evening: Evening, row: UUID, act: Act, body: Fields, deed: Deed) -> None:
    at_table.act(
        deed.session,
        by=deed.by,
        meeting_id=evening.id,
        act_id=row,
        kind=Kind(act.kind),
        body=body,
        now=deed.now,
    )


def _open(evening: Evening, _act: Act, _name: str, deed: Deed) -> None:
    actions.open_inputs(deed.session, by=deed.by, meeting_id=evening.id, now=deed.now)


def _decide(evening: Evening, act: Act, name: str, deed: Deed) -> None:
    """What the table decides stands in the plan from that moment on."""
    fields, filling = act.fields, evening.filling
    decide(
        deed.session,
        by=deed.by,
        meeting_id=evening.id,
        act_id=evening.row(name),
        part_id=decision_id(filling, fields["id"]),
        version_id=decided_id(filling, fields["id"]),
        decision=Decision(
            text=fields["text"],
            does=filling.them(fields["does"]),
            when=fields["when"],
            looks=filling.them(fields["looks"]),
            if_not=fields["if_not"],
        ),
        now=deed.now,
    )


def _is_done(evening: Evening, decided: Fields, deed: Deed) -> None:
    row = decided_id(evening.filling, decided["id"])
    end(deed.session, by=deed.by, version_id=row, reason=decided["reason"], now=deed.now)


def _close(evening: Evening, act: Act, name: str, deed: Deed) -> None:
    """The next evening has its day by then; what was said last is written down for everybody."""
    after, minutes = act.fields["next"], evening.sat.minutes
    close(
        deed.session,
        by=deed.by,
        meeting_id=evening.id,
        act_id=evening.row(name),
        next_id=meeting_id(evening.filling, after),
        ending=Ending(next_at=evening.days[after], minutes=LONG, story=minutes[0].text),
        now=deed.now,
    )


DOES: Final = {
    **dict.fromkeys(("began", "came", "step", "revealed", "noted", "ordered"), _act),
    "idea": _idea,
    "opened": _open,
    "decided": _decide,
    "closed": _close,
}
