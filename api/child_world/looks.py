"""The own colour and face of a child: chosen by the child alone. The face is how the circle sees it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.child_world.model import ChildLook
from api.child_world.rules import CHOOSE, FACES, Colour, look_item
from api.core.errors import Invalid, NotHere
from api.core.vault import Box, Tampered
from api.people.model import Person
from api.people.policy import Role, Verb, Viewer, may
from api.people.queries import UNKNOWN


def colour_of(session: Session, me: Viewer) -> Colour | None:
    """Return the colour that somebody chose for their own pages; None for the colour of the house.

    It is the same while another reads along: another colour would tell that they see less.
    """
    if me.role is not Role.CHILD:
        return None
    mine = select(ChildLook).filter_by(person_id=me.person, household_id=me.household)
    row = session.scalars(mine.order_by(ChildLook.at.desc(), ChildLook.id).limit(1)).first()
    if row is None:
        return None
    try:
        body = Box.of(session, me.household).open_json("child_looks", "body", row.id, row.body)
    except Tampered:
        return None
    return Colour(body["colour"])


def choose_look(
    session: Session, *, by: Viewer, look_id: UUID, colour: Colour, face: str, now: datetime
) -> UUID:
    """Choose one's own colour and face; what was chosen before stays written down. Twice is once.

    Raises NotHere for who is no child, and Invalid for a face that is not offered.
    """
    if by.role is not Role.CHILD or not may(by, Verb.WRITE, look_item(by, now)):
        raise NotHere(UNKNOWN)
    if face not in FACES:
        raise Invalid(CHOOSE, field="face")
    if session.get(ChildLook, look_id) is not None:
        return look_id
    box = Box.of(session, by.household)
    session.add(
        ChildLook(
            id=look_id,
            household_id=by.household,
            person_id=by.person,
            by_id=by.person,
            at=now,
            body=box.lock_json("child_looks", "body", look_id, {"colour": colour, "face": face}),
        )
    )
    _show_face(session, box, by.person, face)
    session.flush()
    return look_id


def _show_face(session: Session, box: Box, person: UUID, face: str) -> None:
    row = session.get_one(Person, person)
    known = dict(box.open_json("people", "body", person, row.body))
    if known["face"] != face:
        row.body = box.lock_json("people", "body", person, {**known, "face": face})
