"""Who lives where. The chair and the plan holder keep it, in a household apart each side on its own."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.errors import Invalid, NotHere
from api.core.ids import new_id
from api.core.vault import Box, Tampered
from api.people.homes import rules
from api.people.homes.model import Home, Residence
from api.people.model import Household
from api.people.policy import Side, Verb, Viewer, may
from api.people.queries import UNKNOWN, Member, members
from i18n.marking import N_
from i18n.translator import gettext

WHO: Final = N_("Deze naam kennen we niet. Kies iemand uit de lijst.")
SOMEWHERE: Final = N_("Een huis")
OTHER_SIDE: Final = N_("Iemand van de andere kant woont hier niet.")
FULL: Final = N_("Er staan al 8 huizen. Haal er eerst een weg.")


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """A home as somebody may see it, with those who live there as far as they may be known."""

    id: UUID
    name: str
    side: Side
    people: tuple[Member, ...]


def homes(session: Session, reader: Viewer) -> list[HomeView]:
    """Return the homes that this reader may know of, by name."""
    box, here = Box.of(session, reader.household), members(session, reader)
    living = _residents(session, reader.household)
    found = [
        HomeView(
            id=row.id,
            name=_name(box, row),
            side=Side(row.side),
            people=tuple(each for each in here if each.id in living[row.id]),
        )
        for row in _rows(session, reader.household)
        if rules.sees_home(reader, row.household_id, Side(row.side))
    ]
    return sorted(found, key=lambda each: each.name.casefold())


def may_keep_homes(reader: Viewer) -> bool:
    """Say whether somebody keeps the homes, for their own side or for each."""
    return may(reader, Verb.WRITE, rules.home_item(reader.household, reader.side, reader))


def is_apart(session: Session, household: UUID) -> bool:
    """Say whether the adults of a household live apart."""
    return session.get_one(Household, household).mode == "apart"


def could_live(session: Session, reader: Viewer) -> Sequence[Member]:
    """Return who can be put in a home, in their order."""
    return [
        each
        for each in members(session, reader)
        if rules.can_live_in(each.side, each.role, each.side)
    ]


def add_home(
    session: Session,
    *,
    by: Viewer,
    home_id: UUID,
    name: str,
    side: Side,
    people: Collection[UUID],
    now: datetime,
) -> UUID:
    """Put down a home and who lives there. Sent twice it is one."""
    _take_turns(session, by)
    _check(session, by, side, people)
    known = session.get(Home, home_id)
    if known is not None:
        return _mine(session, by, home_id).id
    if len(homes(session, by)) >= rules.MOST_HOMES:
        raise Invalid(FULL)
    session.add(
        Home(
            id=home_id,
            household_id=by.household,
            by_id=by.person,
            side=side,
            since=now,
            until=None,
            body=_sealed(Box.of(session, by.household), home_id, rules.check_name(name)),
        )
    )
    session.flush()
    _house(session, by, home_id, people, now)
    return home_id


def change_home(
    session: Session,
    *,
    by: Viewer,
    home_id: UUID,
    name: str,
    side: Side,
    people: Collection[UUID],
    now: datetime,
) -> UUID:
    """Put right its name, its side and who lives there."""
    _take_turns(session, by)
    row = _mine(session, by, home_id)
    if row.until is not None:
        raise NotHere(UNKNOWN)
    _check(session, by, side, people)
    box, wanted = Box.of(session, by.household), rules.check_name(name)
    if _name(box, row) != wanted:
        row.body = _sealed(box, row.id, wanted)
    row.side = side
    _house(session, by, row.id, people, now)
    return row.id


def end_home(session: Session, *, by: Viewer, home_id: UUID, now: datetime) -> UUID:
    """Nobody lives here any more. Twice is once."""
    _take_turns(session, by)
    row = _mine(session, by, home_id)
    row.until = row.until or now
    for living in _living(session, row.id):
        living.until = now
    session.flush()
    return row.id


def home(session: Session, by: Viewer, home_id: UUID) -> HomeView:
    """Return one home to be changed; raises NotHere for whoever does not keep it."""
    _mine(session, by, home_id)
    found = next((each for each in homes(session, by) if each.id == home_id), None)
    if found is None:
        raise NotHere(UNKNOWN)
    return found


def _check(session: Session, by: Viewer, side: Side, people: Collection[UUID]) -> None:
    if not may(by, Verb.WRITE, rules.home_item(by.household, side, by)):
        raise NotHere(UNKNOWN)
    rules.check_side(side, apart=is_apart(session, by.household))
    known = {each.id: each for each in members(session, by)}
    if not set(people) <= known.keys():
        raise Invalid(WHO, field="people")
    if not all(rules.can_live_in(known[each].side, known[each].role, side) for each in people):
        raise Invalid(OTHER_SIDE, field="people")


def _house(
    session: Session, by: Viewer, home_id: UUID, people: Collection[UUID], now: datetime
) -> None:
    """Make exactly these people live here; who stays keeps since when."""
    before = {row.person_id: row for row in _living(session, home_id)}
    for person in before.keys() - set(people):
        before[person].until = now
    for person in sorted(set(people) - before.keys()):
        session.add(
            Residence(
                id=new_id(),
                household_id=by.household,
                home_id=home_id,
                person_id=person,
                since=now,
                until=None,
            )
        )
    session.flush()


def _mine(session: Session, by: Viewer, home_id: UUID) -> Home:
    row = session.get(Home, home_id)
    if row is None or not may(
        by, Verb.WRITE, rules.home_item(row.household_id, Side(row.side), by)
    ):
        raise NotHere(UNKNOWN)
    return row


def _rows(session: Session, household: UUID) -> Iterable[Home]:
    return session.scalars(select(Home).filter_by(household_id=household, until=None))


def _living(session: Session, home_id: UUID) -> Sequence[Residence]:
    return session.scalars(select(Residence).filter_by(home_id=home_id, until=None)).all()


def _residents(session: Session, household: UUID) -> dict[UUID, set[UUID]]:
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for row in session.scalars(select(Residence).filter_by(household_id=household, until=None)):
        found[row.home_id].add(row.person_id)
    return found


def _name(box: Box, row: Home) -> str:
    """A name that does not open must not take the page down with it."""
    try:
        return str(box.open_json("homes", "body", row.id, row.body)["name"])
    except Tampered:
        return gettext(SOMEWHERE)


def _sealed(box: Box, row: UUID, name: str) -> bytes:
    return box.lock_json("homes", "body", row, {"name": name})


def _take_turns(session: Session, by: Viewer) -> None:
    """Let the keepers in one after another, so that twice at once is once."""
    session.execute(select(Household.id).filter_by(id=by.household).with_for_update())
