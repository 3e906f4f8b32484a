"""Beginning a week, choosing who reads it, and saying what was there. Each may come twice, or late."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.errors import Invalid, NotHere
from api.core.ids import new_id
from api.core.vault import Box
from api.people.homes.living import homes
from api.people.model import Household
from api.people.policy import Role, Side, Viewer
from api.people.queries import names
from api.resilience.model import Week, WeekHome, WeekMark, WeekReader
from api.resilience.rules import NO_PERSON, NOT_HERE, Cell, check_cells, check_homes, made
from api.resilience.whose import (
    Whose,
    begins,
    chooses,
    could_read,
    fills,
    side_of,
    whose_week,
)
from i18n.dates import here


def begin(session: Session, *, by: Viewer, whose: UUID, now: datetime) -> None:
    """Begin somebody's week. Twice is once; raises NotHere."""
    take_turns(session, by)
    week = whose_week(session, by, whose)
    if not begins(by, week, now):
        raise NotHere(NOT_HERE)
    _begin(session, by, week, now)


def choose_readers(
    session: Session, *, by: Viewer, whose: UUID | None, readers: Collection[UUID], now: datetime
) -> None:
    """Say exactly who reads this week, of those whom one may name; who stays keeps since when.

    While another reads along it is answered the same and not kept: they could let a friend read it.
    """
    take_turns(session, by)
    week = whose_week(session, by, whose)
    if not chooses(by, week, now):
        raise NotHere(NOT_HERE)
    can = {each.id for each in could_read(session, by, week)}
    if not set(readers) <= can:
        raise Invalid(NO_PERSON, field="people")
    if by.quiet:
        return
    _begin(session, by, week, now)
    rows = session.scalars(
        select(WeekReader).filter_by(household_id=by.household, person_id=whose, ended_at=None)
    )
    # Apart, each side may have chosen the same one: a no of who stands on both ends both.
    before = [row for row in rows if row.reader_id in can and by.side.holds(Side(row.side))]
    for row in before:
        if row.reader_id not in readers:
            row.ended_at = now
    for reader in sorted(set(readers) - {row.reader_id for row in before}):
        session.add(
            WeekReader(
                id=new_id(),
                household_id=by.household,
                person_id=whose,
                reader_id=reader,
                side=by.side,
                by_id=by.person,
                at=now,
                ended_at=None,
            )
        )
    session.flush()


def mark(
    session: Session,
    *,
    by: Viewer,
    whose: UUID | None,
    record: UUID,
    cells: Sequence[Cell],
    made_at: datetime,
    now: datetime,
) -> None:
    """Say of these cells that they are or were there, or not after all.

    ``record`` comes from the phone: the same one again changes nothing. Somebody's first word in
    their own week begins it. Raises NotHere, and Invalid.
    """
    take_turns(session, by)
    week = may_fill(session, by, whose, now)
    cells = check_cells(cells, here(now))
    check_known(session, by, {each for cell in cells for each in cell.along})
    _begin(session, by, week, now)
    for number, cell in enumerate(cells):
        row = uuid5(record, str(number))
        known = session.get(WeekMark, row)
        if known is None:
            _keep(session, by, week, row, cell, made_at=made(made_at, now), now=now)
        elif known.by_id != by.person:
            raise NotHere(NOT_HERE)
    session.flush()


def tell_homes(
    session: Session,
    *,
    by: Viewer,
    whose: UUID,
    home_id: UUID,
    days: Collection[tuple[int, str]],
    now: datetime,
) -> None:
    """Say on which weekdays somebody is in this home, each week or every other one; the rest ends."""
    take_turns(session, by)
    may_fill(session, by, whose, now)
    home = next((each for each in homes(session, by) if each.id == home_id), None)
    if home is None or by.role is Role.CHILD:
        raise NotHere(NOT_HERE)
    wanted = check_homes(days)
    mine = select(WeekHome).filter_by(person_id=whose, home_id=home_id, ended_at=None)
    before = {(row.weekday, row.weeks): row for row in session.scalars(mine)}
    for gone in before.keys() - wanted:
        before[gone].ended_at = now
    for weekday, weeks in sorted(wanted - before.keys()):
        session.add(
            WeekHome(
                id=new_id(),
                household_id=by.household,
                person_id=whose,
                home_id=home_id,
                weekday=weekday,
                weeks=weeks,
                by_id=by.person,
                at=now,
                ended_at=None,
            )
        )
    session.flush()


def may_fill(session: Session, by: Viewer, whose: UUID | None, now: datetime) -> Whose:
    """Return a week in which somebody may write; raises NotHere."""
    week = whose_week(session, by, whose)
    if not fills(by, week, now):
        raise NotHere(NOT_HERE)
    return week


def take_turns(session: Session, by: Viewer) -> None:
    """Let the writers of one household in one after another, so that twice at once is once."""
    session.execute(select(Household.id).filter_by(id=by.household).with_for_update())


def check_known(session: Session, by: Viewer, people: Iterable[UUID]) -> None:
    """Raise Invalid when somebody is named whom the writer does not know to be here.

    A child whose parents are apart may name them: that its screen does not, must not stop its words.
    """
    known = names(session, by)
    if any(each not in known and each not in by.not_told for each in people):
        raise Invalid(NO_PERSON, field="with")


def _begin(session: Session, by: Viewer, week: Whose, now: datetime) -> None:
    if week.person is not None and not week.begun and session.get(Week, week.person) is None:
        session.add(Week(person_id=week.person, household_id=by.household, by_id=by.person, at=now))
        session.flush()


def _keep(
    session: Session,
    by: Viewer,
    week: Whose,
    row: UUID,
    cell: Cell,
    *,
    made_at: datetime,
    now: datetime,
) -> None:
    words = cell.words()
    box = Box.of(session, by.household)
    session.add(
        WeekMark(
            id=row,
            household_id=by.household,
            person_id=week.person,
            day=cell.day,
            part=cell.part,
            element=cell.element,
            layer=cell.layer,
            act=cell.act,
            side=side_of(session, by, week, cell.day),
            by_id=by.person,
            made_at=made_at,
            kept_at=now,
            body=box.lock_json("week_marks", "body", row, words) if words else None,
        )
    )
