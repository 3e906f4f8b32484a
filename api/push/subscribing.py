"""Where somebody wants to be knocked for, as their browser says it: on this device, for themselves."""

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.errors import Invalid, NotHere
from api.core.ids import digest, new_id
from api.core.vault import Box
from api.people.model import Credential
from api.people.policy import Viewer
from api.people.queries import UNKNOWN
from api.push.addresses import origin_of
from api.push.model import Delivery, Subscription
from api.push.recording import hold
from i18n.marking import N_

DAILY: Final = timedelta(days=1)
POINT: Final = 65
AUTH: Final = 16
NO_PUSH: Final = N_("Dit toestel kan geen seintje krijgen. Probeer een andere browser.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A subscription as a browser tells it, looked through."""

    endpoint: str
    origin: str
    p256dh: str
    auth: str


def read_told(told: Any, more: tuple[str, ...]) -> Told:  # noqa: ANN401 - as it came in
    """Return what a browser told (PushSubscription.toJSON); raises Invalid for anything that cannot be."""
    told = told if isinstance(told, dict) else {}
    keys = told.get("keys")
    keys = keys if isinstance(keys, dict) else {}
    endpoint, p256dh, auth = (
        str(text) for text in (told.get("endpoint"), keys.get("p256dh"), keys.get("auth"))
    )
    origin = origin_of(endpoint, more)
    if origin is None or len(_bytes(auth)) != AUTH or not _is_point(_bytes(p256dh)):
        raise Invalid(NO_PUSH)
    return Told(endpoint=endpoint, origin=origin, p256dh=p256dh, auth=auth)


def keep(
    session: Session, *, by: Viewer, device: UUID, told: Told, language: str, now: datetime
) -> bool:
    """Keep where somebody is knocked for on this device; say whether it lives.

    An address that the push service knows no more stays dead until the browser tells another one.
    Raises NotHere for who has no place on this device.
    """
    place = _place(session, by, device)
    _take_elsewhere(session, by, place, told)
    row = session.scalars(select(Subscription).filter_by(credential_id=place)).first()
    is_new = row is None or row.endpoint_hash != digest(told.endpoint)
    if row is None:
        row = Subscription(
            id=new_id(),
            household_id=by.household,
            person_id=by.person,
            credential_id=place,
        )
        session.add(row)
    if is_new:
        row.endpoint_hash, row.origin = digest(told.endpoint), told.origin
        row.since, row.dead_at, row.shown_at, row.accepted_at = now, None, None, None
    row.renewed_at = now
    row.body = _sealed(session, row, told, language)
    session.flush()
    return row.dead_at is None


def is_kept(session: Session, *, by: Viewer, device: UUID, told: Told, now: datetime) -> bool:
    """Say whether nothing needs to be written: the same as lately, and alive."""
    place = _place(session, by, device)
    row = session.scalars(select(Subscription).filter_by(credential_id=place)).first()
    if row is None or row.dead_at is not None or now - row.renewed_at >= DAILY:
        return False
    return row.endpoint_hash == digest(told.endpoint)


def drop(session: Session, *, by: Viewer, device: UUID) -> None:
    """Knock no more for somebody on this device. Twice is once."""
    place = _place(session, by, device)
    row = session.scalars(select(Subscription).filter_by(credential_id=place)).first()
    if row is not None:
        session.delete(row)


def is_known(session: Session, delivery: UUID, *, opened: bool) -> bool:
    """Say whether this was told before, without writing: anybody may knock at this door, as often as they like.

    Raises NotHere for what we never sent.
    """
    row = session.get(Delivery, delivery)
    if row is None:
        raise NotHere(UNKNOWN)
    return (row.opened_at if opened else row.shown_at) is not None


def receipt(session: Session, delivery: UUID, *, opened: bool, now: datetime) -> None:
    """A phone says that it showed a knock, or that somebody opened it. Said again it changes nothing.

    Raises NotHere for what we never sent.
    """
    hold(session, [delivery])
    row = session.get(Delivery, delivery, with_for_update=True)
    if row is None:
        raise NotHere(UNKNOWN)
    row.shown_at = row.shown_at or now
    if opened:
        row.opened_at = row.opened_at or now
    found = session.get(Subscription, row.subscription_id) if row.subscription_id else None
    if found is not None and row.shown_at == now:
        found.shown_at = now


def _place(session: Session, by: Viewer, device: UUID) -> UUID:
    mine = select(Credential.id).filter_by(device_id=device, person_id=by.person)
    found = session.scalars(mine).first()
    if found is None:
        raise NotHere(UNKNOWN)
    return found


def _take_elsewhere(session: Session, by: Viewer, place: UUID, told: Told) -> None:
    """One browser rings once for somebody: a place that it had before, under another cookie, is over."""
    same = {"endpoint_hash": digest(told.endpoint), "person_id": by.person}
    query = select(Subscription).filter_by(**same).where(Subscription.credential_id != place)
    for row in session.scalars(query):
        session.delete(row)
    session.flush()


def _sealed(session: Session, row: Subscription, told: Told, language: str) -> bytes:
    body = {
        "endpoint": told.endpoint,
        "p256dh": told.p256dh,
        "auth": told.auth,
        "language": language,
    }
    return Box.of(session, row.household_id).lock_json("subscriptions", "body", row.id, body)


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return b""


def _is_point(raw: bytes) -> bool:
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw)
    except ValueError:
        return False
    return len(raw) == POINT
