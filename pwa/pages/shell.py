"""The shell: the name on the phone, the offline worker, the pages that open without a net, the way out.

Nothing here holds anything of a person: these pages lie on phones that anybody may pick up.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, make_response, render_template, request

import i18n
from api.core.http import house, public
from api.people import entering, signed_in
from api.push.sentences import SENTENCES
from i18n import translator
from i18n.marking import N_
from i18n.translator import gettext
from pwa.assets import STATIC, static_url

pages = Blueprint("shell", __name__)


@dataclass(frozen=True, slots=True)
class AppName:
    """A neutral name and icon that the app can have on a phone. Chosen before installing."""

    key: str
    name: str
    colour: str


APP_NAMES = (
    AppName("weekboek", N_("Weekboek"), "#0b5d66"),
    AppName("onze-week", N_("Onze week"), "#22548a"),
    AppName("lijstjes", N_("Lijstjes"), "#3d5a1e"),
)
NAME_COOKIE = "naam"
YEAR = 31_536_000
SHELL_PAGES = ("/schrijf", "/week/tikken", "/bellen", "/weg", "/zonder-net")
SHELL_FILES = ("js/**/*.js", "vendor/*.js", "img/*.svg", "img/sheets/*.svg", "fonts/*.woff2")
WORKER_FILES = ("sw.js", "sw-send.js", "sw-push.js", "sw-book.js")
PACKAGE = Path(__file__).parent.parent


def app_name() -> AppName:
    """Return the name asked for in the address, else the one chosen on this phone, else the first."""
    asked = request.args.get(NAME_COOKIE) or request.cookies.get(NAME_COOKIE)
    return next((each for each in APP_NAMES if each.key == asked), APP_NAMES[0])


@pages.get("/manifest.webmanifest")
@public
def manifest() -> Response:
    """Tell the browser what to install. The phone's maker reads this too: nothing of anybody."""
    chosen = app_name()
    name = gettext(chosen.name)
    speaks = translator.current().language
    body = {
        "id": "/",
        "name": name,
        "short_name": name,
        "description": gettext("Schrijf op hoe je week was."),
        "lang": speaks.tag,
        "dir": speaks.direction,
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f6f4ef",
        "theme_color": chosen.colour,
        "icons": _icons(chosen.key),
        "shortcuts": [
            {"name": gettext("Schrijf iets op"), "url": "/logboek/nieuw"},
            {"name": gettext("Nu bellen"), "url": "/bellen"},
        ],
    }
    return Response(json.dumps(body, ensure_ascii=False), content_type="application/manifest+json")


def _icons(key: str) -> list[dict[str, str]]:
    sizes = (("192", "192", "any"), ("512", "512", "any"), ("512", "512-vol", "maskable"))
    return [
        {
            "src": static_url(f"img/app/{key}-{file}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for size, file, purpose in sizes
    ]


@pages.get("/sw.js")
@public
def worker() -> Response:
    """Send the offline worker with the list of what it keeps, in the language of this phone."""
    tag = translator.current().language.tag
    shell = {
        "version": f"{shell_version()}-{tag}",
        "lang": tag,
        "dir": translator.current().language.direction,
        "icon": static_url(f"img/app/{app_name().key}-192.png"),
        "words": [gettext(words) for words in SENTENCES],
        "root": static_url(""),
        "pages": SHELL_PAGES,
        "files": [static_url(path) for path in _shell_files()],
    }
    text = "\n".join((STATIC / name).read_text() for name in WORKER_FILES)
    answer = Response(f"const SHELL = {json.dumps(shell)};\n{text}", content_type="text/javascript")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@cache
def _shell_files() -> list[str]:
    found = (path for pattern in SHELL_FILES for path in STATIC.glob(pattern))
    return sorted(str(path.relative_to(STATIC)) for path in found)


@cache
def shell_version() -> str:
    """Return a fingerprint of all that the kept pages are made of: files, templates, words."""
    digest = hashlib.sha256(static_url("").encode())
    words = Path(i18n.__file__).parent
    for folder, pattern in ((PACKAGE / "templates", "*.html"), (words, "*.[mp]o")):
        for path in sorted(folder.rglob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@pages.get("/schrijf")
@public
def write_offline() -> str:
    """Show the form that works without a net: no names, no choices that need the server."""
    return render_template("shell/write.html")


@pages.get("/zonder-net")
@public
def without_net() -> str:
    """Show the page for everything that cannot be opened now."""
    return render_template("shell/offline.html")


@pages.route("/weg", methods=["GET", "POST"])
@public
def leave() -> Response:
    """End the sign-in and show a page that says nothing.

    A plain link does it too. Another site cannot: its request brings no cookie (SameSite=Strict).
    What waits on the phone and the phone's own place stay, so nothing is lost by leaving.
    """
    answer = make_response(render_template("shell/away.html"))
    token = signed_in.token_of(request)
    if token and not request.headers.get("Sec-Purpose", "").startswith("prefetch"):
        entering.sign_out(house(), token=token, now=house().clock.now())
        signed_in.drop_cookie(answer)
    return answer


@pages.app_context_processor
def names() -> dict[str, object]:
    """Give every page the manifest and icon of the chosen name, and the chooser its names."""
    chosen = app_name()
    return {
        "app_name": chosen,
        "app_names": APP_NAMES,
        "manifest_url": f"/manifest.webmanifest?{NAME_COOKIE}={chosen.key}",
        "touch_icon": static_url(f"img/app/{chosen.key}-180.png"),
    }


@pages.after_app_request
def remember_name(answer: Response) -> Response:
    """Choosing on /installeren holds for the whole phone, or the browser would rename the app."""
    chosen = app_name().key
    if request.path == "/installeren" and request.args.get(NAME_COOKIE) == chosen:
        answer.set_cookie(
            NAME_COOKIE,
            chosen,
            max_age=YEAR,
            samesite="Strict",
            httponly=True,
            secure=house().settings.base_url.startswith("https:"),
        )
    return answer
