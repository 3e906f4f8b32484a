"""Who is signed in on this request: a cookie, a row in the database, and nothing in the cookie itself.

Ending the row ends the sign-in at the next request, wherever the cookie was copied to (security
R11). Flask-Login only asks; its own session and its remember cookie stay off.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast
from uuid import UUID

from flask import Flask, Request, Response
from flask_login import LoginManager, current_user
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.db import EVERYWHERE
from api.core.errors import Busy, Full, Refusal, SignInFirst
from api.core.http import house
from api.core.ids import digest
from api.people import rules
from api.people.devices import Opened, has_others
from api.people.going.door import why_this_ended
from api.people.model import Device, SignIn
from api.people.policy import Side, Viewer, is_away
from api.people.queries import viewer as viewer_of
from i18n.marking import N_

DEVICE_SECONDS: Final = 180 * 24 * 3600
FIRST: Final = N_("Zeg eerst wie je bent.")


@dataclass(frozen=True, slots=True)
class Signed:
    """One sign-in as the request sees it; Flask-Login's idea of a user.

    A device on which others have a place as well is nobody's own, whatever one of them said of it.
    For who has a side it is never their own: that it stopped being so would tell them that the other
    side came in on it (design, section 3).
    """

    id: UUID
    viewer: Viewer
    device_id: UUID
    own_device: bool
    may_become_own: bool
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    def get_id(self) -> str:
        return str(self.id)


def install(app: Flask) -> None:
    """Ask for the cookie on each request that wants to know."""
    # With its remember cookie in hand Flask-Login would look no further. No cookie has this name.
    app.config["REMEMBER_COOKIE_NAME"] = ""
    app.config["SESSION_PROTECTION"] = None
    manager = LoginManager()
    # Its own context processor would ask the database for every page, the error page too.
    manager.init_app(app, add_context_processor=False)
    manager.request_loader(_load)


def current_sign_in() -> Signed:
    """Return the sign-in of this request; raises SignInFirst."""
    if not current_user.is_authenticated:
        raise SignInFirst(FIRST)
    return cast("Signed", current_user._get_current_object())  # noqa: SLF001


def current_viewer() -> Viewer:
    """Return who is signed in; raises SignInFirst."""
    return current_sign_in().viewer


def viewer_or_none() -> Viewer | None:
    """Return who is signed in, or None."""
    return current_viewer() if current_user.is_authenticated else None


def viewer_if_known() -> Viewer | None:
    """The same, and None when the database cannot say: the page with 112 must not go down with it."""
    try:
        return viewer_or_none()
    except Refusal:
        return None


def token_of(request: Request) -> str | None:
    """Return the token of the sign-in cookie."""
    return request.cookies.get(_cookie("hb"))


def why_out(request: Request) -> Refusal | None:
    """Return what to tell a browser that was signed in as somebody who is away or gone; else None."""
    token, now = token_of(request), house().clock.now()
    if not token:
        return None
    with house().db.reading(EVERYWHERE) as session:
        return why_this_ended(session, token, now)


def device_token_of(request: Request) -> str | None:
    """Return the token of the device cookie."""
    return request.cookies.get(_cookie("hbd"))


def keep_cookies(answer: Response, opened: Opened) -> None:
    """Give the browser its two tokens: one until it closes, one for the device."""
    answer.set_cookie(_cookie("hb"), opened.token, **_attributes())
    answer.set_cookie(_cookie("hbd"), opened.device_token, max_age=DEVICE_SECONDS, **_attributes())


def drop_cookie(answer: Response) -> None:
    """Take the sign-in cookie away. The device stays known, or nobody could come back."""
    answer.delete_cookie(_cookie("hb"), **_attributes())


def _load(request: Request) -> Signed | None:
    token = token_of(request)
    if not token:
        return None
    now = house().clock.now()
    with house().db.reading(EVERYWHERE) as session:
        found = _open_sign_in(session, token, now)
        if found is None:
            return None
        row, device = found
        viewer = viewer_of(session, row.person_id)
        alone = viewer.side is Side.BOTH and not has_others(session, device.id, row.person_id)
    if viewer.ended_at is not None or is_away(viewer, now):
        return None
    _note_use(row, now)
    own = device.own_since is not None and alone
    return Signed(row.id, viewer, device.id, own, alone)


def _open_sign_in(session: Session, token: str, now: datetime) -> tuple[SignIn, Device] | None:
    query = select(SignIn, Device).join(Device, Device.id == SignIn.device_id)
    alive = (SignIn.ended_at.is_(None), Device.ended_at.is_(None))
    found = session.execute(query.where(SignIn.token_hash == digest(token), *alive)).first()
    if found is None:
        return None
    row, device = found
    over = rules.is_over(began_at=row.began_at, used_at=row.used_at, now=now)
    return None if over else (row, device)


def _note_use(row: SignIn, now: datetime) -> None:
    """Once a day at most. A full disk must not keep anybody from reading."""
    today = rules.day_of(now)
    if row.used_at >= today:
        return
    try:
        with house().db.writing(row.household_id, by=row.person_id, now=now) as session:
            session.get_one(SignIn, row.id).used_at = today
    except (Busy, Full):
        return


def _is_secure() -> bool:
    return house().settings.base_url.startswith("https:")


def _cookie(name: str) -> str:
    return f"__Host-{name}" if _is_secure() else name


def _attributes() -> dict[str, Any]:
    return {"path": "/", "httponly": True, "samesite": "Strict", "secure": _is_secure()}
