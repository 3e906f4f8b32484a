"""``/plan/kijken``: whose turn it is to look, who comes when, and what was seen.

A check is a note: it is written at ``/logboek/nieuw`` and stands here where it may be read. Days that
people do not know of stand on the page of the visitor alone.
"""

import secrets
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from api.core.errors import Invalid
from api.core.http import house, members
from api.logbook import looked_at
from api.logbook.fields import Fields
from api.logbook.rules import row_id
from api.people import queries as people
from api.people import signed_in
from api.people.policy import Viewer
from api.plan.checking import pausing, queries, roster
from api.plan.checking.rules import Kind
from api.plan.queries import agreement as agreement_of
from api.plan.queries import agreements as agreements_of
from api.plan.rules import may_agree
from api.visits import looking as visits
from api.visits.turns import own_turns
from i18n.dates import here
from pwa import looking
from pwa.refusals import told

pages = Blueprint("checking", __name__)
GROWN_UP: Final = ("adult", "circle")
Page = Response | tuple[str, int]


@pages.get("/plan/kijken")
@members(*GROWN_UP)
def everything() -> str:
    """Show one's own turns, the chosen days, and who looked lately."""
    return _show({})


@pages.post("/plan/kijken")
@members(*GROWN_UP)
def pause() -> Page:
    """Step back for a while, or look again."""
    by, now = signed_in.current_viewer(), house().clock.now()
    read = Fields(request.form.to_dict(flat=False))
    try:
        with house().db.writing(by.household, by=by.person, now=now) as session:
            values = {"by": people.afresh(session, by), "now": now}
            _pause(session, read, values)
    except Invalid as refusal:
        return _show(told(refusal)), refusal.status
    return redirect("/plan/kijken", 303)


@pages.get("/plan/<uuid:agreement_id>/kijken")
@members(*GROWN_UP)
def one(agreement_id: UUID) -> str:
    """Show who looks at one agreement, on which days, and who has seen it."""
    return _show_one(agreement_id, {})


@pages.post("/plan/<uuid:agreement_id>/kijken")
@members(*GROWN_UP)
def choose(agreement_id: UUID) -> Page:
    """Choose a day, let chance choose one, or take a day away."""
    by, now = signed_in.current_viewer(), house().clock.now()
    read = Fields(request.form.to_dict(flat=False))
    try:
        with house().db.writing(by.household, by=by.person, now=now) as session:
            asking = people.afresh(session, by)
            agreement_of(session, asking, agreement_id, now)
            _do(session, read, agreement_id, {"by": asking, "now": now})
    except Invalid as refusal:
        return _show_one(agreement_id, told(refusal)), refusal.status
    return redirect(f"/plan/{agreement_id}/kijken", 303)


def _pause(session: Any, read: Fields, values: dict[str, Any]) -> None:  # noqa: ANN401
    given = _given(read)
    if read.one("do") == "back":
        return pausing.come_back(session, pause_id=given, **values)
    first, last = read.day("first"), read.day("last")
    if first is None or last is None:
        raise Invalid(pausing.WHICH_DAYS, field="first")
    row = _row(values["by"], given, f"pause {first} {last}")
    return pausing.step_back(session, pause_id=row, first=first, last=last, **values)


def _do(session: Any, read: Fields, agreement_id: UUID, values: dict[str, Any]) -> None:  # noqa: ANN401
    by, given = values["by"], _given(read)
    if read.one("do") == "cancel":
        return roster.cancel(session, visit_id=given, **values)
    values |= {"agreement_id": agreement_id}
    if read.one("do") == "chance":
        values |= {"visit_id": _row(by, given, f"chance {agreement_id}")}
        return roster.take_chance(session, chance=secrets.randbelow, **values)
    day = read.day("day")
    if day is None:
        raise Invalid(roster.WHICH_DAY, field="day")
    kind = read.choice("kind", Kind) or Kind.PLANNED
    person = next(iter(read.ids("person")), by.person)
    what = f"visit {agreement_id} {person} {day} {kind}"
    values |= {"visit_id": _row(by, given, what), "person": person, "day": day, "kind": kind}
    return roster.choose_day(session, **values)


def _show(errors: Mapping[str, str]) -> str:
    viewer, now = signed_in.current_viewer(), house().clock.now()
    with house().db.reading(viewer.household) as session:
        agreed = agreements_of(session, viewer, now)
        lately = visits.lately(session, viewer, {each.id for each in agreed}, now)
        found = {
            "turns": own_turns(session, viewer, now, agreed),
            "visits": queries.visits(session, viewer, agreed, now),
            "uncovered": queries.uncovered(session, viewer, agreed, now),
            "pauses": queries.own_pauses(session, viewer, now),
            "names": people.names(session, viewer),
        }
    looking.shows(looked_at.in_notes(note for notes in lately.values() for note in notes))
    return render_template(
        "checking/all.html",
        agreements=agreed,
        lately=lately,
        work=visits.work(lately),
        today=here(now),
        given=uuid4(),
        form=request.form,
        errors=errors,
        **found,
    )


def _show_one(agreement_id: UUID, errors: Mapping[str, str]) -> str:
    viewer, now = signed_in.current_viewer(), house().clock.now()
    with house().db.reading(viewer.household) as session:
        agreement = agreement_of(session, viewer, agreement_id, now)
        names = people.names(session, viewer)
        coming = queries.visits(session, viewer, [agreement], now)
        looked = visits.at(session, viewer, agreement_id)
    looking.shows(looked_at.in_notes(looked))
    lookers = [names[each] for each in agreement.looks if each in names and names[each].is_here]
    looks, keeps = viewer.person in agreement.looks, may_agree(viewer) and bool(lookers)
    return render_template(
        "checking/one.html",
        agreement=agreement,
        visits=coming,
        looked=looked,
        names=names,
        lookers=lookers,
        people=[(each.id, each.called or each.name) for each in lookers],
        looks=looks,
        keeps=keeps,
        may_choose=looks or keeps,
        given=uuid4(),
        form=request.form,
        errors=errors,
    )


def _given(read: Fields) -> UUID:
    return next(iter(read.ids("id")), uuid4())


def _row(by: Viewer, given: UUID, what: str) -> UUID:
    """Return the row of one choice: an old form that chooses something else is another one."""
    return row_id(house().secrets.pepper, by.person, given, what)
