"""``/meekijken``: the houses that share with somebody who works with them, and one house at a glance.

For accounts of the organisation alone. They read what was shared, and write nothing here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from api.core.db import EVERYWHERE
from api.core.errors import NotHere
from api.core.http import house, members
from api.logbook import queries as logbook
from api.logbook.newer import newer
from api.logbook.note import Kind as NoteKind
from api.logbook.views import EntryView
from api.people import signed_in
from api.people.consenting.kinds import Kind
from api.people.professionals.looked import looked_until
from api.people.professionals.queries import Reader, Seated, reader, seats_of
from api.people.professionals.readings import OVERVIEW
from api.people.queries import UNKNOWN, household_name
from pwa.helping_questions import questions_in
from pwa.pages.logbook import by_day
from pwa.reading_along import ADDRESS, KINDS, TASKS, Open, opened, writes_down, wrote
from pwa.reading_seen import agreements, numbers, phase_of
from pwa.shut_in import send

pages = Blueprint("reading_along", __name__)
A_PAGE: Final = 25
MOST_NEW: Final = 20
GOOD: Final = 3
LATEST: Final = 5
# So many agreements stand in sight at a glance; the others are a tap away.
AGREED: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One house in the list. ``until`` is None where nothing is shared now, ``new`` where nobody may know."""

    seat: UUID
    name: str
    works_as: str
    until: datetime | None
    read: datetime | None = None
    new: int | None = None


@pages.get(ADDRESS)
@members("professional")
def houses() -> str:
    """Show the houses in which somebody has a seat, a page at a time.

    Those that wait have no name: whoever opened a link of another would learn where they read.
    """
    account = signed_in.current_viewer().person
    with house().db.reading(EVERYWHERE) as session:
        seats = seats_of(session, account)
        known = [each for each in seats if not each.waits]
        first = _first(len(known))
        shown = known[first : first + A_PAGE]
        read = looked_until(session, [each.id for each in shown])
    found = [_line(each, read.get(each.id)) for each in shown]
    writes_down([(who, OVERVIEW) for _, who in found if who])
    lines = [line for line, _ in found]
    return render_template(
        "reading_along/houses.html",
        sharing=[each for each in lines if each.until],
        silent=[each for each in lines if not each.until],
        before=first - A_PAGE if first else None,
        after=first + A_PAGE if first + A_PAGE < len(known) else None,
        waits=len(known) < len(seats),
        tasks=TASKS,
        most=MOST_NEW,
    )


@pages.get(f"{ADDRESS}/<uuid:seat_id>")
@members("professional")
def one_house(seat_id: UUID) -> str:
    """Show how it goes in one house, the good things first."""
    with opened(seat_id) as found:
        phase = phase_of(found)
        good = _notes(found, GOOD, NoteKind.GOOD)
        seen = {each.id for each in good}
        facts: dict[str, Any] = {
            "name": household_name(found.session, found.viewer.household),
            "good": good,
            "latest": [each for each in _notes(found, LATEST) if each.id not in seen],
            "numbers": numbers(found),
            "agreements": agreements(found),
            "few": AGREED,
            "phase": phase,
            "questions": questions_in(phase.phase if phase else None),
        }
        wrote(found, Kind.LOG, Kind.SCORES, Kind.PLAN)
    return show("overview", found, **facts)


@pages.get(f"{ADDRESS}/<uuid:seat_id>/log")
@members("professional")
def log(seat_id: UUID) -> str:
    """Show a page of the log."""
    with opened(seat_id, one_of={Kind.LOG}) as found:
        page = logbook.timeline(found.session, found.viewer, before=request.args.get("na"))
        wrote(found, Kind.LOG)
    return show("log", found, days=by_day(page.items), older=page.after)


@pages.get(f"{ADDRESS}/<uuid:seat_id>/foto/<uuid:medium_id>")
@members("professional")
def photo(seat_id: UUID, medium_id: UUID) -> Response:
    """Send a drawing, a photo or a voice of a note."""
    return _medium(seat_id, medium_id, "full")


@pages.get(f"{ADDRESS}/<uuid:seat_id>/foto/<uuid:medium_id>/klein")
@members("professional")
def small_photo(seat_id: UUID, medium_id: UUID) -> Response:
    """Send the small picture."""
    return _medium(seat_id, medium_id, "small")


def show(page: str, found: Open, **more: Any) -> str:  # noqa: ANN401
    """Show a page of one house."""
    return render_template(
        f"reading_along/{page}.html",
        at=found.address,
        kinds=[(kind, KINDS[kind]) for kind in Kind if found.has(kind)],
        has={str(kind) for kind in found.reader.kinds},
        until=found.reader.shared.until,
        task=TASKS[found.reader.seat.works_as],
        **more,
    )


def _medium(seat_id: UUID, medium_id: UUID, size: logbook.Size) -> Response:
    with opened(seat_id, one_of={Kind.LOG}) as found:
        medium = logbook.medium(found.session, found.viewer, medium_id, size)
        wrote(found, Kind.LOG)
    return send(medium.type, medium.data)


def _notes(found: Open, most: int, kind: NoteKind | None = None) -> Sequence[EntryView]:
    if not found.has(Kind.LOG):
        return ()
    page = logbook.timeline(found.session, found.viewer, limit=most, kind=kind)
    return [each for each in page.items if not (each.withdrawn or each.damaged)]


def _line(seat: Seated, read: datetime | None) -> tuple[Line, Reader | None]:
    """Ask one house what it shares now, in a session of its own: no house is read whole."""
    now = house().clock.now()
    with house().db.reading(seat.household) as session:
        who = reader(session, seat, now)
        name = household_name(session, seat.household)
        line = Line(seat=seat.id, name=name, works_as=seat.works_as, until=None)
        if who is None:
            return line, None
        new = None
        if Kind.LOG in who.kinds and read is not None:
            new = newer(session, who.viewer, read, most=MOST_NEW)
    return replace(line, until=who.shared.until, read=read, new=new), who


def _first(many: int) -> int:
    """Return from which seat on the list is shown."""
    asked = request.args.get("vanaf", 0, type=int)
    if asked and not 0 < asked < many:
        raise NotHere(UNKNOWN)
    return asked - asked % A_PAGE
