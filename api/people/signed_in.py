"""Who is signed in on this request: a cookie, a row in the database, and nothing in the cookie itself.

Ending the row ends the sign-in at the next request, wherever the cookie was copied to (security
R11). Flask-Login only asks; its own session and its remember cookie stay off.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, cast
from uuid import UUID

from flask import Flask, Request, Response, after_this_request, current_app, g, request
from flask_login import LoginManager, current_user
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.db import EVERYWHERE
from api.core.errors import Busy, Full, ProveFirst, Refusal, SignInFirst
from api.core.http import access_of, house
from api.core.ids import digest, token
from api.people import asked, rules
from api.people.devices import Opened, has_others
from api.people.going.door import why_this_ended
from api.people.model import Device, SignIn
from api.people.organisation.halted import Halted, as_stop
from api.people.organisation.model import Halt
from api.people.policy import Viewer, is_away
from api.people.queries import viewed
from api.people.quiet.codes import is_quiet, page_mark
from api.people.staying import rules as staying
from i18n.marking import N_

FETCHED_AHEAD: Final = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
DEVICE_SECONDS: Final = 180 * 24 * 3600
FIRST: Final = N_("Zeg eerst wie je bent.")
ONCE_MORE: Final = N_("Zeg nog een keer wie je bent.")


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
    began_at: datetime
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    def get_id(self) -> str:
        return str(self.id)

    @property
    def mark(self) -> str:
        """What the pages of this sign-in have in common, for a phone that keeps some of them."""
        return page_mark(self.id, house().secrets.pepper)


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


def prove_first() -> None:
    """Raise ProveFirst when the own code or pictures were not given a moment ago."""
    if not current_viewer().proven:
        raise ProveFirst(ONCE_MORE)


def shows_the_same(here: Signed, mark: str) -> bool:
    """Say whether pages with this mark are of this person and view, on this device, be it an earlier sign-in."""
    pepper = house().secrets.pepper
    mine = select(SignIn).filter_by(person_id=here.viewer.person, device_id=here.device_id)
    with house().db.reading(here.viewer.household) as session:
        before = [row for row in session.scalars(mine) if page_mark(row.id, pepper) == mark]
        return any(is_quiet(row, pepper) is here.viewer.quiet for row in before)


def go_on_as(opened: Opened) -> None:
    """Go on with this request in another sign-in, and give the browser that one."""
    g._login_user = _signed(opened.token, request)  # noqa: SLF001 - where Flask-Login keeps it

    @after_this_request
    def _keep(answer: Response) -> Response:
        keep_cookies(answer, opened)
        return answer


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


def whose(request: Request) -> UUID | None:
    """Return whose sign-in this browser holds, also when it is locked; None when there is none."""
    token = token_of(request)
    if not token:
        return None
    with house().db.reading(EVERYWHERE) as session:
        found = _open_sign_in(session, token)
        return found[0].person_id if found else None


def why_out(request: Request) -> Refusal | None:
    """Return what to tell a browser that was signed in as somebody who is away or gone; else None.

    That a house stands still is told to who is signed in. Whoever finds a locked phone is asked first.
    """
    token, now = token_of(request), house().clock.now()
    if not token:
        return None
    with house().db.reading(EVERYWHERE) as session:
        return why_this_ended(session, token, now) or _why_halted(session, request, token, now)


def device_token_of(request: Request) -> str | None:
    """Return the token of the device cookie."""
    return request.cookies.get(_cookie("hbd"))


def keep_cookies(answer: Response, opened: Opened) -> None:
    """Give the browser its two tokens: one until it closes, one for the device."""
    answer.set_cookie(_cookie("hb"), opened.token, **_attributes())
    answer.set_cookie(_cookie("hbd"), opened.device_token, max_age=DEVICE_SECONDS, **_attributes())


def mark_device(answer: Response) -> None:
    """Give a browser that has none the token of its device, until it closes: it is nobody's yet."""
    answer.set_cookie(_cookie("hbd"), token(), **_attributes())


def drop_cookie(answer: Response) -> None:
    """Take the sign-in cookie away. The device stays known, or nobody could come back."""
    answer.delete_cookie(_cookie("hb"), **_attributes())


def is_fetched_ahead(request: Request) -> bool:
    """Say whether a browser asks for something that nobody looks at yet, by whichever name it says so."""
    said = (request.headers.get(name, "") for name in FETCHED_AHEAD)
    return any(each.startswith(("prefetch", "preview")) for each in said)


def _load(request: Request) -> Signed | None:
    token = token_of(request)
    return _signed(token, request) if token else None


def _signed(token: str, request: Request) -> Signed | None:
    """A locked sign-in is nobody's, except where a view says that it gives nothing away."""
    now = house().clock.now()
    with house().db.reading(EVERYWHERE) as session:
        found = _open_sign_in(session, token)
        if found is None:
            return None
        row, device, halt = found
        if halt is not None and not _may_take(request, halt, now):
            return None
        quiet = is_quiet(row, house().secrets.pepper)
        viewer = viewed(session, row.person_id, quiet=quiet)
        alone = not viewer.stands_apart and not has_others(session, device.id, row.person_id)
    gone = viewer.ended_at is not None or is_away(viewer, now)
    if gone or _is_over(row, viewer, now):
        return None
    if not _is_locked(row, viewer, now):
        _note_use(row, now, looking=_is_looking(request))
    elif not _asks_even_locked(request):
        return None
    own = device.own_since is not None and alone
    proven = staying.is_proven(row.proved_at, now)
    return Signed(row.id, replace(viewer, proven=proven), device.id, own, alone, row.began_at)


def _why_halted(session: Session, request: Request, token: str, now: datetime) -> Refusal | None:
    found = _open_sign_in(session, token)
    if found is None:
        return None
    row, _device, halt = found
    if halt is None or _may_take(request, halt, now):
        return None
    viewer = viewed(session, row.person_id, quiet=False)
    locked = _is_locked(row, viewer, now) and not _asks_even_locked(request)
    if locked or _is_over(row, viewer, now):
        return None
    return Halted(as_stop(halt), role=viewer.role, now=now)


def _may_take(request: Request, halt: Halt, now: datetime) -> bool:
    """While a house goes away its people take along what is theirs, and nothing else opens."""
    opens = bool(request.endpoint) and access_of(current_app, request.endpoint or "").closing
    return opens and as_stop(halt).lets_take(now)


def _asks_even_locked(request: Request) -> bool:
    return bool(request.endpoint) and access_of(current_app, request.endpoint or "").locked


def _open_sign_in(session: Session, token: str) -> tuple[SignIn, Device, Halt | None] | None:
    """Find a sign-in with its device, and what its house stands still for, in one question."""
    found = session.execute(asked.SIGN_IN, {"hash": digest(token)}).first()
    if found is None:
        return None
    return found[0], found[1], found[2]


def _is_over(row: SignIn, viewer: Viewer, now: datetime) -> bool:
    return staying.is_over(viewer.role, began_at=row.began_at, used_at=row.used_at, now=now)


def _is_locked(row: SignIn, viewer: Viewer, now: datetime) -> bool:
    return staying.is_locked(viewer.role, hidden_at=row.hidden_at, active_at=row.active_at, now=now)


def _note_use(row: SignIn, now: datetime, *, looking: bool) -> None:
    """Once a day at most, and once a minute for who works here, unless a hidden page is back.

    A full disk must not keep anybody from reading.
    """
    today, back = rules.day_of(now), looking and row.hidden_at is not None
    working = row.active_at is not None and now - row.active_at >= staying.NOTED
    if row.used_at >= today and not back and not working:
        return
    try:
        with house().db.writing(row.household_id, by=row.person_id, now=now) as session:
            kept = session.get_one(SignIn, row.id)
            kept.used_at = today
            if working:
                kept.active_at = now
            if back and kept.hidden_at == row.hidden_at:
                kept.hidden_at = None
    except (Busy, Full):
        return


def _is_looking(request: Request) -> bool:
    """Whoever opens a page looks at it, and what was out of sight is so no longer."""
    return request.headers.get("Sec-Fetch-Mode") == "navigate" and not is_fetched_ahead(request)


def _is_secure() -> bool:
    return house().settings.base_url.startswith("https:")


def _cookie(name: str) -> str:
    return f"__Host-{name}" if _is_secure() else name


def _attributes() -> dict[str, Any]:
    return {"path": "/", "httponly": True, "samesite": "Strict", "secure": _is_secure()}
