"""What a person sees. ``create_app`` puts the rooms together; no page here decides what may be seen."""

from urllib.parse import urlsplit

from flask import Flask
from flask_compress import Compress
from werkzeug.middleware.proxy_fix import ProxyFix

from api.core.house import House
from api.core.http import KEY, access_of
from api.feed.described import JSON_FEED
from i18n import templates
from i18n.terminal import pgettext
from pwa import ages, assets, entrance, language, refusals, security
from pwa.pages import BLUEPRINTS, feed

LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "::1")
MAX_BODY = 12 * 1024 * 1024 + 64 * 1024
MAX_WORDS = 512 * 1024


def create_app(house: House) -> Flask:
    """Make the application for one house; raises ``RuntimeError`` when a room is not locked."""
    app = Flask("pwa", static_folder=None)
    app.extensions[KEY] = house
    base = urlsplit(house.settings.base_url)
    app.config.update(
        MAX_CONTENT_LENGTH=MAX_BODY,
        MAX_FORM_MEMORY_SIZE=MAX_WORDS,
        TRUSTED_HOSTS=[base.hostname or "localhost", *LOOPBACK],
        COMPRESS_MIN_SIZE=500,
        # Brotli knows the words of pages beforehand: a tenth smaller than zstd, for files as small as ours.
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_BR_LEVEL=5,
    )
    _only_loopback_without_tls(app, base.scheme, base.hostname or "")
    templates.teach(app.jinja_env)
    for part in (refusals, security, language, assets, entrance, ages, feed):
        part.install(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    Compress(app).compress_mimetypes_set.add(JSON_FEED)
    for rule in app.url_map.iter_rules():
        access_of(app, rule.endpoint)
    return app


def _only_loopback_without_tls(app: Flask, scheme: str, host: str) -> None:
    """Behind a proxy with TLS believe its headers; without TLS serve this machine only."""
    if scheme == "https":
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)  # type: ignore[method-assign]
    elif host not in LOOPBACK:
        raise RuntimeError(
            pgettext("beheer", "Huisboek start niet. HUISBOEK_BASE_URL begint niet met https.")
        )
