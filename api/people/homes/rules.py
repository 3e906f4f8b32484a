"""Rules of homes, rings, abilities and contact told. Values in, values out."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from api.core.errors import Invalid
from api.core.text import tidy
from api.people.policy import Item, Ring, Role, Side, Verb, Viewer, may
from i18n.marking import N_

LONGEST_NAME: Final = 40
MOST_HOMES: Final = 8
QUIET_DAYS: Final = 14
OLDEST_CONTACT: Final = timedelta(days=366)
FROM_OUTSIDE_IN: Final = (Ring.NONE, Ring.PART, Ring.ALL)

NO_NAME: Final = N_("Geef het huis een naam.")
TOO_LONG: Final = N_("Deze naam is te lang. Maak hem korter.")
ONE_SIDE: Final = N_("Kies van welke kant dit huis is.")
NO_SIDES: Final = N_("Een kant kiezen kan hier niet.")
FUTURE: Final = N_("Deze dag komt nog. Kies vandaag of een dag ervoor.")
TOO_OLD: Final = N_("Dit is te lang geleden. Kies een dag van dit jaar.")
NO_DAY: Final = N_("Deze dag kennen we niet. Kies de dag opnieuw.")
FROM_THE_LIST: Final = N_("Kies een van de antwoorden.")
FIRST_THE_TASK: Final = N_("Geef de taak van deze persoon eerst aan iemand anders.")
FROM_OUTSIDE: Final = N_("Dit kan alleen iemand van buiten jullie huis.")
FIRST_ANOTHER: Final = N_("Deze persoon is iemands veilige persoon. Kies eerst een ander.")


class Can(StrEnum):
    """What somebody of the circle can do; they say it of themselves."""

    NEAR = "near"
    NIGHT_PHONE = "night_phone"
    CAR = "car"
    MEAL = "meal"
    NIGHT = "night"


def home_item(household: UUID, side: Side, reader: Viewer) -> Item:
    """Return a home as the policy sees it: nobody says it, and it is about now, not about then.

    Its author is the household, so that it does not vanish for whom its maker may fear.
    """
    return Item(
        kind="home", household=household, author=household, side=side, shared_at=reader.joined_at
    )


def sees_home(reader: Viewer, household: UUID, side: Side) -> bool:
    """Each side sees its own homes. One of both sides, from when they lived together, shows on none."""
    return may(reader, Verb.SEE, home_item(household, side, reader)) and reader.side.holds(side)


def check_name(typed: str) -> str:
    """Return the name of a home; raises Invalid."""
    name = " ".join(tidy(typed).split())
    if not name:
        raise Invalid(NO_NAME, field="name")
    if len(name) > LONGEST_NAME:
        raise Invalid(TOO_LONG, field="name")
    return name


def check_side(side: Side, *, apart: bool) -> None:
    """A home apart is of one side: one that both know would tell each of the other. Raises Invalid."""
    if apart and side is Side.BOTH:
        raise Invalid(ONE_SIDE, field="side")
    if not apart and side is not Side.BOTH:
        raise Invalid(NO_SIDES, field="side")


def can_live_in(person_side: Side, role: Role, side: Side) -> bool:
    """People of the house live there, never anybody of the other side."""
    return role in {Role.CHILD, Role.ADULT, Role.CIRCLE} and person_side in {Side.BOTH, side}


def goes_inward(now: Ring, wanted: Ring) -> bool:
    """Say whether somebody would be told more than now."""
    return FROM_OUTSIDE_IN.index(wanted) > FROM_OUTSIDE_IN.index(now)


def may_place(by: Viewer, person: Viewer) -> bool:
    """The chair and the plan holder place people of the circle, themselves never."""
    item = Item(
        kind="member",
        household=person.household,
        author=person.household,
        side=person.side,
        shared_at=by.joined_at,
    )
    return (
        may(by, Verb.WRITE, item)
        and person.ended_at is None
        and person.role is Role.CIRCLE
        and person.person != by.person
    )


def check_outward(by: Viewer, person: Viewer, wanted: Ring) -> None:
    """Nobody alone takes a chair or a child's safety person away by telling them less. Raises Invalid.

    And nobody of the household takes a helper away alone, whatever their task.
    """
    if by.role is Role.ADULT:
        raise Invalid(FROM_OUTSIDE, field="ring")
    if person.duties and wanted is not Ring.ALL:
        raise Invalid(FIRST_THE_TASK, field="ring")
    if person.wards and wanted is Ring.NONE:
        raise Invalid(FIRST_ANOTHER, field="ring")


def may_consent(by: Viewer, person: Viewer, asked_by: UUID, *, apart: bool) -> bool:
    """An adult of the house says yes, for people of exactly their own side.

    Apart nobody of the house does so for who is of both sides: the other side would see that
    somebody said yes, and so that somebody is there. There the circle of both sides does.
    """
    role = Role.CIRCLE if apart and person.side is Side.BOTH else Role.ADULT
    return (
        by.household == person.household
        and by.ended_at is None
        and by.ring is Ring.ALL
        and by.role is role
        and by.side is person.side
        and by.person not in {asked_by, person.person}
    )


def check_contact_day(day: date, today: date) -> date:
    """Return the day; raises Invalid for one that is still to come, or too long ago."""
    if day > today:
        raise Invalid(FUTURE, field="day")
    if day < today - OLDEST_CONTACT:
        raise Invalid(TOO_OLD, field="day")
    return day


def contact_item(ward: UUID, person: Viewer, told_at: datetime) -> Item:
    """Return a contact told as the policy sees it: the ward's own, said by its safety person."""
    return Item(
        kind="contact",
        household=person.household,
        author=person.person,
        ward=ward,
        side=person.side,
        shared_at=told_at,
    )


def may_know_contact(reader: Viewer, item: Item) -> bool:
    """Never a parent, also not one who chairs: only a child's own people know who saw it when."""
    mine = reader.person in {item.ward, item.author}
    return may(reader, Verb.SEE, item) and (mine or reader.role is not Role.ADULT)


def is_quiet(days: Collection[date], since: date, today: date) -> bool:
    """Say whether a safety person told nothing for two weeks; not before the link is that old."""
    return (today - max((*days, since))).days >= QUIET_DAYS
