"""``huisboek person change``, ``safety`` and ``shield``: how people of a house stand to each other.

Whoever keeps the machine types it; two people of the house and its circle decide it. They are named
each time, and the rule looks at both. Nothing of it is shown to the one who is feared.
"""

import argparse
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from api.people.finding_commands import find_one, open_house
from api.people.rules import check_approvers
from i18n.terminal import pgettext

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 (it has no public name)

RINGS = ("all", "part", "none")
DUTIES = ("chair", "plan_holder")


def register(words: "Words") -> None:
    """Add these words to `huisboek person`."""
    change = _word(words, "change", change_person, pgettext("beheer", "Verander een taak of ring."))
    change.add_argument("--name", required=True, help=_name_or_id())
    change.add_argument("--ring", choices=RINGS)
    change.add_argument("--duty", choices=DUTIES, action="append", default=[])
    change.add_argument("--end-duty", choices=DUTIES, action="append", default=[])
    tells = pgettext("beheer", "Kies wie de veilige persoon is van iemand.")
    safety = _word(words, "safety", change_safety, tells)
    safety.add_argument("--person", required=True, help=_name_or_id())
    tells = pgettext("beheer", "Zeg voor wie iemand bang kan zijn.")
    shield = _word(words, "shield", change_shield, tells)
    shield.add_argument("--feared", required=True, help=_name_or_id())
    for word in (safety, shield):
        word.add_argument("--ward", required=True, help=pgettext("beheer", "Om wie het gaat."))
        word.add_argument("--end", action="store_true", help=pgettext("beheer", "Haal het weg."))
        word.add_argument(
            "--approved-by",
            action="append",
            required=True,
            help=pgettext("beheer", "Wie dit goed vindt. Noem 2 mensen."),
        )


def change_person(session: "Session", chosen: argparse.Namespace, now: datetime) -> None:
    """Change what somebody is told, and give or take back a task."""
    from api.people import actions
    from api.people.policy import Ring

    person = find_one(session, chosen.household, chosen.name)
    if chosen.ring:
        actions.change_ring(session, person=person, ring=Ring(chosen.ring), now=now)
    for kind in chosen.duty:
        actions.give_duty(session, person=person, kind=kind, now=now)
    for kind in chosen.end_duty:
        actions.end_duty(session, person=person, kind=kind, now=now)


def change_safety(session: "Session", chosen: argparse.Namespace, now: datetime) -> None:
    """Link a safety person on the first free place, or end the link."""
    from api.people import actions, queries

    ward = find_one(session, chosen.household, chosen.ward)
    person = find_one(session, chosen.household, chosen.person)
    _must_be_approved(session, chosen, ward, feared=None)
    if chosen.end:
        actions.end_safety_link(session, ward=ward, person=person, now=now)
        return
    place = queries.free_place(session, ward)
    actions.link_safety_person(session, ward=ward, person=person, place=place, now=now)


def change_shield(session: "Session", chosen: argparse.Namespace, now: datetime) -> None:
    """Put somebody on the shield list of a ward, or take them off."""
    from api.people import actions

    ward = find_one(session, chosen.household, chosen.ward)
    feared = find_one(session, chosen.household, chosen.feared)
    _must_be_approved(session, chosen, ward, feared=feared)
    do = actions.end_shield if chosen.end else actions.add_shield
    do(session, ward=ward, feared=feared, now=now)


def _must_be_approved(
    session: "Session", chosen: argparse.Namespace, ward: UUID, feared: UUID | None
) -> None:
    from api.people import queries

    people = [find_one(session, chosen.household, name) for name in chosen.approved_by]
    approvers = [queries.viewer(session, person) for person in people]
    check_approvers(approvers, ward=ward, feared=feared)


def _word(
    words: "Words",
    name: str,
    do: Callable[["Session", argparse.Namespace, datetime], None],
    tells: str,
) -> argparse.ArgumentParser:
    word = words.add_parser(name, help=tells, description=tells)
    word.add_argument("--household", type=UUID, required=True)
    word.set_defaults(do=lambda chosen: _do(do, chosen))
    return word


def _do(
    action: Callable[["Session", argparse.Namespace, datetime], None], chosen: argparse.Namespace
) -> None:
    """One transaction: all of it, or nothing."""
    with closing(open_house()) as house:
        now = house.clock.now()
        with house.db.writing(chosen.household, by=None, now=now) as session:
            action(session, chosen, now)
    print(pgettext("beheer", "Dat is veranderd."))


def _name_or_id() -> str:
    return pgettext("beheer", "Naam of id van iemand in dit huis.")
