"""``/instellingen/meelezen/…/zonder``: writing down that something was shared without a yes.

Only the day, the ground and with whom. The grown-ups of that side read it at once; the page says so.
What it is not safe to tell now has no place here yet: a thing that is hidden in the book of those whom it
is about is found one day, and by whom is not for us to choose. It waits in the file of who works with
them, and is written down here with its own day when it is safe, also when they read along no more.
"""

from collections.abc import Mapping
from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from api.core.errors import Invalid
from api.core.http import house, members
from api.logbook.fields import Fields
from api.logbook.rules import row_id
from api.people import queries as people
from api.people import signed_in
from api.sharing.anyway import Ground, record, seat_for_record
from api.sharing.queries import seat_to_record
from i18n.dates import here
from pwa.choosing import given_id
from pwa.pages.sharing import HERE, where_they_work, words
from pwa.refusals import told

pages = Blueprint("sharing_anyway", __name__)


@pages.get(f"{HERE}/<uuid:seat_id>/zonder")
@members("circle")
def before_recording(seat_id: UUID) -> str:
    """Ask for the ground and the day."""
    return _asking(seat_id, {})


@pages.post(f"{HERE}/<uuid:seat_id>/zonder")
@members("circle")
def keep(seat_id: UUID) -> str | Response | tuple[str, int]:
    """Keep it; sent twice it stands once."""
    by, now = signed_in.current_viewer(), house().clock.now()
    asked = Fields(request.form.to_dict(flat=False))
    try:
        with house().db.writing(by.household, by=by.person, now=now) as session:
            by = people.afresh(session, by)
            seat_for_record(session, by, seat_id, now)
            record(
                session,
                by=by,
                record_id=row_id(house().secrets.pepper, by.person, given_id(), "anyway"),
                seat=seat_id,
                ground=asked.needed("ground", Ground),
                day=asked.day("day"),
                now=now,
            )
    except Invalid as refusal:
        return _asking(seat_id, told(refusal)), refusal.status
    return redirect(f"{HERE}?klaar", 303)


def _asking(seat_id: UUID, errors: Mapping[str, str]) -> str:
    by, now = signed_in.current_viewer(), house().clock.now()
    with house().db.reading(by.household) as session:
        seat = seat_to_record(session, by, seat_id, now)
        seat_for_record(session, by, seat_id, now)
    return render_template(
        "sharing/anyway.html",
        seat=seat,
        works=where_they_work((seat,)),
        today=here(now),
        typed=request.form,
        given=uuid4(),
        errors=errors,
        **words(),
    )
