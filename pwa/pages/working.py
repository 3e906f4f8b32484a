"""``/beheer/werk``: who reads along for their work, for who keeps the houses; not there for anybody else.

A name, where they work, since when: never in which house they read, nor when. A link is shown in the
answer to the button that made it, on no other page and in no address.
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
from api.people import signed_in
from api.people.organisation.queries import check_host
from api.people.policy import Viewer
from api.people.professionals import accounts, actions
from api.people.rules import INVITATION_HOURS
from pwa.choosing import asked, given_id
from pwa.refusals import SENTENCES, told

pages = Blueprint("working", __name__)
LIST = "/beheer/werk"


@pages.get(LIST)
@proven
@members("host")
def people() -> str:
    """Show who has an account, and room for one more."""
    return _list()


@pages.post(LIST)
@proven
@members("host")
def add() -> Response | str | tuple[str, int]:
    """Open an account and show its link, this once. A button pressed twice opens one."""
    by = _host()
    account = row_id(house().secrets.pepper, by.person, given_id(), "account")
    said = {"name": asked("name")[:100], "works_at": asked("works_at")[:100]}
    try:
        link = actions.open_with_link(house(), by=by, account=account, now=_now(), **said)
    except Invalid as refusal:
        return _list(told(refusal)), refusal.status
    return _one(account, link=link) if link else redirect(f"{LIST}/{account}", 303)


@pages.get(f"{LIST}/<uuid:account_id>")
@proven
@members("host")
def one(account_id: UUID) -> str:
    """Show one account and what can be done with it."""
    return _one(account_id)


@pages.post(f"{LIST}/<uuid:account_id>")
@proven
@members("host")
def change(account_id: UUID) -> Response | str:
    """Make a new link, which ends the key of before, or end the account."""
    by, link = _host(), ""
    with house().db.writing(EVERYWHERE, by=by.person, now=_now()) as session:
        match request.form.get("do"):
            case "link":
                link = accounts.new_link(session, by=by, account=account_id, now=_now())
            case "end":
                accounts.end_account(session, by=by, account=account_id, now=_now())
            case _:
                raise NotHere(SENTENCES[404])
    return _one(account_id, link=link) if link else redirect(LIST, 303)


def _list(errors: dict[str, str] | None = None) -> str:
    with house().db.reading(EVERYWHERE) as session:
        found = accounts.accounts(session, signed_in.current_viewer())
    return render_template(
        "working/people.html",
        accounts=found,
        errors=errors or {},
        typed=request.form,
        id=request.form.get("id") or new_id(),
    )


def _one(account: UUID, *, link: str | None = None) -> str:
    with house().db.reading(EVERYWHERE) as session:
        found = accounts.account_for(session, signed_in.current_viewer(), account)
    return render_template(
        "working/one.html",
        account=found,
        link=f"{house().settings.base_url}/kom#{link}" if link else "",
        hours=INVITATION_HOURS,
    )


def _host() -> Viewer:
    viewer = signed_in.current_viewer()
    with house().db.reading(EVERYWHERE) as session:
        check_host(session, viewer)
    return viewer


def _now() -> datetime:
    return house().clock.now()
