"""What a push service checks of a message, as the real ones do: VAPID, headers, length; and it can open it.

Real services cannot open anything. This one holds the keys of its browsers too.
"""

import base64
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import http_ece
import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

DAY = 24 * 3600
LARGEST = 4096
TOPIC = re.compile(r"[A-Za-z0-9_-]{1,32}")
URGENCIES = {"very-low", "low", "normal", "high"}
CONTACT = re.compile(r"mailto:[^@:\s]+@[^@\s]+|https://\S+")


class Refused(Exception):
    """The message is not as the rules say; `status` is what a service answers."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


@dataclass
class Browser:
    """Somebody's browser: its keys, the key it subscribed with, and whether it is still there."""

    token: str
    key: str | None
    gone: bool = False
    private: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    auth: bytes = field(default_factory=lambda: os.urandom(16))

    def told(self, origin: str) -> dict[str, Any]:
        """What its PushSubscription says as JSON."""
        point = self.private.public_key().public_bytes(
            Encoding.X962, PublicFormat.UncompressedPoint
        )
        return {
            "endpoint": f"{origin}/wpush/{self.token}",
            "expirationTime": None,
            "keys": {"p256dh": b64(point), "auth": b64(self.auth)},
        }

    def open(self, body: bytes) -> bytes:
        """Decrypt as a browser does."""
        return http_ece.decrypt(body, private_key=self.private, auth_secret=self.auth)


def check(
    headers: Mapping[str, str], body: bytes, browser: Browser, origin: str, now: datetime
) -> bytes:
    """Return what the message says; raises Refused."""
    check_headers(headers, body, browser.key, origin, now)
    try:
        return browser.open(body)
    except http_ece.ECEException as trouble:
        raise Refused(400, "sealed otherwise") from trouble


def check_headers(
    headers: Mapping[str, str], body: bytes, key: str | None, origin: str, now: datetime
) -> None:
    """Raise Refused for what a service can see without opening it; ``key``: what the browser subscribed with."""
    _check_vapid(headers.get("authorization", ""), key, origin, now)
    if not headers.get("ttl", "").isdigit():
        raise Refused(400, "ttl")
    if headers.get("urgency", "normal") not in URGENCIES:
        raise Refused(400, "urgency")
    if "topic" in headers and not TOPIC.fullmatch(headers["topic"]):
        raise Refused(400, "topic")
    if headers.get("content-encoding") != "aes128gcm":
        raise Refused(400, "content-encoding")
    if len(body) > LARGEST:
        raise Refused(413, "size")


def _check_vapid(header: str, key: str | None, origin: str, now: datetime) -> None:
    if not header.startswith("vapid "):
        raise Refused(401, "no vapid")
    parts = dict(part.strip().split("=", 1) for part in header[6:].split(","))
    if key is not None and parts.get("k") != key:
        raise Refused(403, "another key than it subscribed with")
    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), unb64(parts["k"]))
    options = {"verify_aud": False, "verify_exp": False, "require": ["exp", "aud", "sub"]}
    try:
        claims = jwt.decode(parts["t"], point, algorithms=["ES256"], options=options)
    except jwt.PyJWTError as trouble:
        raise Refused(401, str(trouble)) from trouble
    left = claims["exp"] - now.timestamp()
    if not 0 < left <= DAY:
        raise Refused(401, "exp")
    if claims["aud"] != origin:
        raise Refused(401, "aud")
    if not CONTACT.fullmatch(claims["sub"]):
        raise Refused(401, "sub")


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
