"""Handing a sentence to a mail server or an SMS gateway, through apprise.

Of apprise's many services only the module of the one that is set up is loaded, so that no other can
be asked for, and nothing of ours ever stands in a name, a picture or an attachment.
"""

import logging
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, Final
from urllib.parse import quote

from api.core.house import House
from api.push.second.rules import Kind
from i18n.marking import N_
from i18n.terminal import pgettext
from i18n.translator import gettext, speaking

log = logging.getLogger("huisboek.second")
logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)  # it would write addresses down
HERE: Final = "{address}"
NEWS: Final = N_("Er is iets nieuws.")
TEST: Final = N_("Dit is een proef.")
CODE: Final = N_("Je code is %(code)s.")
MODULES: Final = {
    Kind.MAIL: {"mailto": "email", "mailtos": "email"},
    Kind.SMS: {
        "46elks": "fortysixelks",
        "bulksms": "bulksms",
        "clickatell": "clickatell",
        "clicksend": "clicksend",
        "infobip": "infobip",
        "json": "custom_json",
        "jsons": "custom_json",
        "msgbird": "messagebird",
        "sinch": "sinch",
        "twilio": "twilio",
        "vonage": "vonage",
    },
}
LIMITS: Final = "retry=0&cto=3&rto=4"
"""A worker holds a delivery for 15 seconds: what takes longer goes twice."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One sentence for one address."""

    kind: Kind
    address: str
    language: str
    code: str = ""
    test: bool = False


def can_carry(house: House, kind: Kind) -> bool:
    """Say whether whoever runs the house set this way up."""
    return bool(_pattern(house, kind))


def send(house: House, letter: Letter) -> bool:
    """Send it now; say whether it was taken. What goes wrong is told by its kind, never by an address."""
    pattern = _pattern(house, letter.kind)
    if not pattern:
        return False
    title, words = _words(letter)
    try:
        way = _made(letter.kind, pattern.replace(HERE, quote(letter.address, safe="")))
        return bool(way.send(body=words, title=title if letter.kind is Kind.MAIL else ""))
    except Exception as trouble:  # noqa: BLE001 (a gateway may fail in any way; the worker goes on)
        log.warning("%s: %s", letter.kind, type(trouble).__name__)
        return False


def check_patterns(house: House) -> None:
    """Raise RuntimeError when what is set up could never send anything."""
    for kind in Kind:
        pattern = _pattern(house, kind)
        if pattern and not _is_good(kind, pattern):
            name = f"HUISBOEK_SECOND_{kind.upper()}"
            raise RuntimeError(
                pgettext("beheer", "Huisboek start niet. %(name)s klopt niet.", name=name)
            )


def _is_good(kind: Kind, pattern: str) -> bool:
    try:
        return HERE in pattern and bool(_made(kind, pattern.replace(HERE, _ANY[kind])))
    except Exception:  # noqa: BLE001 (a service may refuse what it is given in any way)
        return False


_ANY: Final = {Kind.MAIL: "iemand%40example.org", Kind.SMS: "%2B31600000000"}


def _words(letter: Letter) -> tuple[str, str]:
    with speaking(letter.language):
        if letter.code:
            return gettext("Je code"), gettext(CODE, code=letter.code)
        said = gettext(TEST if letter.test else NEWS)
        return said, said


def _made(kind: Kind, url: str) -> Any:  # noqa: ANN401
    """Make the one service of this address. Raises for a scheme that is not on the list."""
    scheme = url.partition("://")[0].lower()
    from apprise.common import NotifyFormat  # noqa: PLC0415 (slow to load, and many a house has no such way)

    service = _service(MODULES[kind][scheme], scheme)
    facts = service.parse_url(f"{url}{'&' if '?' in url else '?'}{LIMITS}")
    if not facts:
        raise ValueError(scheme)
    return service(**{**facts, "format": NotifyFormat.TEXT}, asset=_asset())


@cache
def _service(module: str, scheme: str) -> Any:  # noqa: ANN401
    found = import_module(f"apprise.plugins.{module}")
    for name in vars(found):
        one = getattr(found, name)
        known = (getattr(one, "protocol", None), getattr(one, "secure_protocol", None))
        if scheme in known or any(isinstance(each, tuple) and scheme in each for each in known):
            return one
    raise ValueError(scheme)


def _asset() -> Any:  # noqa: ANN401
    """What apprise says of itself in headers and as a sender's name."""
    from apprise import AppriseAsset  # noqa: PLC0415

    return AppriseAsset(app_id="Weekboek", app_desc="", app_url="", plugin_paths=[])


def _pattern(house: House, kind: Kind) -> str:
    settings = house.settings
    return settings.second_mail if kind is Kind.MAIL else settings.second_sms
