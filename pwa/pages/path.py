"""``/pad``: where a household stands, what its own books show beside it, and who finds what reached.

In an apart house each side has a sheet of its own; who stands with both chooses one. For children, and for
who reads along in the quiet view, these pages are not there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from api.core.errors import Invalid, NotHere
from api.core.http import house, members
from api.logbook.fields import Fields
from api.logbook.rules import row_id
from api.path import actions, queries, rules
from api.path.evidence.facts import Facts
from api.path.evidence.queries import facts as gather
from api.path.outcomes import BY_KEY, ORDER, Phase, outcomes_of
from api.path.proof import evidence
from api.path.views import PathView
from api.people import queries as people
from api.people import signed_in
from api.people.policy import Role, Side, Viewer
from pwa import path_said
from pwa.pages.plan_form import part_id_of
from pwa.refusals import told
from pwa.who_reads import joined

pages = Blueprint("path", __name__)
GROWN_UP: Final = ("adult", "circle")
Page = str | Response | tuple[str, int]


@dataclass(frozen=True)
class Looked:
    """One sheet as this viewer looks at it, with who may be named there."""

    viewer: Viewer
    path: PathView
    names: Mapping[UUID, people.Member]
    facts: Facts | None

    def words(self) -> dict[str, Any]:
        """Return what every page of the path needs."""
        sheets = self.path.sheets
        return {
            "path": self.path,
            "names": self.names,
            "said": path_said,
            "keeps": rules.may_keep(self.viewer),
            "kant": f"?kant={self.path.sheet}" if len(sheets) > 1 else "",
            "order": ORDER,
            "new_id": uuid4(),
        }


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
    facts = looked.facts
    beside = {
        each.key: evidence(each.key, facts, looked.path) for each in outcomes_of(shown) if facts
    }
    return render_template(
        "path/path.html",
        shown=shown,
        is_now=shown is looked.path.phase,
        outcomes=outcomes_of(shown),
        beside=beside,
        new_worry=_has_new_worry(looked),
        sheets=_sheets(looked),
        errors=errors,
        typed=request.form,
        **looked.words(),
    )


def look(*, with_facts: bool = False) -> Looked:
    """Return the sheet that is asked for; raises NotHere."""
    viewer, now = signed_in.current_viewer(), house().clock.now()
    with house().db.reading(viewer.household) as session:
        sheet = sheet_asked(session, viewer)
        found = queries.path(session, viewer, sheet, now)
        # What stands on one sheet is what that side's books show, also for who reads both.
        beside = viewer if sheet is Side.BOTH else replace(viewer, side=sheet)
        names = people.names(session, viewer)
        facts = gather(session, beside, now) if with_facts else None
    return Looked(viewer, found, names, facts)


def sheet_asked(session: Any, viewer: Viewer) -> Side:  # noqa: ANN401
    """Return the sheet in the address or on the form, when it is theirs to ask."""
    return queries.sheet_of(session, viewer, request.values.get("kant", ""))


def kant() -> str:
    """Return the sheet for an address, as it was asked."""
    asked = request.values.get("kant", "")
    return f"?kant={asked}" if asked in {Side.A, Side.B} else ""


def own_id(what: str) -> UUID:
    """Return the id of the row that this form makes; a form without a good one is a new one."""
    given = part_id_of(request.form.get("id", "")) or uuid4()
    return row_id(house().secrets.pepper, signed_in.current_viewer().person, given, f"path {what}")


def _has_new_worry(looked: Looked) -> bool:
    """A new danger leads back (domain.md 4): people talk about it, nothing moves by itself."""
    history, facts = looked.path.history, looked.facts
    if not history or facts is None or looked.path.phase in {Phase.TUNING, Phase.DIRECT}:
        return False
    return any(each.since > history[-1].at for each in facts.plan.dangers)


def _sheets(looked: Looked) -> list[tuple[Side, Any]]:
    """Return the sheets to choose from, each by who stands there."""
    if len(looked.path.sheets) == 1:
        return []
    adults = [each for each in looked.names.values() if each.role is Role.ADULT and each.is_here]
    return [
        (sheet, joined([each for each in adults if each.side is sheet]))
        for sheet in looked.path.sheets
    ]
