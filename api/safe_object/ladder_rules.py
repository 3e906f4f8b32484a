"""Which ladder holds for a ward, and who may be on one. Values only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from api.core.errors import Invalid
from api.people.policy import (
    Audience,
    Item,
    Ring,
    Role,
    Side,
    Verb,
    Viewer,
    is_away,
    may,
    sees_member,
)
from api.safe_object.rules import Order, Place
from i18n.marking import N_

SECOND_AFTER: Final = timedelta(minutes=5)
OTHERS_AFTER: Final = timedelta(minutes=15)
CARD_AFTER: Final = timedelta(minutes=30)
LATEST: Final = 120
NOBODY: Final = N_("Kies wie er als eerste komt.")
TWICE: Final = N_("Iemand staat er 2 keer op. Kies iedereen 1 keer.")
SOMEBODY_ELSE: Final = N_("Kies iemand anders. Deze persoon kan hier niet op.")
NOT_TOGETHER: Final = N_("Deze mensen kennen elkaar hier niet. Kies anderen.")
IN_ORDER: Final = N_("De tijden kloppen niet. De eerste hoort het meteen, de rest later.")
GROWN_UPS: Final = frozenset({Role.ADULT, Role.CIRCLE})


def signal_item(
    ward: Viewer, at: datetime, responders: Iterable[UUID], *, is_over: bool = False
) -> Item:
    """Return a signal as the policy sees it: the ward's own, for who was told and who watches over it."""
    return Item(
        kind="signal_history" if is_over else "signal_now",
        household=ward.household,
        author=ward.person,
        ward=ward.person,
        side=ward.side,
        audience=Audience.CHOSEN,
        chosen=frozenset(responders),
        shared_at=at,
    )


def ladder_item(ward: Viewer, reader: Viewer) -> Item:
    """Return a ladder as the policy sees it: the ward's own, and about now, not about then."""
    return Item(
        kind="ladder",
        household=ward.household,
        author=ward.person,
        ward=ward.person,
        side=ward.side,
        shared_at=max(reader.joined_at, reader.wards.get(ward.person, reader.joined_at)),
    )


def default_order(ward: Viewer, people: Sequence[Viewer], *, apart: bool) -> Order:
    """Nobody agreed on a ladder yet: the safety people, then who knows all worries and is no household.

    In a house apart, of the others only who is of both sides: who is of one would read who is of the other.
    """
    places = []
    for number, after in ((1, timedelta(0)), (2, SECOND_AFTER)):
        found = (each.person for each in people if _watches(each, ward, place=number))
        places.append(Place(tuple(found), after))
    others = (
        each.person
        for each in people
        if each.role is Role.CIRCLE
        and each.ring is Ring.ALL
        and ward.person not in each.wards
        and (each.side is Side.BOTH or not apart)
    )
    last = tuple(sorted(ward.safety_people))
    return Order((*places, Place(tuple(others), OTHERS_AFTER)), CARD_AFTER, last)


def may_answer(
    someone: Viewer, ward: Viewer, came_at: datetime, now: datetime, *, agreed: Iterable[UUID]
) -> bool:
    """Say whether somebody may be told of this signal and answer it.

    Never a child, never whom the ward may fear or who fears it, never who is away; an adult of the
    house only when ward and safety person put them on the ladder (`agreed`). In a house apart somebody
    of one side comes for a child of both: they speak for themselves, and read no words of the other side.
    """
    item = replace(signal_item(ward, came_at, {someone.person}), side=someone.side)
    return (
        someone.person != ward.person
        and someone.role in GROWN_UPS
        and (someone.role is not Role.ADULT or someone.person in agreed)
        and someone.person not in ward.fears
        and ward.person not in someone.fears
        and someone.side.meets(ward.side)
        and not is_away(someone, now)
        and may(replace(someone, quiet=False), Verb.WRITE, item)
    )


def _watches(someone: Viewer, ward: Viewer, *, place: int) -> bool:
    is_second = ward.person in someone.second_for
    return ward.person in someone.wards and is_second == (place != 1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Somebody on a ladder that is proposed, and after how many minutes they are told."""

    person: UUID
    after: int


def may_keep_ladder(by: Viewer, ward: Viewer) -> bool:
    """The safety people of a ward and the chair, never somebody of the house; a ward keeps its own.

    Who lives there would read who comes when something is wrong at home.
    """
    item = ladder_item(ward, by)
    mine = by.person == ward.person
    return may(by, Verb.WRITE, item) and (mine or by.role is Role.CIRCLE) and by.role in GROWN_UPS


def may_be_on(someone: Viewer, ward: Viewer) -> bool:
    """Say whether somebody may come for this ward: a grown-up who is no one to fear, either way."""
    return (
        someone.person != ward.person
        and someone.role in GROWN_UPS
        and someone.ring is not Ring.NONE
        and someone.ended_at is None
        and someone.person not in ward.fears
        and ward.person not in someone.fears
        and someone.side.meets(ward.side)
    )


def may_agree(by: Viewer, ward: Viewer) -> bool:
    """The ward itself says whether somebody of its house may come."""
    return by.person == ward.person and not by.quiet


def may_confirm(by: Viewer, ward: Viewer, first: Viewer, *, adults: bool) -> bool:
    """A second person from outside the house; with somebody of the house on it, one is a safety person."""
    return (
        by.person not in {first.person, ward.person}
        and by.role is Role.CIRCLE
        and may_keep_ladder(by, ward)
        and (not adults or ward.person in by.wards or ward.person in first.wards)
    )


def has_adults(people: Iterable[Viewer]) -> bool:
    """Say whether somebody of the house is among them."""
    return any(each.role is Role.ADULT for each in people)


def check_ladder(
    ward: Viewer, by: Viewer, people: Sequence[Viewer], wanted: Sequence[Wanted], card_after: int
) -> None:
    """Raise Invalid, with the field, for a ladder that cannot be.

    All on it may know each other: who goes reads who went before.
    """
    known = {each.person: each for each in people}
    on_it = [known[each.person] for each in wanted if each.person in known]
    minutes = [each.after for each in wanted]
    if not wanted:
        raise Invalid(NOBODY, field="person-1")
    if len(set(wanted_people := [each.person for each in wanted])) < len(wanted_people):
        raise Invalid(TWICE, field="person-1")
    if len(on_it) < len(wanted) or not all(
        may_be_on(each, ward) and sees_member(by, each) for each in on_it
    ):
        raise Invalid(SOMEBODY_ELSE, field="person-1")
    if not all(sees_member(one, other) for one in on_it for other in on_it):
        raise Invalid(NOT_TOGETHER, field="person-1")
    if minutes[0] != 0 or minutes != sorted(minutes) or not minutes[-1] <= card_after <= LATEST:
        raise Invalid(IN_ORDER, field="card")
