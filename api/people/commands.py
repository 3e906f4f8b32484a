"""``huisboek household open`` and ``person invite``: how the first people come into a house.

A link is shown once, on the terminal of whoever asked. It stands nowhere else.
"""

import argparse
from collections.abc import Mapping
from contextlib import closing
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from api.core.errors import Invalid
from api.people.rules import INVITATION_HOURS
from i18n.marking import N_

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from api.core.house import House

    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 (it has no public name)

NOBODY = N_("In dit huis heet niemand %(name)s.")
SEVERAL = N_("In dit huis heten er meer %(name)s. Geef de id.")


def register(groups: Mapping[str, "Words"]) -> None:
    """Add the words of this room to the command line."""
    opening = groups["household"].add_parser("open", help="open een huishouden")
    opening.add_argument("--name", required=True)
    opening.add_argument("--mode", choices=("together", "apart"), required=True)
    opening.set_defaults(do=_open_household)
    inviting = groups["person"].add_parser("invite", help="nodig iemand uit met een link")
    inviting.add_argument("--household", type=UUID, required=True)
    inviting.add_argument("--name", required=True)
    roles = ("child", "adult", "circle", "professional")
    inviting.add_argument("--role", choices=roles, required=True)
    inviting.add_argument("--called", default="", help="hoe het kind diegene noemt: oma Els")
    inviting.add_argument("--side", choices=("a", "b", "both"), default="both")
    inviting.add_argument("--ring", choices=("all", "part"), default="all")
    inviting.add_argument("--generation", type=int, choices=(1, 2, 3), help="1 is de oudste")
    inviting.add_argument("--born", type=int, help="geboortejaar van een kind")
    inviting.add_argument("--safety-of", help="naam of id van wie diegene de veilige persoon is")
    inviting.add_argument("--chair", action="store_true", help="zit het netwerkberaad voor")
    inviting.set_defaults(do=_invite)


def invite_person(house: "House", chosen: argparse.Namespace, now: datetime) -> str:
    """Return the link for someone, who is added first unless somebody of that name is here."""
    from api.people import actions, entering, queries

    with house.db.writing(chosen.household, by=None, now=now) as session:
        queries.household_name(session, chosen.household)
        person = _find(session, chosen.household, chosen.name) or _add(session, chosen, now)
        if chosen.safety_of:
            ward = _find(session, chosen.household, chosen.safety_of)
            if ward is None:
                raise Invalid(NOBODY, values={"name": chosen.safety_of})
            place = 1 + len(queries.safety_people(session, ward))
            actions.link_safety_person(session, ward=ward, person=person, place=place, now=now)
        if chosen.chair:
            actions.give_duty(session, person=person, kind="chair", now=now)
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


def _find(session: "Session", household: UUID, name: str) -> UUID | None:
    """Return who has this id or, when only one does, this name."""
    from api.people import queries

    here = [each.person for each in queries.viewers(session, household)]
    found = [
        person
        for person in here
        if str(person) == name
        or queries.oneself(session, person).name.casefold() == name.casefold()
    ]
    if len(found) > 1:
        raise Invalid(SEVERAL, values={"name": name})
    return found[0] if found else None


def _open_household(chosen: argparse.Namespace) -> None:
    from api.people.actions import open_household

    with closing(_house()) as house:
        print(open_household(house, name=chosen.name, mode=chosen.mode, now=house.clock.now()))


def _invite(chosen: argparse.Namespace) -> None:
    with closing(_house()) as house:
        print(invite_person(house, chosen, house.clock.now()))
    print(f"Deze link werkt 1 keer, en {INVITATION_HOURS} uur lang. Geef hem zelf aan diegene.")


def _house() -> "House":
    from api.core.house import House
    from api.core.settings import Settings

    house = House.open(Settings.from_environment())
    house.ready()
    return house
