"""What the door says to somebody who is away or gone, and what their phone must then forget.

It is said only to who gave the right secret or whose browser was signed in: nobody else learns it.
"""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from api.core.errors import NotHere, Refusal
from api.core.ids import digest
from api.people.going.model import Going
from api.people.model import Credential, Person, SignIn
from api.people.organisation.halted import Halted, stop_of
from api.people.policy import Role, Side, Viewer, is_away
from api.people.queries import UNKNOWN, absences, viewer
from i18n import translator
from i18n.marking import N_

AWAY: Final = N_(
    "Je leest nu een tijd niet mee. Het duurt niet langer dan tot %(until)s. Daarna kom je weer binnen met je code."
    " Wat je schreef, blijft bewaard. Heb je vragen? Bel Veilig Thuis: 0800 2000."
)
GONE: Final = N_(
    "Je doet hier niet meer mee. Nieuwe berichten van jou komen niet meer aan."
    " Ook niet wat nog op dit toestel stond."
)
# What waits on the phone of who comes back must stay; on a shared one, what waits of the others.
PAGES_SEEN: Final = '"cache"'
EVERYTHING: Final = '"cache", "cookies", "storage"'


class Out(Refusal):
    """Somebody who was here is not now. `clears` is what their browser must forget."""

    status = 401

    def __init__(self, message: str, *, clears: str, values: dict[str, str] | None = None) -> None:
        """Keep what the browser must forget beside the sentence."""
        super().__init__(message, values=values)
        self.clears = clears


def check_here(session: Session, person: UUID, now: datetime) -> None:
    """Raise what the door says to somebody who is away or gone."""
    refusal = why_not_here(session, person, now)
    if refusal is not None:
        raise refusal


def why_not_here(session: Session, person: UUID, now: datetime) -> Refusal | None:
    """Return why somebody cannot come in now, None when they can.

    A house that goes away lets everybody in once more, to take along what is theirs.
    """
    someone = viewer(session, person)
    refusal = _why_away(session, someone, now)
    if refusal is not None:
        return refusal
    stop = stop_of(session, someone.household)
    if stop is None or stop.lets_take(now):
        return None
    return Halted(stop, role=someone.role, now=now)


def is_here(session: Session, someone: Person, now: datetime) -> bool:
    """Say only whether somebody could come in now, in two looks: the worker asks it again and again."""
    plans = session.scalars(select(Going).filter_by(person_id=someone.id))
    bare = Viewer(
        person=someone.id,
        household=someone.household_id,
        role=Role(someone.role),
        joined_at=someone.joined_at,
        absences=tuple(absences(someone.id, plans)),
    )
    if someone.ended_at is not None or is_away(bare, now):
        return False
    stop = stop_of(session, someone.household_id)
    return stop is None or stop.lets_take(now)


def _why_away(session: Session, someone: Viewer, now: datetime) -> Refusal | None:
    if _is_gone(someone, now):
        return NotHere(UNKNOWN)
    if not is_away(someone, now):
        return None
    until = translator.moment(_planned(session, someone.person, now))
    return Out(AWAY, clears=PAGES_SEEN, values={"until": until})


def why_this_ended(session: Session, token: str, now: datetime) -> Refusal | None:
    """Say why a sign-in ended, when its person is away or gone; ask it in a session of everywhere.

    A phone on which others come in too forgets no more than their pages. So does every phone of who has
    a side, for the others may be of the other side; it never kept a page.
    """
    row = session.scalars(select(SignIn).filter_by(token_hash=digest(token))).first()
    if row is None:
        return None
    someone = viewer(session, row.person_id)
    if not _is_gone(someone, now):
        return _why_away(session, someone, now)
    if someone.side is not Side.BOTH or _others_come_in(session, row):
        return Out(GONE, clears=PAGES_SEEN)
    return Out(GONE, clears=EVERYTHING)


def _is_gone(someone: Viewer, now: datetime) -> bool:
    for_good = [began for began, until in someone.absences if until is None]
    return someone.ended_at is not None or any(began <= now for began in for_good)


def _planned(session: Session, person: UUID, now: datetime) -> datetime:
    """Return until when at most: whether another must still confirm it is not for who is away."""
    mine = select(Going.until).filter_by(person_id=person, kind="suspend")
    # A clock that was set back: lifted later than now is not lifted yet.
    standing = or_(Going.ended_at.is_(None), Going.ended_at > now)
    ends = session.scalars(mine.where(standing, Going.from_at <= now, Going.until > now))
    return max(end for end in ends if end is not None)


def _others_come_in(session: Session, row: SignIn) -> bool:
    others = (
        select(Credential.id)
        .join(Person, Person.id == Credential.person_id)
        .where(Credential.device_id == row.device_id, Credential.person_id != row.person_id)
        .where(Person.ended_at.is_(None))
    )
    return session.scalars(others.limit(1)).first() is not None
