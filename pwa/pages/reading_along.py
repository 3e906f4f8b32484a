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
from api.core.vault import Tampered
from api.logbook import queries as logbook
from api.logbook.newer import Since, newer
from api.logbook.note import Kind as NoteKind
from api.logbook.views import EntryView
from api.people import signed_in
from api.people.consenting.kinds import Kind
from api.people.professionals.looked import looked_until
from api.people.professionals.queries import Reader, Seated, readers_on, seats_from, some_wait
from api.people.professionals.readings import OVERVIEW
from api.people.queries import UNKNOWN, household_name
from i18n.translator import gettext
from pwa.helping_questions import questions_in
from pwa.pages.logbook import by_day
from pwa.reading_along import ADDRESS, KINDS, TASKS, Open, opened, writes_down, wrote
from pwa.reading_seen import agreements, numbers, phase_of
from pwa.refusals import DAMAGED
from pwa.shut_in import send

pages = Blueprint("reading_along", __name__)
A_PAGE: Final = 25
MOST_NEW: Final = 20
# Nobody has so many; a number that no database knows is no place in a list.
MOST_SEATS: Final = 1_000_000
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
    account, now = signed_in.current_viewer().person, house().clock.now()
    first = _first()
    with house().db.reading(EVERYWHERE) as session:
        shown = seats_from(session, account, first, A_PAGE + 1)
        if first and not shown:
            raise NotHere(UNKNOWN)
        lines, given = _lines(session, shown[:A_PAGE], now)
        waits = some_wait(session, account)
    writes_down([(who, OVERVIEW) for who in given])
    return render_template(
        "reading_along/houses.html",
        sharing=[each for each in lines if each.until],
        silent=[each for each in lines if not each.until],
        before=first - A_PAGE if first else None,
        after=first + A_PAGE if len(shown) > A_PAGE else None,
        waits=waits,
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


def _lines(
    session: Any,  # noqa: ANN401
    seats: Sequence[Seated],
    now: datetime,
) -> tuple[list[Line], list[Reader]]:
    """Ask what each of these houses shares now, all in one go; no house is read whole."""
    reading = readers_on(session, seats, now)
    read = looked_until(session, [each.id for each in seats])
    wanted = {
        seat: Since(who.viewer, who.seat.account, read[seat])
        for seat, who in reading.items()
        if Kind.LOG in who.kinds and seat in read
    }
    new = newer(session, wanted, most=MOST_NEW)
    lines = []
    for seat in seats:
        name, who = _name(session, seat.household), reading.get(seat.id)
        line = Line(seat=seat.id, name=name, works_as=seat.works_as, until=None)
        if who is not None:
            since, many = read.get(seat.id), new.get(seat.id)
            line = replace(line, until=who.shared.until, read=since, new=many)
        lines.append(line)
    return lines, list(reading.values())


def _name(session: Any, household: UUID) -> str:  # noqa: ANN401
    """Return what a house calls itself; one whose keys do not open must not take the others down with it."""
    try:
        return household_name(session, household)
    except Tampered:
        return gettext(DAMAGED)


def _first() -> int:
    """Return from which seat on the list is shown; raises NotHere for one before the first."""
    asked = request.args.get("vanaf", 0, type=int)
    if not 0 <= asked <= MOST_SEATS:
        raise NotHere(UNKNOWN)
    return asked - asked % A_PAGE
