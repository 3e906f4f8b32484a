"""``/samen/…/vooraf``: what somebody brings along. Until it opens nobody reads it but who wrote it.

A safety person writes here too what a child wants to have said; with the child's yes, and in its words.
"""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from flask import Blueprint, redirect, render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response

from api.core.errors import Invalid, NotHere
from api.core.http import house, members
from api.logbook.fields import Fields
from api.meetings import actions, queries
from api.meetings.kinds import What
from api.meetings.rules import LONGEST
from api.meetings.views import MeetingView
from api.people import queries as people
from api.people import signed_in
from api.people.policy import Role, Viewer
from pwa import meetings_said
from pwa.refusals import told, typed_here
from pwa.who_reads import BARE_NAME, joined

pages = Blueprint("meeting_before", __name__)
GROWN_UP: Final = ("adult", "circle")
Page = Response | tuple[str, int]
Texts = Mapping[What, str]


@pages.get("/samen/<uuid:meeting_id>/vooraf")
@members(*GROWN_UP)
def before(meeting_id: UUID) -> str:
    """Show what one brings along."""
    return _show(meeting_id, {})


@pages.post("/samen/<uuid:meeting_id>/vooraf")
@members(*GROWN_UP)
def bring(meeting_id: UUID) -> Page:
    """Keep what one brings along, or what a child wants to have said."""
    by, now = signed_in.current_viewer(), house().clock.now()
    try:
        with house().db.writing(by.household, by=by.person, now=now) as session:
            about = {"by": people.afresh(session, by), "meeting_id": meeting_id, "now": now}
            for ward in (None, *_wards_named()):
                _keep(session, about, ward)
    except Invalid as refusal:
        return _show(meeting_id, told(refusal), typed=typed_here(refusal)), refusal.status
    return redirect(f"/samen/{meeting_id}", 303)


def _keep(session: Any, about: dict[str, Any], ward: UUID | None) -> None:  # noqa: ANN401
    """Keep what stands in the fields of one of them; a refusal names the field that it is about."""
    mine = _typed(ward)
    try:
        actions.bring_in(session, **about, texts=mine, ward=ward)
    except Invalid as refusal:
        field = _field(refusal.field, ward) if refusal.field else None
        raise Invalid(refusal.message, field=field) from refusal


def _wards_named() -> list[UUID]:
    """Return for whom something was written down besides oneself: all goes along with either button."""
    parts = (name.partition("-") for name in request.form)
    found = {ward: None for what, _dash, ward in parts if what in set(What) and ward}
    try:
        return [UUID(each) for each in found]
    except ValueError:
        raise NotHere(people.UNKNOWN) from None


def _typed(ward: UUID | None) -> Texts:
    read = Fields(request.form.to_dict(flat=False))
    fields = {what: _field(what, ward) for what in What}
    return {what: read.one(field) for what, field in fields.items() if field in request.form}


def _field(what: str, ward: UUID | None) -> str:
    return f"{what}-{ward}" if ward else str(what)


def _show(meeting_id: UUID, errors: Mapping[str, str], *, typed: str = "") -> str:
    viewer, now = signed_in.current_viewer(), house().clock.now()
    with house().db.reading(viewer.household) as session:
        view = queries.meeting(session, viewer, meeting_id, now)
        known = people.names(session, viewer)
    if not view.mine:
        raise NotHere(people.UNKNOWN)
    wards = [known[each] for each in viewer.wards if each in known and known[each].is_here]
    return render_template(
        "meetings/before.html",
        view=view,
        errors=errors,
        own=_stood(view, None, errors),
        wards=[(each, _for_child(each), _stood(view, each.id, errors)) for each in wards],
        readers=_readers(view, viewer),
        longest=LONGEST,
        typed=typed,
        said=meetings_said,
    )


def _for_child(child: people.Member) -> Mapping[What, Markup]:
    return meetings_said.about_child(BARE_NAME.format(child.called))


def _stood(view: MeetingView, ward: UUID | None, errors: Mapping[str, str]) -> Texts:
    """Return what stood there; what was typed and refused comes back as it was typed."""
    if errors:
        return _typed(ward)
    mine = (each for each in view.inputs if each.mine)
    return {each.what: each.text for each in mine if (each.ward and each.ward.id) == ward}


def _readers(view: MeetingView, viewer: Viewer) -> Markup:
    """Return who reads it when it opens: the grown-ups who are invited."""
    others = [each for each in view.invited if each.id != viewer.person]
    return joined([each for each in others if each.role in {Role.ADULT, Role.CIRCLE}])
