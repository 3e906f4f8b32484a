"""Lets Amina read along: all of one house, one side of another, and a third that stopped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid5

from sqlalchemy import select

from api.core.db import EVERYWHERE
from api.core.house import House
from api.demo.people import settle
from api.logbook.actions import write_entry
from api.logbook.note import Kind as NoteKind
from api.logbook.note import Note
from api.people.consenting.kinds import Kind
from api.people.model import Person
from api.people.organisation.opening import invite_host
from api.people.policy import Audience, Role, Side
from api.people.professionals.actions import lay_seat, let_programs_read, open_account, take_seat
from api.people.professionals.queries import reader, seat_of
from api.people.professionals.readings import write_readings
from api.people.professionals.rules import WorksAs
from api.people.queries import viewer
from api.sharing.actions import Offer, offer, say
from i18n.dates import AMSTERDAM

NAME: Final = "Amina"
WORKS_AT: Final = "Wijkteam Zuid"
HOST: Final = "Bas"
LASTS: Final = timedelta(days=90)


@dataclass(frozen=True)
class Share:
    """How one house shares: who laid the seat, who said yes, which kinds, for what, and since when."""

    keeper: str
    yes: tuple[str, ...]
    kinds: frozenset[Kind]
    purpose: str
    days_ago: int
    works_as: WorksAs = WorksAs.DIRECTOR
    side: Side = Side.BOTH
    stopped_by: str = ""
    read_days_ago: int | None = None
    programs: bool = False


SHARES: Final = (
    Share(
        "tim",
        ("sara", "mark"),
        frozenset(Kind),
        "Samen kijken of het veilig genoeg is.",
        days_ago=40,
        read_days_ago=2,
        programs=True,
    ),
    Share(
        "ria",
        ("lotte",),
        frozenset({Kind.LOG, Kind.PLAN, Kind.SCORES}),
        "Kijken of de afspraken bij Lotte lukken.",
        days_ago=25,
        works_as=WorksAs.SAFETY_PLANNER,
        side=Side.A,
        read_days_ago=9,
    ),
    Share(
        "joke",
        ("iris",),
        frozenset({Kind.LOG}),
        "Meelezen tot de zomer.",
        days_ago=30,
        stopped_by="iris",
        read_days_ago=12,
    ),
)
NOTES: Final = (
    (26, 19, "joke", "Bo at bij mij. Daarna ging Bo rustig naar huis."),
    (21, 8, "iris", "Vandaag stonden we op tijd op. Bo had zin in school."),
    (15, 20, "joke", "Iris belde mij toen het druk werd. Ik kwam thee drinken."),
    (8, 18, "iris", "We waren buiten. Bo leerde fietsen zonder hulp."),
)


def stopped_house(house: House, *, then: datetime, now: datetime) -> Mapping[str, UUID]:
    """Open the third house, with a few notes; return its people."""
    people = settle(house, "stopped", then=then, today=now.astimezone(AMSTERDAM).date())
    with house.db.reading(EVERYWHERE) as session:
        home = session.get_one(Person, people["iris"]).household_id
    for days, hour, who, text in NOTES:
        at = (now - timedelta(days=days)).replace(hour=hour - 1, minute=10, second=0, microsecond=0)
        with house.db.writing(home, by=people[who], now=at) as session:
            write_entry(
                session,
                by=viewer(session, people[who]),
                entry_id=uuid5(home, text),
                note=Note(kind=NoteKind.GOOD, text=text, audience=Audience.CIRCLE),
                media=(),
                made_at=at,
                now=at,
            )
    return people


def read_along(house: House, people: Mapping[str, UUID], *, then: datetime, now: datetime) -> None:
    """Open Amina's account, and let each house share as it does."""
    invite_host(house, name=HOST, now=then)
    with house.db.reading(EVERYWHERE) as session:
        host = session.scalars(select(Person.id).filter_by(role=Role.HOST)).one()
    with house.db.writing(EVERYWHERE, by=host, now=then) as session:
        by = viewer(session, host)
        account = open_account(session, by=by, name=NAME, works_at=WORKS_AT, now=then)
    for share in SHARES:
        _share(house, share, people, account, now)


def _share(
    house: House, share: Share, people: Mapping[str, UUID], account: UUID, now: datetime
) -> None:
    keeper, began = people[share.keeper], now - timedelta(days=share.days_ago)
    with house.db.reading(EVERYWHERE) as session:
        home = session.get_one(Person, keeper).household_id
    seat, sharing = uuid5(home, "seat"), uuid5(home, "sharing")
    with house.db.writing(home, by=keeper, now=began) as session:
        secret = lay_seat(
            session,
            by=viewer(session, keeper),
            seat=seat,
            name=NAME,
            works_as=share.works_as,
            side=share.side,
            now=began,
        )
    take_seat(house, account=account, secret=secret or "", now=began)
    asked = Offer(
        kinds=share.kinds,
        purpose=share.purpose,
        items_from=began - timedelta(days=365),
        until=began + LASTS,
    )
    with house.db.writing(home, by=keeper, now=began) as session:
        by = viewer(session, keeper)
        offer(session, by=by, sharing=sharing, seat=seat, asked=asked, now=began)
        let_programs_read(session, by=by, seat=seat, allowed=share.programs, now=began)
    for name in share.yes:
        _say(house, home, people[name], sharing, yes=True, now=began)
    if share.read_days_ago is not None:
        _read(house, account, seat, now - timedelta(days=share.read_days_ago))
    if share.stopped_by:
        stopped = now - timedelta(days=3)
        _say(house, home, people[share.stopped_by], sharing, yes=False, now=stopped)


def _say(
    house: House, home: UUID, person: UUID, sharing: UUID, *, yes: bool, now: datetime
) -> None:
    with house.db.writing(home, by=person, now=now) as session:
        say(session, by=viewer(session, person), sharing=sharing, yes=yes, now=now)


def _read(house: House, account: UUID, seat: UUID, at: datetime) -> None:
    """She looked at what was new that day."""
    with house.db.reading(EVERYWHERE) as session:
        seated = seat_of(session, account, seat)
        who = reader(session, seated, at)
    if who is not None:
        write_readings(house, [(who, Kind.LOG)], how="page", now=at)
