"""The references of P1: the same page from the same rows, without what protects and translates it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from unittest.mock import patch

from flask import Flask
from flask.testing import FlaskClient
from markupsafe import Markup
from sqlalchemy.orm import Session

from api.logbook import queries
from api.logbook.rows import rows_of
from api.logbook.seeking import Filter, walk
from api.people.policy import Viewer
from i18n import translator
from i18n.catalogues import catalogue


def without_words(app: Flask) -> Flask:
    """Let the templates of an application say the Dutch that stands in them, and no date."""
    app.jinja_env.globals |= {
        "_": _said,
        "gettext": _said,
        "pgettext": lambda _context, message, **values: _said(message, **values),
        "ngettext": lambda _one, more, num, **values: _said(more, num=num, **values),
        "npgettext": lambda _context, _one, more, num, **values: _said(more, num=num, **values),
    }
    app.jinja_env.filters |= dict.fromkeys(("day", "month", "time", "moment"), _day)
    return app


@contextmanager
def handing_over(client: FlaskClient) -> Iterator[Callable[[FlaskClient], Callable[[], object]]]:
    """Catch the notes of a page once; then any client can be given them, for the price of the query."""
    real, kept = queries.timeline, []

    def catch(*values: object, **more: object) -> object:
        kept.append(real(*values, **more))  # type: ignore[arg-type]
        return kept[-1]

    with patch.object(queries, "timeline", catch):
        client.get("/logboek")

    def ready(session: Session, viewer: Viewer, **_more: object) -> object:
        """The rows come from the database as always; nobody asks the policy, nothing is opened."""
        for entries in walk(session, viewer, Filter(), None, queries.A_PAGE + 1):
            rows_of(session, entries)
            break
        return kept[0]

    def given(bare: FlaskClient) -> Callable[[], object]:
        def once() -> None:
            queries.timeline = ready  # type: ignore[assignment]
            try:
                assert bare.get("/logboek").status_code == 200
            finally:
                queries.timeline = real

        return once

    yield given


@contextmanager
def english_sentences(code: str) -> Iterator[None]:
    """Give a language without a catalogue the English one: as many look-ups as its own would cost."""
    translator.translator.cache_clear()
    with patch.object(translator, "catalogue", lambda _code: catalogue("en_GB")):
        translator.translator(code)
        yield
    translator.translator.cache_clear()


def _said(message: str, **values: object) -> Markup:
    said = Markup(message)
    return said % values if values else said


def _day(_when: object, *, year: bool = False) -> str:
    return "zaterdag 21 november 2026" if year else "zaterdag 21 november"
