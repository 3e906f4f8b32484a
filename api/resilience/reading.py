"""The rows of a week that one viewer may see, opened and named. Two sides each find their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from api.core.vault import Box, Tampered
from api.people.homes.living import homes
from api.people.policy import Audience, Item, Side, Verb, Viewer, may
from api.people.queries import Member, names
from api.resilience.elements import Act, DayPart, Element, Layer, Repeats, Sticker
from api.resilience.model import Activity, ActivityWith, WeekBreak, WeekHome, WeekMark
from api.resilience.rules import home_of
from api.resilience.views import Break, Said, Wanted
from api.resilience.whose import Whose, sees

Place = tuple[date, DayPart, Element, Layer]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads, whose week, and the people that may be named."""

    viewer: Viewer
    whose: Whose
    box: Box
    known: Mapping[UUID, Member]

    @staticmethod
    def of(session: Session, viewer: Viewer, whose: Whose) -> Reader:
        box = Box.of(session, viewer.household)
        return Reader(viewer, whose, box, names(session, viewer))

    def sees(self, author: UUID, side: str, at: datetime) -> bool:
        return sees(self.viewer, self.whose, author=author, side=Side(side), at=at)

    def people(self, ids: Iterable[str | UUID]) -> tuple[Member, ...]:
        """Return those of these people who may be named, in one order."""
        found = {self.known[id] for each in ids if (id := UUID(str(each))) in self.known}
        return tuple(sorted(found, key=lambda each: (each.called.casefold(), each.id)))

    def words(self, table: str, row: UUID, body: bytes | None) -> tuple[dict[str, Any], bool]:
        """Return what was written, and whether the cell is damaged."""
        if body is None:
            return {}, False
        try:
            return dict(self.box.open_json(table, "body", row, body)), False
        except Tampered:
            return {}, True


def marks(
    session: Session, reader: Reader, first: date, last: date
) -> Mapping[Place, list[WeekMark]]:
    """Return the marks of these days, by cell, as rows; those of the usual week from before too."""
    whose = (
        WeekMark.household_id == reader.viewer.household,
        WeekMark.person_id == reader.whose.person
        if reader.whose.person
        else WeekMark.person_id.is_(None),
        WeekMark.day <= last,
    )
    # Two questions, each along the index: what was done long ago is not walked through.
    done = select(WeekMark).where(*whose, WeekMark.layer == Layer.DONE, WeekMark.day >= first)
    usual = select(WeekMark).where(*whose, WeekMark.layer == Layer.IS)
    found: defaultdict[Place, list[WeekMark]] = defaultdict(list)
    for row in (*session.scalars(done), *session.scalars(usual)):
        if reader.sees(row.by_id, row.side, row.kept_at):
            place = (row.day, DayPart(row.part), Element(row.element), Layer(row.layer))
            found[place].append(row)
    return found


def said(reader: Reader, row: WeekMark) -> Said:
    """Return a mark as its reader may see it."""
    words, damaged = reader.words("week_marks", row.id, row.body)
    return Said(
        id=row.id,
        act=Act(row.act),
        by=reader.known.get(row.by_id),
        mine=row.by_id == reader.viewer.person,
        made_at=row.made_at,
        kept_at=row.kept_at,
        text=words.get("text", ""),
        along=reader.people(words.get("with", ())),
        sticker=Sticker(words["sticker"]) if "sticker" in words else None,
        damaged=damaged,
    )


def activities(session: Session, reader: Reader, first: date, last: date) -> list[Activity]:
    """Return what is wanted in these days, as far as this reader may see it."""
    rows = session.scalars(
        select(Activity).where(
            Activity.household_id == reader.viewer.household,
            Activity.person_id == reader.whose.person
            if reader.whose.person
            else Activity.person_id.is_(None),
            Activity.ended_at.is_(None),
            Activity.from_day <= last,
            or_(Activity.from_day >= first, Activity.repeats == Repeats.WEEKLY),
        )
    )
    return [row for row in rows if reader.sees(row.by_id, row.side, row.made_at)]


def goers(session: Session, ids: Collection[UUID]) -> Mapping[UUID, list[tuple[date | None, UUID]]]:
    """Return who said that they go along, by activity: on a day, or each time."""
    found: defaultdict[UUID, list[tuple[date | None, UUID]]] = defaultdict(list)
    query = select(ActivityWith).where(
        ActivityWith.activity_id.in_(ids), ActivityWith.ended_at.is_(None)
    )
    for row in session.scalars(query):
        found[row.activity_id].append((row.day, row.person_id))
    return found


def wanted(
    reader: Reader,
    row: Activity,
    day: date,
    going: Iterable[tuple[date | None, UUID]],
    *,
    resting: bool,
) -> Wanted:
    """Return an activity on one of its days.

    Who said that they go along did not say so to whom they may fear, but when that one planned it. Who
    left goes along no more.
    """
    words, damaged = reader.words("week_activities", row.id, row.body)
    told = row.by_id == reader.viewer.person
    along = {
        str(person)
        for on, person in going
        if on in {None, day} and (told or person not in reader.viewer.feared_by)
    }
    people = reader.people(along | set(words.get("with", ())))
    return Wanted(
        id=row.id,
        elements=tuple(Element(each) for each in row.elements.split(",")),
        part=DayPart(row.part),
        repeats=Repeats(row.repeats),
        day=day,
        text=words.get("text", ""),
        along=tuple(each for each in people if each.is_here),
        by=reader.known.get(row.by_id),
        mine=row.by_id == reader.viewer.person,
        i_go=str(reader.viewer.person) in along,
        resting=resting,
        damaged=damaged,
    )


def breaks(session: Session, reader: Reader, first: date, last: date) -> tuple[Break, ...]:
    """Return the holidays in these days: who reads a week is told what rests in it."""
    rows = session.scalars(
        select(WeekBreak)
        .where(
            WeekBreak.household_id == reader.viewer.household,
            or_(WeekBreak.person_id.is_(None), WeekBreak.person_id == reader.whose.person),
            WeekBreak.ended_at.is_(None),
            WeekBreak.from_day <= last,
            WeekBreak.until_day >= first,
        )
        .order_by(WeekBreak.from_day, WeekBreak.id)
    )
    return tuple(_break(reader, row) for row in rows if _is_told_of(reader, row))


def living(session: Session, reader: Reader, days: Iterable[date]) -> Mapping[date, str]:
    """Return the name of the home on each day, as far as this reader may know it."""
    if reader.whose.person is None:
        return {}
    mine = {"household_id": reader.viewer.household, "person_id": reader.whose.person}
    rows = session.scalars(select(WeekHome).filter_by(**mine, ended_at=None)).all()
    if not rows:
        return {}
    known = {each.id: each.name for each in homes(session, reader.viewer)}
    pattern = [(row.weekday, row.weeks, row.home_id) for row in rows if row.home_id in known]
    return {day: known[home] for day in days if (home := home_of(day, pattern))}


def _is_told_of(reader: Reader, row: WeekBreak) -> bool:
    """A holiday put in somebody's week is of that week; in the house's own week stands only the house's."""
    if row.person_id is not None:
        return reader.sees(row.by_id, row.side, row.at)
    if reader.whose.apart and not reader.viewer.side.holds(Side(row.side)):
        return False
    # Of somebody's own week the house tells nothing that they would not know without it.
    reads = frozenset() if reader.whose.kind == "own_week" else frozenset({reader.viewer.person})
    item = Item(
        kind="house_week",
        household=row.household_id,
        author=row.by_id,
        shared_at=row.at,
        audience=Audience.CHOSEN,
        chosen=reads,
        side=Side(row.side),
    )
    circle = replace(item, audience=Audience.CIRCLE)
    return may(reader.viewer, Verb.SEE, item) or may(reader.viewer, Verb.SEE, circle)


def _break(reader: Reader, row: WeekBreak) -> Break:
    words, _damaged = reader.words("week_breaks", row.id, row.body)
    return Break(
        id=row.id,
        name=words.get("name", ""),
        from_day=row.from_day,
        until_day=row.until_day,
        mine=row.by_id == reader.viewer.person,
    )
