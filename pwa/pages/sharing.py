"""``/instellingen/meelezen``: who reads along for their work, with what, and asking to share it.

What somebody said themselves stands on no page without their code: whoever takes the phone would read
a yes or a no there. Stopping needs no code, and looks the same for who never said yes.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from api.core.db import EVERYWHERE
from api.core.errors import Invalid, NotHere
from api.core.http import house, members
from api.logbook.fields import CHOOSE, Fields
from api.logbook.rules import row_id
from api.people import queries as people
from api.people import signed_in
from api.people.consenting.kinds import Kind
from api.people.policy import Role, Viewer
from api.sharing import actions
from api.sharing.anyway import records
from api.sharing.queries import (
    SeatView,
    has_children,
    last_asked,
    opened_at,
    seat_here,
    seats_before,
    seats_here,
    works_at,
)
from pwa import sharing_said as said
from pwa.choosing import given_id
from pwa.refusals import told

pages = Blueprint("sharing", __name__)
HERE: Final = "/instellingen/meelezen"
WRITERS: Final = ("child", "adult", "circle")
GROWN_UP: Final = ("adult", "circle")
DAYS: Final = (30, 60, 90)
LONGEST_PURPOSE: Final = 500
Page = str | Response | tuple[str, int]


@pages.get(HERE)
@members(*WRITERS)
def everybody() -> str:
    """Show who reads along; a child sees it in pictures."""
    by, now = signed_in.current_viewer(), house().clock.now()
    check_not_watched(by)
    with house().db.reading(by.household) as session:
        seats, anyway = seats_here(session, by, now), records(session, by)
        before = seats_before(session, by, now)
    child = by.role is Role.CHILD
    return render_template(
        "sharing/child.html" if child else "sharing/all.html",
        seats=seats,
        anyway=[] if child else anyway,
        before=before,
        works=where_they_work([*seats, *before]),
        proven=by.proven,
        kept="klaar" in request.args,
        **words(),
    )


@pages.get(f"{HERE}/<uuid:seat_id>")
@members(*GROWN_UP)
def before_asking(seat_id: UUID) -> str:
    """Show the question that can be asked, filled in as it was asked before."""
    return _asking(seat_id, {})


@pages.post(f"{HERE}/<uuid:seat_id>")
@members(*GROWN_UP)
def ask(seat_id: UUID) -> Page:
    """Ask those it concerns, or end what is shared."""
    by, now = signed_in.current_viewer(), house().clock.now()
    try:
        with house().db.writing(by.household, by=by.person, now=now) as session:
            by = people.afresh(session, by)
            seat = seat_here(session, by, seat_id, now)
            if request.form.get("do") == "end":
                _end(session, by, seat, now)
                return redirect(f"{HERE}?klaar", 303)
            actions.offer(
                session,
                by=by,
                sharing=row_id(house().secrets.pepper, by.person, given_id(), "sharing"),
                seat=seat_id,
                asked=_offer(session, by, now),
                now=now,
            )
    except Invalid as refusal:
        return _asking(seat_id, told(refusal)), refusal.status
    return redirect(f"{HERE}/{seat_id}/antwoord" if by.role is Role.ADULT else HERE, 303)


def check_not_watched(by: Viewer) -> None:
    """Raise NotHere where somebody reads along over the shoulder: nothing of this is there."""
    if by.quiet:
        raise NotHere(people.UNKNOWN)


def where_they_work(seats: Sequence[SeatView]) -> Mapping[UUID, str]:
    """Return by account where the people of these seats work."""
    if not seats:
        return {}
    with house().db.reading(EVERYWHERE) as session:
        return works_at(session, {each.account for each in seats})


def words() -> Mapping[str, Any]:
    """Return the words that these pages share."""
    by = signed_in.current_viewer()
    with house().db.reading(by.household) as session:
        children = has_children(session, by.household)
    return {
        "has_children": children,
        "tasks": said.TASKS,
        "grounds": said.GROUNDS,
        "why": said.grounds(children=children),
        "kinds": said.kinds(children=children),
        "childs_kinds": said.childs_kinds(),
        "kind_pictures": said.PICTURES,
    }


def _end(session: Any, by: Viewer, seat: SeatView, now: datetime) -> None:  # noqa: ANN401
    if seat.may_ask and seat.sharing is None:
        return
    if seat.sharing is None or not seat.may_end:
        raise NotHere(people.UNKNOWN)
    actions.end(session, by=by, sharing=seat.sharing.id, now=now)


def _offer(session: Any, by: Viewer, now: datetime) -> actions.Offer:  # noqa: ANN401
    asked = Fields(request.form.to_dict(flat=False))
    chosen, days, since = request.form.getlist("kinds"), asked.one("days"), asked.one("since")
    if not set(chosen) <= set(Kind):
        raise Invalid(CHOOSE, field="kinds")
    if days not in {str(each) for each in DAYS}:
        raise Invalid(actions.TOO_LONG, field="days")
    if since not in {"now", "all"}:
        raise Invalid(CHOOSE, field="since")
    return actions.Offer(
        kinds=frozenset(map(Kind, chosen)),
        purpose=asked.text("purpose", LONGEST_PURPOSE),
        items_from=opened_at(session, by.household) if since == "all" else now,
        until=now + timedelta(days=int(days)),
    )


def _asking(seat_id: UUID, errors: Mapping[str, str]) -> str:
    by, now = signed_in.current_viewer(), house().clock.now()
    with house().db.reading(by.household) as session:
        seat = seat_here(session, by, seat_id, now)
        if not seat.may_ask:
            raise NotHere(people.UNKNOWN)
        before = last_asked(session, by, seat_id)
    typed: dict[str, Any] = {"kinds": [], "purpose": "", "since": "now", "days": str(DAYS[-1])}
    if request.method == "POST":
        typed |= {name: request.form.get(name, "") for name in ("purpose", "since", "days")}
        typed["kinds"] = request.form.getlist("kinds")
    elif before is not None:
        typed |= {"kinds": list(before.kinds), "purpose": before.purpose}
    return render_template(
        "sharing/ask.html",
        seat=seat,
        works=where_they_work((seat,)),
        typed=typed,
        days=DAYS,
        given=uuid4(),
        errors=errors,
        **words(),
    )
