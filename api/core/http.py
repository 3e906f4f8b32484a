"""What every web room shares: who may come in at all, the house at hand, and refusals as JSON.

A view says at its own door who may enter: ``@public`` or ``@members(…)``. A view that says nothing
keeps the application from starting (security R1). What is *seen* inside is the policy's business.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar, cast

from flask import Flask, Response, current_app, g, jsonify, request

from api.core.errors import Refusal
from api.core.house import House
from i18n.translator import gettext

# What gives nothing of a house: the lock, the way out, the language, the phone in one's hand.
ALL_AND_AT_WORK: Final = ("child", "adult", "circle", "professional", "host")
View = TypeVar("View", bound=Callable[..., Any])
KEY = "huisboek"


@dataclass(frozen=True, slots=True)
class Access:
    """Who may knock: everybody, or signed-in people of these roles (none named: every role).

    `locked` lets a locked sign-in through, for what gives nothing away; `proof` asks for a code or
    pictures that were given less than five minutes ago; `closing` stays open in a house that goes away.
    `keyed` is for programs: it knows no sign-in at all, and its own room asks for a key.
    """

    public: bool
    roles: frozenset[str] = frozenset()
    locked: bool = False
    proof: bool = False
    closing: bool = False
    keyed: bool = False


def public(view: View) -> View:
    """Let anybody in, signed in or not. The list of these is short and written out in a test."""
    cast("Any", view).access = Access(public=True)
    return view


def members(*roles: str) -> Callable[[View], View]:
    """Let signed-in people in; with roles, only those. For others the page is not there.

    Without roles: everybody of a house and who keeps the houses. A professional is let in by name alone.
    """

    def mark(view: View) -> View:
        cast("Any", view).access = Access(public=False, roles=frozenset(roles))
        return view

    return mark


def keyed(view: View) -> View:
    """Let a program in with a key of its own, and nobody by being signed in. Its room checks the key."""
    cast("Any", view).access = Access(public=False, keyed=True)
    return view


def even_locked(view: View) -> View:
    """Let a locked sign-in through; stands above ``@members``. Never on a view that shows something."""
    cast("Any", view).access = replace(cast("Any", view).access, locked=True)
    return view


def proven(view: View) -> View:
    """Ask for the own code or pictures first; stands above ``@members``."""
    cast("Any", view).access = replace(cast("Any", view).access, proof=True)
    return view


def while_closing(view: View) -> View:
    """Stay open in a house that goes away; stands above ``@members``. For taking along what is one's own."""
    cast("Any", view).access = replace(cast("Any", view).access, closing=True)
    return view


def access_of(app: Flask, endpoint: str) -> Access:
    """Return what the view of an endpoint declared; raises ``RuntimeError`` when it is silent."""
    access = getattr(app.view_functions[endpoint], "access", None)
    if not isinstance(access, Access):
        msg = f"{endpoint} does not say who may come in"
        raise RuntimeError(msg)  # noqa: TRY004 - a room without a lock is a mistake of ours
    return access


def house() -> House:
    """Return the house this application was made for, as far as it opens to this request."""
    along: House | None = g.get("house_along")
    return along or cast("House", current_app.extensions[KEY])


def reads_along() -> None:
    """From here on this request reads as who works with a house may read: the database refuses all else."""
    g.house_along = house().for_who_reads_along()


def wants_json() -> bool:
    """Tell whether the answer goes to a program: everything below /api does."""
    return request.path.startswith("/api/")


def problem(refusal: Refusal) -> Response:
    """Return a refusal as ``application/problem+json`` (RFC 9457) with a sentence for a person."""
    body = {
        "type": "about:blank",
        "status": refusal.status,
        "title": refusal.__class__.__name__,
        "detail": gettext(refusal.message, **dict(refusal.values)),
    }
    field = getattr(refusal, "field", None)
    if field:
        body["field"] = field
    answer = jsonify(body)
    answer.status_code = refusal.status
    answer.content_type = "application/problem+json"
    set_retry_after(answer, refusal)
    return answer


def set_retry_after(answer: Response, refusal: Refusal) -> None:
    """Say when to try again, where the refusal knows it."""
    seconds = getattr(refusal, "retry_after", None)
    if seconds is not None:
        answer.headers["Retry-After"] = str(seconds)
