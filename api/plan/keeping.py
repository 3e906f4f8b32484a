"""Puts versions of the plan in their tables. Only the actions call this."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.core.vault import Box
from api.people.model import Household
from api.people.policy import Viewer
from api.people.queries import UNKNOWN
from api.plan.model import PartPerson, PartVersion, PlanPart
from api.plan.rows import Row, row_of
from api.plan.rules import plan_of
from api.plan.seen import sees
from api.plan.words import Part, People, Settled, Sketch, to_json


def take_turns(session: Session, by: Viewer) -> None:
    """Let all who change one plan in one after another, so that two changes never cross."""
    query = select(Household.id).filter_by(id=by.household)
    session.execute(query.with_for_update(key_share=True))


def find(session: Session, by: Viewer, version_id: UUID, now: datetime) -> Row:
    """Return a version that somebody may read; raises NotHere."""
    version = session.get(PartVersion, version_id)
    row = row_of(session, version) if version is not None else None
    if row is None or not sees(by, row, now):
        raise NotHere(UNKNOWN)
    return row


def in_force(session: Session, part_id: UUID) -> PartVersion | None:
    """Return the version of a part that holds now."""
    held = select(PartVersion).filter_by(part_id=part_id, ended_at=None)
    return session.scalars(held.where(PartVersion.in_force_at.is_not(None))).first()


def add_part(
    session: Session, *, by: Viewer, part_id: UUID, sketch: Sketch, side: str, now: datetime
) -> PlanPart:
    """Put a new part at the end of the order."""
    here = select(func.max(PlanPart.place)).filter_by(household_id=by.household)
    part = PlanPart(
        id=part_id,
        household_id=by.household,
        kind=sketch.kind,
        plan=plan_of(sketch),
        danger_id=sketch.danger_id,
        place=(session.scalar(here) or 0) + 1,
        side=side,
        audience=sketch.audience,
        by_id=by.person,
        made_at=now,
    )
    session.add(part)
    session.flush()
    return part


def add_version(
    session: Session,
    *,
    by: Viewer,
    part: PlanPart,
    version_id: UUID,
    sketch: Sketch,
    base: UUID | None,
    now: datetime,
) -> PartVersion:
    """Add the next version of a part, as a draft."""
    last = select(func.max(PartVersion.number)).filter_by(part_id=part.id)
    box = Box.of(session, by.household)
    version = PartVersion(
        id=version_id,
        household_id=by.household,
        part_id=part.id,
        number=(session.scalar(last) or 0) + 1,
        by_id=by.person,
        made_at=now,
        base_id=base,
        body=box.lock_json("part_versions", "body", version_id, to_json(sketch.words)),
    )
    session.add(version)
    session.flush()
    for name, people in sketch.people.items():
        add_people(session, version, name, people)
    session.flush()
    return version


def add_people(session: Session, version: PartVersion, part: Part, people: Iterable[UUID]) -> None:
    """Name people in a version."""
    for person in dict.fromkeys(people):
        key = (version.id, person, str(part))
        if session.get(PartPerson, key) is None:
            session.add(
                PartPerson(
                    version_id=version.id,
                    person_id=person,
                    part=part,
                    household_id=version.household_id,
                )
            )


def settle(
    session: Session, *, by: Viewer, version: PartVersion, agreed: Settled, now: datetime
) -> None:
    """Write down that a version is in force from now on, and with whom that was agreed."""
    version.proposed_at = version.proposed_at or now
    version.in_force_by, version.in_force_at = by.person, now
    version.agreed_on = agreed.on
    if agreed.others:
        version.agreed = Box.of(session, version.household_id).lock_json(
            "part_versions", "agreed", version.id, {"others": agreed.others}
        )
    add_people(session, version, Part.WITH, agreed.people)
    session.flush()


def close(
    session: Session,
    *,
    by: Viewer,
    version: PartVersion,
    now: datetime,
    reason: str = "",
    replaced_by: UUID | None = None,
) -> None:
    """End a version; why is kept under seal."""
    version.ended_by, version.ended_at = by.person, now
    version.replaced_by_id = replaced_by
    if reason:
        version.ending = Box.of(session, version.household_id).lock_json(
            "part_versions", "ending", version.id, {"reason": reason}
        )
    session.flush()


def people_of(row: Row) -> People:
    """Return who a version names, without those with whom it was agreed."""
    return {part: people for part, people in row.people.items() if part is not Part.WITH}


def says_the_same(row: Row, sketch: Sketch) -> bool:
    """Compare words and people, and of a new part also what it belongs to and for whom it is."""
    part = row.part
    belongs = (plan_of(sketch), sketch.danger_id, sketch.audience)
    if row.version.number == 1 and (part.plan, part.danger_id, part.audience) != belongs:
        return False
    before = {name: set(found) for name, found in people_of(row).items()}
    again = {name: set(found) for name, found in sketch.people.items() if found}
    return row.words == sketch.words and before == again
