"""What is shared with a seat now. Every question names its moment: consent ends by the clock."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.vault import Box
from api.people.consenting.kinds import Kind, from_text
from api.people.consenting.model import Sharing, SharingAnswer
from api.people.consenting.rules import Concerned, Consented, consented, in_force
from api.people.facts import people_of
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
    said = answers(session, [row.id for row in standing.values()])
    asked = deciders_of(session, list(standing.values()))
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
    return deciders_of(session, [sharing])[sharing.id]


def deciders_of(
    session: Session, sharings: Sequence[Sharing]
) -> Mapping[UUID, tuple[Concerned, ...]]:
    """The same for many sharings, of many houses."""
    answered: dict[UUID, set[UUID]] = {row.id: set() for row in sharings}
    said = select(SharingAnswer.sharing_id, SharingAnswer.person_id)
    for sharing, person in session.execute(said.where(SharingAnswer.sharing_id.in_(answered))):
        answered[sharing].add(person)
    return {
        row.id: tuple(
            as_concerned(each, left=each.ended_at is not None)
            for each in people_of(session, row.household_id)
            if each.id in answered[row.id] or _could_decide(each, row.made_at)
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
