"""Reading the path. Everything goes through the viewer who asks; nothing hidden is counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.path import rows, rules
from api.path.kinds import Kind
from api.path.model import OutcomeTick, PathMark, PhaseAgreed
from api.path.outcomes import Phase, outcomes_of
from api.path.reading import Reader, part_view
from api.path.seen import PATH, TICK, may_enter, sees
from api.path.views import PartView, PathView, PhaseView, TickView
from api.people.policy import Side, Viewer, is_away
from api.people.queries import UNKNOWN, lives_apart, names

__all__ = ["goes_on_alone", "may_enter", "path", "sheet_of"]


def sheet_of(session: Session, viewer: Viewer, asked: str = "") -> Side:
    """Return the sheet somebody asks for, when it is theirs to ask; else their first one."""
    found = rules.sheets_of(viewer.side, apart=lives_apart(session, viewer.household))
    return next((each for each in found if each == asked), found[0])


def goes_on_alone(session: Session, viewer: Viewer, side: Side, now: datetime) -> bool:
    """Say whether the whole path of a household, or of this side of it, is closed; no for who may not read it."""
    found = rules.sheets_of(viewer.side, apart=lives_apart(session, viewer.household))
    asked = [each for each in found if each is side or Side.BOTH in {each, side}]
    closed = (rows.phase_now(session, viewer.household, each) is Phase.CLOSED for each in asked)
    return may_enter(viewer, now) and bool(asked) and all(closed)


def path(session: Session, viewer: Viewer, sheet: Side, now: datetime) -> PathView:
    """Return one sheet of the path as this viewer may see it; raises NotHere."""
    sheets = rules.sheets_of(viewer.side, apart=lives_apart(session, viewer.household))
    if sheet not in sheets or not may_enter(viewer, now):
        raise NotHere(UNKNOWN)
    people = names(session, viewer)
    known, here_now = frozenset(people), {each.id for each in people.values() if each.is_here}
    stands, history = _stands(session, viewer, sheet, known, now)
    last_told = history[-1] if history and stands and history[-1].at == stands.at else None
    last, earlier = _said_last(_ticks(session, viewer, sheet, known, now), here_now)
    parts = _parts(session, viewer, sheet, known, now)
    return PathView(
        sheet=sheet,
        sheets=sheets,
        phase=Phase(stands.phase) if stands else Phase.TUNING,
        agreed=last_told,
        known_since=_known_since(viewer, stands) if stands else None,
        history=history,
        ticks=last,
        earlier=earlier,
        steps=_of(Kind.STEP, parts),
        tests=_of(Kind.TEST, parts),
        recovery=_of(Kind.RECOVERY, parts),
        closing=next(iter(_of(Kind.CLOSING, parts)), None),
    )


def parts(session: Session, viewer: Viewer, sheet: Side, now: datetime) -> list[PartView]:
    """Return the steps, tests and plans of one sheet, and nothing else of it; of a sheet not one's own none."""
    sheets = rules.sheets_of(viewer.side, apart=lives_apart(session, viewer.household))
    if sheet not in sheets or not may_enter(viewer, now):
        return []
    return _parts(session, viewer, sheet, frozenset(names(session, viewer)), now)


def _stands(
    session: Session, viewer: Viewer, sheet: Side, known: frozenset[UUID], now: datetime
) -> tuple[PhaseAgreed | None, tuple[PhaseView, ...]]:
    """Return where it is now, for all who may read the path, and how it came there, for who was there.

    Who came in later reads how it came where it is now; who was sent away then only that it is there.
    """
    found = rows.phases(session, viewer.household, sheet)
    ticks = [
        each
        for each in rows.ticks(session, viewer.household, sheet)
        if each.person_id in known and sees(viewer, TICK, each.person_id, now, each.side)
    ]
    read = [
        each
        for each in found
        if sees(viewer, PATH, each.by_id, now if each is found[-1] else each.at, each.side)
    ]
    told = (each for each in read if not is_away(viewer, each.at))
    history = tuple(_phase(session, each, known, ticks) for each in told)
    return (read[-1] if read else None), history


def _known_since(viewer: Viewer, row: PhaseAgreed) -> datetime:
    """Counted from the day itself, what is new would tell that day to who was away on it."""
    back = (
        until for began, until in viewer.absences if until is not None and began <= row.at < until
    )
    return max(back, default=row.at)


def _phase(
    session: Session, row: PhaseAgreed, known: frozenset[UUID], ticks: Iterable[OutcomeTick]
) -> PhaseView:
    body = rows.words_of(session, row)
    return PhaseView(
        phase=Phase(row.phase),
        back=row.act == "back",
        at=row.at,
        by=row.by_id if row.by_id in known else None,
        missing=_missing(row, body.get("missing", ()), ticks),
        reason=str(body.get("reason", "")),
    )


def _missing(
    row: PhaseAgreed, written: Collection[str], ticks: Iterable[OutcomeTick]
) -> tuple[str, ...]:
    """Return what was missing: what was written down, and what nobody had found whom this reader may read.

    What was neither missing nor found would tell that there is somebody whom they may not read.
    """
    before = rules.phase_before(Phase(row.phase))
    if row.act == "back" or before is None:
        return tuple(written)
    last = {(each.outcome, each.person_id): each.act for each in ticks if each.at < row.at}
    reached = {outcome for (outcome, _person), act in last.items() if act == "set"}
    return tuple(
        each.key for each in outcomes_of(before) if each.key in written or each.key not in reached
    )


Ticks = Mapping[str, tuple[TickView, ...]]


def _ticks(
    session: Session, viewer: Viewer, sheet: Side, known: frozenset[UUID], now: datetime
) -> tuple[Ticks, Ticks]:
    """Return everybody's last word on each outcome, and all words before those."""
    last: dict[tuple[str, UUID], OutcomeTick] = {}
    before: list[OutcomeTick] = []
    for row in rows.ticks(session, viewer.household, sheet):
        key = (row.outcome, row.person_id)
        if key in last:
            before.append(last.pop(key))
        last[key] = row
    now_seen = [row for row in last.values() if sees(viewer, TICK, row.person_id, now, row.side)]
    seen = [row for row in before if sees(viewer, TICK, row.person_id, row.at, row.side)]
    return _by_outcome(session, now_seen, known), _by_outcome(session, seen, known)


def _said_last(found: tuple[Ticks, Ticks], here_now: Collection[UUID]) -> tuple[Ticks, Ticks]:
    """The last word of who left is one of before: it stays to be read, and is no word of now."""
    last, earlier = found
    now_said = {
        key: tuple(each for each in said if each.person in here_now) for key, said in last.items()
    }
    before = {
        key: (*earlier.get(key, ()), *(e for e in last.get(key, ()) if e.person not in here_now))
        for key in {*earlier, *last}
    }
    return now_said, before


def _by_outcome(session: Session, found: Iterable[OutcomeTick], known: frozenset[UUID]) -> Ticks:
    by_outcome: defaultdict[str, tuple[TickView, ...]] = defaultdict(tuple)
    for row in sorted((each for each in found if each.person_id in known), key=lambda row: row.at):
        view = TickView(
            outcome=row.outcome,
            person=row.person_id,
            reached=row.act == "set",
            at=row.at,
            words=str(rows.words_of(session, row).get("words", "")),
        )
        by_outcome[row.outcome] = (*by_outcome[row.outcome], view)
    return dict(by_outcome)


def _parts(
    session: Session, viewer: Viewer, sheet: Side, known: frozenset[UUID], now: datetime
) -> list[PartView]:
    by_version: defaultdict[UUID, list[PathMark]] = defaultdict(list)
    for mark in rows.marks(session, viewer.household, sheet):
        by_version[mark.version_id].append(mark)
    reader = Reader(session, viewer, known, now)
    views = (
        part_view(reader, found, [m for row in found for m in by_version[row.version.id]])
        for found in rows.versions(session, viewer.household, sheet).values()
    )
    return sorted((each for each in views if each), key=lambda each: (each.place, str(each.id)))


def _of(kind: Kind, parts: Iterable[PartView]) -> tuple[PartView, ...]:
    return tuple(each for each in parts if each.kind is kind)
