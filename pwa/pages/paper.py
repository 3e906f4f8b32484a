"""``/logboek/afdruk``: the logbook on paper. Paper cannot be taken back, so what is private stays off it.

The person who prints chooses what else to leave out, before anything is printed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from flask import Blueprint, render_template, request

from api.core.http import house, members
from api.core.text import typed_day
from api.logbook import looked_at, queries
from api.logbook.note import Kind
from api.people import signed_in
from i18n.dates import here
from i18n.translator import _
from pwa import looking

pages = Blueprint("paper", __name__)
FOUR_WEEKS: Final = timedelta(weeks=4)


@dataclass(frozen=True)
class PaperChoice:
    """Which days go on paper, and what is left out."""

    since: date
    until: date
    without: frozenset[str]

    @property
    def kinds(self) -> Sequence[Kind]:
        return tuple(kind for kind in Kind if kind.value not in self.without)


@pages.get("/logboek/afdruk")
@members("adult", "circle")
def paper() -> str:
    """Show the notes for on paper, oldest first."""
    viewer = signed_in.current_viewer()
    today = here(house().clock.now())
    choice = PaperChoice(
        since=typed_day(request.args.get("van", "")) or today - FOUR_WEEKS,
        until=typed_day(request.args.get("tot", "")) or today,
        without=frozenset(request.args.getlist("zonder")),
    )
    with house().db.reading(viewer.household) as session:
        entries = queries.for_print(
            session,
            viewer,
            since=choice.since,
            until=choice.until,
            kinds=choice.kinds,
        )
    looking.shows(looked_at.in_notes(entries))
    return render_template(
        "logbook/print.html", choice=choice, entries=entries, leave_out=leave_out()
    )


def leave_out() -> Sequence[tuple[str, str]]:
    """Say what can be left out."""
    return (
        ("names", _("Wie het schreef")),
        ("media", _("Tekeningen en foto’s")),
        (Kind.WRONG.value, _("Wat er mis ging")),
        (Kind.HOW.value, _("Hoe het met iemand gaat")),
        (Kind.CHECK.value, _("Bekeken afspraken")),
    )
