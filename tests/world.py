"""A small world that many tests share: one household together, one apart, and the people in them.

`sign_in_client` really signs somebody in, through the database, as the demo does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update
from sqlalchemy.orm import Session

from api.core.db import EVERYWHERE
from api.core.house import House
from api.core.http import KEY
from api.people.actions import (
    add_person,
    add_shield,
    end_safety_link,
    give_duty,
    link_safety_person,
    open_household,
)
from api.people.devices import ThisDevice
from api.people.entering import enter
from api.people.model import SignIn
from api.people.policy import Ring, Role, Side
from tests.houses import NOW, Furnished
from tests.professionals import account_of

JOINED = timedelta(days=60)


@dataclass(frozen=True)
class World:
    """The ids of everybody. Mark is on Noor's shield list; Lotte and Daan do not know each other here."""

    household: UUID
    noor: UUID
    sara: UUID
    mark: UUID
    els: UUID
    ben: UUID
    tim: UUID
    kees: UUID
    amina: UUID
    apart: UUID
    lotte: UUID
    daan: UUID
    fem: UUID
    ria: UUID


def build_world(house: House, now: datetime) -> World:
    """Fill an empty house; everybody joined 60 days before ``now``."""
    then = now - JOINED
    household = open_household(house, name="Huis van Noor", mode="together", now=then)
    apart = open_household(house, name="Huis van Fem", mode="apart", now=then)
    with house.db.writing(household, by=None, now=then) as session:
        ours = _together(session, household, now, then)
    with house.db.writing(apart, by=None, now=then) as session:
        theirs = _apart(session, apart, now, then)
    return World(household=household, apart=apart, **ours, **theirs)


def sign_in_client(app: Flask, person: UUID) -> FlaskClient:
    """A client that is signed in as this person, on a device of its own; a professional by their account."""
    house: House = app.extensions[KEY]
    person = account_of(house, person)
    opened = enter(house, person=person, device=ThisDevice(token=None), now=house.clock.now())
    client = app.test_client()
    client.set_cookie("hb", opened.token)
    client.set_cookie("hbd", opened.device_token)
    return client


def prove_all(house: House) -> None:
    """Everybody who is in gave their code a moment ago: they see all that they may see."""
    now = house.clock.now()
    with house.db.writing(EVERYWHERE, by=None, now=now) as session:
        session.execute(update(SignIn).values(proved_at=now))


@pytest.fixture
def world(house: House, furnished: Furnished) -> World:
    """The two households in the house of this test."""
    assert house.clock.now() == NOW, (
        "in a house of another time build them: they joined 60 days ago"
    )
    return furnished.world


@pytest.fixture
def client_of(app: Flask) -> Callable[[UUID], FlaskClient]:
    """Sign somebody in: ``client_of(world.noor)``."""
    return lambda person: sign_in_client(app, person)


def _together(session: Session, home: UUID, now: datetime, then: datetime) -> dict[str, UUID]:
    def add(name: str, role: Role, **more: object) -> UUID:
        return add_person(session, household=home, role=role, name=name, now=then, **more)  # type: ignore[arg-type]

    people = {
        "noor": add("Noor", Role.CHILD, generation=3, born_year=now.year - 9, face="cat"),
        "sara": add("Sara", Role.ADULT, called="mama", face="sun"),
        "mark": add("Mark", Role.ADULT, called="papa", face="bike"),
        "els": add("Els", Role.CIRCLE, generation=1, called="oma Els", face="flower"),
        "ben": add("Ben", Role.CIRCLE, called="buurman Ben", face="dog"),
        "tim": add("Tim", Role.CIRCLE, called="oom Tim", face="boat"),
        "kees": add("Kees", Role.CIRCLE, ring=Ring.PART, face="ball"),
        "amina": add("Amina", Role.PROFESSIONAL, face="star"),
    }
    for place, keeper in enumerate(("els", "ben"), start=1):
        link_safety_person(
            session, ward=people["noor"], person=people[keeper], place=place, now=then
        )
    add_shield(session, ward=people["noor"], feared=people["mark"], now=then)
    give_duty(session, person=people["tim"], kind="chair", now=then)
    return people


def _apart(session: Session, home: UUID, now: datetime, then: datetime) -> dict[str, UUID]:
    def add(name: str, role: Role, **more: object) -> UUID:
        return add_person(session, household=home, role=role, name=name, now=then, **more)  # type: ignore[arg-type]

    people = {
        "fem": add("Fem", Role.CHILD, generation=3, born_year=now.year - 12, face="moon"),
        "lotte": add("Lotte", Role.ADULT, side=Side.A, face="tree"),
        "daan": add("Daan", Role.ADULT, side=Side.B, face="fish"),
        "ria": add("Ria", Role.CIRCLE, generation=1, called="oma Ria", face="apple"),
    }
    link_safety_person(session, ward=people["fem"], person=people["ria"], place=1, now=then)
    return people


def leave_noor_with_els(house: House, world: World) -> None:
    """Oom Ben is no safety person of Noor any more: oma Els is the only one."""
    now = house.clock.now()
    with house.db.writing(world.household, by=None, now=now) as session:
        end_safety_link(session, ward=world.noor, person=world.ben, now=now)
