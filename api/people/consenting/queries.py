"""What is shared with a seat now. Every question names its moment: consent ends by the clock."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from api.core.vault import Box
from api.people.consenting.kinds import Kind, from_text
from api.people.consenting.model import Sharing, SharingAnswer
from api.people.consenting.rules import Concerned, Consented, consented, in_force
from api.people.facts import people_of
from api.people.model import Person
from api.people.policy import Role, Side

HOUSEMATES = (Role.ADULT, Role.CHILD)
# Of each sharing: who said what, and until when that stood.
Replies = Sequence[Row[UUID, UUID, str, datetime | None]]
REPLIES: Final = select(
    SharingAnswer.sharing_id, SharingAnswer.person_id, SharingAnswer.says, SharingAnswer.ended_at
).where(SharingAnswer.sharing_id.in_(bindparam("sharings", expanding=True)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A sharing that stands, with what the answers open of it. ``consented`` may be nothing yet."""

    id: UUID
    seat: UUID
    kinds: frozenset[Kind]
    items_from: datetime
    made_at: datetime
    until: datetime
    consented: Consented


def shared_in(
    session: Session, seats: Mapping[UUID, Mapping[UUID, Side]], now: datetime
) -> Mapping[UUID, Shared]:
    """Return by seat what stands; ``seats`` are by house, each with the side it is of.

    A seat has one sharing at a time: of two, the newest. A sharing is of the house of its seat alone.
    """
    if not seats:
        return {}
    sides = {seat: side for here in seats.values() for seat, side in here.items()}
    rows = session.scalars(
        select(Sharing)
        .where(Sharing.household_id.in_(list(seats)), Sharing.seat_id.in_(list(sides)))
        .where(Sharing.ended_at.is_(None), Sharing.until > now)
        .order_by(Sharing.made_at, Sharing.id)
    ).all()
    here = [row for row in rows if row.seat_id in seats[row.household_id] and _stands(row, now)]
    standing = {row.seat_id: row for row in here}
    replies = _replies(session, standing.values())
    said, asked = _said(replies), _deciders(session, standing.values(), replies)
    return {
        seat: Shared(
            id=row.id,
            seat=seat,
            kinds=from_text(row.kinds),
            items_from=row.items_from,
            made_at=row.made_at,
            until=row.until,
            consented=consented(asked[row.id], sides[seat], said.get(row.id, {}), now),
        )
        for seat, row in standing.items()
    }


def answers(session: Session, sharings: Iterable[UUID]) -> Mapping[UUID, Mapping[UUID, bool]]:
    """Return by sharing who said yes or no to it, as it stands."""
    return _said(session.execute(REPLIES, {"sharings": list(sharings)}).all())


def concerned(session: Session, household: UUID) -> tuple[Concerned, ...]:
    """Return who lives in the house now."""
    rows = session.execute(
        select(Person.id, Person.role, Person.side, Person.born_year)
        .where(Person.household_id == household, Person.ended_at.is_(None))
        .where(Person.role.in_(HOUSEMATES))
    )
    return tuple(
        Concerned(person=id, role=Role(role), side=Side(side), born_year=born)
        for id, role, side, born in rows
    )


def deciders(session: Session, sharing: Sharing) -> tuple[Concerned, ...]:
    """Return whose answer a sharing needs: of who lives there now, and of who went away since it was asked.

    A child that went away before cannot be asked about what it made: that waits for a yes for ever.
    Whoever answered and lives there in no such role any more counts as who went away.
    """
    return _deciders(session, [sharing], _replies(session, [sharing]))[sharing.id]


def _replies(session: Session, sharings: Iterable[Sharing]) -> Replies:
    """Return all that was ever said to these."""
    return session.execute(REPLIES, {"sharings": [row.id for row in sharings]}).all()


def _said(replies: Replies) -> Mapping[UUID, Mapping[UUID, bool]]:
    """Return by sharing who said yes or no, as it stands."""
    found: dict[UUID, dict[UUID, bool]] = {}
    for sharing, person, says, ended_at in replies:
        if ended_at is None:
            found.setdefault(sharing, {})[person] = says == "yes"
    return found


def _deciders(
    session: Session, sharings: Iterable[Sharing], replies: Replies
) -> Mapping[UUID, tuple[Concerned, ...]]:
    answered = {(sharing, person) for sharing, person, _, _ in replies}
    return {
        row.id: tuple(
            as_concerned(each, left=each.ended_at is not None)
            for each in people_of(session, row.household_id)
            if (row.id, each.id) in answered or _could_decide(each, row.made_at)
        )
        for row in sharings
    }


def _could_decide(person: Person, asked_at: datetime) -> bool:
    """A housemate who was here since it was asked; of a child its own stays its own, also of before."""
    here = person.ended_at is None or person.ended_at >= asked_at
    return person.role in HOUSEMATES and (here or person.role == Role.CHILD)


def as_concerned(person: Person, *, left: bool) -> Concerned:
    """Return somebody as consent knows them; who is no housemate now counts as a grown-up who left."""
    lives = person.role in HOUSEMATES
    return Concerned(
        person=person.id,
        role=Role(person.role) if lives else Role.ADULT,
        side=Side(person.side),
        born_year=person.born_year,
        left=left or not lives,
    )


def purpose_of(session: Session, sharing: Sharing) -> str:
    """Return for what something is shared, in the words of who asked it."""
    box = Box.of(session, sharing.household_id)
    return str(box.open_json("sharings", "body", sharing.id, sharing.body)["purpose"])


def _stands(row: Sharing, now: datetime) -> bool:
    return in_force(made_at=row.made_at, until=row.until, ended_at=row.ended_at, now=now)
