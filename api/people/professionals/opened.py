"""Which readings tell a family of no answer but that of all its grown-ups together.

From 16 on a child shares its own things alone. That a professional read then tells that the child said
yes, so of what was read while the grown-ups had not all said yes only that child hears.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.people.consenting.model import Sharing, SharingAnswer
from api.people.consenting.queries import HOUSEMATES, as_concerned
from api.people.consenting.rules import Concerned, Decides, consented, decides
from api.people.model import Person
from api.people.policy import Role, Side, Viewer
from api.people.professionals.model import Seat

# By which sharing, and when.
Tells = Callable[[UUID, datetime], bool]


def may_hear(session: Session, viewer: Viewer, latest: datetime) -> Tells:
    """Return which readings somebody may hear of; none is later than ``latest``.

    Where no child decides alone all that was read was of a house that said yes, and nothing is fetched.
    """
    people = session.scalars(select(Person).filter_by(household_id=viewer.household)).all()
    if not any(_decides_alone(each, latest) for each in people):
        return lambda _sharing, _at: True
    joined = select(Sharing.id, Sharing.made_at, Seat.side).join(Seat, Seat.id == Sharing.seat_id)
    rows = session.execute(joined.where(Sharing.household_id == viewer.household))
    asked = {row.id: (Side(row.side), row.made_at) for row in rows}
    said = session.scalars(select(SharingAnswer).filter_by(household_id=viewer.household)).all()

    def hears(sharing: UUID, at: datetime) -> bool:
        if sharing not in asked:
            return False
        side, since = asked[sharing]
        answered = {each.person_id for each in said if each.sharing_id == sharing}
        needed = _deciders(people, answered, since, at)
        opens = consented(needed, side, _stood(said, sharing, at), at)
        return opens.house or viewer.person in opens.alone

    return hears


def _decides_alone(person: Person, now: datetime) -> bool:
    return person.role == Role.CHILD and decides(person.born_year, now) is Decides.SELF


def _stood(said: Sequence[SharingAnswer], sharing: UUID, at: datetime) -> dict[UUID, bool]:
    return {
        each.person_id: each.says == "yes"
        for each in said
        if each.sharing_id == sharing
        and each.at <= at
        and (each.ended_at is None or at < each.ended_at)
    }


def _deciders(
    people: Iterable[Person], answered: Collection[UUID], since: datetime, at: datetime
) -> tuple[Concerned, ...]:
    """Return whose answer was needed at a moment, as consenting.queries.deciders has it for now."""
    return tuple(
        as_concerned(each, left=each.ended_at is not None and each.ended_at <= at)
        for each in people
        if (each.role in HOUSEMATES or each.id in answered)
        and each.joined_at <= at
        and (each.ended_at is None or each.ended_at >= since)
    )
