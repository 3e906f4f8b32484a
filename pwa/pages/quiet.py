"""``/instellingen/rustig``: a second code, with which this app shows only what anybody may see.

Where somebody reads along the page is that of whoever has no such code. It answers as it always
does, and keeps nothing.
"""

from datetime import datetime

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from api.core.errors import Invalid, NotHere
from api.core.http import house, members, proven
from api.people import changing, entering, signed_in
from api.people.devices import Guest
from pwa.choosing import chosen_twice, shuffled, taps
from pwa.refusals import SENTENCES, told

pages = Blueprint("quiet", __name__)
HERE = "/instellingen/rustig"
WRITERS = ("child", "adult", "circle")


@pages.get(HERE)
@proven
@members(*WRITERS)
def quiet() -> str:
    """Tell what it is, and ask for a second code."""
    return _asking(_myself())


@pages.post(HERE)
@proven
@members(*WRITERS)
def choose() -> Response | str | tuple[str, int]:
    """Keep the second code, or have none any more."""
    guest, here = _myself(), signed_in.current_sign_in()
    if request.form.get("do") == "uit":
        changing.drop_second(house(), by=here.viewer, now=_now(), sign_in=here.id)
        return render_template("quiet/done.html", on=False)
    try:
        chosen = chosen_twice(guest)
        if chosen is None:
            return _asking(guest)
        changing.keep_second(house(), by=here.viewer, chosen=chosen, now=_now(), sign_in=here.id)
    except Invalid as refusal:
        return _asking(guest, refusal), 422
    return render_template("quiet/done.html", on=True)


def _myself() -> Guest:
    """Return who is here as the door asks them; only where they have a place to come in."""
    viewer = signed_in.current_viewer()
    here = entering.people_on(house(), device_token=signed_in.device_token_of(request))
    guest = next((each for each in here if each.person == viewer.person), None)
    if guest is None:
        raise NotHere(SENTENCES[404])
    return guest


def _asking(guest: Guest, refusal: Invalid | None = None) -> str:
    errors = told(refusal)
    return render_template(
        "quiet/quiet.html",
        errors=errors,
        needed=guest.pictures,
        taps=[] if refusal else taps(),
        tiles=shuffled(),
        on=changing.has_second(house(), by=signed_in.current_viewer()),
    )


def _now() -> datetime:
    return house().clock.now()
