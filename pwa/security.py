"""What every answer carries and what every request must show. Small, exact, and tested for each route.

Writes must come from our own pages: the browser says so itself (``Sec-Fetch-Site``, else ``Origin``).
There is no token in the page: it would be stale when a phone empties its outbox days later.
"""

import secrets
from typing import cast
from urllib.parse import urlsplit

from flask import Flask, Response, g, request
from werkzeug.exceptions import MethodNotAllowed

from api.core.errors import Refusal
from api.core.http import house
from i18n.marking import N_

SAFE = {"GET", "HEAD", "OPTIONS"}
FIXED = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(),"
        " magnetometer=(), microphone=(self), payment=(), serial=(), usb=()"
    ),
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'nonce-{nonce}'; img-src 'self' blob:;"
    " media-src 'self' blob:; font-src 'self'; connect-src 'self'; manifest-src 'self';"
    " worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none';"
    " require-trusted-types-for 'script'; trusted-types huisboek"
)
# What governs a page has nothing to govern in an answer without one; and the nonce of today would not
# fit the page that a browser kept.
OF_A_PAGE = {"Permissions-Policy", "Content-Security-Policy"}
NOTHING_NEW = 304
HSTS = "max-age=63072000; includeSubDomains"
ELSEWHERE = N_("Dit kwam niet van onze eigen pagina. Open de app en probeer het opnieuw.")


class FromElsewhere(Refusal):
    """A write that another site sent."""

    status = 403


def csp_nonce() -> str:
    """Return this answer's own nonce."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    return cast("str", g.nonce)


def same_origin_only() -> None:
    """Refuse a write that does not come from our own pages."""
    if request.method in SAFE or isinstance(request.routing_exception, MethodNotAllowed):
        return  # what no door takes in changes nothing: a program hears which way is meant
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin", "")
    own = site == "same-origin" if site else urlsplit(origin).netloc == request.host
    if not own:
        raise FromElsewhere(ELSEWHERE)


def protect(answer: Response) -> Response:
    """Put the fixed headers on an answer; what is stricter already stays."""
    fixed = FIXED | {"Content-Security-Policy": POLICY.format(nonce=csp_nonce())}
    for name, value in fixed.items():
        if answer.status_code != NOTHING_NEW or name not in OF_A_PAGE:
            answer.headers.setdefault(name, value)
    answer.headers.setdefault("Cache-Control", "no-store")
    if house().settings.base_url.startswith("https:"):
        answer.headers["Strict-Transport-Security"] = HSTS
    if request.method == "HEAD":
        _hide_length(answer)
    return answer


def _hide_length(answer: Response) -> None:
    """Asking for the head is no look and is not written down, so it tells not even that there is more now."""
    answer.automatically_set_content_length = False
    for name in ("Content-Length", "Content-Encoding"):
        answer.headers.pop(name, None)


def install(app: Flask) -> None:
    """Stand at the door of every route."""
    app.before_request(same_origin_only)
    app.after_request(protect)
    app.jinja_env.globals["csp_nonce"] = csp_nonce
