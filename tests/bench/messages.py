"""P6: building a push message, beside `cryptography` directly and beside pywebpush, all with a cached token."""

import os
import struct
from pathlib import Path
from uuid import uuid4

import pywebpush
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from api.core.clock import SystemClock
from api.push.message import Address, make_message, plain
from api.push.rules import Word
from api.push.vapid import Vapid
from tests.bench.figures import alternated, ratio, say
from tests.push.checking import Browser, unb64

ORIGIN = "https://fcm.googleapis.com"
TIMES, ROUNDS = 300, 9


def messages(_data: Path) -> None:
    browser = Browser("t", None)
    told = browser.told(ORIGIN)
    to = Address(endpoint=told["endpoint"], origin=ORIGIN, language="nl", **told["keys"])
    said = plain(to, Word.SIGNAL, uuid4(), "https://huis.example")
    vapid = Vapid(ec.generate_private_key(ec.SECP256R1()), "mailto:beheer@example.org")
    now, delivery = SystemClock().now(), uuid4()
    keys = unb64(to.p256dh), unb64(to.auth)
    pusher = pywebpush.WebPusher({"endpoint": to.endpoint, "keys": told["keys"]})

    def ours() -> None:
        header = vapid.header(ORIGIN, now)
        make_message(
            to, Word.SIGNAL, delivery, authorization=header, base_url="https://huis.example"
        )

    assert browser.open(directly(said, *keys)) == said
    took = alternated(
        [
            ours,
            lambda: directly(said, *keys),
            lambda: pusher.encode(said, content_encoding="aes128gcm"),
        ],
        TIMES,
        ROUNDS,
    )
    names = ("ours", "reference: cryptography directly", "reference: pywebpush")
    for name, each in zip(names, took, strict=True):
        say(f"P6 messages a second of one core, {name}", 1000 / each, "messages/s")
    ratio("P6 ours / cryptography directly, processor time", took[0], took[1], "goal 1.5 or less")
    ratio("P6 ours / pywebpush, processor time", took[0], took[2], "no goal")


def directly(said: bytes, point: bytes, auth: bytes) -> bytes:
    """What RFC 8291 asks for and nothing more."""
    salt, own = os.urandom(16), ec.generate_private_key(ec.SECP256R1())
    public = own.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    shared = own.exchange(ec.ECDH(), theirs)
    first = _derive(32, auth, b"WebPush: info\0" + point + public, shared)
    key = _derive(16, salt, b"Content-Encoding: aes128gcm\0", first)
    nonce = _derive(12, salt, b"Content-Encoding: nonce\0", first)
    sealed = AESGCM(key).encrypt(nonce, said + b"\2", None)
    return salt + struct.pack("!LB", 4096, len(public)) + public + sealed


def _derive(length: int, salt: bytes, info: bytes, secret: bytes) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)
