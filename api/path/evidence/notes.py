"""What the logbook shows: only notes of grown-ups for the whole circle, so that nothing private lies on a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from api.logbook.first import first_day
from api.logbook.note import Kept, Kind, Visit
from api.logbook.queries import readable, timeline
from api.logbook.views import EntryView
from api.path.evidence.facts_of_checks import AgreementChecks, LogFacts, Look, Noted
from api.path.evidence.facts_of_children import ChildFact
from api.path.evidence.rules import MONITORED
from api.people.policy import Audience, Role, Viewer
from api.people.queries import Member, members
from api.plan.checking.queries import checks_since
from api.plan.checking.rules import WORK_OF
from api.plan.views import AgreementView
from api.scales.rules import months_since
from i18n.dates import here

A_HANDFUL: Final = 6
MANY: Final = 200


def evident(note: EntryView) -> bool:
    """Say whether a note is evidence. A child is never asked to report, so what it wrote is none."""
    return (
        note.withdrawn is None
        and not note.damaged
        and note.audience is Audience.CIRCLE
        and note.author.role is not Role.CHILD
    )


def since(session: Session, viewer: Viewer, day: date) -> Iterator[EntryView]:
    """Yield the notes since a day that are evidence, newest first."""
    before: str | None = None
    while True:
        page = timeline(session, viewer, before=before, limit=MANY, since=day)
        yield from filter(evident, page.items)
        before = page.after
        if before is None:
            return


def log(session: Session, viewer: Viewer, now: datetime) -> LogFacts:
    """Return the last note of each kind, and how long it has been calm by these notes."""
    last = {kind: _last(session, viewer, kind) for kind in Kind if kind is not Kind.TELL}
    began, wrong = first_day(session, viewer), last[Kind.WRONG]
    calm_since = wrong.on if wrong else began
    return LogFacts(
        since=began,
        good=last[Kind.GOOD],
        near=last[Kind.NEAR],
        wrong=wrong,
        how=last[Kind.HOW],
        check=last[Kind.CHECK],
        calm_months=months_since(calm_since, here(now)) if calm_since else None,
    )


def children(session: Session, viewer: Viewer, now: datetime) -> tuple[ChildFact, ...]:
    """Return for each child when a grown-up last wrote how it is, in half a year."""
    page = timeline(session, viewer, kind=Kind.HOW, limit=MANY, since=here(now) - MONITORED)
    found: dict[UUID, EntryView] = {}
    for note in filter(evident, page.items):
        for person in note.about:
            found.setdefault(person.id, note)
    return tuple(
        ChildFact(child=each, how=_noted(found[each.id]) if each.id in found else None)
        for each in members(session, viewer)
        if each.role is Role.CHILD
    )


def checks(
    session: Session, viewer: Viewer, agreements: Sequence[AgreementView], now: datetime
) -> tuple[AgreementChecks, ...]:
    """Return for each agreement who saw it, in half a year."""
    ids = checks_since(session, viewer.household, now - MONITORED)
    seen = [each for each in readable(session, viewer, ids).values() if evident(each)]
    newest_first = sorted(seen, key=lambda each: each.happened_at, reverse=True)
    known = {each.id: each for each in members(session, viewer)}
    return tuple(
        _checks(agreement, [n for n in newest_first if n.agreement_id == agreement.id], known, now)
        for agreement in agreements
    )


def _checks(
    agreement: AgreementView,
    notes: Sequence[EntryView],
    known: Mapping[UUID, Member],
    now: datetime,
) -> AgreementChecks:
    looks = [_look(each) for each in notes]
    lately = [each.author for each in notes if each.happened_at >= now - WORK_OF]
    return AgreementChecks(
        agreement=agreement,
        lookers=tuple(known[each] for each in agreement.looks if each in known),
        last=next(iter(looks), None),
        planned=next((each for each in looks if each.visit is Visit.PLANNED), None),
        unannounced=next((each for each in looks if each.visit is Visit.UNANNOUNCED), None),
        lately=_by_name(lately),
        carried_out=next((each.on for each in looks if each.kept is Kept.YES), None),
    )


def _by_name(people: Iterable[Member]) -> tuple[Member, ...]:
    once = {each.id: each for each in people}.values()
    return tuple(sorted(once, key=lambda each: each.called.casefold()))


def _look(note: EntryView) -> Look:
    return Look(
        entry=note.id,
        by=note.author,
        on=here(note.happened_at),
        visit=note.visit,
        kept=note.kept,
    )


def _noted(note: EntryView) -> Noted:
    return Noted(entry=note.id, kind=note.kind, by=note.author, on=here(note.happened_at))


def _last(session: Session, viewer: Viewer, kind: Kind) -> Noted | None:
    before: str | None = None
    while True:
        page = timeline(session, viewer, before=before, limit=A_HANDFUL, kind=kind)
        found = next((each for each in page.items if evident(each)), None)
        before = page.after
        if found is not None or before is None:
            return _noted(found) if found else None
