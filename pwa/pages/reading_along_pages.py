"""``/meekijken/<seat>/…``: what a house shares, kind by kind. A kind that is not shared is not there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from flask import Blueprint
from werkzeug.wrappers import Response

from api.core.http import members
from api.meetings.items import reads_minutes
from api.meetings.queries import meetings
from api.meetings.table import reading as minutes
from api.meetings.table.queries import seat, state_of
from api.meetings.table.reading import MinutesView
from api.meetings.views import MeetingView
from api.path.outcomes import outcomes_of
from api.path.proof import evidence
from api.people import queries as people
from api.people.consenting.kinds import Kind
from api.plan import queries as plans
from api.plan.queries import in_force_versions
from api.resilience import queries as weeks
from api.resilience.rules import monday_of, weeks_before
from api.safe_object.facts import facts as signals
from api.words_and_pictures import queries as books
from pwa import path_parts_said, path_said, plan_said, reading_seen, scores_said
from pwa.pages.reading_along import show
from pwa.reading_along import ADDRESS, Open, opened, wrote
from pwa.shut_in import send
from pwa.table_seen import members_of
from pwa.week_charts import Sight
from pwa.week_said import elements
from pwa.week_seen import Seen, a_week, the_weeks

pages = Blueprint("reading_along_pages", __name__)
SEASON: Final = 13
HOUSE: Final = f"{ADDRESS}/<uuid:seat_id>"


@dataclass(frozen=True, slots=True)
class Lived:
    """Somebody's weeks; ``whose`` is None for the house."""

    whose: people.Member | None
    week: Seen
    months: Seen
    monday: date


@dataclass(frozen=True, slots=True)
class Met:
    """A sitting with what was decided there, and the last minutes."""

    view: MeetingView
    decided: Sequence[Any]
    minutes: MinutesView | None


@pages.get(f"{HOUSE}/cijfers")
@members("professional")
def scores(seat_id: UUID) -> str:
    """Show who gave which number over the months, each person apart."""
    with opened(seat_id, one_of={Kind.SCORES}) as found:
        told = reading_seen.numbers(found)
        wrote(found, Kind.SCORES)
    return show("scores", found, numbers=told, said=scores_said)


@pages.get(f"{HOUSE}/plan")
@members("professional")
def plan(seat_id: UUID) -> str:
    """Show what was agreed, and who saw whether it works."""
    with opened(seat_id, one_of={Kind.PLAN}) as found:
        facts = {
            "plan": plans.plan(found.session, found.viewer, found.now),
            "names": people.names(found.session, found.viewer),
            "looked": None,
        }
        if found.has(Kind.LOG):
            facts["looked"] = reading_seen.checks_of(reading_seen.facts_of(found))
        wrote(found, Kind.PLAN, Kind.LOG)
    return show("plan", found, said=plan_said, **facts)


@pages.get(f"{HOUSE}/zicht")
@members("professional")
def sight(seat_id: UUID) -> str:
    """Show how it goes, question by question, as far as it is shared."""
    with opened(seat_id, one_of={Kind.PLAN}) as found:
        facts = reading_seen.facts_of(found)
        questions = reading_seen.sheet_of(found, facts)
        wrote(found, Kind.PLAN, Kind.LOG, Kind.SCORES, Kind.WEEK, Kind.BOOKS, Kind.MEETINGS)
    return show("sight", found, questions=questions, today=facts.today)


@pages.get(f"{HOUSE}/pad")
@members("professional")
def path(seat_id: UUID) -> str:
    """Show where the house stands, and what its own books show beside each outcome."""
    with opened(seat_id, one_of={Kind.PLAN}) as found:
        seen = reading_seen.phase_of(found)
        facts = reading_seen.facts_of(found)
        names = people.names(found.session, found.viewer)
        outcomes = outcomes_of(seen.phase) if seen else ()
        beside = {each.key: evidence(each.key, facts, seen).said for each in outcomes if seen}
        wrote(found, Kind.PLAN, Kind.LOG, Kind.SCORES, Kind.WEEK, Kind.BOOKS, Kind.MEETINGS)
    return show(
        "path",
        found,
        path=seen,
        outcomes=outcomes,
        beside=beside,
        names=names,
        said=path_said,
        parts_said=path_parts_said,
    )


@pages.get(f"{HOUSE}/samen")
@members("professional")
def together(seat_id: UUID) -> str:
    """Show the sittings to which all grown-ups of the house were asked, with what came out of them."""
    with opened(seat_id, one_of={Kind.MEETINGS}) as found:
        every = meetings(found.session, found.viewer, found.now)
        names = people.names(found.session, found.viewer)
        told = [_met(found, each, names) for each in every if not each.called_off_at]
        wrote(found, Kind.MEETINGS)
    return show("together", found, meetings=told)


@pages.get(f"{HOUSE}/week")
@members("professional")
def week(seat_id: UUID) -> str:
    """Show the weeks of the house and of its children."""
    with opened(seat_id, one_of={Kind.WEEK}) as found:
        lived = _weeks(found)
        wrote(found, Kind.WEEK)
    return show("week", found, lived=lived, sights=Sight, words=elements)


@pages.get(f"{HOUSE}/boek")
@members("professional")
def book(seat_id: UUID) -> str:
    """Show what was told to the children in words and pictures."""
    with opened(seat_id, one_of={Kind.BOOKS}) as found:
        held = in_force_versions(found.session, found.viewer.household)
        cards = books.books(found.session, found.viewer, in_force=held, now=found.now)
        told = [
            books.reading(found.session, found.viewer, each.id, in_force=held)
            for each in cards
            if each.reads
        ]
        wrote(found, Kind.BOOKS)
    return show("book", found, books=told)


@pages.get(f"{HOUSE}/beeld/<uuid:medium_id>")
@members("professional")
def picture(seat_id: UUID, medium_id: UUID) -> Response:
    """Send a drawing, a photo or a voice of a page of a book."""
    with opened(seat_id, one_of={Kind.BOOKS}) as found:
        held = in_force_versions(found.session, found.viewer.household)
        medium = books.medium(found.session, found.viewer, medium_id, in_force=held, now=found.now)
        wrote(found, Kind.BOOKS)
    return send(medium.type, medium.data)


@pages.get(f"{HOUSE}/signalen")
@members("professional")
def signal_facts(seat_id: UUID) -> str:
    """Show on which days there was a signal and whether somebody went: nothing else of it."""
    with opened(seat_id, one_of={Kind.SIGNALS}) as found:
        told = signals(found.session, found.viewer, found.now)
        wrote(found, Kind.SIGNALS)
    return show("signals", found, signals=told)


def _met(found: Open, view: MeetingView, names: Any) -> Met:  # noqa: ANN401
    at = seat(found.session, found.viewer, view.id)
    if view.closed_at is None:
        return Met(view, (), None)
    state = state_of(found.session, at.meeting)
    written = minutes.versions(found.session, found.viewer, at)
    decided = [
        (each, *members_of(names, each))
        for each in state.decisions
        if reads_minutes(found.viewer, at.meeting, at.row.invited, each.by, each.at)
    ]
    return Met(view, decided, written[0] if written else None)


def _weeks(found: Open) -> Sequence[Lived]:
    last = monday_of(found.now)
    lived = []
    for each in weeks.whose_weeks(found.session, found.viewer, found.now):
        asked = weeks_before(last, SEASON)
        seen = weeks.weeks(found.session, found.viewer, each.id if each else None, asked, found.now)
        lived.append(Lived(each, a_week(seen[-1]), the_weeks(seen), last))
    return lived
