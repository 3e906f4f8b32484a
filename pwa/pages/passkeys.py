"""``/instellingen/vinger``: coming in by finger or face, on this phone, for a grown-up who wants it."""

from datetime import datetime

from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response

from api.core.errors import Invalid
from api.core.http import house, members, proven
from api.people import signed_in
from api.people.passkeys import actions, queries
from api.people.passkeys.rules import site_of
from i18n.translator import gettext
from pwa import passkeys
from pwa.pages.shell import app_name

pages = Blueprint("passkeys", __name__)
PAGE = "/instellingen/vinger"
# A professional has no other way in, so theirs is never off: pwa/keyed.py.
GROWN_UP = ("adult", "circle")


@pages.get(PAGE)
@proven
@members(*GROWN_UP)
def finger() -> str:
    """Say what it does, what it leaves behind, and whether it is on here."""
    return _show()


@pages.post(PAGE)
@proven
@members(*GROWN_UP)
def turn_on() -> Response | tuple[str, int]:
    """Ask the phone to make one, or keep what it made."""
    here = signed_in.current_sign_in()
    if not passkeys.is_given():
        return redirect(PAGE, 303)
    if passkeys.is_asking():
        called = gettext(app_name().name)
        return passkeys.as_json(
            actions.ask_to_keep(
                house(),
                by=here.viewer,
                device_token=passkeys.device(),
                called=called,
                now=_now(),
            )
        )
    try:
        actions.turn_on(
            house(),
            by=here.viewer,
            sign_in=here.id,
            device_token=passkeys.device(),
            answer=passkeys.answer(),
            now=_now(),
        )
    except Invalid:
        return _show(failed=True), 422
    return redirect(PAGE, 303)


@pages.post(f"{PAGE}/uit")
@proven
@members(*GROWN_UP)
def turn_off() -> Response:
    """Come in by the code alone again, on this phone."""
    here = signed_in.current_sign_in()
    actions.turn_off(house(), by=here.viewer, device=here.device_id, now=_now())
    return redirect(PAGE, 303)


def _show(*, failed: bool = False) -> str:
    here = signed_in.current_sign_in()
    mine = here.viewer
    spot = queries.spot(house(), device_token=passkeys.device(), person=mine.person)
    with house().db.reading(mine.household) as session:
        kept = queries.passkey_on(session, here.device_id, mine.person)
    return render_template(
        "passkeys/finger.html",
        may=spot is not None,
        is_on=kept is not None,
        failed=failed,
        has_name=site_of(house().settings.base_url) is not None,
    )


def _now() -> datetime:
    return house().clock.now()
