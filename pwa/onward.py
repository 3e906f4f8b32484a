"""Where a page that asks for the code leads afterwards: a page of our own, never anywhere else."""

from urllib.parse import urlencode, urlsplit, urlunsplit

from flask import current_app
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from api.core.http import access_of

ASKING = "/binnen/nog-eens"


def asking_page(wanted: str) -> str:
    """Return the address that asks once more who it is, and then leads to what was wanted."""
    return f"{ASKING}?{urlencode({'naar': own_page(wanted)})}"


def own_page(wanted: str) -> str:
    """Return the address when it is a page for members, else the page above it, at last the first."""
    parts = urlsplit(wanted)
    path, query = parts.path, parts.query
    while not _is_page(path) or parts.netloc:
        if path.count("/") <= 1 or parts.netloc:
            return "/"
        path, query = path.rpartition("/")[0], ""
    return urlunsplit(("", "", path, query, ""))


def _is_page(path: str) -> bool:
    try:
        endpoint, _values = current_app.url_map.bind("").match(path, method="GET")
    except (HTTPException, RequestRedirect):
        return False
    return not access_of(current_app, endpoint).public and path != ASKING
