"""Ending what somebody holds: the one place for it, whatever the reason (security R6, R11).

Every way out comes through here: removal, leaving, a suspension, "this is not me", another code,
another role, apart. What a person comes to hold besides a screen, a place on a device and a link
ends in these functions, in the same transaction, or some way out forgets it.

Each of them holds the person's row first, and so does coming in. A sign-in that is on its way is
then found and ended, or finds that it may not be; and no two of them wait for each other.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.people.invitations.model import WayIn
from api.people.model import Credential, Invitation, Person, SignIn
from api.people.passkeys.ending import end_passkeys
from api.people.professionals.ending import end_seats


@dataclass(frozen=True, slots=True, kw_only=True)
class InHand:
    """The screen that somebody acts on, and its device: what stays when all else ends."""

    sign_in: UUID
    device: UUID


def hold(session: Session, person: UUID) -> None:
    """Hold a person's row until the end of the transaction; take it before anything is written."""
    with session.no_autoflush:
        session.execute(select(Person.id).filter_by(id=person).with_for_update())


def end_all(
    session: Session,
    *,
    person: UUID,
    now: datetime,
    comes_back: bool = False,
    but: InHand | None = None,
) -> None:
    """End all that a person holds, but what is in their hand.

    Who ``comes_back`` after some days keeps the ways in, which are closed to them until then.
    """
    end_sign_ins(session, person=person, now=now, but=but.sign_in if but else None)
    if not comes_back:
        end_places(session, person=person, but=but.device if but else None)
        end_links(session, person=person, now=now)
        end_seats(session, person=person, now=now)
        _end_links_made_by(session, person, now)


def end_sign_ins(
    session: Session,
    *,
    person: UUID,
    now: datetime,
    on: UUID | None = None,
    but: UUID | None = None,
) -> None:
    """Close every screen of a person: only those ``on`` this device, and never the one in ``but``.

    Who comes back there shows the code, not a finger: passkeys end with the screens.
    """
    hold(session, person)
    for row in session.scalars(select(SignIn).filter_by(person_id=person, ended_at=None)):
        if row.id != but and on in {None, row.device_id}:
            row.ended_at = now
    here = session.get_one(SignIn, but).device_id if but else None
    end_passkeys(session, person=person, on=on, but=here)


def end_places(
    session: Session, *, person: UUID, on: UUID | None = None, but: UUID | None = None
) -> None:
    """Take a person's places on devices away: no code lets them in there any more."""
    hold(session, person)
    for row in session.scalars(select(Credential).filter_by(person_id=person)):
        if row.device_id != but and on in {None, row.device_id}:
            session.delete(row)
    session.flush()


def end_links(session: Session, *, person: UUID, now: datetime) -> None:
    """No link that was made for a person lets them in any more."""
    hold(session, person)
    for row in session.scalars(select(Invitation).filter_by(person_id=person, used_at=None)):
        row.expires_at = min(row.expires_at, now)
    session.flush()


def _end_links_made_by(session: Session, person: UUID, now: datetime) -> None:
    """Whoever acted as this person knows the secret of every link that they made for others."""
    made = select(Invitation).join(WayIn, WayIn.id == Invitation.id).filter(WayIn.by_id == person)
    for row in session.scalars(made.where(Invitation.used_at.is_(None))):
        row.expires_at = min(row.expires_at, now)
    session.flush()
