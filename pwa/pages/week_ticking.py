"""A child's own week, and ``/week/tikken``: ticking by a tap, also where there is no net or no script.

``/week/tikken`` is open to everybody and lies on every phone, so it shows nothing of any week.
"""

from datetime import date, timedelta
from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from api.core.errors import Invalid, NotHere
from api.core.http import house, members, public
from api.logbook.rules import row_id
from api.outbox import ticking
from api.outbox.ticks import read_ticks
from api.people import queries as people
from api.people import signed_in
from api.people.policy import Viewer
from api.resilience import queries
from api.resilience.elements import Element, Sticker
from api.resilience.rules import monday_of, week_of
from api.resilience.views import DayView, WeekView
from i18n.dates import here
from pwa import week_said
from pwa.week_child import chosen_sticker, days_of
from pwa.week_going import monday
from pwa.week_words import sticker_word

pages = Blueprint("week_ticking", __name__)
WRITERS = ("child", "adult", "circle")
A_WEEK = timedelta(weeks=1)


def childs_own(viewer: Viewer) -> str:
    """Show a child its own week, as if it were begun: its first tick begins it."""
    now, first = house().clock.now(), monday()
    found = _week(viewer, first)
    with house().db.reading(viewer.household) as session:
        safe = people.safety_people(session, viewer.person, quiet=viewer.quiet)
        sleeps = queries.asks_for_the_night(session, viewer, now)
    return render_template(
        "week/child.html",
        days=days_of(found, here(now)),
        monday=first,
        before=first - A_WEEK,
        after=first + A_WEEK if first <= monday_of(now) else None,
        begun=found.whose is not None,
        home=_reads_the_houses(viewer),
        readers=week_said.childs_readers(safe),
        safe=safe,
        sleeps=sleeps,
        given=uuid4(),
        chosen=chosen_sticker(found),
        all_stickers=tuple(Sticker),
        sticker_word=sticker_word,
    )


@pages.get("/week/tikken")
@public
def without_net() -> str:
    """Show the pictures of today and yesterday; whose they are, only the phone knows."""
    looks = {"adult": False, "kid": True}
    return render_template(
        "week/ticking.html",
        pictures={
            look: [
                (each, week_said.PICTURES[each], week_said.element(each, child=kid))
                for each in Element
            ]
            for look, kid in looks.items()
        },
        all_stickers=tuple(Sticker),
        sticker_word=sticker_word,
    )


@pages.post("/week/tikken")
@members(*WRITERS)
def tick() -> Response:
    """Take in what a page without script posts in one's own week; an empty tap leads back to it."""
    viewer, now = signed_in.current_viewer(), house().clock.now()
    try:
        cells = read_ticks(request.form.to_dict(flat=False), now)
    except Invalid:
        return redirect("/week", 303)
    with house().db.writing(viewer.household, by=viewer.person, now=now) as session:
        ticking.tick(
            session,
            by=people.afresh(session, viewer),
            whose=viewer.person,
            record=row_id(house().secrets.pepper, viewer.person, _given(), "week"),
            cells=cells,
            made_at=now,
            now=now,
        )
    return redirect(f"/week?van={cells[0].day}#d-{cells[0].day}", 303)


def _given() -> UUID:
    """Return the id on the form. Each tap is a new word: the same form is tapped more than once."""
    try:
        given = UUID(request.form.get("id", ""))
    except ValueError:
        return uuid4()
    said = "|".join(f"{name}={value}" for name, value in sorted(request.form.items(multi=True)))
    return row_id(house().secrets.pepper, given, given, said)


def _reads_the_houses(viewer: Viewer) -> bool:
    with house().db.reading(viewer.household) as session:
        return None in queries.whose_weeks(session, viewer, house().clock.now())


def _week(viewer: Viewer, first: date) -> WeekView:
    with house().db.reading(viewer.household) as session:
        try:
            return queries.week(session, viewer, viewer.person, first, house().clock.now())
        except NotHere:
            empty = tuple(DayView(day=day, cells={}) for day in week_of(first))
            return WeekView(whose=None, monday=first, days=empty)
