"""Writing in the plan. Each action may come twice, late, or from somebody it is not for.

Nothing is changed in place: a change is a version. Whoever may not see a part finds nothing here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.errors import Changed, Invalid, NotHere
from api.people.policy import Audience, Role, Side, Verb, Viewer, may
from api.people.queries import UNKNOWN, members
from api.plan import rules
from api.plan.changing import end, endorse, give_back, hand_over, reorder
from api.plan.hints import hints
from api.plan.keeping import (
    add_part,
    add_version,
    close,
    find,
    in_force,
    says_the_same,
    settle,
    take_turns,
)
from api.plan.model import PartVersion, PlanPart
from api.plan.rows import Row, live, row_of
from api.plan.seen import agreed_item, draft_item, sees
from api.plan.words import Agreement, Condition, Goal, Kind, Part, Plan, Settled, Sketch
from i18n.dates import here
from i18n.marking import N_

__all__ = [
    "MEANWHILE",
    "Known",
    "draft",
    "end",
    "endorse",
    "give_back",
    "hand_over",
    "propose",
    "put_in_force",
    "reorder",
]

OTHER_WORDS: Final = N_("Dit formulier stuurde je al. Stuur het nog een keer als iets nieuws.")
WHICH_WORRY: Final = N_("Deze zorg staat er niet meer. Kies een andere.")
MEANWHILE: Final = N_("Iemand anders veranderde dit net. Kijk wat er nu staat.")
OUTSIDE: Final = frozenset({Role.PROFESSIONAL, Role.HOST})
GROWN_UP: Final = frozenset({Part.LOOKS, Part.TOLD, Part.GUARDS})
WHO: Final = N_("Deze naam kennen we niet. Kies iemand uit de lijst.")


class Known(Invalid):
    """The same form was sent before and said something else then. A new one may say it."""


def draft(
    session: Session,
    *,
    by: Viewer,
    part_id: UUID,
    version_id: UUID,
    sketch: Sketch,
    now: datetime,
    base: UUID | None = None,
    proposed: bool = False,
) -> UUID:
    """Write a draft that its writer alone sees, or propose it at once; return the part.

    Sent twice it stands once.
    ``base`` is the version that the writer looked at. Raises Changed when that is no longer the one
    that holds, or no longer stands.
    """
    take_turns(session, by)
    known = session.get(PartVersion, version_id)
    if known is not None:
        return _the_same(session, by, known, sketch, proposed_at=now if proposed else None)
    part = session.get(PlanPart, part_id)
    sketch = sketch if part is None else _as_before(sketch, part)
    rules.check_sketch(sketch, here(now))
    _check_people(session, by, sketch)
    if part is None:
        _check_danger(session, by, sketch, now)
        part = _new_part(session, by=by, part_id=part_id, sketch=sketch, now=now, base=base)
        root = None
    else:
        root = _root(session, by=by, part=part, sketch=sketch, base=base, now=now)
    version = add_version(
        session, by=by, part=part, version_id=version_id, sketch=sketch, base=root, now=now
    )
    if proposed:
        version.proposed_at = now
        session.flush()
    return part.id


def propose(session: Session, *, by: Viewer, version_id: UUID, now: datetime) -> UUID:
    """Show one's own draft to all who may read the part. Twice is once."""
    take_turns(session, by)
    row = find(session, by, version_id, now)
    mine = row.version.by_id == by.person and row.version.ended_at is None
    if not (mine and may(by, Verb.WRITE, draft_item(by, Side(row.part.side), now))):
        raise NotHere(UNKNOWN)
    row.version.proposed_at = row.version.proposed_at or now
    session.flush()
    return row.part.id


def put_in_force(
    session: Session, *, by: Viewer, version_id: UUID, agreed: Settled, now: datetime
) -> UUID:
    """Enter what was agreed: this version holds from now on, and the one before it ends.

    An agreement that replaces others ends those in the same transaction; nothing else ends. Raises
    Changed when another version came into force since this one was written.
    """
    take_turns(session, by)
    row = find(session, by, version_id, now)
    part, version = row.part, row.version
    if not (rules.may_agree(by) and may(by, Verb.WRITE, agreed_item(by, Side(part.side), now))):
        raise NotHere(UNKNOWN)
    if row.in_force:
        return part.id
    before = in_force(session, part.id)
    if version.ended_at is not None or version.base_id != (before.id if before else None):
        raise Changed(MEANWHILE)
    _check_agreed(session, by=by, row=row, before=before, agreed=agreed, now=now)
    if before is not None:
        close(session, by=by, version=before, now=now)
    for each in _replaced(session, by, row, now):
        close(session, by=by, version=each, now=now, replaced_by=part.id)
    settle(session, by=by, version=version, agreed=agreed, now=now)
    return part.id


def _as_before(sketch: Sketch, part: PlanPart) -> Sketch:
    """What a part belongs to, and for whom it is, stays as it was when it was new."""
    return replace(
        sketch,
        plan=Plan(part.plan) if part.plan else None,
        danger_id=part.danger_id,
        audience=Audience(part.audience),
    )


def _the_same(
    session: Session,
    by: Viewer,
    known: PartVersion,
    sketch: Sketch,
    *,
    proposed_at: datetime | None,
) -> UUID:
    """The id is known: the same again is fine, anything else under it would be lost.

    What was kept for oneself may be proposed by the same form: it was left open, or come back to.
    """
    row = row_of(session, known)
    if row is None or known.by_id != by.person:
        raise NotHere(UNKNOWN)
    if not says_the_same(row, sketch):
        raise Known(OTHER_WORDS, field="text")
    if known.ended_at is None:
        known.proposed_at = known.proposed_at or proposed_at
        session.flush()
    return row.part.id


def _new_part(
    session: Session,
    *,
    by: Viewer,
    part_id: UUID,
    sketch: Sketch,
    now: datetime,
    base: UUID | None,
) -> PlanPart:
    side = rules.side_of(by, sketch.side, _sides(session, by, sketch))
    if base is not None or not may(by, Verb.WRITE, draft_item(by, side, now)):
        raise NotHere(UNKNOWN)
    return add_part(session, by=by, part_id=part_id, sketch=sketch, side=side, now=now)


def _root(
    session: Session,
    *,
    by: Viewer,
    part: PlanPart,
    sketch: Sketch,
    base: UUID | None,
    now: datetime,
) -> UUID | None:
    """Return the version that holds while this one is written; one's own earlier words make way."""
    if base is None or sketch.kind != part.kind:
        raise NotHere(UNKNOWN)
    row, held = find(session, by, base, now), in_force(session, part.id)
    if row.part.id != part.id or not may(by, Verb.WRITE, draft_item(by, Side(part.side), now)):
        raise NotHere(UNKNOWN)
    root = row.version.id if row.in_force else row.version.base_id
    if row.version.ended_at is not None or root != (held.id if held else None):
        raise Changed(MEANWHILE)
    _check_side(session, by, part, sketch)
    if not row.in_force and row.version.by_id == by.person:
        close(session, by=by, version=row.version, now=now)
    return root


def _check_people(session: Session, by: Viewer, sketch: Sketch) -> None:
    """Raise Invalid for a name that the writer does not know to be here, or nobody chosen."""
    known = {each.id: each for each in members(session, by)}
    for part, people in sketch.people.items():
        if not all(each in known and _can_be(known[each].role, part) for each in people):
            raise Invalid(WHO, field=part)
    if sketch.audience is Audience.CHOSEN and not sketch.people.get(Part.CHOSEN):
        raise Invalid(rules.WHO_READS, field="chosen")


def _can_be(role: Role, part: Part) -> bool:
    """A child does its part, and never looks whether others do theirs."""
    return role not in OUTSIDE and (role is not Role.CHILD or part not in GROWN_UP)


def _check_danger(session: Session, by: Viewer, sketch: Sketch, now: datetime) -> None:
    """Raise Invalid for a danger that the writer may not read, or that ended: both are not there."""
    if sketch.danger_id is not None and not any(
        each.part.id == sketch.danger_id and each.kind is Kind.DANGER and sees(by, each, now)
        for each in live(session, by.household)
    ):
        raise Invalid(WHICH_WORRY, field="danger_id")


def _sides(session: Session, by: Viewer, sketch: Sketch) -> Mapping[UUID, Side]:
    named = rules.named_in(sketch.people)
    return {each.id: each.side for each in members(session, by) if each.id in named}


def _check_side(session: Session, by: Viewer, part: PlanPart, sketch: Sketch) -> None:
    """Nobody of the other side is named in a part."""
    sides = _sides(session, by, sketch).values()
    if any(side not in {Side.BOTH, part.side} for side in sides):
        raise Invalid(rules.TWO_SIDES, field="does")


def _check_agreed(
    session: Session,
    *,
    by: Viewer,
    row: Row,
    before: PartVersion | None,
    agreed: Settled,
    now: datetime,
) -> None:
    """Raise Invalid for one too many, a term that is over, or a day of agreeing that is still to come."""
    if agreed.on > here(now):
        raise Invalid(rules.NOT_YET, field="agreed_on")
    here_now = members(session, by)
    if not {each.id for each in here_now}.issuperset(agreed.people):
        raise Invalid(WHO, field="with")
    if isinstance(row.words, Condition):
        rules.check_term(row.words.until, here(now))
    if isinstance(row.words, Goal):
        circle = [each.name for each in here_now if each.role is Role.CIRCLE]
        found = hints(row.words.text, named=circle, chosen=bool(row.words.circle))
        rules.check_goal(row.words, found)
    if before is None:
        side = Side(row.part.side)
        others = (
            each
            for each in live(session, by.household)
            if each.in_force and each.kind is row.kind and Side(each.part.side).meets(side)
        )
        rules.check_room(row.kind, sum(sees(by, each, now) for each in others))


def _replaced(session: Session, by: Viewer, row: Row, now: datetime) -> list[PartVersion]:
    """Return the agreements that end when this one holds; raises NotHere for one that is not there."""
    if not isinstance(row.words, Agreement):
        return []
    wanted = set(row.words.replaces) - {row.part.id}
    found = [
        each
        for each in live(session, by.household)
        if each.part.id in wanted
        and each.in_force
        and each.kind is Kind.AGREEMENT
        and sees(by, each, now)
    ]
    return [each.version for each in found]
