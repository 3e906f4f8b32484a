"""``/instellingen``, ``/over`` and ``/installeren``: what a person sets for this phone, and what this is.

Nothing here changes what others see. Keeping pages and wiping the phone have their own page.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from flask import Blueprint, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from api.core.errors import Invalid
from api.core.http import ALL_AND_AT_WORK, house, members
from api.path.seen import may_enter
from api.people import queries, signed_in
from i18n.marking import N_
from pwa.assets import STATIC
from pwa.language import COOKIE, offered

pages = Blueprint("settings", __name__)
YEAR = 31_536_000
UNKNOWN_LANGUAGE = N_("Deze taal kennen we niet. Kies een taal uit de lijst.")


@dataclass(frozen=True)
class Work:
    """Something made by others, and on which terms we use it."""

    name: str
    licence: str


@pages.get("/instellingen")
@members(*ALL_AND_AT_WORK)
def settings() -> str:
    """Show what can be set."""
    signed = signed_in.current_sign_in()
    viewer = signed.viewer
    with house().db.reading(viewer.household) as session:
        known = queries.names(session, viewer)
    return render_template(
        "settings/settings.html",
        has_path=may_enter(viewer, house().clock.now()),
        has_children=any(each.role == "child" and each.is_here for each in known.values()),
        myself=known.get(viewer.person),
        languages=offered(),
        keeps=signed.own_device,
        may_keep=signed.may_become_own,
    )


@pages.post("/instellingen/taal")
@members(*ALL_AND_AT_WORK)
def choose_language() -> Response:
    """Remember the language on this device."""
    code = request.form.get("taal", "")
    if code not in {language.code for language in offered()}:
        raise Invalid(UNKNOWN_LANGUAGE, field="taal")
    answer = make_response(redirect("/instellingen", 303))
    secure = house().settings.base_url.startswith("https:")
    answer.set_cookie(COOKIE, code, max_age=YEAR, httponly=True, samesite="Strict", secure=secure)
    return answer


@pages.get("/over")
@members(*ALL_AND_AT_WORK)
def about() -> str:
    """Say what this is and what it is not."""
    return render_template("about/about.html", works=works())


@pages.get("/installeren")
@members("child", "adult", "circle")
def install() -> str:
    """Offer three neutral names before the app goes on the screen, and say how."""
    return render_template("install/install.html")


@cache
def works() -> Sequence[Work]:
    """Return the pictures, letters and programs by others, read from the lists beside them."""
    found: dict[str, Work] = {}
    for path in sorted(STATIC.glob("*/*.toml")):
        for name, entry in tomllib.loads(path.read_text()).items():
            if isinstance(entry, dict) and "licence" in entry:
                title = str(entry.get("name", name)).split(",")[0]
                found[title] = Work(title, str(entry["licence"]))
    return tuple(found.values())
