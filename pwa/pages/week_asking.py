"""``/week/<whose>/vragen`` asks who comes along; ``/week/vraag/<id>`` is where somebody says yes."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from api.core.errors import Invalid, NotHere
from api.core.http import house, members
from api.people import queries as people
from api.people import signed_in
from api.people.policy import Audience, Viewer
from api.resilience import actions, queries
from api.resilience.elements import DayPart, Element
from api.resilience.rules import NO_DAY, NOT_HERE, WHO_IS_ASKED, Gap, monday_of
from i18n.dates import here
from pwa import week_said
from pwa.refusals import told
from pwa.week_going import GROWN_UP, address_of, fields, offered, row, whose_of

pages = Blueprint("week_asking", __name__)
Page = str | Response | tuple[str, int]


@pages.get("/week/<uuid:whose>/vragen")
@members(*GROWN_UP)
def before_asking(whose: UUID) -> str:
    """Show what one asked before, and the form for a new question."""
    viewer = signed_in.current_viewer()
    return _show(viewer, whose_of(viewer, whose), {})


@pages.post("/week/<uuid:whose>/vragen")
@members(*GROWN_UP)
def ask(whose: UUID) -> Page:
    """Ask, or take one's own question back."""
    viewer, now = signed_in.current_viewer(), house().clock.now()
    of, form = whose_of(viewer, whose), fields()
    try:
        with house().db.writing(viewer.household, by=viewer.person, now=now) as session:
            values: dict[str, Any] = {"by": people.afresh(session, viewer), "now": now}
            if form.one("do") == "back":
                found = form.ids("which") or (uuid4(),)
                actions.withdraw(session, ask_id=found[0], **values)
            else:
                gap = _gap()
                made = row(viewer, f"ask {of} {gap.day} {gap.part} {gap.element}")
                actions.ask(session, whose=of, ask_id=made, gap=gap, **values)
    except Invalid as refusal:
        return _show(viewer, of, told(refusal)), refusal.status
    return redirect(f"{address_of(viewer, of)}/vragen", 303)


@pages.get("/week/vraag/<uuid:ask_id>")
@members(*GROWN_UP)
def one(ask_id: UUID) -> str:
    """Show one question, and nothing else of the week."""
    return _show_one(ask_id, {})


@pages.post("/week/vraag/<uuid:ask_id>")
@members(*GROWN_UP)
def answer(ask_id: UUID) -> Page:
    """Say that one comes, or not after all. Who comes second reads who goes."""
    viewer, now = signed_in.current_viewer(), house().clock.now()
    do = actions.give_back if request.form.get("do") == "back" else actions.claim
    try:
        with house().db.writing(viewer.household, by=viewer.person, now=now) as session:
            do(session, by=people.afresh(session, viewer), ask_id=ask_id, now=now)
    except Invalid as refusal:
        return _show_one(ask_id, told(refusal)), refusal.status
    return redirect(f"/week/vraag/{ask_id}", 303)


def _gap() -> Gap:
    form = fields()
    day, whom = form.day("day"), form.choice("whom", Audience)
    if day is None:
        raise Invalid(NO_DAY, field="day")
    if whom not in {Audience.CIRCLE, Audience.CHOSEN}:
        raise Invalid(WHO_IS_ASKED, field="whom")
    return Gap(
        day=day,
        part=form.needed("part", DayPart),
        element=form.needed("element", Element),
        text=form.text("text", 1000),
        chosen=frozenset(form.ids("chosen")) if whom is Audience.CHOSEN else None,
    )


def _show(viewer: Viewer, of: UUID | None, errors: Mapping[str, str]) -> str:
    now = house().clock.now()
    with house().db.reading(viewer.household) as session:
        week = queries.week(session, viewer, of, monday_of(now), now)
        asked = queries.asks(session, viewer, now)
        could = queries.could_be_asked(session, viewer)
    if not week.may_fill:
        raise NotHere(NOT_HERE)
    return render_template(
        "week/ask.html",
        week=week,
        at=address_of(viewer, of),
        mine=[each for each in asked if each.mine and (each.whose and each.whose.id) == of],
        could=offered(could, viewer),
        day=request.form.get("day") or request.args.get("dag") or here(now),
        today=here(now),
        parts=[(each, week_said.part(each)) for each in DayPart],
        every=tuple(Element),
        said=week_said,
        fresh=uuid4,
        form=request.form,
        errors=errors,
    )


def _show_one(ask_id: UUID, errors: Mapping[str, str]) -> str:
    viewer = signed_in.current_viewer()
    with house().db.reading(viewer.household) as session:
        found = queries.one_ask(session, viewer, ask_id)
    return render_template(
        "week/one_ask.html",
        ask=found,
        said=week_said,
        is_over=found.day < here(house().clock.now()),
        errors=errors,
    )
