"""Professionals in tests: an account of the organisation, its seat in a house, and what is shared with it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select

from api.core.db import EVERYWHERE
from api.core.house import House
from api.people.consenting.kinds import Kind
from api.people.consenting.model import Sharing
from api.people.model import Person
from api.people.organisation.model import Organisation
from api.people.organisation.opening import invite_host
from api.people.policy import Role, Side
from api.people.professionals import actions
from api.people.professionals.queries import Reader, Seated, reader, seat_of, seats_of
from api.people.professionals.rules import WorksAs
from api.people.queries import viewer
from api.sharing.actions import Offer, offer, say
from tests.world import World


@dataclass
class Seats:
    """What the organisation, the chair and the family do. Each call is a moment of its own."""

    house: House
    now: datetime
    _host: list[UUID] = field(default_factory=list)

    def account(self, name: str = "Amina", works_at: str = "Veilig Thuis") -> UUID:
        """A professional whom the organisation vouches for."""
        host = self.host()
        with self.house.db.writing(EVERYWHERE, by=host, now=self.now) as session:
            return actions.open_account(
                session, by=viewer(session, host), name=name, works_at=works_at, now=self.now
            )

    def lay(
        self,
        by: UUID,
        *,
        works_as: WorksAs = WorksAs.DIRECTOR,
        side: Side = Side.BOTH,
        name: str = "Amina",
    ) -> tuple[UUID, str]:
        """A seat with its link."""
        seat = uuid4()
        with self.house.db.writing(EVERYWHERE, by=by, now=self.now) as session:
            who = viewer(session, by)
            values = {"name": name, "works_as": works_as, "side": side, "now": self.now}
            secret = actions.lay_seat(session, by=who, seat=seat, **values)
        assert secret
        return seat, secret

    def seat(self, account: UUID, by: UUID, **more: object) -> Seated:
        """A seat that this account took."""
        seat, secret = self.lay(by, **more)  # type: ignore[arg-type]
        assert actions.take_seat(self.house, account=account, secret=secret, now=self.now) == seat
        with self.house.db.reading(EVERYWHERE) as session:
            return seat_of(session, account, seat)

    def seats(self, account: UUID) -> list[Seated]:
        with self.house.db.reading(EVERYWHERE) as session:
            return list(seats_of(session, account))

    def ask(
        self,
        seat: Seated,
        by: UUID,
        *,
        kinds: Iterable[Kind] = Kind,
        days: int = 90,
        purpose: str = "Zien hoe het gaat.",
        items_from: datetime | None = None,
    ) -> UUID:
        """Ask those it concerns; of what was shared in the house at any time, unless told otherwise."""
        sharing = uuid4()
        wish = Offer(
            kinds=frozenset(kinds),
            purpose=purpose,
            items_from=items_from or self.now - timedelta(days=1000),
            until=self.now + timedelta(days=days),
        )
        with self.house.db.writing(seat.household, by=by, now=self.now) as session:
            who = viewer(session, by)
            offer(session, by=who, sharing=sharing, seat=seat.id, asked=wish, now=self.now)
        return sharing

    def say(self, sharing: UUID, by: UUID, *, yes: bool = True) -> None:
        with self.house.db.reading(EVERYWHERE) as session:
            household = session.get_one(Sharing, sharing).household_id
        with self.house.db.writing(household, by=by, now=self.now) as session:
            say(session, by=viewer(session, by), sharing=sharing, yes=yes, now=self.now)

    def share(self, seat: Seated, by: UUID, yes: Iterable[UUID], **more: object) -> UUID:
        """Ask, and let these say yes."""
        sharing = self.ask(seat, by, **more)  # type: ignore[arg-type]
        for each in yes:
            self.say(sharing, each)
        return sharing

    def reader(self, seat: Seated, now: datetime | None = None) -> Reader | None:
        """Who reads on this seat now; None while nothing is shared."""
        with self.house.db.reading(seat.household) as session:
            return reader(session, seat, now or self.now)

    def host(self) -> UUID:
        """Who keeps the organisation; not somebody who is called a host in an ordinary household."""
        ours = select(Organisation.household_id).scalar_subquery()
        hosts = select(Person.id).filter_by(role=Role.HOST, ended_at=None, household_id=ours)
        if not self._host:
            with self.house.db.reading(EVERYWHERE) as session:
                self._host = list(session.scalars(hosts))[:1]
        if not self._host:
            invite_host(self.house, name="Bas", now=self.now)
            with self.house.db.reading(EVERYWHERE) as session:
                self._host = list(session.scalars(hosts))
        return self._host[0]


def amina_reads(seats: Seats, world: World, **more: object) -> Seated:
    """Amina reads all of Noor's house: Sara and Mark said yes, and Tim laid the seat."""
    seat = seats.seat(seats.account(), world.tim)
    seats.share(seat, world.tim, [world.sara, world.mark], **more)
    return seat
