"""Who takes part: what people of the circle wrote, answered, scored and went along with, and when last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.path.evidence.facts_of_people import Active, Did, PeopleFacts
from api.path.evidence.notes import since
from api.path.evidence.rules import LATELY, by_generation, took_part
from api.people.policy import Role, Viewer
from api.people.queries import Member, members
from api.plan.views import DangerView
from api.resilience.elements import Layer
from api.resilience.rules import end_of
from api.resilience.views import CellView, WeekView
from api.scales.queries import Voice
from i18n.dates import here

Act = tuple[UUID, Did, datetime]
Voices = Sequence[tuple[DangerView, Sequence[Voice]]]


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
