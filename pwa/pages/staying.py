"""``/binnen/slot``, ``/binnen/nog-eens``, ``/instellingen/code``: the lock, the page that asks, another code.

Everything but the lock itself is a plain form post.
"""

from datetime import datetime
from uuid import UUID

from flask import Blueprint, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from api.core.errors import Invalid, NotHere, SignInFirst
from api.core.http import ALL_AND_AT_WORK, even_locked, house, members, proven, while_closing
from api.people import changing, entering, signed_in
from api.people.devices import Guest
from api.people.policy import Role
from api.people.staying import actions
from api.people.staying.queries import pictures_of
from pwa import passkeys, proving, tries
from pwa.choosing import asked, chosen_twice, shuffled, taps
from pwa.onward import own_page
from pwa.refusals import SENTENCES, told

pages = Blueprint("staying", __name__)
PEOPLE = ("child", "adult", "circle", "host")
CHOOSE = "/instellingen/code"


@pages.post("/binnen/slot")
@while_closing
@even_locked
@members(*ALL_AND_AT_WORK)
def lock() -> Response:
    """Hear that the page went out of sight, came back, or was away for too long.

    A page of whoever was here before says nothing about who came in since.
    """
    here = signed_in.current_sign_in()
    if asked("wie") not in {"", str(here.viewer.person)}:
        raise SignInFirst(signed_in.FIRST)
    deeds = {"weg": actions.hide, "terug": actions.come_back, "dicht": actions.lock}
    deed = deeds.get(asked("wat"))
    if deed is None:
        raise Invalid(SENTENCES[400])
    deed(house(), by=here.viewer, sign_in=here.id, now=_now())
    return Response(status=204)


@pages.route("/binnen/nog-eens", methods=["GET", "POST"])
@while_closing
@members(*ALL_AND_AT_WORK)
def once_more() -> Response | str | tuple[str, int]:
    """Ask the own code or pictures again, and lead on to what was wanted."""
    here, onward = signed_in.current_sign_in(), own_page(request.values.get("naar", "/"))
    mine = here.viewer
    needed = 0 if mine.role is Role.PROFESSIONAL else _pictures_of(mine.household, mine.person)
    if needed is None:
        return redirect("/binnen", 303)
    if request.method == "POST" and passkeys.is_given():
        return _by_finger(needed, onward)
    given = taps() if needed else [asked("code")]
    if request.method != "POST" or len(given) < needed or mine.role is Role.PROFESSIONAL:
        return _asking(needed, onward, given)
    try:
        proving.prove()
    except Invalid as refusal:
        return _asking(needed, onward, [], refusal), 422
    return redirect(onward, 303)


def _by_finger(needed: int, onward: str) -> Response | tuple[str, int]:
    """Ask the phone, or hear its answer; a try counts as one at the door."""
    person = signed_in.current_viewer().person
    try:
        with tries.counted(tries.place(person)):
            if passkeys.is_asking():
                return passkeys.question(person)
            passkeys.prove()
    except Invalid as refusal:
        return _asking(needed, onward, [], refusal), 422
    return redirect(onward, 303)


@pages.route(CHOOSE, methods=["GET", "POST"])
@proven
@members(*PEOPLE)
def choose_anew() -> Response | str | tuple[str, int]:
    """Choose another code or other pictures. Everything ends, and this device comes in with the new one."""
    guest = _myself()
    if request.method != "POST":
        return _choosing(guest)
    try:
        chosen = chosen_twice(guest)
        if chosen is None:
            return _choosing(guest)
        return _come_in_with(guest, chosen)
    except Invalid as refusal:
        return _choosing(guest, refusal), 422


def _come_in_with(guest: Guest, chosen: list[str]) -> Response:
    here = signed_in.current_sign_in()
    # Each answer tells whether it is the other code, so each is a try, also where it is taken.
    tries.count(tries.place(guest.person))
    if here.viewer.quiet:
        changing.change_second(house(), by=here.viewer, chosen=chosen, now=_now(), sign_in=here.id)
    else:
        changing.change_secret(
            house(), person=guest.person, chosen=chosen, now=_now(), sign_in=here.id
        )
    opened = entering.sign_in(
        house(),
        device_token=signed_in.device_token_of(request),
        person=guest.person,
        chosen=chosen,
        now=_now(),
        anew=True,
    )
    answer = make_response(redirect("/", 303))
    signed_in.keep_cookies(answer, opened)
    return answer


def _myself() -> Guest:
    """Return who is here as somebody who chooses; only where they have a place to come in with it."""
    here = entering.people_on(house(), device_token=signed_in.device_token_of(request))
    viewer = signed_in.current_viewer()
    if viewer.person not in {each.person for each in here}:
        raise NotHere(SENTENCES[404])
    if viewer.quiet:
        return changing.asked_now(house(), person=viewer.person)
    return entering.newcomer(house(), person=viewer.person, now=_now())


def _asking(needed: int, onward: str, given: list[str], refusal: Invalid | None = None) -> str:
    errors = told(refusal)
    return render_template(
        "staying/once_more.html",
        errors=errors,
        needed=needed,
        taps=given if needed else [],
        tiles=shuffled(),
        onward=onward,
        keyed=signed_in.current_viewer().role is Role.PROFESSIONAL,
        finger=not needed and passkeys.here(signed_in.current_viewer().person),
    )


def _choosing(guest: Guest, refusal: Invalid | None = None) -> str:
    page = "arrival/choose_pictures.html" if guest.pictures else "arrival/choose_code.html"
    errors = told(refusal)
    given = [] if refusal else taps()
    return render_template(
        page,
        errors=errors,
        needed=guest.pictures,
        taps=given,
        tiles=shuffled(),
        action=CHOOSE,
        back_to="/instellingen",
    )


def _pictures_of(household: UUID, person: UUID) -> int | None:
    with house().db.reading(household) as session:
        return pictures_of(session, person)


def _now() -> datetime:
    return house().clock.now()
