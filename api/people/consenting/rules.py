"""Rules of consent. Values in, values out (security R10; domain.md section 6).

Grown-ups of the house decide together about what is of the house and of a child under 12. From 12 to
16 a child decides beside them about what is its own, from 16 it decides about that alone. The law
counts birthdays and the book knows only years, so in a year in which it could be either, the way
that asks more people holds.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from api.people.roles import Role, Side

LONGEST: Final = timedelta(days=90)
# So long beforehand those who gave it are asked whether it goes on.
REMINDED: Final = timedelta(days=7)
ASKED_FROM: Final = 12
ALONE_FROM: Final = 16
# Which words people said yes to. A change of what the pages promise is a new one.
TEXT_VERSION: Final = "2026-11"


class Decides(StrEnum):
    """Who decides whether somebody's own things are shared."""

    PARENTS = "parents"
    BOTH = "both"
    SELF = "self"


@dataclass(frozen=True, slots=True, kw_only=True)
class Concerned:
    """Somebody who lives in the house, or did, as far as consent needs to know.

    ``left``: whoever went away takes no no along. What they did not say yes to stays shut.
    """

    person: UUID
    role: Role
    side: Side = Side.BOTH
    born_year: int | None = None
    left: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Consented:
    """What a professional may read now.

    `house`: all grown-ups it concerns said yes. `withheld` are children whose own things stay out of
    it, `alone` those whose own things are shared by themselves. `side`: only what is of this side.
    """

    house: bool
    withheld: frozenset[UUID]
    alone: frozenset[UUID]

    @property
    def anything(self) -> bool:
        """Say whether there is anything at all to read."""
        return self.house or bool(self.alone)


NOTHING: Final = Consented(house=False, withheld=frozenset(), alone=frozenset())


def decides(born_year: int | None, now: datetime) -> Decides:
    """Say who decides for a child. Of an unknown age both are asked."""
    if born_year is None:
        return Decides.BOTH
    turns = now.year - born_year
    if turns < ASKED_FROM:
        return Decides.PARENTS
    return Decides.SELF if turns - 1 >= ALONE_FROM else Decides.BOTH


def grown_ups(people: Iterable[Concerned], side: Side) -> frozenset[UUID]:
    """Return whose yes a sharing needs: the adults of its side, of a house together all of them."""
    return frozenset(
        each.person
        for each in people
        if each.role is Role.ADULT and (side is Side.BOTH or each.side is side)
    )


def children_asked(people: Iterable[Concerned], side: Side, now: datetime) -> frozenset[UUID]:
    """Return which children are asked themselves. In a house apart none is: it would have to choose."""
    if side is not Side.BOTH:
        return frozenset()
    return frozenset(
        each.person
        for each in people
        if each.role is Role.CHILD and decides(each.born_year, now) is not Decides.PARENTS
    )


def consented(
    people: Iterable[Concerned], side: Side, said: Mapping[UUID, bool], now: datetime
) -> Consented:
    """Return what the answers open; ``said`` is the latest yes or no of each who gave one.

    Of a house apart a child's own things are never shared: they are of both sides.
    """
    here = tuple(people)
    adults, asked = grown_ups(here, side), children_asked(here, side, now)
    children = frozenset(each.person for each in here if each.role is Role.CHILD)
    house = bool(adults) and all(said.get(each, False) for each in adults)
    withheld = {each for each in asked if not said.get(each, False)}
    if side is not Side.BOTH:
        withheld |= children
    alone = {
        each.person
        for each in here
        if each.person in asked
        and not each.left
        and decides(each.born_year, now) is Decides.SELF
        and said.get(each.person, False)
    }
    return Consented(house=house, withheld=frozenset(withheld), alone=frozenset(alone))


def in_force(
    *, made_at: datetime, until: datetime, ended_at: datetime | None, now: datetime
) -> bool:
    """Say whether a sharing stands: not ended, and its last moment has not come.

    A moment before it was made is a clock that was wrong: then nothing is shared.
    """
    return ended_at is None and made_at <= now < until
