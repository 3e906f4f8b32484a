"""Ending what was agreed, handing it over, its order, and saying that one finds it good."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.errors import Invalid, NotHere
from api.core.ids import new_id
from api.people.policy import Side, Verb, Viewer, may
from api.people.queries import UNKNOWN, members
from api.plan import rules
from api.plan.keeping import add_version, close, find, in_force, people_of, settle, take_turns
from api.plan.model import Endorsement, PartVersion
from api.plan.rows import Row, live, row_of
from api.plan.seen import agreed_item, new_endorsement, sees
from api.plan.words import People, Plan, Settled, Sketch
from i18n.dates import here
from i18n.marking import N_

WHY: Final = N_("Schrijf op waarom dit stopt.")
TO_WHOM: Final = N_("Kies wie dit overneemt.")
OF_A_FEW: Final = N_("Niet iedereen leest deze afspraak. Kies iemand die erin staat.")


def end(session: Session, *, by: Viewer, version_id: UUID, now: datetime, reason: str = "") -> UUID:
    """End a version: what was agreed with a reason, a proposal of another with one too.

    One's own draft or proposal may simply go. Twice is once.
    """
    take_turns(session, by)
    row = find(session, by, version_id, now)
    mine = row.version.by_id == by.person and row.version.in_force_at is None
    if not (mine or _keeps(by, row, now)):
        raise NotHere(UNKNOWN)
    if row.version.ended_at is None:
        if not (mine or reason.strip()):
            raise Invalid(WHY, field="reason")
        close(session, by=by, version=row.version, now=now, reason=reason.strip())
    return row.part.id


def hand_over(
    session: Session,
    *,
    by: Viewer,
    part_id: UUID,
    person: UUID,
    to: UUID,
    now: datetime,
    going: bool = False,
) -> UUID:
    """Put somebody in the place of another, in all that this one does in one part.

    Whoever keeps the plan does so for everybody, and somebody from outside who is ``going`` for
    themselves. The words stay as they are.
    """
    take_turns(session, by)
    row = _held(session, by, part_id, now)
    own = going and rules.may_hand_over_own(by, person)
    if not (own or _keeps(by, row, now)) or person not in row.named:
        raise NotHere(UNKNOWN)
    taker = next((each for each in members(session, by) if each.id == to), None)
    if taker is None or to == person or taker.side not in {Side.BOTH, row.part.side}:
        raise Invalid(TO_WHOM, field="to")
    if not rules.may_take_over(taker.role):
        raise Invalid(TO_WHOM, field="to")
    if not _keeps(by, row, now) and not rules.reads_it_already(row.part.audience, to, row.named):
        raise Invalid(OF_A_FEW, field="to")
    people = {part: rules.swapped(named, person, to) for part, named in people_of(row).items()}
    return _again(session, by, row, people, now)


def give_back(
    session: Session, *, by: Viewer, person: UUID, since: datetime, now: datetime
) -> None:
    """Undo what somebody handed over at that moment, where nothing changed since."""
    take_turns(session, by)
    for row in live(session, by.household):
        version = row.version
        if row.in_force and version.by_id == person and version.in_force_at == since:
            base = session.get(PartVersion, version.base_id) if version.base_id else None
            before = row_of(session, base) if base is not None else None
            if before is not None:
                _again(session, by, row, people_of(before), now)


def reorder(session: Session, *, by: Viewer, order: Sequence[UUID], now: datetime) -> None:
    """Put parts in another order of importance; what this keeper may not see stays in its place."""
    take_turns(session, by)
    seen = {
        row.part.id: row
        for row in live(session, by.household)
        if row.in_force and sees(by, row, now)
    }
    wanted = [seen[part] for part in dict.fromkeys(order) if part in seen]
    if not wanted or not all(_keeps(by, row, now) for row in wanted):
        raise NotHere(UNKNOWN)
    places = sorted(row.part.place for row in wanted)
    for row, place in zip(wanted, places, strict=True):
        if row.part.place != place:
            row.part.place = place
    session.flush()


def endorse(
    session: Session, *, by: Viewer, endorsement_id: UUID, plan: Plan, now: datetime
) -> UUID:
    """Say that one finds the plan good, as one sees it now. Sent twice it stands once."""
    take_turns(session, by)
    known = session.get(Endorsement, endorsement_id)
    if known is not None and known.person_id == by.person:
        return known.id
    if known is not None or not may(by, Verb.WRITE, new_endorsement(by, now)):
        raise NotHere(UNKNOWN)
    session.add(
        Endorsement(
            id=endorsement_id,
            household_id=by.household,
            person_id=by.person,
            plan=plan,
            at=now,
            side=by.side,
        )
    )
    session.flush()
    return endorsement_id


def _keeps(by: Viewer, row: Row, now: datetime) -> bool:
    return rules.may_agree(by) and may(by, Verb.WRITE, agreed_item(by, Side(row.part.side), now))


def _held(session: Session, by: Viewer, part_id: UUID, now: datetime) -> Row:
    version = in_force(session, part_id)
    if version is None:
        raise NotHere(UNKNOWN)
    return find(session, by, version.id, now)


def _again(
    session: Session,
    by: Viewer,
    row: Row,
    people: People,
    now: datetime,
) -> UUID:
    """Let the same words hold with other people."""
    version = add_version(
        session,
        by=by,
        part=row.part,
        version_id=new_id(),
        sketch=Sketch(words=row.words, people=people),
        base=row.version.id,
        now=now,
    )
    close(session, by=by, version=row.version, now=now)
    settle(session, by=by, version=version, agreed=Settled(on=here(now)), now=now)
    return row.part.id
