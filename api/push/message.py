"""The one door to `webpush`, which only seals the message (RFC 8291). All that surrounds it is said here.

Left to itself it keeps the time to live of an earlier message, says 0 where none was given, leaves out
how urgent it is, pads nothing and takes more than any push service. So each message gets an object of
its own, its headers are written by us, and every message has one length: what it is about cannot be
measured.
"""

import base64
import hashlib
import json
from copy import copy
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from webpush import WebPush, WebPushSubscription
from webpush.types import WebPushKeys

from api.push.addresses import is_declarative
from api.push.rules import Word
from api.push.sentences import sentence

LENGTH: Final = 1024
VERSION: Final = 1
DECLARATIVE: Final = 8030
_AS_JSON: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
LEADS_TO: Final = "/nieuw"
TAG: Final = "nieuws"
"""As the script on other phones says it (pwa/static/sw-push.js): a second one takes the place of the first."""
SAID: Final = {
    word: {"ttl": str(int(word.lasts.total_seconds())), "urgency": word.urgency} for word in Word
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where one browser is knocked for, and with what the message is sealed."""

    endpoint: str
    origin: str
    p256dh: str
    auth: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is posted to a push service."""

    url: str
    body: bytes
    headers: dict[str, str]


class _Known:
    """Stands where `webpush` signs anew for each message, without the port."""

    def __init__(self, header: str) -> None:
        self._header = header

    def get_authorization_header(self, **_: object) -> str:
        return self._header


def make_message(
    to: Address, word: Word, delivery: UUID, *, authorization: str, base_url: str
) -> Message:
    """Seal a knock for one browser. Raises ``ValueError`` for keys that seal nothing."""
    maker = copy(_MAKER)
    maker.vapid = _Known(authorization)
    keys = WebPushKeys(auth=to.auth, p256dh=to.p256dh)
    subscription = WebPushSubscription.model_validate({"endpoint": to.endpoint, "keys": keys})
    made = maker.get(plain(to, word, delivery, base_url), subscription)
    return Message(
        url=to.endpoint,
        body=made.encrypted,
        headers={
            "content-encoding": made.headers["content-encoding"],
            "authorization": authorization,
            **SAID[word],
            "topic": topic(delivery),
            "content-type": _content_type(to.origin),
        },
    )


def plain(to: Address, word: Word, delivery: UUID, base_url: str) -> bytes:
    """Return what is sealed, as long as any other. Raises ``ValueError`` when it does not fit."""
    told: dict[str, Any] = {"v": VERSION, "k": word.sentence, "id": str(delivery)}
    if is_declarative(to.origin):
        said = sentence(word.sentence, to.language)
        told |= {"web_push": DECLARATIVE, "notification": _shown(said, to.language, base_url)}
    text = _AS_JSON(told).encode()
    if len(text) > LENGTH:
        msg = "a knock that is longer than the others"
        raise ValueError(msg)
    return text.ljust(LENGTH)


def topic(delivery: UUID) -> str:
    """Return by what a push service knows that one knock was sent twice, and not by what it is receipted."""
    return base64.urlsafe_b64encode(hashlib.sha256(delivery.bytes).digest()[:24]).decode()


def _shown(said: str, language: str, base_url: str) -> dict[str, Any]:
    """What an Apple phone shows by itself when our script does not run (declarative web push)."""
    return {
        "title": said,
        "lang": language.replace("_", "-"),
        "dir": "auto",
        "navigate": f"{base_url}{LEADS_TO}",
        "tag": TAG,
    }


def _content_type(origin: str) -> str:
    kind = "notification+json" if is_declarative(origin) else "octet-stream"
    return f"application/{kind}"


def _maker() -> WebPush:
    """Only what is copied: its own key signs nothing, and its contact is never said."""
    key = ec.generate_private_key(ec.SECP256R1())
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return WebPush(private, public, subscriber="nobody")


_MAKER: Final = _maker()
