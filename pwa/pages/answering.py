"""Thanks, an answer and taking back, as plain form posts below a note.

The same actions as the outbox calls; a button pressed twice is one answer. Who acts is read again
inside the transaction: somebody who left a moment ago writes nothing more.
"""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from api.core.errors import Invalid, NotHere
from api.core.http import house, members
from api.core.ids import new_id
from api.logbook import actions, queries
from api.logbook.fields import Fields
from api.logbook.rules import NOT_HERE, row_id
from api.people import queries as people
from api.people import signed_in
from api.visits.writing import withdraw_note
from i18n.translator import gettext
from pwa.pages.logbook import WRITERS, show_entry
from pwa.private import prove_for

pages = Blueprint("answering", __name__)
LONGEST_ANSWER = 2000


@pages.post("/logboek/<uuid:entry_id>/dank")
@members(*WRITERS)
def thank(entry_id: UUID) -> Response:
    """Say well done."""
    viewer = signed_in.current_viewer()
    now = house().clock.now()
    with house().db.writing(viewer.household, by=viewer.person, now=now) as session:
        actions.thank(session, by=people.afresh(session, viewer), entry_id=entry_id, now=now)
    return _back(entry_id)


@pages.post("/logboek/<uuid:entry_id>/antwoord")
@members(*WRITERS)
def reply(entry_id: UUID) -> Response | tuple[str, int]:
    """Answer; when it cannot be kept, the words come back."""
    viewer = signed_in.current_viewer()
    now = house().clock.now()
    typed = request.form.get("text", "")
    try:
        text = Fields({"text": [typed]}).text("text", LONGEST_ANSWER)
        with house().db.writing(viewer.household, by=viewer.person, now=now) as session:
            actions.reply(
                session,
                by=people.afresh(session, viewer),
                entry_id=entry_id,
                reply_id=_reply_id(viewer.person),
                text=text,
                now=now,
            )
    except Invalid as refusal:
        error = gettext(refusal.message, **dict(refusal.values))
        return show_entry(entry_id, typed=typed, error=error), refusal.status
    return _back(entry_id)


@pages.get("/logboek/<uuid:entry_id>/weghalen")
@members(*WRITERS)
def before_withdrawing(entry_id: UUID) -> str:
    """Ask first."""
    viewer = signed_in.current_viewer()
    prove_for(viewer, entry_id)
    with house().db.reading(viewer.household) as session:
        found = queries.entry(session, viewer, entry_id)
    if not found.may_withdraw:
        raise NotHere(NOT_HERE)
    return render_template("logbook/withdraw.html", entry=found)


@pages.post("/logboek/<uuid:entry_id>/weghalen")
@members(*WRITERS)
def withdraw(entry_id: UUID) -> Response:
    """Take one's own note back; the mark stays."""
    viewer = signed_in.current_viewer()
    now = house().clock.now()
    with house().db.writing(viewer.household, by=viewer.person, now=now) as session:
        withdraw_note(session, by=people.afresh(session, viewer), entry_id=entry_id, now=now)
    return _back(entry_id)


def _reply_id(person: UUID) -> UUID:
    """Return the row's id for the id in the form, as the outbox would; a new one without it."""
    try:
        given = UUID(request.form.get("id", ""))
    except ValueError:
        given = new_id()
    return row_id(house().secrets.pepper, person, given, "reply")


def _back(entry_id: UUID) -> Response:
    return redirect(f"/logboek/{entry_id}", 303)
