"""The vault: every private cell is encrypted with the key of its household (security R30, R31).

Envelope encryption: a household has keys of its own, in versions; they lie in a separate store
(``HUISBOEK_KEYS_URL``), wrapped by a key that is in neither database. Household, table, column, row
and key version are bound into every cell, so a cell that is moved does not open. Throwing a
household's keys away makes all its cells unreadable, in every old backup of the data too.
"""

import json
import secrets
from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.orm import Session

from api.core.keystore import KeyStore, Wrapped
from api.core.secret_file import Secrets

NONCE = 12
VERSION_BYTES = 2


Tell = Callable[[str], None]


class Tampered(Exception):
    """A cell does not open: it was changed, moved, or its key is gone."""


class Vault:
    """The keys of all households. One of them per process; safe to share between threads."""

    def __init__(self, secrets_: Secrets, store: KeyStore, tell: Tell) -> None:
        """Open no key yet. ``tell`` is told where something did not open."""
        self._secrets = secrets_
        self.tell = tell
        self._store = store
        self._ciphers: dict[UUID, dict[int, AESGCM]] = {}

    def make_key(self, household: UUID) -> int:
        """Give a household a fresh key for all that is written from now on; return its version."""
        version = max(self._store.versions(household), default=0) + 1
        key = secrets.token_bytes(32)
        self._store.put([self._wrap(household, version, key)])
        self._ciphers.pop(household, None)
        return version

    def forget(self, household: UUID) -> None:
        """Throw the household's keys away: nothing of it can be read any more, here or in a backup."""
        self._store.remove(household)
        self._ciphers.pop(household, None)
        self._store.wipe_log()

    def ciphers(self, household: UUID) -> dict[int, AESGCM]:
        """Return the household's keys by version; raises ``Tampered`` when there is none."""
        known = self._ciphers.get(household)
        if known is None:
            known = self._ciphers[household] = self._read(household)
        return known

    def rewrap(self, fresh: Secrets) -> int:
        """Wrap every key anew under the current key of ``fresh``; return how many."""
        rows = self._store.all()
        keys = [(row.household_id, row.version, self._unwrap(row)) for row in rows]
        self._secrets = fresh
        self._store.put(self._wrap(*key) for key in keys)
        self._store.wipe_log()
        return len(keys)

    def broken(self) -> Iterable[UUID]:
        """Yield the households that have a key which does not open."""
        for row in self._store.all():
            try:
                self._unwrap(row)
            except Tampered:
                yield row.household_id

    def _read(self, household: UUID) -> dict[int, AESGCM]:
        rows = self._store.of(household)
        try:
            known = {row.version: AESGCM(self._unwrap(row)) for row in rows}
        except Tampered:
            known = {}
        if not known:
            where = f"the keys of household {household}"
            self.tell(where)
            raise Tampered(where)
        return known

    def _wrap(self, household: UUID, version: int, key: bytes) -> Wrapped:
        kek = self._secrets.kek
        nonce = secrets.token_bytes(NONCE)
        bound = f"{household}|{version}|{kek}".encode()
        sealed = nonce + AESGCM(self._secrets.keks[kek]).encrypt(nonce, key, bound)
        return Wrapped(household_id=household, version=version, kek=kek, wrapped=sealed)

    def _unwrap(self, row: Wrapped) -> bytes:
        bound = f"{row.household_id}|{row.version}|{row.kek}".encode()
        try:
            cipher = AESGCM(self._secrets.keks[row.kek])
            return cipher.decrypt(row.wrapped[:NONCE], row.wrapped[NONCE:], bound)
        except (KeyError, InvalidTag) as error:
            msg = "a household key does not open"
            raise Tampered(msg) from error


class Box:
    """What one household locks away and opens again."""

    def __init__(
        self, household: UUID, ciphers: dict[int, AESGCM], tell: Tell = lambda _where: None
    ) -> None:
        """Use the newest key to lock, each to open. ``tell`` is told of a cell that does not open."""
        self._tell = tell
        self._household = household
        self._ciphers = ciphers
        self._newest = max(ciphers)

    @staticmethod
    def of(session: Session, household: UUID) -> "Box":
        """Return the box of a household, with the vault that the session carries."""
        vault: Vault = session.info["vault"]
        return Box(household, vault.ciphers(household), vault.tell)

    def lock(self, table: str, column: str, row: UUID, plain: bytes) -> bytes:
        """Return the sealed cell: version (2 bytes), nonce (12), ciphertext."""
        nonce = secrets.token_bytes(NONCE)
        bound = self._bound(table, column, row, self._newest)
        sealed = self._ciphers[self._newest].encrypt(nonce, plain, bound)
        return self._newest.to_bytes(VERSION_BYTES) + nonce + sealed

    def open(self, table: str, column: str, row: UUID, sealed: bytes) -> bytes:
        """Return the plain bytes; raises ``Tampered``, and the alarm, for a cell that is not this one."""
        version = int.from_bytes(sealed[:VERSION_BYTES])
        start = VERSION_BYTES + NONCE
        try:
            cipher = self._ciphers[version]
            bound = self._bound(table, column, row, version)
            return cipher.decrypt(sealed[VERSION_BYTES:start], sealed[start:], bound)
        except (KeyError, InvalidTag, ValueError) as error:
            where = f"{table}.{column} of {row}, household {self._household}"
            self._tell(where)
            raise Tampered(where) from error

    def lock_json(self, table: str, column: str, row: UUID, value: Any) -> bytes:  # noqa: ANN401
        """Lock a JSON value."""
        plain = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
        return self.lock(table, column, row, plain)

    def open_json(self, table: str, column: str, row: UUID, sealed: bytes) -> Any:  # noqa: ANN401
        """Open a JSON value."""
        return json.loads(self.open(table, column, row, sealed))

    def _bound(self, table: str, column: str, row: UUID, version: int) -> bytes:
        return f"{self._household}|{table}|{column}|{row}|{version}".encode()
