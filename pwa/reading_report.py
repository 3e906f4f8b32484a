"""A period of a house as a report to hand over: what goes better for the children first, and what made it so.

It can lie on any table of the house: it holds only what every grown-up of the house, or of the side, may
read as well. So nothing of it tells for whom something was kept away.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from api.logbook import queries as logbook
from api.logbook.note import Kept, Kind
from api.logbook.views import EntryView
from api.path import queries as paths
from api.path.outcomes import BY_KEY, Outcome
from api.path.views import TickView
from api.people import queries as people
from api.people.consenting.kinds import Kind as Shares
from api.people.consenting.queries import concerned
from api.people.consenting.rules import grown_ups
from api.people.policy import Viewer
from api.people.queries import Member
from api.plan import queries as plans
from api.plan.views import AgreementView
from api.scales import queries as scales
from api.scales.queries import ScoreView
from i18n.dates import here
from pwa.reading_along import Open

A_HANDFUL: Final = 200
HELD_IN: Final = frozenset({Shares.LOG, Shares.SCORES, Shares.PLAN})


@dataclass(frozen=True, slots=True)
class Period:
    """The days of a report, both included."""

    since: date
    until: date

    def holds(self, day: date) -> bool:
        return self.since <= day <= self.until


@dataclass(frozen=True, slots=True)
class Moved:
    """Somebody's first and last number in the period, on one danger. ``danger`` is "" without the plan."""

    danger: str
    by: Member
    first: ScoreView
    last: ScoreView


@dataclass(frozen=True, slots=True)
class Checked:
    """An agreement and the notes of who looked in the period, oldest first."""

    agreement: AgreementView
    looks: Sequence[EntryView]

    def days(self, kept: Kept) -> Sequence[EntryView]:
        """Return the notes that say this of it."""
        return [each for each in self.looks if each.kept is kept]


@dataclass(frozen=True, slots=True)
class Reached:
    """Somebody found an outcome reached in the period."""

    outcome: Outcome
    by: Member
    tick: TickView


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All of it. What is not shared is empty."""

    period: Period
    good: Sequence[EntryView]
    how: Sequence[EntryView]
    numbers: Sequence[Moved]
    checks: Sequence[Checked]
    reached: Sequence[Reached]
    near: Sequence[EntryView]
    wrong: Sequence[EntryView]


def report(found: Open, period: Period) -> Report:
    """Put the report together from what is shared and what all grown-ups may read."""
    adults = _grown_ups(found)
    known = _known_to_all(found, adults)
    notes = [_named(each, known) for each in _notes(found, period, adults)]
    sorts = {kind: [each for each in notes if each.kind is kind] for kind in Kind}
    return Report(
        period=period,
        good=sorts[Kind.GOOD],
        how=[*sorts[Kind.HOW], *sorts[Kind.TELL]],
        numbers=list(_numbers(found, period, adults)),
        checks=_checks(found, sorts[Kind.CHECK], adults),
        reached=list(_reached(found, period, adults, known)),
        near=sorts[Kind.NEAR],
        wrong=sorts[Kind.WRONG],
    )


def _grown_ups(found: Open) -> Sequence[Viewer]:
    every = concerned(found.session, found.viewer.household)
    return [
        people.viewer(found.session, each) for each in sorted(grown_ups(every, found.viewer.side))
    ]


def _for_all(
    adults: Collection[Viewer], ids_of: Callable[[Viewer], Iterable[Any]]
) -> frozenset[Any]:
    """Return what all of them have; nothing where there is nobody to hand it to."""
    sets = [frozenset(ids_of(each)) for each in adults]
    return frozenset.intersection(*sets) if sets else frozenset()


def _known_to_all(found: Open, adults: Collection[Viewer]) -> frozenset[UUID]:
    return _for_all(adults, lambda each: people.names(found.session, each))


def _notes(found: Open, period: Period, adults: Collection[Viewer]) -> Sequence[EntryView]:
    """Return the notes of the period that everybody may read, oldest first."""
    if not found.has(Shares.LOG):
        return ()
    mine = list(_walked(found, period))
    ids = {each.id for each in mine}
    told = _for_all(adults, lambda each: _says(found, each, ids))
    return [each for each in reversed(mine) if _words(each) in told]


def _says(found: Open, adult: Viewer, ids: Collection[UUID]) -> Iterator[Hashable]:
    return map(_words, logbook.readable(found.session, adult, ids).values())


def _words(note: EntryView) -> Hashable:
    """What a note says and shows: who was away for a while may know an earlier version of it."""
    shown = tuple(each.id for each in note.media)
    return note.id, note.kind, note.text, note.helped, note.helped_by_name, note.kept, shown


def _walked(found: Open, period: Period) -> Iterator[EntryView]:
    before: str | None = None
    while True:
        page = logbook.timeline(
            found.session,
            found.viewer,
            before=before,
            limit=A_HANDFUL,
            since=period.since,
            until=period.until,
        )
        yield from (each for each in page.items if not (each.withdrawn or each.damaged))
        before = page.after
        if before is None:
            return


def _named(note: EntryView, known: Collection[UUID]) -> EntryView:
    """Name only whom all may know; what was said below a note stays with the note."""
    return replace(
        note,
        about=tuple(each for each in note.about if each.id in known),
        helped_by=tuple(each for each in note.helped_by if each.id in known),
        replies=(),
        thanks=(),
    )


def _numbers(found: Open, period: Period, adults: Collection[Viewer]) -> Iterator[Moved]:
    if not found.has(Shares.SCORES):
        return
    wider = replace(found.viewer, consents=found.viewer.consents | {"plan_agreed"})
    dangers = plans.dangers(found.session, wider, found.now)
    theirs = _for_all(
        adults, lambda each: (d.id for d in plans.dangers(found.session, each, found.now))
    )
    for danger in (each for each in dangers if each.id in theirs):
        told = _for_all(adults, lambda each, of=danger.id: _score_ids(found, each, of))
        text = danger.text if found.has(Shares.PLAN) else ""
        for voice in scales.history(found.session, found.viewer, danger.id, found.now):
            inside = [s for s in voice.counts if s.id in told and period.holds(here(s.at))]
            if inside:
                yield Moved(text, voice.by, inside[0], inside[-1])


def _score_ids(found: Open, adult: Viewer, danger: UUID) -> Iterator[UUID]:
    for voice in scales.history(found.session, adult, danger, found.now):
        yield from (each.id for each in voice.every)


def _checks(
    found: Open, looks: Sequence[EntryView], adults: Collection[Viewer]
) -> Sequence[Checked]:
    if not found.has(Shares.PLAN):
        return ()
    told = _for_all(
        adults, lambda each: (a.id for a in plans.agreements(found.session, each, found.now))
    )
    held = plans.agreements(found.session, found.viewer, found.now)
    every = [
        Checked(each, [note for note in looks if note.agreement_id == each.id])
        for each in held
        if each.id in told
    ]
    return sorted(every, key=lambda each: not each.looks)


def _reached(
    found: Open, period: Period, adults: Collection[Viewer], known: Collection[UUID]
) -> Iterator[Reached]:
    if not found.has(Shares.PLAN):
        return
    told = _for_all(adults, lambda each: _ticks(found, each))
    names = people.names(found.session, found.viewer)
    for tick in sorted(_ticks(found, found.viewer), key=lambda each: each.at):
        inside = period.holds(here(tick.at)) and tick.person in known and tick.person in names
        if tick in told and inside and tick.outcome in BY_KEY:
            yield Reached(BY_KEY[tick.outcome], names[tick.person], tick)


def _ticks(found: Open, viewer: Viewer) -> Sequence[TickView]:
    if not paths.may_enter(viewer, found.now):
        return ()
    sheet = paths.sheet_of(found.session, viewer, found.viewer.side)
    seen = paths.path(found.session, viewer, sheet, found.now)
    return [each for said in seen.ticks.values() for each in said if each.reached]
