"""The vault: every private cell is encrypted with the key of its household (security R30, R31).

Envelope encryption: a household has keys of its own, in versions; they lie in a separate store
(``HUISBOEK_KEYS_URL``), wrapped by a key that is in neither database. Household, table, column, row
and key version are bound into every cell, so a cell that is moved does not open. Throwing a
household's keys away makes all its cells unreadable, in every old backup of the data too.

Among a household's keys each person has one of their own, which locks what that person writes. It
opens for everybody who may read it, by the version in the cell; thrown away, only what that person
wrote is unreadable.
"""

import json
import secrets
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.at_hand import AtHand
from api.core.columns import Base
from api.core.keystore import KeyStore, Wrapped
from api.core.secret_file import Secrets

NONCE = 12
# Of so many houses the keys stay at hand, some 14 kB each; who was read first goes first and is read again.
MOST_RINGS = 2000
VERSION_BYTES = 2


Tell = Callable[[str], None]


class Tampered(Exception):
    """A cell does not open: it was changed, moved, or its key is gone."""


@dataclass(frozen=True, slots=True)
class Ring:
    """The keys of one household by version; ``own`` says which version is whose, ``shared`` the house's."""

    ciphers: dict[int, AESGCM]
    own: dict[UUID, int]
    shared: int


class Vault:
    """The keys of all households. One of them per process; safe to share between threads."""

    def __init__(self, secrets_: Secrets, store: KeyStore, tell: Tell) -> None:
        """Open no key yet. ``tell`` is told where something did not open."""
        self._secrets = secrets_
        self.tell = tell
        self._store = store
        self._rings: AtHand[UUID, Ring] = AtHand(MOST_RINGS)

    def make_key(self, household: UUID) -> int:
        """Give a household a fresh key for all that is written from now on; return its version."""
        version = self._add(household, None)
        assert version is not None  # noqa: S101 - only a person's own may stay away
        return version

    def make_own_key(self, household: UUID, person: UUID) -> int | None:
        """Give a person a key of their own, once; return its version.

        None when it must wait: the wrapping key was replaced and this process has the old one.
        """
        return self._add(household, person)

    def forget(self, household: UUID) -> None:
        """Throw the household's keys away: nothing of it can be read any more, here or in a backup."""
        self._store.remove(household)
        self._rings.drop(household)
        self._store.wipe_log()

    def forget_own(self, household: UUID, person: UUID) -> None:
        """Throw one person's keys away: what they locked can be read no more, here or in a backup."""
        self._store.remove_own(household, person)
        self._rings.drop(household)
        self._store.wipe_log()

    def ciphers(self, household: UUID) -> dict[int, AESGCM]:
        """Return the household's keys by version; raises ``Tampered`` when there is none."""
        return self.ring(household).ciphers

    def ring(self, household: UUID, *, afresh: bool = False) -> Ring:
        """Return the household's keys, as another process may have added to them when ``afresh``."""
        known = None if afresh else self._rings.get(household)
        if known is None:
            known = self._read(household)
            self._rings.put(household, known)
        return known

    def rewrap(self, fresh: Secrets) -> int:
        """Wrap every key anew under the current key of ``fresh``; return how many."""
        before = Vault(self._secrets, self._store, self.tell)
        self._secrets = fresh

        def anew(row: Wrapped) -> Wrapped:
            return self._wrap(row.household_id, row.version, before._unwrap(row), row.person_id)

        try:
            count = self._store.rewrap(anew)
        except BaseException:
            self._secrets = before._secrets
            raise
        self._store.wipe_log()
        return count

    def broken(self) -> Iterable[UUID]:
        """Yield the households that have a key which does not open."""
        for row in self._store.all():
            try:
                self._unwrap(row)
            except Tampered:
                yield row.household_id

    def _add(self, household: UUID, person: UUID | None) -> int | None:
        key = secrets.token_bytes(32)
        version = self._store.add(
            household,
            person,
            self._secrets.kek,
            lambda version: self._wrap(household, version, key, person),
        )
        if version is not None:  # what it has is all that a process with the old key can open
            self._rings.drop(household)
        return version

    def _read(self, household: UUID) -> Ring:
        """Read the keys; one that does not open shuts out what it locked alone, unless it is the house's."""
        rows, ciphers = self._store.of(household), {}
        for row in rows:
            with suppress(Tampered):
                ciphers[row.version] = AESGCM(self._unwrap(row))
        shared = max((row.version for row in rows if row.person_id is None), default=0)
        where = f"the keys of household {household}"
        if shared not in ciphers or len(ciphers) < len(rows):
            self.tell(where)
        if shared not in ciphers:
            raise Tampered(where)
        own = {
            row.person_id: row.version for row in rows if row.person_id and row.version in ciphers
        }
        return Ring(ciphers, own, shared)

    def _wrap(
        self, household: UUID, version: int, key: bytes, person: UUID | None = None
    ) -> Wrapped:
        kek = self._secrets.kek
        nonce = secrets.token_bytes(NONCE)
        bound = _bound_key(household, version, kek, person)
        sealed = nonce + AESGCM(self._secrets.keks[kek]).encrypt(nonce, key, bound)
        return Wrapped(household, version, kek, sealed, person)

    def _unwrap(self, row: Wrapped) -> bytes:
        bound = _bound_key(row.household_id, row.version, row.kek, row.person_id)
        try:
            cipher = AESGCM(self._secrets.keks[row.kek])
            return cipher.decrypt(row.wrapped[:NONCE], row.wrapped[NONCE:], bound)
        except (KeyError, InvalidTag, ValueError) as error:
            msg = "a household key does not open"
            raise Tampered(msg) from error


def _bound_key(household: UUID, version: int, kek: str, person: UUID | None) -> bytes:
    """What a key is wrapped together with; whose it is too, so that nobody makes it another's."""
    whose = f"|{person}" if person else ""
    return f"{household}|{version}|{kek}{whose}".encode()


class Box:
    """What one household locks away and opens again."""

    def __init__(
        self,
        household: UUID,
        ciphers: dict[int, AESGCM],
        tell: Tell = lambda _where: None,
        *,
        version: int | None = None,
        again: Callable[[], dict[int, AESGCM]] | None = None,
    ) -> None:
        """Use the key of ``version`` to lock, the newest without it, and each to open.

        ``tell`` is told of a cell that does not open; ``again`` asks for keys that are newer than these.
        """
        self._tell = tell
        self._household = household
        self._ciphers = ciphers
        self._version = version or max(ciphers)
        self._again = again

    @staticmethod
    def of(session: Session, household: UUID, *, whose: UUID | None = None) -> "Box":
        """Return the box of a household, with the vault that the session carries.

        It locks with the own key of whoever acts, or of ``whose`` it is; with the house's where no
        person of this household acts.
        """
        vault: Vault = session.info["vault"]
        person = whose or session.info.get("by")
        version = vault.ring(household).own.get(whose) if whose else None
        if person is not None and version is None:
            version = _own_key(session, vault, household, person)
        return _box(vault, household, version)

    @staticmethod
    def of_house(session: Session, household: UUID) -> "Box":
        """Return the box that locks with the house's key, whoever acts: for what must outlive their own."""
        return _box(session.info["vault"], household, None)

    def lock(self, table: str, column: str, row: UUID, plain: bytes) -> bytes:
        """Return the sealed cell: version (2 bytes), nonce (12), ciphertext."""
        nonce = secrets.token_bytes(NONCE)
        bound = self._bound(table, column, row, self._version)
        sealed = self._ciphers[self._version].encrypt(nonce, plain, bound)
        return self._version.to_bytes(VERSION_BYTES) + nonce + sealed

    def open(self, table: str, column: str, row: UUID, sealed: bytes) -> bytes:
        """Return the plain bytes; raises ``Tampered``, and the alarm, for a cell that is not this one."""
        version = int.from_bytes(sealed[:VERSION_BYTES])
        start = VERSION_BYTES + NONCE
        try:
            cipher = self._cipher(version)
            bound = self._bound(table, column, row, version)
            return cipher.decrypt(sealed[VERSION_BYTES:start], sealed[start:], bound)
        except (KeyError, InvalidTag, ValueError) as error:
            where = f"{table}.{column} of {row}, household {self._household}"
            self._tell(where)
            raise Tampered(where) from error

    def _cipher(self, version: int) -> AESGCM:
        """Return the key of a cell; one that another process made meanwhile is looked for once."""
        if version not in self._ciphers and self._again is not None:
            again, self._again = self._again, None
            self._ciphers = again()
        return self._ciphers[version]

    def lock_json(self, table: str, column: str, row: UUID, value: Any) -> bytes:  # noqa: ANN401
        """Lock a JSON value."""
        plain = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
        return self.lock(table, column, row, plain)

    def open_json(self, table: str, column: str, row: UUID, sealed: bytes) -> Any:  # noqa: ANN401
        """Open a JSON value."""
        return json.loads(self.open(table, column, row, sealed))

    def _bound(self, table: str, column: str, row: UUID, version: int) -> bytes:
        return f"{self._household}|{table}|{column}|{row}|{version}".encode()


def _box(vault: Vault, household: UUID, version: int | None) -> Box:
    ring = vault.ring(household)
    if version is not None and version not in ring.ciphers:
        ring = vault.ring(household, afresh=True)  # another thread read before it was made
    return Box(
        household,
        ring.ciphers,
        vault.tell,
        version=version if version in ring.ciphers else ring.shared,
        again=lambda: vault.ring(household, afresh=True).ciphers,
    )


def _own_key(session: Session, vault: Vault, household: UUID, person: UUID) -> int | None:
    """Return the own key of somebody who is of this household; made now when they have none yet.

    Whoever looks after houses, or works for several, acts in a house without being of it. Nor is who
    left: this process may still have the key of somebody who was erased, and what it locks is lost.
    """
    known: dict[tuple[UUID, UUID], int | None] = session.info.setdefault("own keys", {})
    if (household, person) not in known:
        known[household, person] = (
            vault.ring(household).own.get(person) or vault.make_own_key(household, person)
            if _is_here(session, household, person)
            else None
        )
    return known[household, person]


def _is_here(session: Session, household: UUID, person: UUID) -> bool:
    """Say whether somebody is of the household, and keep it so until all is written.

    Whoever erases them holds their row, so it waits for this one, or this one for it.
    """
    people = Base.metadata.tables.get("people")
    if people is None:
        return False
    mine = select(people.c.id).where(people.c.id == person, people.c.household_id == household)
    here = mine.where(people.c.ended_at.is_(None)).with_for_update(read=True, key_share=True)
    # Past the session: what is not kept yet must not be written because somebody seals.
    return session.connection().scalar(here) is not None
