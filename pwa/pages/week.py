"""``/week``: a week of somebody or of the house, day by day, and one day to fill.

Each day shows which elements came back, and for which there is still room. Nothing is counted.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from api.core.errors import Invalid, NotHere
from api.core.http import house, members
from api.outbox.ticks import read_day, read_ticks
from api.people import queries as people
from api.people import signed_in
from api.people.policy import Role, Viewer
from api.resilience import actions, queries
from api.resilience.elements import DayPart, Element, Layer
from api.resilience.rules import NOT_HERE, week_number
from api.resilience.views import DayView
from i18n.dates import here
from pwa import week_said
from pwa.pages.week_ticking import childs_own
from pwa.refusals import told
from pwa.week_going import (
    WRITERS,
    address_of,
    day_of,
    fields,
    monday,
    offered,
    others,
    row,
    whose_of,
)

pages = Blueprint("week", __name__)
Page = str | Response | tuple[str, int]


@pages.get("/week")
@members(*WRITERS)
def first() -> str:
    """Show the first week that this viewer has; who has none reads what a week is for."""
    viewer = signed_in.current_viewer()
    if viewer.role is Role.CHILD:
        return childs_own(viewer)
    with house().db.reading(viewer.household) as session:
        mine = others(session, viewer)
    return _show(viewer, mine[0].id if mine and mine[0] else None, none=not mine)


@pages.get("/week/huis")
@members(*WRITERS)
def of_the_house() -> Response:
    """The week of the house has the address of the house."""
    return redirect(address_of(signed_in.current_viewer(), None), 303)


@pages.get("/week/<uuid:whose>")
@members(*WRITERS)
def week(whose: UUID) -> str:
    """Show one week in one layer: what was done, what is wanted, or how it usually is."""
    viewer = signed_in.current_viewer()
    if viewer.role is Role.CHILD and whose == viewer.person:
        return childs_own(viewer)
    return _show(viewer, whose_of(viewer, whose))


@pages.post("/week/<uuid:whose>")
@members(*WRITERS)
def tick(whose: UUID) -> Response:
    """Tick one element of one day, or take the tick away."""
    viewer, now = signed_in.current_viewer(), house().clock.now()
    form, of = fields(), whose_of(viewer, whose)
    try:
        cells = read_ticks(_said(), now)
        with house().db.writing(viewer.household, by=viewer.person, now=now) as session:
            actions.mark(
                session,
                by=people.afresh(session, viewer),
                whose=of,
                record=row(viewer, f"week {cells[0]}"),
                cells=cells,
                made_at=now,
                now=now,
            )
    except Invalid:
        raise NotHere(NOT_HERE) from None
    day = cells[0].day
    if form.one("naar") == "vandaag":
        return redirect("/", 303)
    back = f"?van={day - timedelta(days=day.weekday())}&laag={form.one('laag') or 'deden'}"
    return redirect(f"{address_of(viewer, of)}{back}#d-{day}", 303)


@pages.get("/week/<uuid:whose>/dag/<day>")
@members(*WRITERS)
def before_filling(whose: UUID, day: str) -> str:
    """Show one day from getting up to going to bed."""
    viewer = signed_in.current_viewer()
    return _show_day(viewer, whose_of(viewer, whose), day_of(day), {})


@pages.post("/week/<uuid:whose>/dag/<day>")
@members(*WRITERS)
def fill(whose: UUID, day: str) -> Page:
    """Keep what was ticked, and what is not any more, with who was along."""
    viewer, now = signed_in.current_viewer(), house().clock.now()
    of, on = whose_of(viewer, whose), day_of(day)
    try:
        cells = [*read_day({**_said(), "day": [str(on)]})]
        with house().db.writing(viewer.household, by=viewer.person, now=now) as session:
            by = people.afresh(session, viewer)
            record = row(viewer, f"day {on} {sorted(request.form.getlist('cell'))}")
            actions.mark(session, by=by, whose=of, record=record, cells=cells, made_at=now, now=now)
    except Invalid as refusal:
        return _show_day(viewer, of, on, told(refusal)), refusal.status
    layer = "zo" if request.form.get("laag") == "zo" else "deden"
    back = f"?van={on - timedelta(days=on.weekday())}&laag={layer}"
    return redirect(f"{address_of(viewer, of)}{back}#d-{on}", 303)


def _said() -> Mapping[str, Sequence[str]]:
    return request.form.to_dict(flat=False)


def _show(viewer: Viewer, of: UUID | None, *, none: bool = False) -> str:
    now, start = house().clock.now(), monday()
    layer = request.args.get("laag", "deden")
    if layer not in {*week_said.LAYERS, "samen"}:
        raise NotHere(NOT_HERE)
    with house().db.reading(viewer.household) as session:
        facts: dict[str, Any] = {
            "whose": others(session, viewer),
            "could_begin": queries.could_begin(session, viewer, now),
        }
        if not none:
            facts["week"] = queries.week(session, viewer, of, start, now)
    if none:
        return render_template("week/none.html", **facts)
    return render_template(
        "week/week.html",
        of=of,
        at=address_of(viewer, of),
        layer=layer,
        shown=_shown(facts["week"].days, layer),
        today=here(now),
        number=week_number(start),
        before=start - timedelta(weeks=1),
        after=start + timedelta(weeks=1),
        said=week_said,
        every=tuple(Element),
        fresh=uuid4,
        **facts,
    )


def _shown(days: Iterable[DayView], layer: str) -> Mapping[date, Sequence[Element]]:
    """Return which elements stand on each day in this layer."""
    which = week_said.LAYERS.get(layer, (Layer.DONE,))[0]
    return {each.day: each.elements(which) for each in days}


def _show_day(viewer: Viewer, of: UUID | None, day: date, errors: Mapping[str, str]) -> str:
    now, start = house().clock.now(), day - timedelta(days=day.weekday())
    layer = "zo" if request.values.get("laag") == "zo" else "deden"
    with house().db.reading(viewer.household) as session:
        found = queries.week(session, viewer, of, start, now)
        could = people.members(session, viewer)
    return render_template(
        "week/day.html",
        week=found,
        one=found.days[day.weekday()],
        at=address_of(viewer, of),
        layer=layer,
        which=week_said.LAYERS[layer][0],
        today=here(now),
        people=offered(could, viewer),
        fresh=uuid4,
        parts=tuple(DayPart),
        every=tuple(Element),
        said=week_said,
        errors=errors,
        form=request.form,
    )
