"""``/pad/stappen``, ``/pad/proef``, ``/pad/herstel`` and ``/pad/weer``: what people agreed for along the way.

Who keeps the plan writes; each says for themselves what is done, good, or how it went. A refusal brings the
form back with all that was typed, and what another changed meanwhile beside it.
"""

from collections.abc import Mapping
from dataclasses import fields
from typing import Final
from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from api.core.errors import Changed, Invalid, NotHere
from api.core.http import house, members
from api.logbook.fields import Fields
from api.path import rules, writing
from api.path.naming import may_be_named
from api.path.views import PartView
from api.path.words import TYPES, Draft, Kind, Named, Says, Words
from api.people import queries as people
from api.people import signed_in
from i18n.dates import here
from i18n.translator import gettext
from pwa import path_said
from pwa.pages.path import GROWN_UP, Looked, kant, look, own_id, sheet_asked
from pwa.pages.plan_form import part_id_of
from pwa.refusals import told

pages = Blueprint("path_parts", __name__)
KEEPERS: Final = ("circle",)
Page = str | Response | tuple[str, int]
# Who is named in which kind.
PEOPLE: Final[Mapping[Kind, Named]] = {
    Kind.STEP: Named.DOES,
    Kind.TEST: Named.STANDS_BY,
    Kind.RECOVERY: Named.DOES,
    Kind.CLOSING: Named.KEEPS,
}


@pages.get("/pad/stappen")
@members(*GROWN_UP)
def steps() -> str:
    """Show the steps in their order."""
    return _list(Kind.STEP)


@pages.get("/pad/proef")
@members(*GROWN_UP)
def tests() -> str:
    """Show the tests of the plan, and how they went."""
    return _list(Kind.TEST)


@pages.get("/pad/herstel")
@members(*GROWN_UP)
def recovery() -> str:
    """Show what is to be made good again."""
    return _list(Kind.RECOVERY)


@pages.get("/pad/weer")
@members(*GROWN_UP)
def closing() -> str:
    """Show what to do when it goes wrong again; it fits on paper."""
    looked = look()
    part = looked.path.closing
    return render_template("path/closing.html", part=part, **looked.words())


@pages.get("/pad/deel/nieuw")
@members(*KEEPERS)
def new() -> str:
    """Show the form for something new."""
    return _form(_kind(), {}, {})


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
    part = _part(look(), part_id)
    return _form(part.kind, _said_of(part), {}, part=part)


@pages.post("/pad/deel/<uuid:part_id>/anders")
@members(*KEEPERS)
def change(part_id: UUID) -> Page:
    """Keep other words."""
    part = _part(look(), part_id)
    return _keep(part.kind, part_id, part_id_of(request.form.get("base", "")), part=part)


@pages.post("/pad/deel/<uuid:part_id>")
@members(*GROWN_UP)
def say(part_id: UUID) -> Response:
    """Say that it is done, that one agrees, how it went, or that it goes; or put it one place earlier."""
    part = _part(look(), part_id)
    by, now = signed_in.current_viewer(), house().clock.now()
    asked = Fields(request.form.to_dict(flat=False))
    with house().db.writing(by.household, by=by.person, now=now) as session:
        by = people.afresh(session, by)
        sheet = sheet_asked(session, by)
        if asked.one("do") == "up":
            writing.put_earlier(session, by=by, sheet=sheet, part_id=part_id, now=now)
        else:
            writing.say(
                session,
                by=by,
                sheet=sheet,
                mark_id=own_id(f"mark {part_id} {asked.one('do')}"),
                version_id=part_id_of(asked.one("version")) or part.version_id,
                says=asked.needed("do", Says),
                words=asked.text("words", rules.LONGEST),
                now=now,
            )
    return redirect(f"{path_said.LISTS[part.kind]}{kant()}", 303)


def _keep(kind: Kind, part_id: UUID, base: UUID | None, *, part: PartView | None = None) -> Page:
    by, now = signed_in.current_viewer(), house().clock.now()
    typed = {name: request.form.getlist(name) for name in request.form}
    try:
        draft = _draft(kind, base)
        with house().db.writing(by.household, by=by.person, now=now) as session:
            by = people.afresh(session, by)
            writing.write(
                session,
                by=by,
                sheet=sheet_asked(session, by),
                part_id=part_id,
                version_id=own_id("version"),
                draft=draft,
                now=now,
            )
    except Invalid as refusal:
        return _form(kind, typed, told(refusal), part=part), refusal.status
    except Changed as refusal:
        errors = {"": gettext(refusal.message)}
        return _form(kind, typed, errors, part=part, changed=True), refusal.status
    return redirect(f"{path_said.LISTS[kind]}{kant()}", 303)


def _draft(kind: Kind, base: UUID | None) -> Draft:
    """Return what somebody wrote; raises Invalid with the field."""
    asked = Fields(request.form.to_dict(flat=False))
    made = TYPES[kind]
    words: Words = made(
        **{each.name: asked.text(each.name, rules.LONGEST) for each in fields(made)}
    )
    part = PEOPLE[kind]
    named = asked.ids(part)
    return Draft(
        words=words, people={part: named} if named else {}, day=asked.day("day"), base=base
    )


def _said_of(part: PartView) -> Mapping[str, list[str]]:
    words = {each.name: [str(getattr(part.words, each.name))] for each in fields(part.words)}
    people_ = {str(name): [str(each) for each in named] for name, named in part.people.items()}
    return {**words, **people_, "day": [part.day.isoformat() if part.day else ""]}


def _form(
    kind: Kind,
    typed: Mapping[str, list[str]],
    errors: Mapping[str, str],
    *,
    part: PartView | None = None,
    changed: bool = False,
) -> str:
    looked, named = look(), PEOPLE[kind]
    if not rules.may_keep(looked.viewer):
        raise NotHere(people.UNKNOWN)
    with house().db.reading(looked.viewer.household) as session:
        who = may_be_named(session, looked.viewer, looked.path.sheet, named)
    given = "" if changed else request.form.get("id", "")
    return render_template(
        "path/form.html",
        kind=kind,
        sort=path_said.SORT_OF[kind],
        part=part,
        changed=changed,
        typed={name: values[-1] if values else "" for name, values in typed.items()},
        ticked=typed.get(named, []),
        named=named,
        who=who,
        given=part_id_of(given) or uuid4(),
        today=here(house().clock.now()),
        errors=errors,
        **looked.words(),
    )


def _list(kind: Kind) -> str:
    looked, today = look(), here(house().clock.now())
    parts = {
        Kind.STEP: looked.path.steps,
        Kind.TEST: looked.path.tests,
        Kind.RECOVERY: looked.path.recovery,
    }[kind]
    return render_template(
        "path/parts.html",
        kind=kind,
        sort=path_said.SORT_OF[kind],
        parts=parts,
        may=lambda part, says: rules.may_say(looked.viewer, kind, Says(says), part.mentioned),
        may_tell=lambda part: rules.may_tell(looked.viewer, part.mentioned, part.day, today),
        **looked.words(),
    )


def _kind() -> Kind:
    kind = path_said.SORTS.get(request.values.get("soort", ""))
    if kind is None:
        raise NotHere(people.UNKNOWN)
    return kind


def _part(looked: Looked, part_id: UUID) -> PartView:
    part = looked.path.part(part_id)
    if part is None:
        raise NotHere(people.UNKNOWN)
    return part
