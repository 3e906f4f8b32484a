"""``/pad/deel``: writing what people agreed for along the way, anew or in other words.

A refusal brings the form back with all that was typed, and what another changed meanwhile beside it.
"""

from typing import Final
from uuid import UUID

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from api.core.errors import Changed, Invalid, NotHere
from api.core.http import house, members
from api.path import writing
from api.path.kinds import Kind
from api.path.views import PartView
from api.people import queries as people
from api.people import signed_in
from i18n.translator import gettext
from pwa import path_parts_said
from pwa.pages.path_form import draft, form, said_of
from pwa.pages.path_looking import kant, look, own_id, sheet_asked
from pwa.pages.plan_form import part_id_of
from pwa.refusals import told

pages = Blueprint("path_writing", __name__)
KEEPERS: Final = ("circle",)
Page = str | Response | tuple[str, int]


@pages.get("/pad/deel/nieuw")
@members(*KEEPERS)
def new() -> str:
    """Show the form for something new."""
    return form(_kind(), {}, {})


@pages.post("/pad/deel/nieuw")
@members(*KEEPERS)
def write() -> Page:
    """Keep something new; sent twice it stands once."""
    kind = _kind()
    return _keep(kind, own_id("part"), None)


@pages.get("/pad/deel/<uuid:part_id>/anders")
@members(*KEEPERS)
def before_changing(part_id: UUID) -> str:
    """Show what stands there, to be put in other words."""
    part = look().part(part_id)
    return form(part.kind, said_of(part), {}, part=part)


@pages.post("/pad/deel/<uuid:part_id>/anders")
@members(*KEEPERS)
def change(part_id: UUID) -> Page:
    """Keep other words."""
    part = look().part(part_id)
    return _keep(part.kind, part_id, part_id_of(request.form.get("base", "")), part=part)


def _kind() -> Kind:
    kind = path_parts_said.SORTS.get(request.values.get("soort", ""))
    if kind is None:
        raise NotHere(people.UNKNOWN)
    return kind


def _keep(kind: Kind, part_id: UUID, base: UUID | None, *, part: PartView | None = None) -> Page:
    by, now = signed_in.current_viewer(), house().clock.now()
    typed = {name: request.form.getlist(name) for name in request.form}
    try:
        drafted = draft(kind, base)
        with house().db.writing(by.household, by=by.person, now=now) as session:
            by = people.afresh(session, by)
            writing.write(
                session,
                by=by,
                sheet=sheet_asked(session, by),
                part_id=part_id,
                version_id=own_id("version"),
                draft=drafted,
                now=now,
            )
    except Invalid as refusal:
        return form(kind, typed, told(refusal), part=part), refusal.status
    except Changed as refusal:
        errors = {"": gettext(refusal.message)}
        return form(kind, typed, errors, part=part, changed=True), refusal.status
    return redirect(f"{path_parts_said.LISTS[kind]}{kant()}", 303)
