"""``/instellingen/meelezen/…/antwoord``: a yes or a no, to exactly the words that were on the screen.

A yes asks for one's own code, and counts only for the question that was read. A no always counts.
"""

from typing import Final
from uuid import UUID

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from api.core.errors import Invalid, NotHere
from api.core.http import house, members, proven
from api.logbook.fields import CHOOSE
from api.people import queries as people
from api.people import signed_in
from api.people.policy import Role
from api.sharing import actions
from api.sharing.queries import SharingView, seat_here
from i18n.marking import N_
from i18n.translator import gettext
from pwa.pages.sharing import HERE, where_they_work, words

pages = Blueprint("sharing_answers", __name__)
ASKED: Final = ("child", "adult")
CHANGED: Final = N_("De vraag is anders geworden. Lees hem eerst nog eens.")


@pages.get(f"{HERE}/<uuid:seat_id>/antwoord")
@proven
@members(*ASKED)
def before_answering(seat_id: UUID) -> str:
    """Show the question as it stands, and what one said."""
    return _asking(seat_id, "")


@pages.post(f"{HERE}/<uuid:seat_id>/antwoord")
@members(*ASKED)
def answer(seat_id: UUID) -> str | Response | tuple[str, int]:
    """Keep a yes or a no; from the next request on it holds."""
    by, now = signed_in.current_viewer(), house().clock.now()
    says = request.form.get("says", "")
    if says == "ja":
        signed_in.prove_first()
    try:
        with house().db.writing(by.household, by=by.person, now=now) as session:
            by = people.afresh(session, by)
            seat = seat_here(session, by, seat_id, now)
            if seat.sharing is None and says == "nee":
                return redirect(f"{HERE}?klaar", 303)  # it ended already
            sharing = _asked(seat.sharing)
            _check(says, sharing)
            actions.say(session, by=by, sharing=sharing.id, yes=says == "ja", now=now)
    except Invalid as refusal:
        return _asking(seat_id, gettext(refusal.message)), refusal.status
    return redirect(f"{HERE}?klaar", 303)


def _check(says: str, sharing: SharingView) -> None:
    """Raise Invalid for no answer, and for a yes to other words than those that stand there now."""
    if says not in {"ja", "nee"}:
        raise Invalid(CHOOSE)
    if says == "ja" and request.form.get("sharing") != str(sharing.id):
        raise Invalid(CHANGED)


def _asked(sharing: SharingView | None) -> SharingView:
    if sharing is None or not sharing.asked:
        raise NotHere(people.UNKNOWN)
    return sharing


def _asking(seat_id: UUID, refused: str) -> str:
    by, now = signed_in.current_viewer(), house().clock.now()
    with house().db.reading(by.household) as session:
        seat = seat_here(session, by, seat_id, now)
    sharing = _asked(seat.sharing)
    child = by.role is Role.CHILD
    return render_template(
        "sharing/child_answer.html" if child else "sharing/answer.html",
        seat=seat,
        sharing=sharing,
        works=where_they_work((seat,)),
        said=sharing.mine if by.proven else None,
        errors={"": refused} if refused else {},
        **words(),
    )
