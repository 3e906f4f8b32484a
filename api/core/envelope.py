"""The sealed envelope of a record that waits on a phone: only the server can open it (security R37).

Bytes: 1 version · 8 key name · 65 ephemeral P-256 public key · 12 nonce · AES-256-GCM ciphertext.
The record's id and the person are bound in, so a sealed record cannot be passed off as another one
or as somebody else's.
"""

from collections.abc import Mapping
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from api.core.errors import Invalid
from i18n.marking import N_

VERSION = 1
KEY_NAME = 8
POINT = 65
NONCE = 12
INFO = b"huisboek-outbox-1"
START = 1 + KEY_NAME + POINT + NONCE
UNREADABLE = N_("We kunnen dit bericht niet openen. Vraag iemand om hulp.")


def public_bytes(key: ec.EllipticCurvePrivateKey) -> bytes:
    """Return the raw, uncompressed public point (65 bytes)."""
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def open_sealed(
    keys: Mapping[str, ec.EllipticCurvePrivateKey], record: UUID, person: UUID, sealed: bytes
) -> bytes:
    """Return the plain bytes; raises ``Invalid`` for whatever was not sealed to us, so, by them."""
    if len(sealed) < START or sealed[0] != VERSION:
        raise Invalid(UNREADABLE)
    own = keys.get(sealed[1 : 1 + KEY_NAME].hex())
    if own is None:
        raise Invalid(UNREADABLE)
    point = sealed[1 + KEY_NAME : 1 + KEY_NAME + POINT]
    nonce = sealed[START - NONCE : START]
    try:
        return _cipher(own, point).decrypt(nonce, sealed[START:], _bound(record, person))
    except (InvalidTag, ValueError) as error:
        raise Invalid(UNREADABLE) from error


def seal(key: tuple[str, bytes], record: UUID, person: UUID, plain: bytes, nonce: bytes) -> bytes:
    """Seal as a phone does, to the server's public key; the tests and the fault drills need it."""
    name, server = key
    ephemeral = ec.generate_private_key(ec.SECP256R1())
    point = public_bytes(ephemeral)
    secret = ephemeral.exchange(ec.ECDH(), _point(server))
    cipher = AESGCM(_derive(secret, point + server))
    body = cipher.encrypt(nonce, plain, _bound(record, person))
    return bytes([VERSION]) + bytes.fromhex(name) + point + nonce + body


def _cipher(own: ec.EllipticCurvePrivateKey, point: bytes) -> AESGCM:
    secret = own.exchange(ec.ECDH(), _point(point))
    return AESGCM(_derive(secret, point + public_bytes(own)))


def _point(raw: bytes) -> ec.EllipticCurvePublicKey:
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw)


def _derive(secret: bytes, salt: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=INFO).derive(secret)


def _bound(record: UUID, person: UUID) -> bytes:
    return f"{record}|{person}".encode()
