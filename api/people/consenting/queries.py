"""What is shared with a seat now. Every question names its moment: consent ends by the clock."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from api.core.vault import Box
from api.people.consenting.kinds import Kind, from_text
from api.people.consenting.model import Sharing, SharingAnswer
from api.people.consenting.rules import Concerned, Consented, consented, in_force
from api.people.model import Person
from api.people.policy import Role, Side

HOUSEMATES = (Role.ADULT, Role.CHILD)


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


def shared_with(
    session: Session, household: UUID, seats: Mapping[UUID, Side], now: datetime
) -> Mapping[UUID, Shared]:
    """Return by seat what stands of a house; ``seats`` say of which side each is.

    A seat has one sharing at a time: of two, the newest.
    """
    rows = session.scalars(
        select(Sharing)
        .where(Sharing.household_id == household, Sharing.seat_id.in_(list(seats)))
        .where(Sharing.ended_at.is_(None), Sharing.until > now)
        .order_by(Sharing.made_at, Sharing.id)
    ).all()
    standing = {row.seat_id: row for row in rows if _stands(row, now)}
    said = answers(session, [row.id for row in standing.values()])
    return {
        seat: Shared(
            id=row.id,
            seat=seat,
            kinds=from_text(row.kinds),
            items_from=row.items_from,
            made_at=row.made_at,
            until=row.until,
            consented=consented(deciders(session, row), seats[seat], said.get(row.id, {}), now),
        )
        for seat, row in standing.items()
    }


def answers(session: Session, sharings: Iterable[UUID]) -> Mapping[UUID, Mapping[UUID, bool]]:
    """Return by sharing who said yes or no to it, as it stands."""
    found: dict[UUID, dict[UUID, bool]] = {}
    query = select(SharingAnswer).where(SharingAnswer.sharing_id.in_(list(sharings)))
    for row in session.scalars(query.where(SharingAnswer.ended_at.is_(None))):
        found.setdefault(row.sharing_id, {})[row.person_id] = row.says == "yes"
    return found


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
    answered = select(SharingAnswer.person_id).where(SharingAnswer.sharing_id == sharing.id)
    here = or_(
        Person.ended_at.is_(None),
        Person.ended_at >= sharing.made_at,
        Person.role == Role.CHILD,
    )
    rows = session.scalars(
        select(Person)
        .where(Person.household_id == sharing.household_id)
        .where(or_(Person.role.in_(HOUSEMATES) & here, Person.id.in_(answered)))
    )
    return tuple(as_concerned(each, left=each.ended_at is not None) for each in rows)


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
