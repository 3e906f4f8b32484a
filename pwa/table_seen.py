"""What a table shows, in parts that a phone takes over one by one when they change.

Everybody at a table sees the same; a phone has buttons besides, a beamer has none.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

from flask import render_template

from api.logbook.note import Kind
from api.meetings.kinds import Phase
from api.meetings.table.agenda import Asked, agenda
from api.meetings.table.common import Common, Numbers, common, numbers
from api.meetings.table.deciding import reads_too, who_can_do
from api.meetings.table.folding import table as fold
from api.meetings.table.queries import Seat, acts, around, seat
from api.meetings.table.review import ORDER, Review, review
from api.meetings.table.rules import BEFORE_DECIDING
from api.meetings.table.state import Act, TableState
from api.meetings.table.steps import PART_TITLES, STEPS, TITLES, Step, beside
from api.people.policy import Viewer
from api.people.queries import Member, names
from pwa.table_parts import Fresh, Part, part, since
from pwa.who_reads import joined

# What the table is about comes first, and right below it where somebody says what they think of it.
PARTS: Final = ("step", "pinned", "lay", "form", "notes", "done", "here")
ON_A_SCREEN: Final = tuple(each for each in PARTS if each != "form")
SHOWN, MOST = 12, 200
# Where the worry, or what everybody brought, lies on the table: then each of them is asked for.
IN_COMMON: Final = frozenset({Step.AIM, Step.BEFORE, Step.SCALE})
LOOK_BACK: Final = frozenset({Step.BACK, Step.PICTURE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A table as it is shown to one of its people."""

    seat: Seat
    acts: Sequence[Act]
    state: TableState
    asked: Asked
    common: Common
    review: Review | None
    numbers: Numbers | None
    names: Mapping[UUID, Member]
    circle: tuple[Member, ...]
    reads_too: tuple[Member, ...]
    mine: bool

    @property
    def form(self) -> tuple[object, ...]:
        """What the forms hang on: while this is the same, what somebody types in them stays."""
        return self.state.step, self.seat.leads, self.mine, bool(self.state.began), self.over

    def at(self, number: int) -> "Laid":
        """The table as it lay after the act of this number, for who may see it now."""
        return replace(self, state=fold(each for each in self.acts if each.number <= number))

    @property
    def over(self) -> bool:
        """The meeting was closed."""
        return self.state.closed is not None


@dataclass(frozen=True, slots=True)
class Look:
    """Who looks, on a phone of their own or on the wall, and which sort of notes they chose to see."""

    viewer: Viewer
    screen: bool
    kind: Kind | None


@dataclass(frozen=True, slots=True)
class Had:
    """What a phone says that it has: the table after this act, in parts with these marks."""

    number: int
    marks: Collection[str]


def laid(session: Any, viewer: Viewer, meeting_id: UUID, now: datetime) -> Laid:  # noqa: ANN401
    """Return a table as this viewer sees it; raises NotHere."""
    at = seat(session, viewer, meeting_id)
    done = acts(session, at.meeting)
    state = fold(done)
    together = state.step in IN_COMMON | LOOK_BACK
    people = around(session, viewer, at.row, state, now) if together else [viewer]
    steps = {each.step: each for each in agenda(Phase(at.meeting.phase))}
    looks_back = state.step in LOOK_BACK and state.began is not None
    decides = at.leads and state.step is Step.DECIDE
    return Laid(
        seat=at,
        acts=done,
        state=state,
        asked=steps[state.step],
        common=common(session, people if state.step in IN_COMMON else people[:1], at.row, now),
        review=review(session, people, at.row, now) if looks_back else None,
        numbers=numbers(session, people, at.row, now) if state.step is Step.SCALE else None,
        names=names(session, viewer),
        circle=who_can_do(session, viewer, at.row) if decides else (),
        reads_too=reads_too(session, viewer, at.row, now) if decides else (),
        mine=viewer.person in at.row.invited,
    )


def parts(
    table: Laid,
    look: Look,
    *,
    only: Collection[str] = PARTS,
    kept: Mapping[str, Any] | None = None,
) -> Mapping[str, Part]:
    """Return the parts of the page, or these alone.

    ``kept`` is what somebody sent that could not be, with what was said of it.
    """
    values = _values(table, look) | dict(kept or {})
    return {
        name: part(
            render_template(f"table/_{name}.html", **values).strip(),
            told=repr(table.form) if name == "form" else None,
        )
        for name in (ON_A_SCREEN if look.screen else PARTS)
        if name in only
    }


def changed(table: Laid, look: Look, now: Mapping[str, Part], had: Had) -> Mapping[str, Fresh]:
    """Return what a phone lacks that had the table after an earlier act, with these marks."""
    lacks = {name for name, each in now.items() if mark_of(name, each) not in had.marks}
    was, lists = table.at(had.number), {name for name in lacks if now[name].rows}
    # What lay there at another step was another thing; only this one is laid out here.
    if was.state.step is not table.state.step:
        lists = set()
    then = parts(was, look, only=lists)
    sure = {name: each for name, each in then.items() if mark_of(name, each) in had.marks}
    return {name: since(sure.get(name), each) for name, each in now.items() if name in lacks}


def mark_of(name: str, shown: Part) -> str:
    """Return how a phone says that it has this part as it is."""
    return f"{name}-{shown.mark}"


def _values(table: Laid, look: Look) -> dict[str, Any]:
    kind, screen = look.kind, look.screen
    before, after = beside(table.state.step)
    return {
        "table": table,
        "view": table.common.view,
        "state": table.state,
        "asked": table.asked,
        "part_title": PART_TITLES[table.asked.part],
        "place": STEPS.index(table.state.step) + 1,
        "steps": len(STEPS),
        "titles": TITLES,
        "before": before,
        "after": after,
        "names": table.names,
        "here_now": [table.names[each] for each in table.state.here if each in table.names],
        "asked_people": table.common.view.invited,
        "decided": [(each, *members_of(table.names, each)) for each in table.state.decisions],
        "reads_too": joined(table.reads_too),
        "told": _story(table.review, kind),
        "kind": kind,
        "pinned": table.review.pinned(table.state.pins) if table.review else (),
        "takes_ideas": table.state.step in BEFORE_DECIDING,
        "given": uuid4,
        "leads": table.seat.leads and not screen,
        "mine": table.mine and not screen,
        "screen": screen,
        "who": look.viewer,
        "address": f"/samen/{table.seat.meeting.id}",
    }


def members_of(names: Mapping[UUID, Member], decided: Act) -> tuple[list[Member], list[Member]]:
    """Return who does what was decided and who looks, as far as this reader knows them."""

    def named(part: str) -> list[Member]:
        return [names[UUID(each)] for each in decided.body[part] if UUID(each) in names]

    return named("does"), named("looks")


def _story(review: Review | None, kind: Kind | None) -> Sequence[tuple[Kind, Sequence[Any], bool]]:
    """Return what happened by sort, the good first: a few of each, or all of one."""
    if review is None:
        return ()
    most = MOST if kind else SHOWN
    return [
        (each, notes[-most:], len(notes) > most)
        for each in ORDER
        if kind in {None, each} and (notes := review.of(each))
    ]


def has_form(table: Laid, do: str) -> bool:
    """Say whether the form for this is on the page: what was typed in it then stands there again."""
    there = {
        "idea": table.mine and table.state.step in BEFORE_DECIDING,
        "decide": table.seat.leads and table.state.step is Step.DECIDE,
        "note": table.seat.leads,
    }
    return there.get(do, False) and table.state.began is not None and not table.over
