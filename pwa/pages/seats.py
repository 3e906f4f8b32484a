"""``/meekijken/kom`` and ``/instellingen/meelezen/mensen``: a seat is laid by the house and taken once.

The house's page is for who leads or keeps the plan, and not there for others. A seat opens nothing by
itself. Its link is shown in the answer to the button that made it, on no other page.
"""

from datetime import datetime
from uuid import UUID

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from api.core.db import EVERYWHERE
from api.core.errors import Invalid, NotHere
from api.core.http import house, members, proven
from api.core.ids import new_id
from api.logbook.rules import row_id
from api.people import queries, signed_in
from api.people.policy import Side, Viewer
from api.people.professionals import actions, here, waiting
from api.people.professionals.rules import NO_SIDE, check_task
from api.people.rules import INVITATION_HOURS
from i18n.marking import N_
from i18n.translator import gettext
from pwa import seats_said, tries
from pwa.choosing import given_id
from pwa.pages.own_numbers import sides_of
from pwa.refusals import SENTENCES, told

pages = Blueprint("seats", __name__)
COME = "/meekijken/kom"
LIST = "/instellingen/meelezen/mensen"
UNKNOWN_LINK = N_("Deze code klopt niet. Kijk goed en typ hem nog een keer.")


@pages.route(COME, methods=["GET", "POST"])
@members("professional")
def take() -> Response | str | tuple[str, int]:
    """Ask for the link, say for what work it is, and take the seat. Looking spends nothing."""
    if request.method != "POST":
        return _come({})
    link = request.form.get("link", "").strip()
    try:
        with tries.counted_link(link):
            return _taking(link)
    except (Invalid, NotHere) as refusal:
        known = isinstance(refusal, Invalid) and refusal.message == actions.ALREADY
        told_ = actions.ALREADY if known else UNKNOWN_LINK
        return _come({"link": gettext(told_)}, link), 422


@pages.get(LIST)
@proven
@members("adult", "circle")
def people() -> str:
    """Show who reads along, and room to let one more sit."""
    return _list()


@pages.post(LIST)
@proven
@members("adult", "circle")
def lay() -> Response | str | tuple[str, int]:
    """Lay a seat and show its link, this once. A button pressed twice lays one."""
    viewer = signed_in.current_viewer()
    seat = _seat_id(viewer.person)
    try:
        link = _lay(viewer, seat)
    except Invalid as refusal:
        return _list(errors=told(refusal)), refusal.status
    return _list(link=link) if link else redirect(LIST, 303)


@pages.post(f"{LIST}/<uuid:seat_id>")
@proven
@members("adult", "circle")
def change(seat_id: UUID) -> Response:
    """End a seat, let a program read on it or no longer, or say that a new device is really theirs."""
    viewer = signed_in.current_viewer()
    with house().db.writing(viewer.household, by=viewer.person, now=_now()) as session:
        asked = {"by": queries.afresh(session, viewer), "seat": seat_id, "now": _now()}
        match request.form.get("do"):
            case "end":
                actions.take_away(session, **asked)  # type: ignore[arg-type]
            case "programs" | "no-programs" as do:
                allowed = do == "programs"
                actions.let_programs_read(session, allowed=allowed, **asked)  # type: ignore[arg-type]
            case "known":
                waiting.vouch_for(session, since=_since(), **asked)  # type: ignore[arg-type]
            case _:
                raise NotHere(SENTENCES[404])
    return redirect(LIST, 303)


def _taking(link: str) -> Response | str:
    account = signed_in.current_viewer().person
    with house().db.reading(EVERYWHERE) as session:
        work = actions.look_at_seat(session, account=account, secret=link, now=_now())
    if request.form.get("ja") != "ja":
        return render_template("seats/take.html", link=link, work=seats_said.work(work))
    actions.take_seat(house(), account=account, secret=link, now=_now())
    return redirect("/meekijken", 303)


def _come(errors: dict[str, str], link: str = "") -> str:
    return render_template("seats/come.html", errors=errors, link=link)


def _lay(viewer: Viewer, seat: UUID) -> str | None:
    work = check_task(request.form.get("works_as", ""))
    with house().db.writing(viewer.household, by=viewer.person, now=_now()) as session:
        by = queries.afresh(session, viewer)
        return actions.lay_seat(
            session,
            by=by,
            seat=seat,
            name=request.form.get("name", "").strip()[:100],
            works_as=work,
            side=_side(here.sides_for(session, by, _now())),
            now=_now(),
        )


def _side(offered: tuple[Side, ...]) -> Side:
    """Return of which side; where there is one there is nothing to choose."""
    if len(offered) == 1:
        return offered[0]
    try:
        return Side(request.form.get("side", ""))
    except ValueError:
        raise Invalid(NO_SIDE, field="side") from None


def _since() -> datetime | None:
    """Return of since when the page asked; nothing else is said yes to."""
    try:
        return datetime.fromisoformat(request.form.get("since", ""))
    except ValueError:
        return None


def _list(*, errors: dict[str, str] | None = None, link: str | None = None) -> str:
    viewer = signed_in.current_viewer()
    with house().db.reading(viewer.household) as session:
        sides = here.sides_for(session, viewer, _now())
        found = here.seats_here(session, viewer, _now())
    return render_template(
        "seats/people.html",
        seats=[(each, seats_said.line(each)) for each in found],
        works=seats_said.works(),
        sides=[each for each in sides_of(viewer) if each[0] in sides] if len(sides) > 1 else (),
        labels={value: label for value, label, _hint in sides_of(viewer) if value in sides},
        errors=errors or {},
        typed=request.form if not link else {},
        link=f"{house().settings.base_url}{COME}#{link}" if link else "",
        hours=INVITATION_HOURS,
        id=(request.form.get("id") if errors else None) or new_id(),
    )


def _seat_id(by: UUID) -> UUID:
    """Return the id of the seat for the id in the form, so that no form names an id itself."""
    return row_id(house().secrets.pepper, by, given_id(), "seat")


def _now() -> datetime:
    return house().clock.now()
