"""Whose week it is, who reads it and who fills it: the week as the policy sees it, decided in one place.

A week that was never begun is the normal thing, so one that is not there tells nobody of a shield.
In a household apart everything that somebody of a side says is of that side alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.people.homes.model import Home
from api.people.policy import Audience, Item, Ring, Role, Side, Verb, Viewer, may
from api.people.queries import Member, lives_apart, members, viewer
from api.resilience.model import Week, WeekHome, WeekReader
from api.resilience.rules import NOT_HERE, home_of

READERS: Final = frozenset({Role.CHILD, Role.ADULT, Role.CIRCLE})
READ_ALONG: Final = READERS | {Role.PROFESSIONAL}


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """A week and who stands around it. ``person`` is None for the house, ``begun`` says that it is there.

    ``readers`` are who was chosen, each with the sides of who chose them.
    """

    household: UUID
    person: UUID | None
    role: Role | None
    begun: bool
    apart: bool
    safety: frozenset[UUID] = frozenset()
    readers: Mapping[UUID, frozenset[Side]]

    @property
    def kind(self) -> str:
        """The object of access.toml."""
        if self.person is None:
            return "house_week"
        return "child_week" if self.role is Role.CHILD else "own_week"

    def item(self, *, author: UUID, side: Side, at: datetime) -> Item:
        """Return something of this week: for who may read what is said on this side."""
        chosen = {
            reader
            for reader, sides in self.readers.items()
            if any(each.holds(side) for each in sides)
        }
        return Item(
            kind=self.kind,
            household=self.household,
            author=author,
            ward=self.person,
            shared_at=at,
            audience=Audience.CHOSEN,
            chosen=self.safety | chosen,
            side=side,
        )


def whose_week(session: Session, by: Viewer, person: UUID | None) -> Whose:
    """Return a week of this household, begun or not; raises NotHere for somebody of another one."""
    apart = lives_apart(session, by.household)
    readers = _readers(session, by.household, person)
    if person is None:
        return Whose(
            household=by.household,
            person=None,
            role=None,
            begun=True,
            apart=apart,
            readers=readers,
        )
    someone = viewer(session, person)
    if someone.household != by.household or someone.role not in READERS:
        raise NotHere(NOT_HERE)
    return Whose(
        household=by.household,
        person=person,
        role=someone.role,
        begun=session.get(Week, person) is not None,
        apart=apart,
        safety=someone.safety_people if someone.role is Role.CHILD else frozenset(),
        readers=readers,
    )


def opened(session: Session, by: Viewer, person: UUID | None, now: datetime) -> Whose:
    """Return a week that this viewer may read; raises NotHere."""
    whose = whose_week(session, by, person)
    if not reads(by, whose, now):
        raise NotHere(NOT_HERE)
    return whose


def reads(by: Viewer, whose: Whose, now: datetime) -> bool:
    """Say whether this viewer has this week at all, their own also before it was begun.

    Somebody neutral has it also when one side alone chose them. While another reads along one's own is
    there as one that was never begun: nothing in it is for them.
    """
    if by.role not in READ_ALONG or not (whose.begun or whose.person == by.person):
        return False
    if by.quiet and whose.person == by.person:
        return True
    sides = {by.side, *whose.readers.get(by.person, ())}
    if whose.person is None:
        return any(sees(by, whose, author=by.household, side=side, at=now) for side in sides)
    return any(
        may(by, Verb.SEE, _for(by, whose.item(author=whose.person, side=side, at=now)))
        for side in sides
    )


def fills(by: Viewer, whose: Whose, now: datetime) -> bool:
    """Say whether this viewer ticks and plans in this week; their own need not be begun.

    It does not ask whether they read it: who is read along with over the shoulder still writes.
    """
    if by.role not in READERS or not (whose.begun or whose.person == by.person):
        return False
    item = whose.item(author=whose.person or by.person, side=by.side, at=now)
    if whose.person is None:
        item = _for_the_house(item)
    return may(by, Verb.WRITE, item)


def sees(by: Viewer, whose: Whose, *, author: UUID, side: Side, at: datetime) -> bool:
    """Say whether this viewer may know of one word in a week that they may read."""
    if whose.apart and not _is_told(by, whose, author, side):
        return False
    item = _for(by, whose.item(author=author, side=side, at=at))
    if may(by, Verb.SEE, item):
        return True
    return whose.person is None and may(by, Verb.SEE, _for_the_house(item))


def begins(by: Viewer, whose: Whose, now: datetime) -> bool:
    """Say whether this viewer may begin this week: a child its own, its safety people, and who leads."""
    leads = (
        frozenset({by.person}) if by.duties and whose.role in {None, Role.CHILD} else frozenset()
    )
    if by.role not in READERS or (whose.person is None and not (leads or by.role is Role.ADULT)):
        return False
    item = Item(
        kind="week_readers",
        household=whose.household,
        author=whose.person or by.person,
        ward=whose.person,
        shared_at=now,
        audience=Audience.CHOSEN,
        chosen=whose.safety | leads,
        side=by.side,
    )
    return may(by, Verb.WRITE, item)


def chooses(by: Viewer, whose: Whose, now: datetime) -> bool:
    """Say whether this viewer names who reads this week. Never a child, whose it is.

    Over its shoulder a list of names would tell who is not in it. Its safety people and who leads ask it.
    """
    return by.role is not Role.CHILD and begins(by, whose, now)


def could_begin(session: Session, by: Viewer, now: datetime) -> tuple[Member, ...]:
    """Return the children whose week this viewer may begin, and nobody did."""
    children = (each for each in members(session, by) if each.role is Role.CHILD)
    weeks = ((each, whose_week(session, by, each.id)) for each in children)
    return tuple(each for each, week in weeks if not week.begun and begins(by, week, now))


def could_read(session: Session, by: Viewer, whose: Whose) -> tuple[Member, ...]:
    """Return whom this chooser may name. Who reads it anyway is not among them, nor whom its owner fears.

    In one's own list nobody is missing, for it would tell why: the policy lets them read nothing.
    """
    feared = _feared(session, whose) if whose.person != by.person else frozenset()
    anyway = {whose.person, *whose.safety}
    return tuple(
        each
        for each in members(session, by)
        if each.id not in anyway
        and each.id not in feared
        and each.ring is not Ring.NONE
        and (each.role is Role.CIRCLE or (each.role is Role.ADULT and whose.person is not None))
    )


def side_of(session: Session, by: Viewer, whose: Whose, day: date) -> Side:
    """Return of which side it is what somebody says of a day.

    Who stands on a side speaks for that side. What a child or somebody neutral says is of the home
    where the child is that day; when nobody told, it is for the child, its safety people and who is neutral.
    """
    if by.side is not Side.BOTH or not whose.apart or whose.person is None:
        return by.side
    rows = session.scalars(
        select(WeekHome).filter_by(household_id=by.household, person_id=whose.person, ended_at=None)
    ).all()
    home = home_of(day, [(row.weekday, row.weeks, row.home_id) for row in rows])
    lived = session.get(Home, home) if home else None
    return Side(lived.side) if lived and lived.until is None else Side.BOTH


def _is_told(by: Viewer, whose: Whose, author: UUID, side: Side) -> bool:
    """Apart, what is of no side shows on none: only for the child, its safety people and who wrote it."""
    return by.person in {author, whose.person, *whose.safety} or by.side.holds(side)


def _for(by: Viewer, item: Item) -> Item:
    """For who reads along by consent nobody chose: a week that is shared is shared by its kind."""
    if by.role is not Role.PROFESSIONAL:
        return item
    return replace(item, audience=Audience.CIRCLE, chosen=frozenset())


def _for_the_house(item: Item) -> Item:
    return Item(
        kind=item.kind,
        household=item.household,
        author=item.author,
        shared_at=item.shared_at,
        audience=Audience.CIRCLE,
        side=item.side,
    )


def _feared(session: Session, whose: Whose) -> frozenset[UUID]:
    """Return whom the owner of a week may fear."""
    return viewer(session, whose.person).fears if whose.person else frozenset()


def _readers(
    session: Session, household: UUID, person: UUID | None
) -> Mapping[UUID, frozenset[Side]]:
    rows = session.scalars(
        select(WeekReader).filter_by(household_id=household, person_id=person, ended_at=None)
    )
    found: dict[UUID, frozenset[Side]] = {}
    for row in rows:
        found[row.reader_id] = found.get(row.reader_id, frozenset()) | {Side(row.side)}
    return found
