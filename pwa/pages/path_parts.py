"""``/pad/stappen``, ``/pad/proef``, ``/pad/herstel`` and ``/pad/weer``: what people agreed for along the way.

Each says for themselves what is done, good, or how it went.
"""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from api.core.http import house, members
from api.logbook.fields import Fields
from api.path import ordering, rules, saying
from api.path.kinds import Kind, Says
from api.people import queries as people
from api.people import signed_in
from i18n.dates import here
from pwa import path_parts_said
from pwa.pages.path_looking import GROWN_UP, kant, look, own_id, sheet_asked
from pwa.pages.plan_form import part_id_of

pages = Blueprint("path_parts", __name__)


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
    return render_template("path/closing.html", part=looked.path.closing, **looked.words())


@pages.post("/pad/deel/<uuid:part_id>")
@members(*GROWN_UP)
def say(part_id: UUID) -> Response:
    """Say that it is done, that one agrees, how it went, or that it goes; or put it one place earlier."""
    part = look().part(part_id)
    by, now = signed_in.current_viewer(), house().clock.now()
    asked = Fields(request.form.to_dict(flat=False))
    with house().db.writing(by.household, by=by.person, now=now) as session:
        by = people.afresh(session, by)
        sheet = sheet_asked(session, by)
        if asked.one("do") == "up":
            version_id = own_id(f"up {part_id}")
            ordering.put_earlier(
                session, by=by, sheet=sheet, part_id=part_id, version_id=version_id, now=now
            )
        else:
            saying.say(
                session,
                by=by,
                sheet=sheet,
                mark_id=own_id(f"mark {part_id} {asked.one('do')}"),
                version_id=part_id_of(asked.one("version")) or part.version_id,
                says=asked.needed("do", Says),
                words=asked.text("words", rules.LONGEST),
                now=now,
            )
    return redirect(f"{path_parts_said.LISTS[part.kind]}{kant()}", 303)


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
        sort=path_parts_said.SORT_OF[kind],
        parts=parts,
        may=lambda part, says: rules.may_say(looked.viewer, kind, Says(says), part.mentioned),
        may_tell=lambda part: rules.may_tell(looked.viewer, kind, part.mentioned, part.day, today),
        **looked.words(),
    )
