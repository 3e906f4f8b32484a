"""The part of ``huisboek verify`` that is about knocking: do the keys and the addresses still open?

These rows are not in the journal, so a changed one shows here alone: it would be silent on a phone.
"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.db import EVERYWHERE
from api.core.house import House
from api.core.ids import digest
from api.core.vault import Box, Tampered
from api.core.verify import Finding
from api.push.model import Subscription
from api.push.second.model import SecondWay
from i18n.terminal import pgettext

NOBODYS = UUID(int=0)


def findings(house: House) -> list[Finding]:
    """Return what cannot be used to knock with, or is not as the house left it."""
    found = list(_own_key(house))
    with house.db.reading(EVERYWHERE) as session:
        found += [*_subscriptions(session), *_ways(session)]
    return found


def _own_key(house: House) -> Iterator[Finding]:
    """The key by which push services know us signs on their curve, and its public half fits."""
    key, curve = house.secrets.vapid, ec.ECDSA(hashes.SHA256())
    try:
        key.public_key().verify(key.sign(b"huisboek", curve), b"huisboek", curve)
        fits = isinstance(key.curve, ec.SECP256R1)
    except InvalidSignature:
        fits = False
    if not fits:
        yield Finding(NOBODYS, "vapid", pgettext("beheer", "Een sleutel gaat niet open."))


def _subscriptions(session: Session) -> Iterator[Finding]:
    for row in session.scalars(select(Subscription)):
        told = _opened(session, row, "subscriptions")
        if told is None or digest(told["endpoint"]) != row.endpoint_hash:
            yield _shut(row.household_id, "subscriptions", row.id)


def _ways(session: Session) -> Iterator[Finding]:
    for row in session.scalars(select(SecondWay)):
        if _opened(session, row, "second_ways") is None:
            yield _shut(row.household_id, "second_ways", row.id)


def _opened(session: Session, row: Any, table: str) -> Any | None:  # noqa: ANN401
    try:
        return Box.of(session, row.household_id).open_json(table, "body", row.id, row.body)
    except Tampered:
        return None


def _shut(household: UUID, table: str, row: UUID) -> Finding:
    return Finding(household, f"{table} {row}", pgettext("beheer", "Dit gaat niet open."))
