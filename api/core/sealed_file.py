"""A file that only this house can open: for backups, which lie on other people's disks.

Chunks of AES-256-GCM under a key that is derived from the house's key-encryption key; that key is
not in the file. Each chunk knows its number and whether it is the last, so that a file which was
cut, shuffled or mixed with another does not open.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from api.core.secret_file import Secrets
from i18n.terminal import pgettext

MAGIC = b"huisboek-backup-1\n"
CHUNK = 1024 * 1024
TAG = 16
SALT = 16
NAME = 32


class NotOurs(RuntimeError):
    """The file is not one of this house, or not whole."""


def seal(secrets: Secrets, kind: str, plain: Path, sealed: Path) -> None:
    """Write `plain` into `sealed`; whole or not at all."""
    salt = os.urandom(SALT)
    head = MAGIC + kind.encode().ljust(NAME) + secrets.kek.encode().ljust(NAME) + salt
    cipher = _cipher(secrets, secrets.kek, salt)
    half = sealed.with_suffix(".half")
    with plain.open("rb") as source, half.open("wb") as target:
        half.chmod(0o600)
        target.write(head)
        for number, chunk, last in _chunks(source, CHUNK):
            target.write(cipher.encrypt(_nonce(number, last=last), chunk, head))
        target.flush()
        os.fsync(target.fileno())
    half.replace(sealed)


def unseal(secrets: Secrets, sealed: Path, plain: Path) -> str:
    """Write what `sealed` holds into `plain`; return its kind. Raises `NotOurs`."""
    with sealed.open("rb") as source, plain.open("wb") as target:
        plain.chmod(0o600)
        head = source.read(len(MAGIC) + 2 * NAME + SALT)
        kind, kek = _read_head(head)
        cipher = _cipher(secrets, kek, head[-SALT:])
        try:
            for number, chunk, last in _chunks(source, CHUNK + TAG):
                target.write(cipher.decrypt(_nonce(number, last=last), chunk, head))
        except InvalidTag as error:
            said = pgettext("beheer", "%(file)s is veranderd of niet heel.", file=sealed)
            raise NotOurs(said) from error
    return kind


def _read_head(head: bytes) -> tuple[str, str]:
    if not head.startswith(MAGIC) or len(head) != len(MAGIC) + 2 * NAME + SALT:
        raise NotOurs(pgettext("beheer", "Dit is geen backup van Huisboek."))
    names = head[len(MAGIC) : -SALT].decode(errors="replace")
    return names[:NAME].strip(), names[NAME:].strip()


def _cipher(secrets: Secrets, kek: str, salt: bytes) -> AESGCM:
    if kek not in secrets.keks:
        raise NotOurs(
            pgettext(
                "beheer",
                "De sleutel van deze backup is er niet meer. Neem het oude geheime bestand.",
            )
        )
    derived = HKDF(SHA256(), length=32, salt=salt, info=b"huisboek-backup-1")
    return AESGCM(derived.derive(secrets.keks[kek]))


def _chunks(source: BinaryIO, size: int) -> Iterator[tuple[int, bytes, bool]]:
    """Each chunk with its number, and whether it is the last; an empty file has one."""
    number, chunk = 0, source.read(size)
    while True:
        following = source.read(size)
        yield number, chunk, not following
        if not following:
            return
        number, chunk = number + 1, following


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11) + last.to_bytes(1)
