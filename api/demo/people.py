"""Lets the people of the demo live in invented households, and finds them back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.house import House
from api.core.vault import Box
from api.demo import almanac
from api.demo.cast import CAST, DEMO_HANDLES, HOUSEHOLDS, READS_ALONG
from api.demo.circle import say_where_they_live
from api.demo.numbers import list_numbers
from api.people.actions import (
    add_person,
    add_shield,
    give_duty,
    link_safety_person,
    open_household,
)
from api.people.model import Household, Person
from api.people.policy import Duty
from api.people.professionals.model import Seat

KEEPERS: Final = (
    ("noor", "els", 1),
    ("noor", "ben", 2),
    ("sam", "ben", 1),
    ("fem", "ria", 1),
    ("bo", "joke", 1),
)
FEARED: Final = (("noor", "mark"), ("sam", "mark"))
DUTIES: Final = (("tim", Duty.CHAIR), ("ria", Duty.PLAN_HOLDER), ("joke", Duty.PLAN_HOLDER))
BIRTHDAYS: Final = {"noor": "noor", "sam": "sam", "els": "els"}


def settle(house: House, mode: str, *, then: datetime, today: date) -> Mapping[str, UUID]:
    """Open one of the households; everybody came in at the same time."""
    lived = "apart" if mode == "apart" else "together"
    home = open_household(house, name=HOUSEHOLDS[mode], mode=lived, now=then)
    with house.db.writing(home, by=None, now=then) as session:
        people = {
            handle: _add(session, home, handle, then=then, today=today)
            for handle, cast in CAST.items()
            if cast.mode == mode
        }
        _tie(session, people, then)
        list_numbers(session, people, then)
        say_where_they_live(session, people, then)
    return people


def demo_people(session: Session) -> Mapping[str, UUID]:
    """Return the people of the demo by their handle; empty when there is no demo here.

    The session must reach every household. A household is known by its name alone, so a real one
    beside the demo is not looked into any further.
    """
    found: dict[str, UUID] = {}
    homes: list[UUID] = []
    for home in session.scalars(select(Household).order_by(Household.opened_at)):
        box = Box.of(session, home.id)
        if box.open_json("households", "body", home.id, home.body)["name"] in HOUSEHOLDS.values():
            homes.append(home.id)
            for person in session.scalars(select(Person).filter_by(household_id=home.id)):
                body = box.open_json("people", "body", person.id, person.body)
                found.setdefault(str(body["name"]).lower(), person.id)
    # The demo has one professional. Its houses know her too, as people who never come in themselves.
    account = select(Seat.account_id).where(Seat.household_id.in_(homes)).order_by(Seat.taken_at)
    reads_along = session.scalars(account.where(Seat.account_id.is_not(None))).first()
    found.pop(READS_ALONG, None)
    if reads_along is not None:
        found[READS_ALONG] = reads_along
    return {handle: found[handle] for handle in DEMO_HANDLES if handle in found}


def _add(session: Session, home: UUID, handle: str, *, then: datetime, today: date) -> UUID:
    cast = CAST[handle]
    return add_person(
        session,
        household=home,
        role=cast.role,
        name=cast.name,
        called=cast.called,
        face=cast.face,
        side=cast.side,
        ring=cast.ring,
        generation=cast.generation,
        born_year=_born(handle, today),
        now=then,
    )


def _born(handle: str, today: date) -> int | None:
    turned = CAST[handle].turned
    if turned is None:
        return None
    if handle not in BIRTHDAYS:
        return today.year - turned
    return almanac.feast(BIRTHDAYS[handle], almanac.window(today)).year - turned


def _tie(session: Session, people: Mapping[str, UUID], then: datetime) -> None:
    """Say who is whose safety person, who is feared, who leads the evenings and keeps the plan."""
    for ward, keeper, place in KEEPERS:
        if ward in people:
            link_safety_person(
                session, ward=people[ward], person=people[keeper], place=place, now=then
            )
    for ward, feared in FEARED:
        if ward in people:
            add_shield(session, ward=people[ward], feared=people[feared], now=then)
    for handle, duty in DUTIES:
        if handle in people:
            give_duty(session, person=people[handle], kind=duty, now=then)
