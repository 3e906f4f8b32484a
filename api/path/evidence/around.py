"""Who and what is around the house: people who take part, the week, the books, who is there for a child."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from api.path.evidence.facts_of_children import BookFact, WardFact, WeekFact
from api.path.evidence.facts_of_people import Active, Did, PeopleFacts
from api.path.evidence.notes import since
from api.path.evidence.rules import LATELY, by_generation, took_part
from api.people.homes.contacts import meetings
from api.people.policy import Role, Viewer
from api.people.queries import Member, members
from api.plan.queries import in_force_versions
from api.plan.views import DangerView
from api.resilience.elements import Element, Layer
from api.resilience.queries import weeks, whose_weeks
from api.resilience.rules import end_of, monday_of, still_open, weeks_before
from api.resilience.views import CellView, WeekView
from api.scales.queries import Voice
from api.words_and_pictures.queries import books as book_cards
from api.words_and_pictures.views import BookCard
from api.words_and_pictures.words import Kind
from i18n.dates import here

Act = tuple[UUID, Did, datetime]
Voices = Sequence[tuple[DangerView, Sequence[Voice]]]
WEEKS: Final = 6


def people(
    session: Session, viewer: Viewer, voices: Voices, week: Sequence[WeekView], now: datetime
) -> PeopleFacts:
    """Return who of the circle took part in the last 30 days, each by name, and all generations."""
    acts = [*_in_the_log(session, viewer, now), *_on_scales(voices), *_along(week, now)]
    did = took_part(acts, now)
    here_now = members(session, viewer)
    circle = tuple(each for each in here_now if each.role is Role.CIRCLE)
    return PeopleFacts(
        active=tuple(
            Active(person=each, did=did[each.id][0], last=did[each.id][1])
            for each in circle
            if each.id in did
        ),
        circle=circle,
        generations=by_generation(here_now),
    )


def lived(session: Session, viewer: Viewer, now: datetime) -> tuple[tuple[WeekView, ...], ...]:
    """Return the last weeks of the children and the house; of grown-ups it is their own, and no evidence."""
    mondays = weeks_before(monday_of(now), WEEKS)
    return tuple(
        weeks(session, viewer, each.id if each else None, mondays, now)
        for each in whose_weeks(session, viewer, now)
        if each is None or each.role is Role.CHILD
    )


def last_week(of: Sequence[WeekView]) -> WeekFact:
    """Return what came back in the last whole week: on some day, and on every day."""
    week = of[-2]
    days = [set(day.elements(Layer.DONE)) for day in week.days]
    some = tuple(each for each in Element if any(each in day for day in days))
    return WeekFact(
        whose=week.whose,
        monday=week.monday,
        came_back=some,
        every_day=tuple(each for each in some if all(each in day for day in days)),
        still_open=still_open(some),
    )


def books(session: Session, viewer: Viewer, now: datetime) -> tuple[BookFact, ...]:
    """Return both books of each child, and when each was shown as far as this viewer knows."""
    held = in_force_versions(session, viewer.household)
    cards = book_cards(session, viewer, in_force=held, now=now)
    return tuple(
        _book(child, kind, [c for c in cards if c.ward.id == child.id and c.kind is kind])
        for child in members(session, viewer)
        if child.role is Role.CHILD
        for kind in Kind
    )


def safety(session: Session, viewer: Viewer) -> tuple[WardFact, ...]:
    """Return the wards whose safety people this viewer knows, and every child."""
    here_now = members(session, viewer)
    guarded = {ward for each in here_now for ward in each.safety_of}
    return tuple(
        _ward(session, viewer, each, here_now)
        for each in here_now
        if each.role is Role.CHILD or each.id in guarded
    )


def _book(child: Member, kind: Kind, cards: Sequence[BookCard]) -> BookFact:
    """Of two of the same kind, one of each side, the one that was shown last."""
    shown = [each.shown for each in cards if each.shown]
    last = max(shown, key=lambda each: each.day, default=None)
    return BookFact(
        ward=child,
        kind=kind,
        known=bool(cards),
        shown_on=last.day if last else None,
        by=last.by if last else None,
        people=last.people if last else (),
    )


def _ward(session: Session, viewer: Viewer, ward: Member, here_now: Sequence[Member]) -> WardFact:
    met = meetings(session, viewer, ward.id)
    last = max((each for each in met if each.day), key=lambda each: str(each.day), default=None)
    return WardFact(
        ward=ward,
        safety_people=tuple(each for each in here_now if ward.id in each.safety_of),
        knows_contact=bool(met),
        last_contact=last.day if last else None,
        met_with=last.person if last else None,
    )


def _in_the_log(session: Session, viewer: Viewer, now: datetime) -> Iterator[Act]:
    for note in since(session, viewer, here(now) - LATELY):
        looked = note.kind == "check"
        yield note.author.id, Did.LOOKED if looked else Did.WROTE, note.happened_at
        for each in note.thanks:
            yield each.id, Did.ANSWERED, note.happened_at
        for reply in note.replies:
            yield reply.by.id, Did.ANSWERED, reply.at


def _on_scales(voices: Voices) -> Iterator[Act]:
    for _, found in voices:
        for voice in found:
            for each in voice.every:
                if each.for_all:
                    yield voice.by.id, Did.SCORED, each.at


def _along(weeks: Sequence[WeekView], now: datetime) -> Iterator[Act]:
    """Who went along with what was done; that it was planned alone is no taking part."""
    for week in weeks:
        for day in week.days:
            for cell in day.cells.values():
                if cell.has(Layer.DONE) and day.day <= here(now):
                    for person in _who_went(cell):
                        yield person.id, Did.WENT_ALONG, end_of(day.day, cell.part)


def _who_went(cell: CellView) -> Iterator[Member]:
    if cell.done is not None:
        yield from cell.done.along
    for each in cell.wanted:
        if not each.resting:
            yield from each.along
