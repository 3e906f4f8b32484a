"""Taking the path along: the phases, what people found reached, and the steps and plans with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from datetime import datetime

from sqlalchemy.orm import Session

from api.path import rules
from api.path.queries import path
from api.path.seen import OBJECTS, PATH, TICK, takes
from api.path.views import MarkView, PartView, PathView, PhaseView, TickView
from api.people.policy import Viewer
from api.people.queries import lives_apart, names
from api.people.taking import Values, called, whole

Named = Callable[..., list[str]]


def to_take(session: Session, viewer: Viewer, now: datetime) -> list[Values]:
    """Return what stands on each sheet that one may take along, phases first."""
    known = names(session, viewer)
    named: Named = lambda ids: called(known, ids)  # noqa: E731
    found: list[Values] = []
    for sheet in rules.sheets_of(viewer.side, apart=lives_apart(session, viewer.household)):
        if takes(viewer, PATH, sheet, now):
            seen = path(session, viewer, sheet, now)
            found += [{"sheet": str(sheet), **each} for each in _sheet(viewer, seen, named, now)]
    return found


def _sheet(viewer: Viewer, seen: PathView, named: Named, now: datetime) -> Iterator[Values]:
    yield from (_phase(each, named) for each in seen.history)
    if takes(viewer, TICK, seen.sheet, now):
        for said in (seen.earlier, seen.ticks):
            yield from (_tick(each, named) for each in _every(said.values()))
    closing = (seen.closing,) if seen.closing else ()
    for part in (*seen.steps, *seen.tests, *seen.recovery, *closing):
        if takes(viewer, OBJECTS[part.kind], seen.sheet, now):
            yield _part(part, named)


def _every(said: Iterable[tuple[TickView, ...]]) -> list[TickView]:
    return sorted((each for one in said for each in one), key=lambda each: (each.at, each.outcome))


def _phase(phase: PhaseView, named: Named) -> Values:
    return whole(
        {
            "kind": "phase",
            "phase": str(phase.phase),
            "back": phase.back or None,
            "at": phase.at,
            "by": named([phase.by] if phase.by else ()),
            "missing": list(phase.missing),
            "reason": phase.reason,
        }
    )


def _tick(tick: TickView, named: Named) -> Values:
    return whole(
        {
            "kind": "tick",
            "outcome": tick.outcome,
            "reached": tick.reached,
            "at": tick.at,
            "by": named([tick.person]),
            "text": tick.words,
        }
    )


def _part(part: PartView, named: Named) -> Values:
    marks = [each for each in (part.done, *part.yes, part.result) if each]
    people = {str(role): named(who) for role, who in part.people.items()}
    words = {name: value for name, value in asdict(part.words).items() if value}
    marked = [_mark(each, named) for each in marks]
    return whole(
        {"kind": str(part.kind), **words, **people, "day": part.day, "since": part.since}
        | {"said": marked}
    )


def _mark(mark: MarkView, named: Named) -> Values:
    return whole(
        {"says": str(mark.says), "at": mark.at, "by": named([mark.by]), "text": mark.words}
    )
