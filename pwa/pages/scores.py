"""``/cijfers``: everybody's own number each month, what others gave after it, and how it went.

A child says how its own life is, in faces or on a ladder. What may be seen the scales decide; which
dangers there are, the plan.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response

from api.core.errors import Invalid
from api.core.http import house, members
from api.logbook.queries import audience_names
from api.logbook.rules import row_id
from api.outbox import scoring
from api.people import queries as people
from api.people import signed_in
from api.people.policy import Audience, Role, Viewer
from api.people.professionals.along import reading_along
from api.plan.queries import dangers
from api.scales import queries
from api.scales.choosing import choosable
from api.scales.items import new_item
from api.scales.rules import Asked
from api.scales.wording import may_word
from i18n.dates import here
from pwa import scores_said, who_reads
from pwa.refusals import told

pages = Blueprint("scores", __name__)
WRITERS = ("child", "adult", "circle")
Page = str | Response | tuple[str, int]


@pages.get("/cijfers")
@members(*WRITERS)
def scores() -> str:
    """Show this month: one's own number first. A child finds its question."""
    viewer, now = signed_in.current_viewer(), house().clock.now()
    kept = "klaar" in request.args
    if viewer.role is Role.CHILD:
        return render_template("scores/thanks.html") if kept else _form(viewer, viewer.person, {})
    with house().db.reading(viewer.household) as session:
        known = dangers(session, viewer, now)
        ids = [each.id for each in known]
        return render_template(
            "scores/scores.html",
            dangers=known,
            rounds=queries.rounds(session, viewer, ids, now),
            anchors=queries.anchors(session, viewer, ids),
            children=_children(session, viewer),
            may_word={each.id for each in known if may_word(viewer, each.side, now)},
            month=here(now),
            kept=kept,
        )


@pages.get("/cijfers/<uuid:about>")
@members(*WRITERS)
def before_giving(about: UUID) -> str:
    """Show the question, empty: what was given before might lead."""
    return _form(signed_in.current_viewer(), about, {})


@pages.post("/cijfers/<uuid:about>")
@members(*WRITERS)
def give(about: UUID) -> Page:
    """Keep the number; sent twice it stands once. A refusal brings back all that was typed."""
    viewer, now = signed_in.current_viewer(), house().clock.now()
    row = row_id(house().secrets.pepper, viewer.person, _given_id(), "score")
    try:
        with house().db.writing(viewer.household, by=viewer.person, now=now) as session:
            by = people.afresh(session, viewer)
            scoring.give(session, by=by, what=about, score_id=row, fields=_fields(), now=now)
    except Invalid as refusal:
        return _form(viewer, about, told(refusal)), refusal.status
    return redirect("/cijfers?klaar", 303)


def _form(viewer: Viewer, about: UUID, errors: Mapping[str, str]) -> str:
    now = house().clock.now()
    with house().db.reading(viewer.household) as session:
        scale = scoring.about(session, viewer, about, now)
        asked = scoring.asks(session, viewer, now)
        facts: dict[str, Any] = {"danger": None, "anchors": None}
        if not scale.ward:
            facts["danger"] = scoring.danger_of(session, viewer, about, now)
            facts["anchors"] = queries.anchors(session, viewer, [about]).get(about)
        facts |= _readers(session, viewer)
    return render_template(
        "scores/child.html" if scale.ward else "scores/give.html",
        about=about,
        asked=asked,
        values=[str(each) for each in asked.values],
        faces=scores_said.FACES,
        said=_said() if request.method == "POST" else {},
        errors=errors,
        score_id=uuid4(),
        is_faces=asked is Asked.FACES,
        **facts,
    )


def _readers(session: Any, viewer: Viewer) -> dict[str, Any]:  # noqa: ANN401
    """Return who could read it, with names where the logbook gives names."""
    names = audience_names(session, viewer)
    if viewer.role is Role.CHILD:
        mine = people.safety_people(session, viewer.person, quiet=viewer.quiet)
        line = who_reads.choices(names, viewer).safety_person_line
        return {"safe": who_reads.joined(mine), "safe_line": line}
    now = house().clock.now()
    item = new_item(viewer, Audience.CIRCLE, frozenset(), now)
    known = who_reads.choices(names, viewer, reading_along(session, viewer, item, now))
    return {
        "audience": replace(
            known,
            safety_person=Markup(),
            safety_person_line=Markup(),
            may_choose=choosable(session, viewer),
        )
    }


def _children(session: Any, viewer: Viewer) -> Sequence[people.Member]:  # noqa: ANN401
    """Return the own wards, whether they gave anything or not, and who let this viewer see a number."""
    known = people.names(session, viewer)
    wards = [known[each] for each in viewer.wards if each in known]
    heard = queries.children_heard(session, viewer, house().clock.now())
    own = [each for each in wards if each.role is Role.CHILD]
    return [*own, *(each for each in heard if each not in own)]


def _fields() -> Mapping[str, Sequence[str]]:
    return request.form.to_dict(flat=False)


def _said() -> dict[str, Any]:
    """Return what was typed, ready to be shown again."""
    return {
        name: list(given) if name == "chosen" else given[-1] for name, given in _fields().items()
    }


def _given_id() -> UUID:
    """Return the id on the form; a form without a good one counts as a new number."""
    try:
        return UUID(request.form.get("id", ""))
    except ValueError:
        return uuid4()
