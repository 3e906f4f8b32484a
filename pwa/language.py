"""Which language a request speaks: the one chosen on this device, else the browser's, else Dutch.

Flask-Babel picks; our own translator speaks, bound once per request.
"""

from flask import Flask, g, request
from flask_babel import Babel, get_locale

from api.core.http import house
from i18n import translator
from i18n.languages import DUTCH, LANGUAGES, Language, listed

COOKIE = "taal"


def offered() -> tuple[Language, ...]:
    """Return the languages of the menu; the demo also shows those that are still being made."""
    return LANGUAGES if house().settings.demo else listed()


def choose() -> str:
    """Return the code of the language for this request."""
    codes = {language.code: language for language in offered()}
    chosen = request.cookies.get(COOKIE, "")
    if chosen in codes:
        return chosen
    tags = {language.tag: language.code for language in listed()}
    best = request.accept_languages.best_match(list(tags), default=DUTCH.tag)
    return tags[best or DUTCH.tag]


def bind() -> None:
    """Speak this language, on this day, until the request ends."""
    g.spoken = translator.bind(str(get_locale() or DUTCH.code), house().clock.now())


def release(_error: BaseException | None) -> None:
    """Leave no language behind on the thread."""
    token = g.pop("spoken", None)
    if token is not None:
        translator.release(token)


def install(app: Flask) -> None:
    """Ask once per request, and tell the templates."""
    Babel(app, default_locale=DUTCH.code, locale_selector=choose, configure_jinja=False)
    app.before_request(bind)
    app.teardown_request(release)
    app.context_processor(lambda: {"language": translator.current().language})
