"""Writing steps, tests, points of recovery and the closing plan, and saying how they go.

A change is a version. When another changed it meanwhile the writer is told, and keeps the own words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.errors import Changed, Invalid, NotHere
from api.core.ids import new_id
from api.path import queries, rules
from api.path.actions import MEANWHILE, check_writer, on_own_sheet
from api.path.keeping import add_mark, add_part, add_version, take_turns
from api.path.model import PathMark, PathPart, PathVersion
from api.path.seen import OBJECTS, TICK, writes
from api.path.views import PartView, PathView
from api.path.words import Kind, Named, People, Says, Words, kind_of
from api.people.policy import Ring, Role, Side, Viewer
from api.people.queries import UNKNOWN, Member, members
from i18n.dates import here
from i18n.marking import N_

NOT_YET: Final = N_("Deze dag komt nog. Schrijf dit op als het gedaan is.")
WHO: Final = N_("Deze naam kennen we niet. Kies iemand uit de lijst.")
ROLES: Final[Mapping[Named, frozenset[Role]]] = {
    Named.DOES: frozenset({Role.ADULT, Role.CIRCLE}),
    Named.STANDS_BY: frozenset({Role.ADULT, Role.CIRCLE}),
    Named.KEEPS: frozenset({Role.CIRCLE}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A part as somebody wrote it down. `base` is the version that the writer looked at."""

    words: Words
    people: People = field(default_factory=dict)
    day: date | None = None
    base: UUID | None = None


def write(
    session: Session,
    *,
    by: Viewer,
    sheet: Side,
    part_id: UUID,
    version_id: UUID,
    draft: Draft,
    now: datetime,
) -> None:
    """Write what was agreed, anew or in other words. Sent twice it stands once.

    Raises Changed when another version holds than the one that was looked at, or when a second closing
    plan would come beside the first.
    """
    kind = kind_of(draft.words)
    check_writer(session, by, OBJECTS[kind], sheet, now)
    known = session.get(PathVersion, version_id)
    if known is not None:
        if known.by_id != by.person or known.part_id != part_id:
            raise NotHere(UNKNOWN)
        return
    found = queries.path(session, by, sheet, now)
    before = found.part(part_id)
    _check_base(found, before, kind, draft)
    rules.check_words(draft.words, draft.people, draft.day, here(now))
    _check_people(session, by, sheet, draft.people)
    part = session.get(PathPart, part_id)
    if part is None:
        rules.check_room(len(_alike(found, kind)))
        part = add_part(session, by, part_id, sheet=sheet, kind=kind, now=now)
    elif before is None:
        raise NotHere(UNKNOWN)
    add_version(
        session,
        by,
        version_id,
        part=part,
        sheet=sheet,
        words=draft.words,
        people=draft.people,
        day=draft.day,
        place=before.place if before else _last_place(found, kind) + 1,
        base=draft.base,
        now=now,
    )


def put_earlier(session: Session, *, by: Viewer, sheet: Side, part_id: UUID, now: datetime) -> None:
    """Put a step before the one that it came after."""
    check_writer(session, by, OBJECTS[Kind.STEP], sheet, now)
    found = queries.path(session, by, sheet, now)
    places = [each.place for each in found.steps]
    moving = next((each for each in found.steps if each.id == part_id), None)
    part = session.get(PathPart, part_id)
    if moving is None or part is None:
        raise NotHere(UNKNOWN)
    to = places.index(moving.place) - 1
    if to < 0:
        return
    before = places[to - 1] if to else places[0] - 2
    add_version(
        session,
        by,
        new_id(),
        part=part,
        sheet=sheet,
        words=moving.words,
        people=moving.people,
        day=moving.day,
        place=(before + places[to]) / 2,
        base=moving.version_id,
        now=now,
    )


def say(
    session: Session,
    *,
    by: Viewer,
    sheet: Side,
    mark_id: UUID,
    version_id: UUID,
    says: Says,
    now: datetime,
    words: str = "",
) -> None:
    """Say of a part that it is done, agreed, how it went, or that it goes. Sent twice it stands once."""
    take_turns(session, by)
    if not on_own_sheet(session, by, sheet):
        raise NotHere(UNKNOWN)
    known = session.get(PathMark, mark_id)
    if known is not None:
        if known.by_id != by.person:
            raise NotHere(UNKNOWN)
        return
    part = _held(session, queries.path(session, by, sheet, now), version_id)
    kind = OBJECTS[part.kind] if says is Says.ENDED else TICK
    if not (rules.may_say(by, part.kind, says, part.mentioned) and writes(by, kind, sheet, now)):
        raise NotHere(UNKNOWN)
    if says in rules.RESULTS and part.day is not None and part.day > here(now):
        raise Invalid(NOT_YET, field="says")
    if len(words) > rules.LONGEST:
        raise Invalid(rules.TOO_LONG, field="words")
    add_mark(
        session,
        by,
        mark_id,
        sheet=sheet,
        version_id=version_id,
        says=says,
        words=words.strip(),
        now=now,
    )


def may_be_named(session: Session, by: Viewer, sheet: Side, part: Named) -> list[Member]:
    """Return who can be named as this on a sheet: who may read it there."""
    return [
        each
        for each in members(session, by)
        if each.role in ROLES[part] and each.ring is Ring.ALL and each.side.holds(sheet)
    ]


def _check_people(session: Session, by: Viewer, sheet: Side, people: People) -> None:
    for part, named in people.items():
        can = {each.id for each in may_be_named(session, by, sheet, part)}
        if not can.issuperset(named):
            raise Invalid(WHO, field=part)


def _check_base(found: PathView, before: PartView | None, kind: Kind, draft: Draft) -> None:
    if before is not None and before.kind is not kind:
        raise NotHere(UNKNOWN)
    if draft.base != (before.version_id if before else None):
        raise Changed(MEANWHILE)
    if before is None and kind is Kind.CLOSING and found.closing is not None:
        raise Changed(MEANWHILE)


def _held(session: Session, found: PathView, version_id: UUID) -> PartView:
    """Return the part whose words somebody looked at; raises Changed when it has other words by now."""
    version = session.get(PathVersion, version_id)
    part = found.part(version.part_id) if version is not None else None
    if part is None:
        raise NotHere(UNKNOWN)
    if part.version_id != version_id:
        raise Changed(MEANWHILE)
    return part


def _alike(found: PathView, kind: Kind) -> tuple[PartView, ...]:
    return {Kind.STEP: found.steps, Kind.TEST: found.tests}.get(kind, found.recovery)


def _last_place(found: PathView, kind: Kind) -> float:
    return max((each.place for each in _alike(found, kind)), default=0.0)
