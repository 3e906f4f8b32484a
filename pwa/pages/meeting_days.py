"""``/samen/…/dagen``: everybody who is invited says which days they can; who leads reads all answers and chooses."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from api.core.errors import Changed, Invalid, NotHere
from api.core.http import house, members
from api.logbook.fields import Fields
from api.meetings import actions, queries
from api.meetings.kinds import Says
from api.people import queries as people
from api.people import signed_in
from i18n.dates import here
from i18n.translator import gettext
from pwa import meetings_said
from pwa.meeting_form import ROWS, beside, days_in, read_form
from pwa.refusals import told

pages = Blueprint("meeting_days", __name__)
GROWN_UP: Final = ("adult", "circle")
Page = Response | tuple[str, int]


@pages.get("/samen/<uuid:meeting_id>/dagen")
@members(*GROWN_UP)
def days(meeting_id: UUID) -> str:
    """Show the days to choose from."""
    return _show_days(meeting_id, {})


@pages.post("/samen/<uuid:meeting_id>/dagen")
@members(*GROWN_UP)
def answer(meeting_id: UUID) -> Page:
    """Say which days one can; who leads adds a day, takes one away, or chooses."""
    by, now, read = signed_in.current_viewer(), house().clock.now(), read_form()
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


def _do(session: Any, read: Fields, about: dict[str, Any]) -> None:  # noqa: ANN401
    day = next(iter(read.ids("day")), None)
    match read.one("do"):
        case "offer":
            actions.offer_days(session, **about, days=days_in(read))
        case "end" if day:
            actions.end_day(session, **about, day_id=day)
        case "choose" if day:
            actions.choose_day(session, **about, day_id=day, base=read.version("base"))
        case _:
            actions.answer_days(session, **about, says=_answers(read))


def _answers(read: Fields) -> dict[UUID, Says]:
    names = [name for name in request.form if name.startswith("says-")]
    found = {_id(name.removeprefix("says-")): read.choice(name, Says) for name in names}
    return {day: said for day, said in found.items() if said is not None}


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotHere(people.UNKNOWN) from None


def _show_days(meeting_id: UUID, errors: Mapping[str, str]) -> str:
    viewer, now = signed_in.current_viewer(), house().clock.now()
    with house().db.reading(viewer.household) as session:
        view = queries.meeting(session, viewer, meeting_id, now)
    return render_template(
        "meetings/days.html",
        view=view,
        typed=request.form if errors else {},
        errors=beside(errors),
        rows=ROWS,
        today=here(now),
        said=meetings_said,
    )
