"""Which ladder holds for a ward, and who may be on one. Values only."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from api.people.policy import Audience, Item, Ring, Role, Side, Verb, Viewer, is_away, may
from api.safe_object.rules import Order, Place

SECOND_AFTER: Final = timedelta(minutes=5)
OTHERS_AFTER: Final = timedelta(minutes=15)
CARD_AFTER: Final = timedelta(minutes=30)
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
    return Order((*places, Place(tuple(others), OTHERS_AFTER)), CARD_AFTER)


def may_answer(
    someone: Viewer, ward: Viewer, came_at: datetime, now: datetime, *, agreed: Iterable[UUID]
) -> bool:
    """Say whether somebody may be told of this signal and answer it.

    Never a child, never whom the ward may fear or who fears it, never who is away; an adult of the
    house only when ward and safety person put them on the ladder (`agreed`).
    """
    item = signal_item(ward, came_at, {someone.person})
    return (
        someone.person != ward.person
        and someone.role in GROWN_UPS
        and (someone.role is not Role.ADULT or someone.person in agreed)
        and someone.person not in ward.fears
        and ward.person not in someone.fears
        and not is_away(someone, now)
        and may(replace(someone, quiet=False), Verb.WRITE, item)
    )


def _watches(someone: Viewer, ward: Viewer, *, place: int) -> bool:
    is_second = ward.person in someone.second_for
    return ward.person in someone.wards and is_second == (place != 1)
