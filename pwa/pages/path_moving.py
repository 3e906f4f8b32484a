"""``/pad/verder`` and ``/pad/terug``: who keeps the plan enters that people agreed to go on, or a step back."""

from collections.abc import Mapping
from typing import Final

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from api.core.errors import Changed, Invalid, NotHere
from api.core.http import house, members
from api.logbook.fields import Fields
from api.path import actions, rules
from api.path.outcomes import Phase, outcomes_of
from api.people import queries as people
from api.people import signed_in
from i18n.translator import gettext
from pwa import path_said
from pwa.pages.path_looking import kant, look, own_id, sheet_asked
from pwa.refusals import told

pages = Blueprint("path_moving", __name__)
KEEPERS: Final = ("circle",)
Page = str | Response | tuple[str, int]


@pages.get("/pad/verder")
@members(*KEEPERS)
def before_going_on() -> str:
    """Show what nobody finds reached yet, and ask why it goes on all the same."""
    return _page({}, back=False)


@pages.post("/pad/verder")
@members(*KEEPERS)
def go_on() -> Page:
    """Enter that the next phase begins."""
    return _move(back=False)


@pages.get("/pad/terug")
@members(*KEEPERS)
def before_going_back() -> str:
    """Say that nothing is lost."""
    return _page({}, back=True)


@pages.post("/pad/terug")
@members(*KEEPERS)
def go_back() -> Page:
    """Enter that it goes one step back."""
    return _move(back=True)


def _move(*, back: bool) -> Page:
    by, now = signed_in.current_viewer(), house().clock.now()
    asked = Fields(request.form.to_dict(flat=False))
    try:
        seen, reason = asked.needed("seen", Phase), asked.text("reason", rules.LONGEST)
        with house().db.writing(by.household, by=by.person, now=now) as session:
            by = people.afresh(session, by)
            actions.agree(
                session,
                by=by,
                sheet=sheet_asked(session, by),
                phase_id=own_id("phase"),
                seen=seen,
                back=back,
                reason=reason,
                now=now,
            )
    except Invalid as refusal:
        return _page(told(refusal), back=back), refusal.status
    except Changed as refusal:
        return _page({"": gettext(refusal.message)}, back=back), refusal.status
    return redirect(f"/pad{kant()}", 303)


def _page(errors: Mapping[str, str], *, back: bool) -> str:
    looked = look()
    found = looked.path
    to = rules.phase_before(found.phase) if back else rules.next_phase(found.phase)
    if to is None or not rules.may_keep(looked.viewer):
        raise NotHere(people.UNKNOWN)
    missing = [each for each in outcomes_of(found.phase) if not found.reached_by(each.key)]
    return render_template(
        "path/moving.html",
        back_one=back,
        to=to,
        missing=() if back else missing,
        errors=errors,
        typed=request.form,
        about=path_said.ABOUT,
        **looked.words(),
    )
