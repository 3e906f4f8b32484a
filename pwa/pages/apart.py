"""``/mensen/apart``: where the chair or plan holder from outside the house puts it apart.

For everybody else this page is not there. First one press lets the house stand still; then each
person gets a side. There is no way back here, and the page says why.
"""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from api.core.errors import Invalid
from api.core.http import house, members
from api.logbook.sorting import sort_notes
from api.meetings.sorting import sort_meetings
from api.people import signed_in
from api.people.apart import actions, queries
from api.people.policy import Side
from api.plan.sorting import sort_parts
from api.words_and_pictures.sorting import sort_books
from pwa.refusals import told

pages = Blueprint("apart", __name__)
KEEPERS: Final = ("adult", "circle")


@pages.get("/mensen/apart")
@members(*KEEPERS)
def apart() -> str:
    """Show what apart means, or the people to be placed, or on which side they are."""
    return _page({}, {})


@pages.post("/mensen/apart")
@members(*KEEPERS)
def press() -> Response | tuple[str, int]:
    """Let the house stand still, or finish it."""
    by, now = signed_in.current_viewer(), house().clock.now()
    sides = _sides()
    try:
        with house().db.writing(by.household, by=by.person, now=now) as session:
            if request.form.get("do") == "sort":
                actions.finish(session, by=by, sides=sides, now=now, follow=_sort_all)
            else:
                actions.freeze(session, by=by, now=now)
    except Invalid as refusal:
        return _page(sides, told(refusal)), refusal.status
    return redirect("/mensen/apart", 303)


def _sort_all(session: Any, household: UUID) -> None:  # noqa: ANN401
    sort_notes(session, household)
    sort_parts(session, household)
    sort_books(session, household)
    sort_meetings(session, household)


def _page(said: Mapping[UUID, Side], errors: Mapping[str, str]) -> str:
    viewer = signed_in.current_viewer()
    with house().db.reading(viewer.household) as session:
        state = queries.state(session, viewer)
    return render_template(
        "apart/apart.html", state=state, said={**said}, errors=errors, keeper=viewer.person
    )


def _sides() -> Mapping[UUID, Side]:
    """Read who was put where; what is not a person or a side counts as not filled in."""
    found: dict[UUID, Side] = {}
    for name, value in request.form.items():
        try:
            found[UUID(name)] = Side(value)
        except ValueError:
            continue
    return found
