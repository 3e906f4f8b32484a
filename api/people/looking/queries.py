"""Who looked, as far as who asks may know. Nothing hidden is counted, and nothing of it is fetched."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from api.people.looking.model import Look
from api.people.looking.rules import PRIVATE, Seen, look_item
from api.people.policy import Duty, Verb, Viewer, may
from api.people.queries import Member, names


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """Somebody looked at what is somebody's own on this day; ``what`` are the kinds of it."""

    who: Member
    whose: Member
    day: date
    what: frozenset[str]


def looks(
    session: Session, viewer: Viewer, *, since: date | None = None, verb: Verb = Verb.SEE
) -> list[Looked]:
    """Return who looked, newest first: one line for each day, whoever and whatever it was of."""
    known = names(session, viewer)
    found: defaultdict[tuple[date, UUID, UUID], set[str]] = defaultdict(set)
    for row in _rows(session, viewer, since):
        if {row.person_id, row.whose_id} <= known.keys() and _may(viewer, verb, row, known):
            found[row.day, row.person_id, row.whose_id].add(row.what)
    lines = [
        Looked(who=known[who], whose=known[whose], day=day, what=frozenset(what))
        for (day, who, whose), what in found.items()
    ]
    return sorted(lines, key=lambda each: (-each.day.toordinal(), each.who.name, each.whose.name))


def written(session: Session, person: UUID, day: date) -> frozenset[Seen]:
    """Return what stands there already of one person and day."""
    mine = select(Look.whose_id, Look.what).filter_by(person_id=person, day=day)
    return frozenset(Seen(whose, what) for whose, what in session.execute(mine))


def _rows(session: Session, viewer: Viewer, since: date | None) -> Iterable[Look]:
    """Fetch only what can be theirs, so that what is not takes no time."""
    query = select(Look).filter_by(household_id=viewer.household).where(or_(*_theirs(viewer)))
    return session.scalars(query if since is None else query.where(Look.day >= since))


def _theirs(viewer: Viewer) -> Iterable[ColumnElement[bool]]:
    yield Look.person_id == viewer.person
    yield Look.whose_id.in_({viewer.person, *viewer.wards})
    if viewer.duties & {Duty.CHAIR, Duty.PLAN_HOLDER}:
        yield Look.what.not_in(PRIVATE)


def _may(viewer: Viewer, verb: Verb, row: Look, known: Mapping[UUID, Member]) -> bool:
    seen = Seen(row.whose_id, row.what)
    side = known[row.person_id].side
    item = look_item(
        household=row.household_id, who=row.person_id, side=side, seen=seen, day=row.day
    )
    return may(viewer, verb, item)
