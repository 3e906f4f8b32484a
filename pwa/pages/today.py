"""``/``: the first page of each person. It asks for what went well first (domain.md 1).

A child gets at most four ways and the face of its safety person; nothing here counts or scores.
"""

from typing import Final

from flask import Blueprint, render_template

from api.core.http import house, members
from api.logbook import queries as logbook
from api.people import queries, signed_in
from api.people.policy import Role, Viewer
from i18n.dates import here

pages = Blueprint("today", __name__)
NEWEST: Final = 3


@pages.get("/")
@members()
def today() -> str:
    """Show the first page that fits who is signed in."""
    viewer = signed_in.current_viewer()
    if viewer.role is Role.CHILD:
        return _childs(viewer)
    if viewer.role in {Role.ADULT, Role.CIRCLE}:
        return _adults(viewer)
    return render_template("today/professional.html")


def _childs(viewer: Viewer) -> str:
    with house().db.reading(viewer.household) as session:
        myself = queries.names(session, viewer)[viewer.person]
        mine = queries.safety_people(session, viewer.person)
    return render_template("today/child.html", myself=myself, mine=mine[0] if mine else None)


def _adults(viewer: Viewer) -> str:
    with house().db.reading(viewer.household) as session:
        myself = queries.names(session, viewer)[viewer.person]
        newest = logbook.timeline(session, viewer, limit=NEWEST)
        nudge = logbook.nudge(session, viewer)
    return render_template(
        "today/today.html",
        myself=myself,
        entries=newest.items,
        nudge=nudge,
        now=here(house().clock.now()),
    )
