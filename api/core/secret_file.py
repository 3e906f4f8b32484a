"""The secrets of the house, in one file outside the database (``HUISBOEK_SECRET_FILE``).

Whoever has the database without this file has nothing to read; whoever has both, has everything.
The file is made once, readable by its owner only; the house refuses to start when others may read it.
"""

import base64
import fcntl
import json
import os
import secrets
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec

from api.core import envelope
from i18n.terminal import pgettext


@dataclass(frozen=True, slots=True)
class Secrets:
    """Key-encryption keys by name, and the keys for PINs, the journal, sealed records and push services."""

    keks: dict[str, bytes]
    kek: str
    pepper: bytes
    journal: bytes
    seals: dict[str, ec.EllipticCurvePrivateKey]
    seal: str
    vapid: ec.EllipticCurvePrivateKey

    @classmethod
    def new(cls) -> "Secrets":
        """Make fresh secrets."""
        kek, seal = secrets.token_hex(4), secrets.token_hex(8)
        return cls(
            keks={kek: secrets.token_bytes(32)},
            kek=kek,
            pepper=secrets.token_bytes(32),
            journal=secrets.token_bytes(32),
            seals={seal: _new_key()},
            seal=seal,
            vapid=_new_key(),
        )

    def with_new_kek(self) -> "Secrets":
        """Return the same secrets with a fresh key-encryption key in front; old ones stay readable."""
        name = secrets.token_hex(4)
        return replace(self, keks={**self.keks, name: secrets.token_bytes(32)}, kek=name)

    def without_old_keks(self) -> "Secrets":
        """Return the secrets with only the current key-encryption key."""
        return replace(self, keks={self.kek: self.keks[self.kek]})

    def public_key(self) -> tuple[str, bytes]:
        """Return the name (16 hex digits) and the 65 raw bytes of the key that phones seal to."""
        return self.seal, envelope.public_bytes(self.seals[self.seal])

    def open_sealed(self, record: UUID, person: UUID, sealed: bytes) -> bytes:
        """Return what a phone sealed for this person under this id; raises ``Invalid``."""
        return envelope.open_sealed(self.seals, record, person, sealed)


def load(path: Path) -> Secrets:
    """Read the secrets, or make them at the first start. Raises ``RuntimeError`` when others can read."""
    if not path.exists():
        _create(path)
    if path.stat().st_mode & 0o077:
        raise RuntimeError(
            pgettext("beheer", "Anderen kunnen dit lezen. Doe: chmod 600 %(file)s", file=path)
        )
    raw = json.loads(path.read_text())
    return _parse(raw if "vapid" in raw else _completed(path))


def save(path: Path, content: Secrets) -> None:
    """Replace the file in one step; a crash leaves the old or the new one, never half."""
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    _write(fresh, content)
    fresh.replace(path)


def _create(path: Path) -> None:
    """Make the file so that of two processes that start together only one wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(f".{os.getpid()}")
    _write(fresh, Secrets.new())
    try:
        os.link(fresh, path)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()


def _completed(path: Path) -> dict[str, Any]:
    """Give an older file the key that push services know the house by; of more processes one does it."""
    folder = os.open(path.parent, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        raw: dict[str, Any] = json.loads(path.read_text())
        if "vapid" not in raw:
            raw["vapid"] = _number(_new_key())
            save(path, _parse(raw))
        return raw
    finally:
        os.close(folder)


def _write(path: Path, content: Secrets) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(_text(content))
        file.flush()
        os.fsync(file.fileno())


def _text(content: Secrets) -> str:
    return json.dumps(
        {
            "keks": {name: _b64(key) for name, key in content.keks.items()},
            "kek": content.kek,
            "pepper": _b64(content.pepper),
            "journal": _b64(content.journal),
            "seals": {name: _number(key) for name, key in content.seals.items()},
            "seal": content.seal,
            "vapid": _number(content.vapid),
        },
        indent=1,
    )


def _parse(raw: dict[str, Any]) -> Secrets:
    return Secrets(
        keks={name: base64.b64decode(key) for name, key in raw["keks"].items()},
        kek=raw["kek"],
        pepper=base64.b64decode(raw["pepper"]),
        journal=base64.b64decode(raw["journal"]),
        seals={name: _key(number) for name, number in raw["seals"].items()},
        seal=raw["seal"],
        vapid=_key(raw["vapid"]),
    )


def _b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _new_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def _number(key: ec.EllipticCurvePrivateKey) -> str:
    return str(key.private_numbers().private_value)


def _key(number: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int(number), ec.SECP256R1())
