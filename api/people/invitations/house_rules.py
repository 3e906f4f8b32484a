"""Who read the rules of the house. They are asked once, and again only when they change."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.ids import new_id
from api.people.invitations.model import RulesRead
from api.people.invitations.rules import RULES_VERSION
from api.people.policy import Audience, Item, Role, Verb, Viewer, may
from api.people.queries import present


def read_at(session: Session, viewer: Viewer) -> datetime | None:
    """Return since when this person said yes to the rules as they are now."""
    if not may(viewer, Verb.SEE, _item(viewer)):
        return None
    return session.scalars(select(RulesRead.at).filter_by(**_mine(viewer.person))).first()


def has_read(session: Session, person: UUID) -> bool:
    """Say whether the rules need not be shown to this person; for the door. Who works lives in no house."""
    if present(session, person).role in {Role.HOST, Role.PROFESSIONAL}:
        return True
    return session.scalars(select(RulesRead.id).filter_by(**_mine(person))).first() is not None


def say_yes(session: Session, *, by: Viewer, now: datetime) -> None:
    """Somebody says yes to the rules. Said twice, it is still once."""
    if may(by, Verb.WRITE, _item(by)) and not has_read(session, by.person):
        session.add(RulesRead(id=new_id(), household_id=by.household, at=now, **_mine(by.person)))
        session.flush()


def _mine(person: UUID) -> dict[str, object]:
    return {"person_id": person, "version": RULES_VERSION}


def _item(viewer: Viewer) -> Item:
    return Item(
        kind="rules_read",
        household=viewer.household,
        author=viewer.person,
        side=viewer.side,
        audience=Audience.SELF,
        shared_at=viewer.joined_at,
    )
