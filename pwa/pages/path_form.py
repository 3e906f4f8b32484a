"""The form for something that people agree for along the way: shown, and read back."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Final
from uuid import UUID, uuid4

from flask import render_template, request

from api.core.errors import NotHere
from api.core.http import house
from api.logbook.fields import Fields
from api.path import rules
from api.path.kinds import Kind, Named
from api.path.naming import may_be_named
from api.path.views import PartView
from api.path.words import TYPES, Draft, Words
from api.people import queries as people
from i18n.dates import here
from pwa import path_parts_said
from pwa.pages.path_looking import look
from pwa.pages.plan_form import part_id_of

# Who is named in which kind.
PEOPLE: Final[Mapping[Kind, Named]] = {
    Kind.STEP: Named.DOES,
    Kind.TEST: Named.STANDS_BY,
    Kind.RECOVERY: Named.DOES,
    Kind.CLOSING: Named.KEEPS,
}


def draft(kind: Kind, base: UUID | None) -> Draft:
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


def said_of(part: PartView) -> Mapping[str, list[str]]:
    """Return what stands there as the form would send it."""
    words = {each.name: [str(getattr(part.words, each.name))] for each in fields(part.words)}
    people_ = {str(name): [str(each) for each in named] for name, named in part.people.items()}
    return {**words, **people_, "day": [part.day.isoformat() if part.day else ""]}


def form(
    kind: Kind,
    typed: Mapping[str, list[str]],
    errors: Mapping[str, str],
    *,
    part: PartView | None = None,
    changed: bool = False,
) -> str:
    """Show the form; raises NotHere for who writes nothing here."""
    looked, named = look(), PEOPLE[kind]
    if not rules.may_keep(looked.viewer):
        raise NotHere(people.UNKNOWN)
    with house().db.reading(looked.viewer.household) as session:
        who = may_be_named(session, looked.viewer, looked.path.sheet, named)
    given = "" if changed else request.form.get("id", "")
    return render_template(
        "path/form.html",
        kind=kind,
        sort=path_parts_said.SORT_OF[kind],
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
