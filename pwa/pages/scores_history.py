"""``/cijfers/<id>/verloop`` and ``/cijfers/<id>/woorden``: how it went, and what 0 and 10 are."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from api.core.errors import Invalid, NotHere
from api.core.http import house, members
from api.logbook.note import Kind
from api.logbook.queries import timeline
from api.logbook.rules import row_id
from api.outbox import scoring
from api.people import queries as people
from api.people import signed_in
from api.people.looking.rules import Seen
from api.people.policy import Role, Viewer
from api.plan.views import DangerView
from api.scales import queries
from api.scales.answer import Anchors, read_anchors
from api.scales.queries import Voice
from api.scales.wording import may_word
from pwa import looking, scores_said
from pwa.refusals import told

pages = Blueprint("scores_history", __name__)
WRITERS = ("child", "adult", "circle")


@pages.get("/cijfers/<uuid:about>/verloop")
@members(*WRITERS)
def history(about: UUID) -> str:
    """Show who gave what over the months, each person apart."""
    viewer, now = signed_in.current_viewer(), house().clock.now()
    if about == viewer.person or about in viewer.wards:
        return _childs(viewer, about, now)
    if viewer.role is Role.CHILD:
        raise NotHere(people.UNKNOWN)
    with house().db.reading(viewer.household) as session:
        known = people.names(session, viewer).get(about)
        if known and known.role is Role.CHILD:
            danger, voices = None, queries.history(session, viewer, about, now)
        else:
            danger, voices = scoring.history(session, viewer, about, now)
        if not (voices or danger):
            raise NotHere(people.UNKNOWN)
        wrong = _last_wrong(session, viewer) if danger else None
    return render_template(
        "scores/history.html",
        about=about,
        danger=danger,
        lines=scores_said.lines(voices, now),
        wrong=scores_said.went_wrong(wrong, now) if danger else "",
        said=scores_said,
    )


@pages.get("/cijfers/<uuid:about>/woorden")
@members("circle")
def before_wording(about: UUID) -> str:
    """Show what stands at 0 and 10."""
    return _words(_keeper(about), None, {})


@pages.post("/cijfers/<uuid:about>/woorden")
@members("circle")
def word(about: UUID) -> Response | tuple[str, int]:
    """Keep the household's own words for both ends."""
    viewer, now, danger = signed_in.current_viewer(), house().clock.now(), _keeper(about)
    try:
        anchors = read_anchors(request.form.to_dict(flat=False))
    except Invalid as refusal:
        said = Anchors(request.form.get("zero", ""), request.form.get("ten", ""))
        return _words(danger, said, told(refusal)), refusal.status
    row = _row(viewer, anchors)
    with house().db.writing(viewer.household, by=viewer.person, now=now) as session:
        by = people.afresh(session, viewer)
        scoring.word(session, by=by, what=about, words_id=row, anchors=anchors, now=now)
    return redirect("/cijfers", 303)


def _row(viewer: Viewer, anchors: Anchors) -> UUID:
    """Return the row of these words: an old form that says something else is another one."""
    what = f"scale_words {anchors.zero}\n{anchors.ten}"
    try:
        given = UUID(request.form.get("id", ""))
    except ValueError:
        return uuid4()
    return row_id(house().secrets.pepper, viewer.person, given, what)


def _childs(viewer: Viewer, about: UUID, now: datetime) -> str:
    """What is between a child and its safety person opens behind the code, and that one looked is written down."""
    with house().db.reading(viewer.household) as session:
        child = people.names(session, viewer).get(about)
    if child is None or child.role is not Role.CHILD:
        raise NotHere(people.UNKNOWN)
    signed_in.prove_first()
    with house().db.reading(viewer.household) as session:
        voices = queries.history(session, viewer, about, now)
    looking.shows(_looked_at(voices, about))
    return render_template(
        "scores/history.html",
        about=about,
        danger=None,
        lines=scores_said.lines(voices, now),
        wrong="",
        said=scores_said,
    )


def _looked_at(voices: Sequence[Voice], whose: UUID) -> set[Seen]:
    private = any(each.words is not None for voice in voices for each in voice.every)
    return {Seen(whose, "child_score")} if private else set()


def _keeper(about: UUID) -> DangerView:
    viewer, now = signed_in.current_viewer(), house().clock.now()
    with house().db.reading(viewer.household) as session:
        found = scoring.held_now(session, viewer, about, now)
    if found is None or not may_word(viewer, found.side, now):
        raise NotHere(people.UNKNOWN)
    return found


def _last_wrong(session: Any, viewer: Viewer) -> datetime | None:  # noqa: ANN401
    """Return when it last went wrong, by what stands open to this reader: what is private stays out."""
    open_to = replace(viewer, proven=False)
    for each in timeline(session, open_to, kind=Kind.WRONG, limit=1).items:
        return each.happened_at
    return None


def _words(danger: DangerView, said: Anchors | None, errors: Mapping[str, str]) -> str:
    viewer = signed_in.current_viewer()
    with house().db.reading(viewer.household) as session:
        known = queries.anchors(session, viewer, [danger.id]).get(danger.id)
    return render_template(
        "scores/words.html",
        danger=danger,
        said=said or known or Anchors(danger.text, danger.goal_text),
        errors=errors,
        words_id=uuid4(),
    )
