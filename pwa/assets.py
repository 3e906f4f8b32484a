"""Files that never change under the same address, and the styles that travel inside the page.

One fingerprint over all files stands in the address, so modules find each other by relative paths
and a phone keeps what it has until the next release.
"""

import hashlib
import re
from functools import cache
from pathlib import Path

from flask import Flask, Response, send_from_directory
from markupsafe import Markup

from api.core.http import public
from pwa.security import csp_nonce

STATIC = Path(__file__).parent / "static"
YEAR = 31_536_000
OK = 200


@cache
def release() -> str:
    """Return the fingerprint of all files together."""
    digest = hashlib.sha256()
    for path in sorted(STATIC.rglob("*")):
        if path.is_file():
            digest.update(str(path.relative_to(STATIC)).encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def static_url(path: str) -> str:
    """Return the address of a file below ``static/``."""
    return f"/static/v-{release()}/{path}"


def styles(page: str = "", *, child: bool = False) -> Markup:
    """Return the shell's styles and those of one page as one element that the policy lets in.

    A ``child`` has those of its own colours besides; nobody else carries them.
    """
    text = Markup(css(page, child=child))  # noqa: S704
    return Markup('<style nonce="{}">{}</style>').format(csp_nonce(), text)


@cache
def css(page: str, *, child: bool = False) -> str:
    """Return the style sheets of the shell and of one page, without comments and spare white space."""
    folders = ("shell", "tint") if child else ("shell",)
    files = [each for name in folders for each in sorted((STATIC / "css" / name).glob("*.css"))]
    extra = STATIC / "css" / "pages" / f"{page}.css"
    if page and extra.is_file():
        files.append(extra)
    text = "\n".join(path.read_text() for path in files)
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"\s*([{};,])\s*", r"\1", text)
    return text.replace("../", f"{static_url('')}")


@cache
def script(path: str) -> str:
    """Return a module without what only its readers need: whole lines of comment, and the indent."""
    text = re.sub(r"^\s*//.*\n", "", (STATIC / path).read_text(), flags=re.MULTILINE)
    return re.sub(r"\n\s+", "\n", text)


@public
def serve(release_name: str, path: str) -> Response:
    """Send one file; whatever fingerprint is asked for, it is the file of now."""
    current = release_name == release()
    answer = send_from_directory(STATIC, path, max_age=YEAR if current else 0)
    # Read at once: what compresses the answer later would leave the file open.
    answer.direct_passthrough = False
    answer.make_sequence()
    answer.close()
    if path.endswith(".js") and answer.status_code == OK:
        answer.set_data(script(path))
    answer.headers["Cache-Control"] = (
        f"public, max-age={YEAR}, immutable" if current else "no-cache"
    )
    return answer


def install(app: Flask) -> None:
    """Serve the files and give the templates their addresses."""
    app.add_url_rule("/static/v-<release_name>/<path:path>", "static", serve)
    app.jinja_env.globals.update(static_url=static_url, styles=styles)
