"""Opening a house with its first plan holder, and the organisation with its hosts."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.db import EVERYWHERE
from api.core.errors import Invalid
from api.core.house import House
from api.core.ids import new_id
from api.core.vault import Box
from api.people.actions import add_person, end_membership, give_duty
from api.people.apart.asked import Asked
from api.people.entering import invite
from api.people.model import Household
from api.people.opening import add_household
from api.people.organisation.codes import free_code
from api.people.organisation.model import Listing, Organisation
from api.people.organisation.queries import check_host
from api.people.policy import Role, Viewer
from api.people.queries import oneself, viewers
from i18n.marking import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How a house begins: together or apart, who said so beside whom, and who keeps its plan."""

    mode: str
    asked: Asked
    keeper: str


def open_house_for(
    house: House, *, by: Viewer, household: UUID, wish: Wish, now: datetime
) -> str | None:
    """Open a house under this id; return the secret of the link for its first plan holder.

    The same page sent twice opens one house: then None, for its link was shown. Its name is its code.
    """
    if not wish.keeper.strip():
        raise Invalid(N_("Vul in wie het plan bewaart."), field="keeper")
    code = free_code(house)
    with house.db.writing(EVERYWHERE, by=by.person, now=now) as session:
        check_host(session, by)
        # Two presses at once wait for each other here.
        session.get_one(Organisation, by.household, with_for_update=True)
        if session.get(Household, household) is not None:
            return None
        house.vault.make_key(household)
        add_household(
            session,
            household=household,
            name=code,
            mode=wish.mode,
            asked=wish.asked,
            now=now,
        )
        session.add(Listing(household_id=household, code=code))
        keeper = add_person(
            session, household=household, role=Role.CIRCLE, name=wish.keeper, now=now
        )
        give_duty(session, person=keeper, kind="plan_holder", now=now)
        return invite(session, person=keeper, now=now)


def invite_host(house: House, *, name: str, now: datetime) -> str:
    """Return a link for a host; the organisation begins with its first one. For the terminal alone."""
    organisation = _organisation(house) or _begin(house, now)
    with house.db.writing(organisation, by=None, now=now) as session:
        host = _host(session, organisation, name) or add_person(
            session, household=organisation, role=Role.HOST, name=name, now=now
        )
        return invite(session, person=host, now=now)


def end_host(house: House, *, name: str, now: datetime) -> None:
    """Somebody is no host any more: every way in ends at once. Raises Invalid when nobody is it."""
    organisation = _organisation(house)
    if organisation is not None:
        with house.db.writing(organisation, by=None, now=now) as session:
            host = _host(session, organisation, name)
            if host is not None:
                end_membership(session, person=host, now=now)
                return
    raise Invalid(N_("Niemand in de organisatie heet %(name)s."), values={"name": name})


def _organisation(house: House) -> UUID | None:
    with house.db.reading(EVERYWHERE) as session:
        return session.scalars(select(Organisation.household_id)).first()


def _begin(house: House, now: datetime) -> UUID:
    """It is a household in which nobody lives: no code, no logbook, in no list."""
    home = new_id()
    house.vault.make_key(home)
    with house.db.writing(home, by=None, now=now) as session:
        body = Box.of(session, home).lock_json("households", "body", home, {"name": "-"})
        session.add(Household(id=home, mode="together", opened_at=now, body=body))
        session.flush()
        session.add(Organisation(household_id=home, since=now))
    return home


def _host(session: Session, organisation: UUID, name: str) -> UUID | None:
    wanted = name.strip().casefold()
    here = (each.person for each in viewers(session, organisation))
    return next((each for each in here if oneself(session, each).name.casefold() == wanted), None)
