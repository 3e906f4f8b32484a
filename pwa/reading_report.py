"""A period of a house as a report to hand over: what goes better for the children first, and what made it so.

It can lie on any table of the house: it holds only what every grown-up of the house, or of the side, may
read as well. So nothing of it tells for whom something was kept away.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
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
    known = _for_all(adults, lambda each: people.names(found.session, each))
    given = _Given(
        notes=_notes(found, period, adults),
        numbers=list(_numbers(found, period, adults)),
        ticks=_ticks_told(found, period, adults),
    )
    notes = [_named(each, known) for each in given.kept_notes()]
    sorts = {kind: [each for each in notes if each.kind is kind] for kind in Kind}
    return Report(
        period=period,
        good=sorts[Kind.GOOD],
        how=sorts[Kind.HOW],
        numbers=list(_moved(given.kept_numbers())),
        checks=_checks(found, sorts[Kind.CHECK], adults),
        reached=list(_reached(given.kept_ticks(), known)),
        near=sorts[Kind.NEAR],
        wrong=sorts[Kind.WRONG],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """What could stand in a report; each beside whether all grown-ups may read it.

    What a child made never does: it is asked to prove nothing, and whoever compares the report with the
    log must not learn who may not read of whom. For the same reason what the grown-ups of the house made
    stands in it whole, or not at all: who came later, was away for a while or may not read of another
    looks the same.
    """

    notes: Sequence[tuple[EntryView, bool]]
    numbers: Sequence[tuple[str, ScoreView, bool]]
    ticks: Sequence[tuple[TickView, Member, bool]]

    def kept_notes(self) -> Iterator[EntryView]:
        return (note for note, told in self.notes if self._keeps(note.author, told=told))

    def kept_numbers(self) -> Iterator[tuple[str, ScoreView]]:
        return ((text, one) for text, one, told in self.numbers if self._keeps(one.by, told=told))

    def kept_ticks(self) -> Iterator[tuple[TickView, Member]]:
        return ((tick, by) for tick, by, told in self.ticks if self._keeps(by, told=told))

    def _keeps(self, by: Member, *, told: bool) -> bool:
        return told and (by.role is not Role.ADULT or self._is_whole())

    def _is_whole(self) -> bool:
        made = (
            *((note.author, told) for note, told in self.notes),
            *((one.by, told) for _, one, told in self.numbers),
            *((by, told) for _, by, told in self.ticks),
        )
        return all(told for by, told in made if by.role is Role.ADULT)


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


def _notes(
    found: Open, period: Period, adults: Collection[Viewer]
) -> Sequence[tuple[EntryView, bool]]:
    """Return the notes of the period that no child wrote, oldest first."""
    if not found.has(Shares.LOG):
        return ()
    mine = [each for each in _walked(found, period) if each.author.role is not Role.CHILD]
    ids = {each.id for each in mine}
    told = _for_all(adults, lambda each: _says(found, each, ids))
    return [(each, _words(each) in told) for each in reversed(mine)]


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


def _numbers(
    found: Open, period: Period, adults: Collection[Viewer]
) -> Iterator[tuple[str, ScoreView, bool]]:
    """Yield the numbers of the period on the dangers of the whole house, danger after danger, oldest first.

    A number of this month that some have yet to give their own beside is not there yet: for nobody.
    """
    if not found.has(Shares.SCORES):
        return
    session, now = found.session, found.now
    for danger in dangers_of(found):
        told = _for_all(adults, partial(_meant_ids, found, danger.id))
        open_now = _for_all(adults, partial(_open_ids, found, danger.id))
        text = danger.text if found.has(Shares.PLAN) else ""
        for voice in scales.history(session, found.viewer, danger.id, now):
            for each in voice.counts:
                waits = each.id in told and each.id not in open_now
                if period.holds(here(each.at)) and not waits:
                    yield text, each, each.id in told


def _meant_ids(found: Open, danger: UUID, adult: Viewer) -> Iterable[UUID]:
    return scales.known(found.session, adult, danger, found.now)


def _open_ids(found: Open, danger: UUID, adult: Viewer) -> Iterator[UUID]:
    for voice in scales.history(found.session, adult, danger, found.now):
        yield from (each.id for each in voice.every)


def _moved(numbers: Iterable[tuple[str, ScoreView]]) -> Iterator[Moved]:
    voices: dict[tuple[str, UUID], list[ScoreView]] = {}
    for text, each in numbers:
        voices.setdefault((text, each.by.id), []).append(each)
    for (text, _), given in voices.items():
        yield Moved(text, given[0].by, given[0], given[-1])


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


def _ticks_told(
    found: Open, period: Period, adults: Collection[Viewer]
) -> Sequence[tuple[TickView, Member, bool]]:
    if not found.has(Shares.PLAN):
        return ()
    told = _for_all(adults, lambda each: _ticks(found, each))
    names = people.names(found.session, found.viewer)
    mine = sorted(_ticks(found, found.viewer), key=lambda each: (each.at, each.outcome))
    inside = [each for each in mine if period.holds(here(each.at)) and each.person in names]
    return [(each, names[each.person], each in told) for each in inside]


def _ticks(found: Open, viewer: Viewer) -> Sequence[TickView]:
    if not paths.may_enter(viewer, found.now):
        return ()
    sheet = paths.sheet_of(found.session, viewer, found.viewer.side)
    seen = paths.path(found.session, viewer, sheet, found.now)
    return [each for said in seen.ticks.values() for each in said if each.reached]


def _reached(
    ticks: Iterable[tuple[TickView, Member]], known: Collection[UUID]
) -> Iterator[Reached]:
    for tick, by in ticks:
        if tick.outcome in BY_KEY and by.id in known:
            yield Reached(BY_KEY[tick.outcome], by, tick)
