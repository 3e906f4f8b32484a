"""``huisboek person invite``: how the first people come into a house.

A link is shown once, on the terminal of whoever asked. It stands nowhere else.
"""

import argparse
from collections.abc import Mapping
from contextlib import closing
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from api.people import erasing_commands, standing_commands
from api.people.apart import start_commands
from api.people.finding_commands import find_one, find_person, open_house
from api.people.organisation import commands as organisation_commands
from api.people.professionals import commands as professional_commands
from api.people.professionals import key_commands
from api.people.rules import INVITATION_HOURS, SAFETY_PEOPLE
from i18n.terminal import pgettext

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from api.core.house import House

    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 (it has no public name)


def register(groups: Mapping[str, "Words"]) -> None:
    """Add the words of this room to the command line."""
    start_commands.register(groups["household"])
    tells = pgettext("beheer", "Laat iemand binnen met een link.")
    _inviting(groups["person"].add_parser("invite", help=tells, description=tells))
    standing_commands.register(groups["person"])
    organisation_commands.register(groups)
    professional_commands.register(groups)
    key_commands.register(groups["feed-token"])
    erasing_commands.register(groups)


def _inviting(word: argparse.ArgumentParser) -> None:
    word.add_argument("--household", type=UUID, required=True)
    word.add_argument("--name", required=True)
    roles = ("child", "adult", "circle")
    word.add_argument("--role", choices=roles, required=True)
    called = pgettext("beheer", "Hoe het kind diegene noemt: oma Els.")
    word.add_argument("--called", default="", help=called)
    word.add_argument("--side", choices=("a", "b", "both"), default="both")
    word.add_argument("--ring", choices=standing_commands.RINGS, default="all")
    oldest = pgettext("beheer", "De oudste is 1.")
    word.add_argument("--generation", type=int, choices=(1, 2, 3), help=oldest)
    word.add_argument(
        "--born", type=int, help=pgettext("beheer", "In welk jaar een kind is geboren.")
    )
    ward = pgettext("beheer", "Naam of id: van wie is dit de veilige persoon?")
    word.add_argument("--safety-of", help=ward)
    word.add_argument("--duty", choices=standing_commands.DUTIES, action="append", default=[])
    word.set_defaults(do=_invite)


def invite_person(house: "House", chosen: argparse.Namespace, now: datetime) -> str:
    """Return the link for someone, who is added first unless somebody of that name is here.

    A first and a second safety person come in like this, by whoever sets up the house; from then on
    two people decide (``person safety``).
    """
    from api.people import actions, entering, queries

    with house.db.writing(chosen.household, by=None, now=now) as session:
        queries.household_name(session, chosen.household)
        person = find_person(session, chosen.household, chosen.name) or _add(session, chosen, now)
        if chosen.safety_of:
            ward = find_one(session, chosen.household, chosen.safety_of)
            place = queries.free_place(session, ward)
            actions.link_safety_person(session, ward=ward, person=person, place=place, now=now)
        for kind in chosen.duty:
            actions.give_duty(session, person=person, kind=kind, now=now)
        secret = entering.invite(session, person=person, now=now)
    return f"{house.settings.base_url}/kom#{secret}"


def _add(session: "Session", chosen: argparse.Namespace, now: datetime) -> UUID:
    from api.people import actions
    from api.people.policy import Ring, Role, Side

    role = Role(chosen.role)
    return actions.add_person(
        session,
        household=chosen.household,
        role=role,
        name=chosen.name,
        called=chosen.called,
        side=Side(chosen.side),
        ring=Ring(chosen.ring),
        generation=chosen.generation or (3 if role is Role.CHILD else 2),
        born_year=chosen.born,
        now=now,
    )


def _invite(chosen: argparse.Namespace) -> None:
    with closing(open_house()) as house:
        print(invite_person(house, chosen, house.clock.now()))
        if chosen.role == "child":
            print(_how_many(house, chosen))
    said = pgettext(
        "beheer",
        "Deze link werkt 1 keer, en %(hours)s uur lang. Geef hem zelf aan diegene.",
        hours=INVITATION_HOURS,
    )
    print(said)


def _how_many(house: "House", chosen: argparse.Namespace) -> str:
    """Say how many safety people a child has, beside how many it should have (security.md, 1)."""
    from api.people import queries

    with house.db.reading(chosen.household) as session:
        child = find_one(session, chosen.household, chosen.name)
        count = len(queries.safety_people(session, child))
    return pgettext(
        "beheer",
        "Een kind heeft %(wanted)s veilige personen. Nu zijn het er %(count)s.",
        wanted=SAFETY_PEOPLE,
        count=count,
    )
