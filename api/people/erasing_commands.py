"""``huisboek person erase``: erase one person three days from now, for who cannot ask it themselves.

Who takes part asks it on their own page. Here it is for a child, by two people who are named, and for
who takes part no longer. ``huisboek keys person`` gives people of before a key of their own.
"""

import argparse
from collections.abc import Mapping
from contextlib import closing
from typing import TYPE_CHECKING
from uuid import UUID

from api.core.errors import NotHere
from api.people.finding_commands import find_one, open_house
from i18n.terminal import pgettext

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from api.core.house import House

    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 (it has no public name)


def register(groups: Mapping[str, "Words"]) -> None:
    """Add these words to `huisboek person` and `huisboek keys`."""
    tells = pgettext("beheer", "Wis wat van 1 mens is, over 3 dagen.")
    word = groups["person"].add_parser("erase", help=tells, description=tells)
    word.add_argument("--household", type=UUID, required=True)
    word.add_argument("--person", required=True, help=pgettext("beheer", "Naam of id."))
    two = pgettext("beheer", "Voor een kind: wie dit vragen. Noem 2 mensen.")
    word.add_argument("--by-two", nargs=2, default=(), help=two)
    said = pgettext("beheer", "Vanaf 12 jaar: het kind zei zelf ja tegen deze 2 mensen.")
    word.add_argument("--child-says-yes", action="store_true", help=said)
    word.add_argument(
        "--back", action="store_true", help=pgettext("beheer", "Wis toch niets, binnen 3 dagen.")
    )
    word.add_argument(
        "--yes", action="store_true", help=pgettext("beheer", "Ja, ik weet het zeker.")
    )
    word.set_defaults(do=_erase)
    tells = pgettext("beheer", "Geef iedereen een eigen sleutel, ook wie er al was.")
    own = groups["keys"].add_parser("person", help=tells, description=tells)
    own.set_defaults(do=_keys)


def tell_of_restored(house: "House") -> None:
    """Erase anew whom a backup has back, and say what it may have undone besides. Start no worker before."""
    from api.people.erasing.again import after_restore

    found = after_restore(house, house.clock.now())
    if found.known_until is not None:
        day = f"{found.known_until:%d-%m-%Y %H:%M} UTC"
        print(pgettext("beheer", "De gegevens gaan tot %(day)s.", day=day))
    for count, said in (
        (found.erased, pgettext("beheer", "Zoveel waren gewist. Ze zijn opnieuw gewist:")),
        (found.waits, pgettext("beheer", "Zoveel zouden nu gewist worden. Dat wacht 3 dagen:")),
    ):
        if count:
            print(said, count)
    print(pgettext("beheer", "Wie gewist is na de backup van de sleutels, staat er weer."))
    print(pgettext("beheer", "Dat weet alleen jij. Wis die mensen en huizen opnieuw."))


def _erase(chosen: argparse.Namespace) -> int:
    from api.people.erasing import actions

    if not (chosen.yes or chosen.back):
        print(pgettext("beheer", "Dit wist wat van 1 mens is. Je krijgt het niet terug."))
        print(
            pgettext("beheer", "Ook wat anderen onder een stukje van die mens schreven, gaat weg.")
        )
        print(pgettext("beheer", "Weet je het zeker? Zet er dan --yes bij."))
        return 1
    with closing(open_house()) as house:
        now = house.clock.now()
        with house.db.writing(chosen.household, by=None, now=now) as session:
            person = _find(session, chosen.household, chosen.person)
            if chosen.back:
                actions.take_back(session, person=person, now=now)
                print(pgettext("beheer", "Alles blijft staan."))
                return 0
            two = [find_one(session, chosen.household, name) for name in chosen.by_two]
            says = chosen.child_says_yes
            at = actions.ask_for(session, person=person, two=two, now=now, child_says=says)
    print(pgettext("beheer", "De worker wist dit op %(until)s.", until=f"{at:%d-%m-%Y %H:%M} UTC"))
    return 0


def _find(session: "Session", household: UUID, name: str) -> UUID:
    """Return who has this name or id; who takes part no longer is found by id alone."""
    from api.people.model import Person
    from api.people.queries import UNKNOWN

    try:
        row = session.get(Person, UUID(name))
    except ValueError:
        return find_one(session, household, name)
    if row is None or row.household_id != household:
        raise NotHere(UNKNOWN)
    return row.id


def _keys(_chosen: argparse.Namespace) -> None:
    from sqlalchemy import select

    from api.core.db import EVERYWHERE
    from api.people.model import Person

    with closing(open_house()) as house:
        with house.db.reading(EVERYWHERE) as session:
            here = select(Person.household_id, Person.id).filter_by(ended_at=None)
            people = session.execute(here).all()
        made = [house.vault.make_own_key(home, person) for home, person in people]
    count = sum(each is not None for each in made)
    print(pgettext("beheer", "Zoveel mensen hebben een eigen sleutel: %(count)s", count=count))
