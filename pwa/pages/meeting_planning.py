"""``/samen/nieuw``, ``/samen/…/dagen`` and ``/samen/…/wie``: when, who, and who leads.

Everybody who is invited says which days they can; who leads sees all answers and chooses.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from api.core.errors import Changed, Invalid, NotHere
from api.core.http import house, members
from api.logbook.fields import Fields
from api.logbook.rules import row_id
from api.meetings import actions, queries, rules
from api.meetings.rules import Mode, Phase, Says
from api.people import queries as people
from api.people import signed_in
from api.people.policy import Role, Side, Viewer
from api.plan.queries import dangers
from i18n.dates import AMSTERDAM, here
from i18n.translator import gettext
from pwa import meetings_said, people_said
from pwa.pages.own_numbers import sides_of
from pwa.refusals import told

pages = Blueprint("meeting_planning", __name__)
GROWN_UP: Final = ("adult", "circle")
ROWS: Final = (1, 2, 3)
Page = Response | tuple[str, int]


@pages.get("/samen/nieuw")
@members(*GROWN_UP)
def new() -> str:
    """Show the form with which people are called together."""
    return _form({})


@pages.post("/samen/nieuw")
@members(*GROWN_UP)
def plan() -> Page:
    """Call people together; sent twice it is one sitting."""
    by, now = signed_in.current_viewer(), house().clock.now()
    read = _read()
    given = row_id(house().secrets.pepper, by.person, _given(read), "meeting")
    try:
        with house().db.writing(by.household, by=by.person, now=now) as session:
            asking = people.afresh(session, by)
            danger = next(iter(read.ids("danger")), None)
            actions.plan_meeting(
                session,
                by=asking,
                meeting_id=given,
                side=_side(asking, read),
                phase=read.needed("phase", Phase),
                danger=danger,
                days=_days(read),
                place=read.one("place"),
                goal=read.one("goal"),
                now=now,
            )
    except Invalid as refusal:
        return _form(told(refusal)), refusal.status
    return redirect(f"/samen/{given}/wie", 303)


@pages.get("/samen/<uuid:meeting_id>/dagen")
@members(*GROWN_UP)
def days(meeting_id: UUID) -> str:
    """Show the days to choose from."""
    return _show_days(meeting_id, {})


@pages.post("/samen/<uuid:meeting_id>/dagen")
@members(*GROWN_UP)
def answer(meeting_id: UUID) -> Page:
    """Say which days one can; who leads adds a day, takes one away, or chooses."""
    by, now, read = signed_in.current_viewer(), house().clock.now(), _read()
    try:
        with house().db.writing(by.household, by=by.person, now=now) as session:
            about: dict[str, Any] = {
                "by": people.afresh(session, by),
                "meeting_id": meeting_id,
                "now": now,
            }
            _do(session, read, about)
    except Invalid as refusal:
        return _show_days(meeting_id, told(refusal)), refusal.status
    except Changed as refusal:
        return _show_days(meeting_id, {"": gettext(refusal.message)}), refusal.status
    onward = "" if read.one("do") == "choose" else "/dagen"
    return redirect(f"/samen/{meeting_id}{onward}", 303)


@pages.get("/samen/<uuid:meeting_id>/wie")
@members(*GROWN_UP)
def who(meeting_id: UUID) -> str:
    """Show who could sit at the table, for who leads."""
    return _show_people(meeting_id, {})


@pages.post("/samen/<uuid:meeting_id>/wie")
@members(*GROWN_UP)
def ask(meeting_id: UUID) -> Page:
    """Ask people to come, or not any more; or say who leads."""
    by, now, read = signed_in.current_viewer(), house().clock.now(), _read()
    try:
        with house().db.writing(by.household, by=by.person, now=now) as session:
            about: dict[str, Any] = {
                "by": people.afresh(session, by),
                "meeting_id": meeting_id,
                "now": now,
            }
            if read.one("do") == "chair":
                actions.set_chair(session, **about, **_chair(read))
            else:
                ticked, was = set(_ticked(read)), set(read.ids("was"))
                actions.uninvite(session, **about, people=was - ticked)
                actions.invite(session, **about, people=ticked - was)
    except Invalid as refusal:
        return _show_people(meeting_id, told(refusal)), refusal.status
    return redirect(f"/samen/{meeting_id}", 303)


def _do(session: Any, read: Fields, about: dict[str, Any]) -> None:  # noqa: ANN401
    day = next(iter(read.ids("day")), None)
    match read.one("do"):
        case "offer":
            actions.offer_days(session, **about, days=_days(read))
        case "end" if day:
            actions.end_day(session, **about, day_id=day)
        case "choose" if day:
            base = read.one("base")
            number = int(base) if base.isdecimal() else 0
            actions.choose_day(session, **about, day_id=day, base=number)
        case _:
            actions.answer_days(session, **about, says=_answers(read))


def _answers(read: Fields) -> dict[UUID, Says]:
    names = [name for name in request.form if name.startswith("says-")]
    found = {_id(name.removeprefix("says-")): read.choice(name, Says) for name in names}
    return {day: said for day, said in found.items() if said is not None}


def _days(read: Fields) -> list[tuple[datetime | None, int]]:
    """Return the days that were filled in; one that is half filled in is refused by the rules."""
    minutes = read.one("minutes")
    lasts = int(minutes) if minutes.isdecimal() else rules.MINUTES[1]
    found: list[tuple[datetime | None, int]] = []
    for row in ROWS:
        on, at = read.day(f"day-{row}"), read.time(f"time-{row}")
        if on or at:
            moment = datetime.combine(on, at, AMSTERDAM) if on and at else None
            found.append((moment, min(lasts, rules.MOST_MINUTES)))
    if not found:
        raise Invalid(rules.NO_DAY, field="day-1")
    return found


def _chair(read: Fields) -> dict[str, Any]:
    return {
        "mode": read.needed("mode", Mode),
        "person": next(iter(read.ids("person")), None),
        "name": read.one("name"),
    }


def _ticked(read: Fields) -> list[UUID]:
    return [each for row in ROWS for each in read.ids(f"people-{row}")]


def _side(by: Viewer, read: Fields) -> Side:
    """Return whose sitting it is; who stands on one side calls that side together."""
    sides = sides_of(by)
    return read.needed("side", Side) if sides else by.side


def _given(read: Fields) -> UUID:
    try:
        return UUID(read.one("id"))
    except ValueError:
        return uuid4()


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotHere(people.UNKNOWN) from None


def _read() -> Fields:
    return Fields(request.form.to_dict(flat=False))


def _form(errors: Mapping[str, str]) -> str:
    viewer, now = signed_in.current_viewer(), house().clock.now()
    if not queries.may_plan(viewer, now):
        raise NotHere(people.UNKNOWN)
    with house().db.reading(viewer.household) as session:
        worries = dangers(session, viewer, now)
    return render_template(
        "meetings/new.html",
        typed=request.form,
        errors=_beside(errors),
        given=request.form.get("id") or uuid4(),
        dangers=worries,
        sides=sides_of(viewer),
        rows=ROWS,
        today=here(now),
        said=meetings_said,
    )


def _beside(errors: Mapping[str, str]) -> dict[str, str]:
    """A day that cannot be is said at the first of the days."""
    return {"day-1" if name == "day" else name: text for name, text in errors.items()}


def _show_days(meeting_id: UUID, errors: Mapping[str, str]) -> str:
    viewer, now = signed_in.current_viewer(), house().clock.now()
    with house().db.reading(viewer.household) as session:
        view = queries.meeting(session, viewer, meeting_id, now)
    return render_template(
        "meetings/days.html",
        view=view,
        typed=request.form if errors else {},
        errors=_beside(errors),
        rows=ROWS,
        today=here(now),
        said=meetings_said,
    )


def _show_people(meeting_id: UUID, errors: Mapping[str, str]) -> str:
    viewer, now = signed_in.current_viewer(), house().clock.now()
    with house().db.reading(viewer.household) as session:
        view = queries.meeting(session, viewer, meeting_id, now)
        seats = queries.seats(session, viewer, meeting_id)
    groups = {row: [one for one in seats.people if one.generation == row] for row in ROWS}
    ids = {row: [one.id for one in group] for row, group in groups.items()}
    return render_template(
        "meetings/who.html",
        view=view,
        seats=seats,
        groups=groups,
        without=rules.without(ids, seats.invited),
        hints=people_said.rings(),
        leaders=_leaders(view.invited),
        errors=errors,
        first=next((row for row, group in groups.items() if group), ROWS[0]),
        said=meetings_said,
    )


def _leaders(invited: Sequence[people.Member]) -> list[people.Member]:
    return [each for each in invited if each.role is Role.CIRCLE]
