"""``/pad``: where a household stands, what its own books show beside it, and who finds what reached.

For children, and for who reads along in the quiet view, these pages are not there.
"""

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from api.core.errors import Invalid, NotHere
from api.core.http import house, members
from api.logbook.fields import Fields
from api.path import actions, rules
from api.path.evidence.items import sees_sheet
from api.path.outcomes import BY_KEY, Phase, outcomes_of
from api.path.proof import evidence
from api.people import queries as people
from api.people import signed_in
from pwa import path_said
from pwa.pages.path_looking import GROWN_UP, Looked, kant, look, own_id, sheet_asked
from pwa.refusals import told

pages = Blueprint("path", __name__)
Page = str | Response | tuple[str, int]


@pages.get("/pad")
@members(*GROWN_UP)
def path() -> str:
    """Show where we are now."""
    return _phase(None, {})


@pages.get("/pad/<phase>")
@members(*GROWN_UP)
def phase(phase: str) -> str:
    """Show another phase: what was, or what comes."""
    asked = next((each for each, name in path_said.ADDRESSES.items() if name == phase), None)
    if asked is None:
        raise NotHere(people.UNKNOWN)
    return _phase(asked, {})


@pages.post("/pad")
@members(*GROWN_UP)
def tick() -> Page:
    """Say that one finds something reached, or no longer; sent twice it stands once."""
    by, now = signed_in.current_viewer(), house().clock.now()
    asked = Fields(request.form.to_dict(flat=False))
    key = asked.one("outcome")
    try:
        words = asked.text("words", rules.LONGEST)
        with house().db.writing(by.household, by=by.person, now=now) as session:
            by = people.afresh(session, by)
            actions.tick(
                session,
                by=by,
                sheet=sheet_asked(session, by),
                tick_id=own_id(f"tick {key} {asked.one('do')}"),
                outcome=key,
                reached=asked.one("do") != "back",
                words=words,
                now=now,
            )
    except Invalid as refusal:
        return _phase(BY_KEY[key].phase if key in BY_KEY else None, told(refusal)), refusal.status
    return redirect(f"/pad/{path_said.ADDRESSES[BY_KEY[key].phase]}{kant()}#{key}", 303)


def _phase(asked: Phase | None, errors: Mapping[str, str]) -> str:
    looked = look(with_facts=True)
    shown = asked or looked.path.phase
    facts, outcomes = looked.facts, outcomes_of(shown)
    beside = {each.key: evidence(each.key, facts, looked.path) for each in outcomes if facts}
    return render_template(
        "path/path.html",
        shown=shown,
        is_now=shown is looked.path.phase,
        outcomes=outcomes,
        beside=beside,
        new_worry=_has_new_worry(looked),
        sheets=looked.sheets(),
        sheet=sees_sheet(looked.viewer),
        errors=errors,
        typed=request.form,
        **looked.words(),
    )


def _has_new_worry(looked: Looked) -> bool:
    """A new danger leads back (domain.md 4): people talk about it, nothing moves by itself."""
    since, facts = looked.path.known_since, looked.facts
    if since is None or facts is None or looked.path.phase in {Phase.TUNING, Phase.DIRECT}:
        return False
    return any(each.since > since for each in facts.plan.dangers)
