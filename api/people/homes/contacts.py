"""When a safety person last saw or spoke their ward: told by themselves, never tracked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.core.ids import new_id
from api.core.vault import Box, Tampered
from api.people.homes import rules
from api.people.homes.model import Contact
from api.people.model import Household, SafetyLink
from api.people.policy import Verb, Viewer, may
from api.people.queries import UNKNOWN, Member, names, viewer
from i18n.dates import here


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """A safety person, and the day on which they last saw or spoke their ward; None when not told."""

    person: Member
    day: date | None


def meetings(session: Session, reader: Viewer, ward: UUID) -> list[Met]:
    """Return the safety people of a ward as far as this reader may know when they met."""
    known = names(session, reader)
    if ward not in known:
        return []
    return [
        Met(person=known[link.person_id], day=max(_days(session, reader, link), default=None))
        for link in _links(session, ward)
        if link.person_id in known
        and known[link.person_id].is_here
        and _may_know(session, reader, link, max(link.since, reader.joined_at))
    ]


def told_lately(session: Session, reader: Viewer, since: date) -> set[UUID]:
    """Return the safety people who told of a meeting since that day, as this reader may know."""
    wards = {link.ward_id for link in _all_links(session, reader.household)}
    return {
        met.person.id
        for ward in wards
        for met in meetings(session, reader, ward)
        if met.day and met.day >= since
    }


def may_tell(by: Viewer, ward: UUID) -> bool:
    """Say whether somebody tells of meetings with this ward: its safety people do."""
    return ward in by.wards and may(
        by, Verb.WRITE, rules.contact_item(ward, by, max(by.wards[ward], by.joined_at))
    )


def tell_contact(session: Session, *, by: Viewer, ward: UUID, day: date, now: datetime) -> None:
    """Tell that one saw or spoke the ward on this day. Twice is once; raises NotHere and Invalid."""
    session.execute(select(Household.id).filter_by(id=by.household).with_for_update())
    if not may_tell(by, ward):
        raise NotHere(UNKNOWN)
    rules.check_contact_day(day, here(now))
    box = Box.of(session, by.household)
    if any(_day(box, row) == day for row in _rows(session, ward, by.person)):
        return
    row = new_id()
    session.add(
        Contact(
            id=row,
            household_id=by.household,
            ward_id=ward,
            person_id=by.person,
            told_at=now,
            ended_at=None,
            body=box.lock_json("contacts", "body", row, {"day": day.isoformat()}),
        )
    )
    session.flush()


def take_back(session: Session, *, by: Viewer, ward: UUID, now: datetime) -> None:
    """Take back the latest day that one told of. Raises NotHere."""
    if not may_tell(by, ward):
        raise NotHere(UNKNOWN)
    box = Box.of(session, by.household)
    days = {row: day for row in _rows(session, ward, by.person) if (day := _day(box, row))}
    if days:
        max(days, key=lambda row: days[row]).ended_at = now
    session.flush()


def quiet_wards(session: Session, by: Viewer, today: date) -> list[Member]:
    """Return the wards of whom this safety person told nothing for two weeks."""
    known, box = names(session, by), Box.of(session, by.household)
    return [
        known[ward]
        for ward, since in by.wards.items()
        if ward in known
        and may_tell(by, ward)
        and rules.is_quiet(
            [day for row in _rows(session, ward, by.person) if (day := _day(box, row))],
            here(since),
            today,
        )
    ]


def _days(session: Session, reader: Viewer, link: SafetyLink) -> list[date]:
    box = Box.of(session, reader.household)
    return [
        day
        for row in _rows(session, link.ward_id, link.person_id)
        if _may_know(session, reader, link, row.told_at) and (day := _day(box, row))
    ]


def _may_know(session: Session, reader: Viewer, link: SafetyLink, at: datetime) -> bool:
    item = rules.contact_item(link.ward_id, viewer(session, link.person_id), at)
    return rules.may_know_contact(reader, item)


def _links(session: Session, ward: UUID) -> Sequence[SafetyLink]:
    mine = select(SafetyLink).filter_by(ward_id=ward, until=None)
    return session.scalars(mine.order_by(SafetyLink.place)).all()


def _all_links(session: Session, household: UUID) -> Sequence[SafetyLink]:
    return session.scalars(select(SafetyLink).filter_by(household_id=household, until=None)).all()


def _rows(session: Session, ward: UUID, person: UUID) -> Sequence[Contact]:
    mine = {"ward_id": ward, "person_id": person, "ended_at": None}
    return session.scalars(select(Contact).filter_by(**mine)).all()


def _day(box: Box, row: Contact) -> date | None:
    """A day that does not open is a day that was not told."""
    try:
        return date.fromisoformat(box.open_json("contacts", "body", row.id, row.body)["day"])
    except Tampered:
        return None
