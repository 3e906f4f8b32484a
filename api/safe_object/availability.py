"""Saying that one cannot come, for some days or every night, and who comes in one's place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.errors import Invalid, NotHere
from api.people.notices.actions import tell
from api.people.policy import Ring, Role, Viewer
from api.people.queries import UNKNOWN, Member, members, names, viewer
from api.safe_object.ladder_model import Absent, Ladder, Rung
from api.safe_object.ladder_rules import may_be_on
from i18n.dates import AMSTERDAM
from i18n.marking import N_

LONGEST: Final = timedelta(days=366)
WHO_INSTEAD: Final = N_("Kies wie er in jouw plaats komt.")
NOT_THIS_ONE: Final = N_("Kies iemand anders. Deze persoon kan hier niet op.")
WHICH_DAYS: Final = N_("Kies een eerste en een laatste dag. De laatste komt later.")
WHICH_HOURS: Final = N_("Kies 2 tijden die niet hetzelfde zijn.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """From the first day to the last one, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Nights:
    """Every night from one time of day to another."""

    begins: time
    ends: time


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsentView:
    """What somebody said of themselves: days or nights, and who comes then."""

    id: UUID
    stand_in: Member | None
    days: Days | None
    nights: Nights | None


def may_tell(session: Session, by: Viewer) -> bool:
    """Everybody of the circle may be asked to come; of the house only who is on somebody's ladder."""
    if by.role is Role.CIRCLE:
        return by.ring is not Ring.NONE
    return by.role is Role.ADULT and not by.quiet and bool(_wards(session, by))


def add_absent(
    session: Session,
    *,
    by: Viewer,
    absent_id: UUID,
    when: Days | Nights,
    stand_in: UUID | None,
    now: datetime,
) -> None:
    """Say when one cannot come and who does; who stands in is told. Raises NotHere, and Invalid.

    While another reads along it is answered the same and not kept: they could put a friend in the place
    of whoever comes.
    """
    if not may_tell(session, by):
        raise NotHere(UNKNOWN)
    if session.get(Absent, absent_id) is not None:
        return
    other, columns = _stand_in(session, by, stand_in), _columns(when, now)
    if by.quiet:
        return
    session.add(
        Absent(
            id=absent_id,
            household_id=by.household,
            person_id=by.person,
            stand_in_id=other,
            since=now,
            ended_at=None,
            **columns,
        )
    )
    session.flush()
    tell(session, to={other}, kind="stands_in", about=by.person, now=now)


def end_absent(session: Session, *, by: Viewer, absent_id: UUID, now: datetime) -> None:
    """Take one's own line back. Raises NotHere for another's."""
    row = session.get(Absent, absent_id)
    if row is None or row.person_id != by.person or by.quiet or row.ended_at is not None:
        raise NotHere(UNKNOWN)
    row.ended_at = now
    session.flush()


def absents(session: Session, by: Viewer, now: datetime) -> list[AbsentView]:
    """Return one's own lines that hold or will hold; nothing when another reads along."""
    if by.quiet:
        return []
    known = names(session, by)
    mine = select(Absent).filter_by(person_id=by.person, ended_at=None).order_by(Absent.since)
    return [
        _view(row, known.get(row.stand_in_id))
        for row in session.scalars(mine)
        if row.until_at is None or row.until_at > now
    ]


def could_stand_in(session: Session, by: Viewer) -> Sequence[Member]:
    """Return whom somebody may name: people of the circle whom they know. Who may be feared shows not here."""
    return [
        each
        for each in members(session, by)
        if each.role is Role.CIRCLE and each.ring is not Ring.NONE and each.id != by.person
    ]


def _stand_in(session: Session, by: Viewer, stand_in: UUID | None) -> UUID:
    """Of a safety person it is checked whether the other may come for that ward; it knows whom it may fear."""
    if stand_in is None or stand_in not in {each.id for each in could_stand_in(session, by)}:
        raise Invalid(WHO_INSTEAD, field="stand_in")
    other = viewer(session, stand_in)
    if not all(may_be_on(other, viewer(session, ward)) for ward in by.wards):
        raise Invalid(NOT_THIS_ONE, field="stand_in")
    return stand_in


def _wards(session: Session, by: Viewer) -> list[UUID]:
    """One question, whatever was agreed: how long the page takes tells of no ladder."""
    from_house = {each.id for each in members(session, by) if each.role is not Role.CIRCLE}
    holds = (Ladder.replaced_at.is_(None), Ladder.confirmed_at.is_not(None))
    mine = select(Ladder.ward_id).join(Rung, Rung.ladder_id == Ladder.id).where(*holds)
    found = session.scalars(mine.where(Rung.person_id == by.person))
    return [each for each in found if each in from_house]


def _columns(when: Days | Nights, now: datetime) -> dict[str, datetime | int | None]:
    nothing = dict.fromkeys(("from_at", "until_at", "from_minute", "until_minute"))
    if isinstance(when, Nights):
        if when.begins == when.ends:
            raise Invalid(WHICH_HOURS, field="begins")
        minutes = (each.hour * 60 + each.minute for each in (when.begins, when.ends))
        return {**nothing, **dict(zip(("from_minute", "until_minute"), minutes, strict=True))}
    from_at = datetime.combine(when.first, time(), AMSTERDAM)
    until_at = datetime.combine(when.last + timedelta(days=1), time(), AMSTERDAM)
    if not (from_at < until_at and now < until_at <= now + LONGEST):
        raise Invalid(WHICH_DAYS, field="first")
    return {**nothing, "from_at": from_at, "until_at": until_at}


def _view(row: Absent, stand_in: Member | None) -> AbsentView:
    days = nights = None
    if row.from_at is not None and row.until_at is not None:
        last = row.until_at.astimezone(AMSTERDAM).date() - timedelta(days=1)
        days = Days(first=row.from_at.astimezone(AMSTERDAM).date(), last=last)
    elif row.from_minute is not None and row.until_minute is not None:
        begins, ends = (time(*divmod(each, 60)) for each in (row.from_minute, row.until_minute))
        nights = Nights(begins=begins, ends=ends)
    return AbsentView(id=row.id, stand_in=stand_in, days=days, nights=nights)
