"""Who can be named on a sheet of the path, and as what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlalchemy.orm import Session

from api.core.errors import Invalid
from api.path.kinds import Named
from api.path.words import People
from api.people.policy import Ring, Role, Side, Viewer
from api.people.queries import Member, members
from i18n.marking import N_

WHO: Final = N_("Deze naam kennen we niet. Kies iemand uit de lijst.")
ROLES: Final[Mapping[Named, frozenset[Role]]] = {
    Named.DOES: frozenset({Role.ADULT, Role.CIRCLE}),
    Named.STANDS_BY: frozenset({Role.ADULT, Role.CIRCLE}),
    Named.KEEPS: frozenset({Role.CIRCLE}),
}


def may_be_named(session: Session, by: Viewer, sheet: Side, part: Named) -> list[Member]:
    """Return who can be named as this on a sheet: who may read it there."""
    return [
        each
        for each in members(session, by)
        if each.role in ROLES[part] and each.ring is Ring.ALL and each.side.holds(sheet)
    ]


def check_people(session: Session, by: Viewer, sheet: Side, people: People) -> None:
    """Raise Invalid for a name that is not there to be named."""
    for part, named in people.items():
        can = {each.id for each in may_be_named(session, by, sheet, part)}
        if not can.issuperset(named):
            raise Invalid(WHO, field=part)
