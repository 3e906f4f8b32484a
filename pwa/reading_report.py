"""A period of a house as a report: what goes better for the children first, and what made it so.

There are two of it. One can lie on any table of the house: it holds what people around the house made
and every grown-up of it reads, never what those of the house made themselves. The other is for the file
of who reads along: all that is shared with them. Neither asks who may not read of whom, so nobody who
lays one beside the other, or beside the log, learns it. What a child made is in none of them: it is
asked to prove nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
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
from api.people.policy import Role, Viewer
from api.people.queries import Member
from api.plan import queries as plans
from api.plan.views import AgreementView
from api.scales import queries as scales
from api.scales.queries import ScoreView
from i18n.dates import here
from pwa.reading_along import Open
from pwa.reading_seen import dangers_of

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
    """All of it. What is not shared is empty. ``for_table``: any grown-up of the house may find it."""

    for_table: bool
    period: Period
    good: Sequence[EntryView]
    how: Sequence[EntryView]
    numbers: Sequence[Moved]
    checks: Sequence[Checked]
    reached: Sequence[Reached]
    near: Sequence[EntryView]
    wrong: Sequence[EntryView]


def report(found: Open, period: Period, *, for_table: bool) -> Report:
    """Put the report together: for a table of the house, or for the file of who reads along."""
    scope = _Scope(found, period, _grown_ups(found) if for_table else None)
    known = scope.among(lambda each: people.names(found.session, each))
    notes = [_named(each, known) for each in _notes(scope)]
    sorts = {kind: [each for each in notes if each.kind is kind] for kind in Kind}
    return Report(
        for_table=for_table,
        period=period,
        good=sorts[Kind.GOOD],
        how=sorts[Kind.HOW],
        numbers=list(_moved(_numbers(scope))),
        checks=_checks(scope, sorts[Kind.CHECK]),
        reached=list(_reached(scope)),
        near=sorts[Kind.NEAR],
        wrong=sorts[Kind.WRONG],
    )


@dataclass(frozen=True, slots=True)
class _Scope:
    """Which report it is. ``adults`` are those who may find it on a table; None for the file.

    For a table what the grown-ups of the house made stays out whole, whoever may read it: with a part of
    it, or all of it in some houses only, who compares it with the log would learn who fears whom.
    """

    found: Open
    period: Period
    adults: Sequence[Viewer] | None

    def holds(self, by: Member) -> bool:
        """Say whether what this one made may stand in it."""
        return by.role is not Role.CHILD and (self.adults is None or by.role is not Role.ADULT)

    def among(self, ids_of: Callable[[Viewer], Iterable[Any]]) -> Container[Any]:
        """Return what all who may find it have; for the file everything."""
        if self.adults is None:
            return _Everything()
        sets = [frozenset(ids_of(each)) for each in self.adults]
        return frozenset.intersection(*sets) if sets else frozenset()


class _Everything:
    def __contains__(self, _one: object) -> bool:
        return True


def _grown_ups(found: Open) -> Sequence[Viewer]:
    every = concerned(found.session, found.viewer.household)
    return [
        people.viewer(found.session, each) for each in sorted(grown_ups(every, found.viewer.side))
    ]


def _notes(scope: _Scope) -> Sequence[EntryView]:
    """Return the notes of the period, oldest first."""
    if not scope.found.has(Shares.LOG):
        return ()
    mine = [each for each in _walked(scope.found, scope.period) if scope.holds(each.author)]
    ids = {each.id for each in mine}
    told = scope.among(lambda each: _says(scope.found, each, ids))
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


def _named(note: EntryView, known: Container[UUID]) -> EntryView:
    """Name only whom all may know; what was said below a note stays with the note."""
    return replace(
        note,
        about=tuple(each for each in note.about if each.id in known),
        helped_by=tuple(each for each in note.helped_by if each.id in known),
        replies=(),
        thanks=(),
    )


def _numbers(scope: _Scope) -> Iterator[tuple[str, ScoreView]]:
    """Yield the numbers of the period on the dangers of the whole house, danger after danger, oldest first.

    On a table a number of this month that some have yet to give their own beside is not there yet.
    """
    found = scope.found
    if not found.has(Shares.SCORES):
        return
    for danger in dangers_of(found):
        told = scope.among(partial(_open_ids, found, danger.id))
        text = danger.text if found.has(Shares.PLAN) else ""
        for voice in scales.history(found.session, found.viewer, danger.id, found.now):
            for each in voice.counts:
                if scope.period.holds(here(each.at)) and scope.holds(each.by) and each.id in told:
                    yield text, each


def _open_ids(found: Open, danger: UUID, adult: Viewer) -> Iterator[UUID]:
    for voice in scales.history(found.session, adult, danger, found.now):
        yield from (each.id for each in voice.every)


def _moved(numbers: Iterable[tuple[str, ScoreView]]) -> Iterator[Moved]:
    voices: dict[tuple[str, UUID], list[ScoreView]] = {}
    for text, each in numbers:
        voices.setdefault((text, each.by.id), []).append(each)
    for (text, _), given in voices.items():
        yield Moved(text, given[0].by, given[0], given[-1])


def _checks(scope: _Scope, looks: Sequence[EntryView]) -> Sequence[Checked]:
    found = scope.found
    if not found.has(Shares.PLAN):
        return ()
    told = scope.among(
        lambda each: (a.id for a in plans.agreements(found.session, each, found.now))
    )
    every = [
        Checked(each, [note for note in looks if note.agreement_id == each.id])
        for each in plans.agreements(found.session, found.viewer, found.now)
        if each.id in told
    ]
    return sorted(every, key=lambda each: not each.looks)


def _reached(scope: _Scope) -> Iterator[Reached]:
    found = scope.found
    if not found.has(Shares.PLAN):
        return
    told = scope.among(partial(_ticks, found))
    known = people.names(found.session, found.viewer)
    for tick in sorted(_ticks(found, found.viewer), key=lambda each: (each.at, each.outcome)):
        by = known.get(tick.person)
        if by is None or tick.outcome not in BY_KEY or not scope.period.holds(here(tick.at)):
            continue
        if scope.holds(by) and tick in told:
            yield Reached(BY_KEY[tick.outcome], by, tick)


def _ticks(found: Open, viewer: Viewer) -> Sequence[TickView]:
    if not paths.may_enter(viewer, found.now):
        return ()
    sheet = paths.sheet_of(found.session, viewer, found.viewer.side)
    seen = paths.path(found.session, viewer, sheet, found.now)
    return [each for said in seen.ticks.values() for each in said if each.reached]
