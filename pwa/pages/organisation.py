"""``/beheer``: the houses by their code, for who keeps the list; not there for anybody else.

No name, no word and no day of a house stands here. A link is shown in the answer to the button that
made it, on no other page and in no address.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from api.core.db import EVERYWHERE
from api.core.errors import Invalid, NotHere
from api.core.heartbeat import last_beat
from api.core.http import house, members, proven
from api.core.ids import new_id
from api.logbook.rules import row_id
from api.people import signed_in
from api.people.apart.asked import ASKED_WITH, NOT, UNSAID, Asked
from api.people.organisation import actions, opening, queries
from api.people.organisation.queries import Listed
from api.people.organisation.rules import read_months
from api.people.rules import INVITATION_HOURS
from api.push.health import LATE, numbers
from i18n.marking import N_
from pwa.choosing import asked, given_id
from pwa.refusals import SENTENCES, told

pages = Blueprint("organisation", __name__)
LIST = "/beheer"
MODES = ("together", "apart")
CHOOSE = N_("Kies samen, apart of niet. Doe dat met iemand die jullie helpt.")


@pages.get(LIST)
@members("host")
def houses() -> str:
    """Show the list."""
    with house().db.reading(EVERYWHERE) as session:
        found = queries.houses(session, signed_in.current_viewer())
        sent, beat = numbers(session, _now()), last_beat(session, "worker")
    stands = beat is None or _now() - beat >= LATE
    return render_template("organisation/houses.html", houses=found, sent=sent, stands=stands)


@pages.get(f"{LIST}/nieuw")
@proven
@members("host")
def before_opening() -> str:
    """Ask together, apart or not, and who keeps the plan."""
    with house().db.reading(EVERYWHERE) as session:
        queries.check_host(session, signed_in.current_viewer())
    return _form({})


@pages.post(f"{LIST}/nieuw")
@proven
@members("host")
def open_house() -> Response | str | tuple[str, int]:
    """Open a house and show its code and first link, this once. A button pressed twice opens one."""
    host, mode = signed_in.current_viewer(), asked("mode")
    with house().db.reading(EVERYWHERE) as session:
        queries.check_host(session, host)
    if mode == NOT:
        return render_template("organisation/not.html")
    household = row_id(house().secrets.pepper, host.person, given_id(), "household")
    try:
        link = opening.open_house_for(
            house(), by=host, household=household, wish=_wish(mode), now=_now()
        )
    except Invalid as refusal:
        return _form(told(refusal)), refusal.status
    return _page(household, link=link) if link else redirect(f"{LIST}/{household}", 303)


@pages.get(f"{LIST}/<uuid:household_id>")
@proven
@members("host")
def one(household_id: UUID) -> str:
    """Show one house and what can be done with it."""
    return _page(household_id)


@pages.post(f"{LIST}/<uuid:household_id>")
@proven
@members("host")
def change(household_id: UUID) -> Response | str | tuple[str, int]:
    """Make a first link, let the house stand still or go on, take a closing back."""
    deed = _deed()
    try:
        with house().db.writing(EVERYWHERE, by=_me(), now=_now()) as session:
            link = deed(session, by=_me(), household=household_id, now=_now())
    except Invalid as refusal:
        return _page(household_id, errors=told(refusal)), refusal.status
    return _page(household_id, link=link) if link else redirect(f"{LIST}/{household_id}", 303)


@pages.get(f"{LIST}/<uuid:household_id>/sluiten")
@proven
@members("host")
def before_closing(household_id: UUID) -> str:
    """Say what closing is, and ask for the code of the house."""
    return _page(household_id, page="organisation/close.html")


@pages.post(f"{LIST}/<uuid:household_id>/sluiten")
@proven
@members("host")
def close(household_id: UUID) -> Response | tuple[str, int]:
    """Begin the time in which everybody takes their book along: the agreed months and thirty days."""
    try:
        months = read_months(asked("months"))
        with house().db.writing(EVERYWHERE, by=_me(), now=_now()) as session:
            deed = partial(actions.close, code=asked("code"), called=asked("called") == "ja")
            deed(session, by=_me(), household=household_id, now=_now(), months=months)
    except Invalid as refusal:
        page = _page(household_id, page="organisation/close.html", errors=told(refusal))
        return page, refusal.status
    return redirect(f"{LIST}/{household_id}", 303)


def _deed() -> Callable[..., str | None]:
    match request.form.get("do"):
        case "link":
            return actions.first_link
        case "still":
            return partial(actions.stand_still, called=asked("called") == "ja")
        case "on":
            return actions.go_on
        case "keep":
            return actions.keep
    raise NotHere(SENTENCES[404])


def _page(
    household: UUID,
    *,
    page: str = "organisation/house.html",
    link: str | None = None,
    errors: dict[str, str] | None = None,
) -> str:
    with house().db.reading(EVERYWHERE) as session:
        found: Listed = queries.house_for(session, signed_in.current_viewer(), household)
    return render_template(
        page,
        house=found,
        link=f"{house().settings.base_url}/kom#{link}" if link else "",
        hours=INVITATION_HOURS,
        errors=errors or {},
        said=request.form,
    )


def _form(errors: dict[str, str]) -> str:
    return render_template(
        "organisation/new.html",
        errors=errors,
        typed=request.form,
        id=request.form.get("id") or new_id(),
    )


def _wish(mode: str) -> opening.Wish:
    if mode not in MODES:
        raise Invalid(CHOOSE, field="mode")
    beside = asked("asked_with")
    answer = Asked(asked("answered_by")[:100], beside if beside in ASKED_WITH else UNSAID)
    return opening.Wish(mode=mode, asked=answer, keeper=asked("keeper")[:100])


def _me() -> UUID:
    return signed_in.current_viewer().person


def _now() -> datetime:
    return house().clock.now()
