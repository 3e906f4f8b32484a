"""``/meekijken/sleutels``: the keys with which a program of a professional reads, for that professional alone.

A key is shown in the answer to the button that made it, on no other page and in no address.
"""

from collections.abc import Mapping
from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from api.core.errors import Invalid
from api.core.http import house, members, proven
from api.people import signed_in
from api.people.professionals import keys
from i18n.translator import gettext
from pwa.refusals import told

pages = Blueprint("feed_keys", __name__)
PAGE = "/meekijken/sleutels"


@pages.get(PAGE)
@proven
@members("professional")
def mine() -> str:
    """Show which keys work now, and the form for a new one."""
    return _show()


@pages.post(PAGE)
@proven
@members("professional")
def make() -> str | tuple[str, int]:
    """Make a key and show it, this once. The same button again makes no other."""
    viewer, now = signed_in.current_viewer(), house().clock.now()
    try:
        with house().db.writing(viewer.household, by=viewer.person, now=now) as session:
            token = keys.make(
                session,
                by=viewer,
                key=_id(),
                name=request.form.get("name", ""),
                days=_days(),
                now=now,
            )
    except Invalid as refusal:
        return _show(errors=told(refusal)), refusal.status
    return _show(token=token)


@pages.post(f"{PAGE}/<uuid:key_id>/weg")
@proven
@members("professional")
def end(key_id: UUID) -> Response:
    """End a key; a program that has it hears at its next request that it does not work."""
    viewer, now = signed_in.current_viewer(), house().clock.now()
    with house().db.writing(viewer.household, by=viewer.person, now=now) as session:
        keys.end(session, by=viewer, key=key_id, now=now)
    return redirect(PAGE, 303)


def _show(*, token: str = "", errors: Mapping[str, str] | None = None) -> str:
    viewer, now = signed_in.current_viewer(), house().clock.now()
    with house().db.reading(viewer.household) as session:
        found = keys.mine(session, viewer.person, now)
    return render_template(
        "feed/keys.html",
        keys=found,
        token=token,
        base=house().settings.base_url,
        days=[(each, gettext("%(days)s dagen", days=each)) for each in keys.DAYS],
        said=request.form if errors else {},
        errors=errors or {},
        fresh=uuid4,
    )


def _id() -> UUID:
    try:
        return UUID(request.form.get("id", ""))
    except ValueError:
        return uuid4()


def _days() -> int:
    """Return for how many days; 0, which no key has, for what is no number of the form."""
    said = request.form.get("days", "")
    return int(said) if said in {str(each) for each in keys.DAYS} else 0
