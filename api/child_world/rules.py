"""Whom a child may ask, whom it may want as safety person, who confirms that. Values in, values out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from api.people.policy import Audience, Item, Ring, Role, Viewer, is_away, sees_member
from api.people.rules import PICTURES
from i18n.dates import AMSTERDAM
from i18n.marking import N_

FACES: Final = PICTURES
# After so long without an answer a child is told that it may ask somebody else as well.
WAITED_LONG: Final = timedelta(days=1)
SOMEBODY_HERE: Final = N_("Kies iemand van de lijst.")
CHOOSE: Final = N_("Kies een plaatje.")
CHOOSE_WHEN: Final = N_("Kies wanneer jullie praten.")
NOT_ANY_MORE: Final = N_("Dit is al klaar. Je hoeft niets te doen.")


class Colour(StrEnum):
    """The calm colours of a child's own pages: each at least 7 to 1, in the light and in the dark."""

    TEAL = "teal"
    SKY = "sky"
    MOSS = "moss"
    PLUM = "plum"
    CLAY = "clay"
    SLATE = "slate"


class Says(StrEnum):
    """What somebody answers a child who wants to talk; with the last one it is over."""

    CALLS = "calls"
    COMES = "comes"
    LATER = "later"
    TALKED = "talked"


class Later(StrEnum):
    """When they talk."""

    TODAY = "today"
    TOMORROW = "tomorrow"
    SOON = "soon"


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to a child; only "later" says when."""

    says: Says
    later: Later | None = None

    def day(self, now: datetime) -> date | None:
        """Return the day that was promised, of the house's own calendar."""
        today = now.astimezone(AMSTERDAM).date()
        days = {Later.TODAY: 0, Later.TOMORROW: 1}
        return today + timedelta(days[self.later]) if self.later in days else None


def talk_item(child: Viewer, asked: UUID, at: datetime) -> Item:
    """Return that a child wants to talk as the policy sees it: for the one it asked, and nobody else."""
    return _own(child, "talk_wish", frozenset({asked}), at)


def person_item(child: Viewer, who: Iterable[UUID], at: datetime) -> Item:
    """Return whom a child wants as safety person as the policy sees it."""
    return _own(child, "person_wish", frozenset(who), at)


def look_item(child: Viewer, at: datetime) -> Item:
    """Return a child's own colour and face as the policy sees them."""
    return _own(child, "own_look", frozenset(), at, audience=Audience.SELF)


def may_be_asked(someone: Viewer, child: Viewer, now: datetime) -> bool:
    """Say whether a child may ask for this one: of the circle, no one to fear, and here."""
    return (
        someone.role is Role.CIRCLE
        and someone.ended_at is None
        and (someone.ring is Ring.ALL or child.person in someone.wards)
        and someone.person not in child.fears
        and child.person not in someone.fears
        and someone.side.meets(child.side)
        and not is_away(someone, now)
    )


def offered(child: Viewer, people: Sequence[Viewer], now: datetime) -> tuple[UUID, ...]:
    """Return whom a child is offered: its safety people first, then the others of the circle.

    Nobody may read from the list that they are feared, over a shoulder or on the phone of another
    child. So nobody of the house is ever on it; and where a child of this house may fear somebody of
    the circle, no child here is offered anybody but its own safety people.
    """
    fit = [each for each in people if may_be_asked(each, child, now)]
    first = [each.person for each in fit if _watches(each, child, second=False)]
    second = [each.person for each in fit if _watches(each, child, second=True)]
    mine = [] if child.quiet else [*first, *(each for each in second if each not in first)]
    if _some_child_fears_the_circle(people):
        return tuple(mine)
    return (*mine, *(each.person for each in fit if each.person not in mine))


def was_offered(
    child: Viewer, asked: Viewer, people: Sequence[Viewer], now: datetime, *, late: bool
) -> bool:
    """Say whether a child was offered this one before they went away or left: it chose without a net.

    What comes `late`, from a phone that was without a net, may be older than a fear: a wish that is
    refused stays on the phone and would tell of it. Whom a child may fear sees nothing of it.
    """
    before = replace(asked, ended_at=None, absences=())
    others = [each for each in people if each.person != asked.person]
    if late:
        child, before, *others = (_without_fear(each) for each in (child, before, *others))
    return asked.person in offered(child, [*others, before], now)


def _without_fear(someone: Viewer) -> Viewer:
    return replace(someone, fears=frozenset(), feared_by=frozenset())


def is_silent(asked: Viewer, *, at: datetime, answered: bool, now: datetime) -> bool:
    """Say whether a child waits in vain: who it asked is not here, or said nothing for a day.

    Whom a child may fear is silent as everybody: after a day, and without a reason.
    """
    return is_gone(asked, now) or (not answered and now - at >= WAITED_LONG)


def is_gone(someone: Viewer, now: datetime) -> bool:
    """Say whether somebody left, or is away at this moment."""
    return someone.ended_at is not None or is_away(someone, now)


def wishable(child: Viewer, people: Sequence[Viewer], now: datetime) -> tuple[UUID, ...]:
    """Return whom a child may want as its safety person: not who is so already, as the first."""
    first = set() if child.quiet else set(first_of(child, people))
    return tuple(each for each in offered(child, people, now) if each not in first)


def first_of(child: Viewer, people: Iterable[Viewer]) -> tuple[UUID, ...]:
    """Return who is the first safety person of a child, if there is one."""
    return tuple(each.person for each in people if _watches(each, child, second=False))


def confirmers(
    child: Viewer, wished: Viewer, people: Sequence[Viewer], now: datetime
) -> frozenset[UUID]:
    """Return who may say that they spoke with the child: one from outside the house whom it does not fear.

    Who chairs or keeps the plan, else the other safety person. Never who is wished for, and never
    whose place it is: they hear it afterwards.
    """
    taken = {wished.person, *first_of(child, people)}
    fit = [
        each
        for each in people
        if each.person not in taken
        and may_be_asked(each, child, now)
        and each.ring is Ring.ALL
        and sees_member(each, wished)
    ]
    lead = frozenset(each.person for each in fit if each.duties)
    return lead or frozenset(each.person for each in fit if child.person in each.wards)


def _own(
    child: Viewer,
    kind: str,
    who: frozenset[UUID],
    at: datetime,
    *,
    audience: Audience = Audience.CHOSEN,
) -> Item:
    return Item(
        kind=kind,
        household=child.household,
        author=child.person,
        ward=child.person,
        side=child.side,
        audience=audience,
        chosen=who,
        shared_at=at,
    )


def _watches(someone: Viewer, child: Viewer, *, second: bool) -> bool:
    return child.person in someone.wards and (child.person in someone.second_for) is second


def _some_child_fears_the_circle(people: Iterable[Viewer]) -> bool:
    known = list(people)
    circle = {each.person for each in known if each.role is Role.CIRCLE and each.ring is Ring.ALL}
    return any(each.role is Role.CHILD and not circle.isdisjoint(each.fears) for each in known)
