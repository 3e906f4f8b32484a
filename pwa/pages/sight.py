"""``/pad/zicht``: how it goes, on one sheet: each question with names, days and behaviour, and what to do next.

Who belongs to both sides of a house sees one side at a time, so that no paper carries one to the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from flask import Blueprint, render_template, request
from markupsafe import Markup

from api.core.errors import NotHere
from api.core.http import house, members
from api.path.evidence.items import sees_sheet
from api.path.evidence.queries import facts
from api.people import signed_in
from api.people.policy import Side, Viewer
from api.people.queries import UNKNOWN, lives_apart
from pwa.met import met
from pwa.pages.own_numbers import sides_of
from pwa.sight_said import sheet

pages = Blueprint("sight", __name__)
ADDRESS: Final = "/pad/zicht"


@pages.get(ADDRESS)
@members("adult", "circle")
def sight() -> str:
    """Show the sheet as it is printed, and beside it what stays off the paper."""
    viewer, now = signed_in.current_viewer(), house().clock.now()
    if not sees_sheet(viewer):
        raise NotHere(UNKNOWN)
    with house().db.reading(viewer.household) as session:
        apart = lives_apart(session, viewer.household) and viewer.side is Side.BOTH
        shown = replace(viewer, side=_asked_side()) if apart else viewer
        found = facts(session, shown, now, met=met(session, shown, now))
    return render_template(
        "sight/sight.html",
        questions=sheet(found, kant=f"?kant={shown.side}" if apart else ""),
        today=found.today,
        others=_others(viewer, shown.side) if apart else (),
    )


def _asked_side() -> Side:
    return Side.B if request.args.get("kant") == Side.B else Side.A


def _others(viewer: Viewer, shown: Side) -> Sequence[tuple[str, str | Markup]]:
    """Return where the sheet of the other side is, for who belongs to both."""
    sides = (each for each in sides_of(viewer) if each[0] not in {Side.BOTH, shown})
    return [(f"{ADDRESS}?kant={side}", label) for side, label, _hint in sides]
