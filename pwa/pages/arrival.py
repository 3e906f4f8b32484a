"""``/kom``, ``/binnen`` and, in the demo, ``/demo``: the door. Looking never spends a link; choosing does.

The secret of a link stands behind the # of its address: no server log and no preview ever has it.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from api.core.db import EVERYWHERE
from api.core.errors import Gone, Invalid, NotHere
from api.core.http import ALL_AND_AT_WORK, house, members, public, while_closing
from api.demo.door import CODE, PICTURES, come_in_as
from api.demo.people import demo_people
from api.people import at_the_door, entering, queries, signed_in
from api.people.at_the_door import Doorstep
from api.people.devices import Guest
from api.people.invitations import ways
from api.people.policy import Role
from i18n.marking import N_
from i18n.translator import gettext
from pwa import passkeys, tries
from pwa.choosing import asked as _asked
from pwa.choosing import chosen_twice as _chosen
from pwa.choosing import shuffled
from pwa.choosing import taps as _taps
from pwa.letting_in import come_in, end_this_sign_in, let_in
from pwa.pages.shell import app_name
from pwa.refusals import SENTENCES, told
from pwa.this_device import check_it_keeps, spent_here, this_device

pages = Blueprint("arrival", __name__)
# A child first sees its place, and who works here does not write.
FIRST_NOTE = frozenset({Role.ADULT, Role.CIRCLE})

UNKNOWN_LINK = N_("Deze code klopt niet. Kijk goed en typ hem nog een keer.")
SOMEBODY = "iemand"
NOBODY = UUID(int=0)
TRY = "/instellingen/berichten"
CHOOSING = {"again", "picture", "opnieuw"}


@pages.route("/kom", methods=["GET", "POST"])
@public
def come() -> Response | str | tuple[str, int]:
    """Say what this is and what it leaves behind, ask for a code or pictures, and let in.

    One address for all: the list of what is open to everybody stays short.
    """
    if request.method != "POST":
        return _page("arrival/come.html", errors={}, link="", own="nee")
    if CHOOSING & request.form.keys():
        return _choose()
    try:
        return _make_key() if passkeys.is_given() else _choosing(_invited())
    except Gone:
        if spent_here() is None:
            raise
        return redirect("/", 303)  # who kept the link and taps it each time
    except (Invalid, NotHere):
        errors = {"link": gettext(UNKNOWN_LINK)}
        return _again("arrival/come.html", errors, link=_asked("link"), own=_asked("eigen"))


@pages.route("/binnen", methods=["GET", "POST"])
@public
def inside() -> Response | str | tuple[str, int]:
    """Ask who this is, out of those whom this device names or by name, and then for their code."""
    here = at_the_door.doorstep(house(), device_token=signed_in.device_token_of(request))
    wanted = request.values.get("wie")
    if request.method == "POST" and passkeys.is_given():
        return _knock_by_finger(here)
    if wanted is None and request.method == "GET":
        return _page("arrival/lost.html") if "kwijt" in request.args else _door(here)
    if wanted == SOMEBODY or (wanted is None and "naam" in request.form):
        return _knock_by_name() if request.method == "POST" else _asking_name()
    guest = next((each for each in _may_knock(here) if str(each.person) == wanted), None)
    if guest is None:
        raise NotHere(SENTENCES[404])
    return _knock(guest) if request.method == "POST" else _knocking(guest)


def _may_knock(here: at_the_door.Doorstep) -> list[Guest]:
    """Whom the door names; and who answers the lock of their own page here, whom no door may name."""
    locked = signed_in.whose(request) if request.method == "POST" else None
    return [each for each in here.everybody if each in here.named or each.person == locked]


@pages.post("/binnen/uit")
@while_closing
@members(*ALL_AND_AT_WORK)
def go_out() -> Response:
    """End this sign-in. What waits on the phone stays there, sealed."""
    end_this_sign_in()
    answer = make_response(redirect("/binnen", 303))
    signed_in.drop_cookie(answer)
    return answer


@pages.get("/demo")
@pages.post("/demo/<who>")
@public
def demo(who: str | None = None) -> Response | str:
    """Be one of the made-up people, only where the house was opened to show it."""
    if not house().settings.demo:
        raise NotHere(SENTENCES[404])
    with house().db.reading(EVERYWHERE) as session:
        people = demo_people(session)
        known = {handle: queries.oneself(session, person) for handle, person in people.items()}
    if who is None:
        return _page("arrival/demo.html", people=known, code=CODE, pictures=PICTURES)
    if who not in people:
        raise NotHere(SENTENCES[404])
    made_up = people.values()
    opened = come_in_as(
        house(), person=people[who], made_up=made_up, device=this_device(), now=_now()
    )
    return let_in(opened, TRY if request.form.get("daarna") == "proef" else "/")


def _choose() -> Response | str | tuple[str, int]:
    """Keep the chosen code or pictures and come in; this is what spends the link.

    Pressed twice, the first answer may be lost: then the code that was chosen opens the same place.
    """
    try:
        return _spend()
    except Gone:
        mine = spent_here()
        if mine is None:
            raise
        return _knock(mine, _taps()[: mine.pictures])


def _spend() -> Response | str | tuple[str, int]:
    guest = _invited()
    try:
        check_it_keeps()
        chosen = _chosen(guest)
        if chosen is None:
            return _choosing(guest)
        with tries.counted_link(_asked("link")):
            opened = entering.accept_invitation(
                house(), secret=_asked("link"), chosen=chosen, device=this_device(), now=_now()
            )
    except Invalid as refusal:
        return _choosing(guest, refusal)
    return come_in(opened, "/logboek/nieuw" if guest.role in FIRST_NOTE else "/")


def _make_key() -> Response:
    """Ask this device to make a passkey, or spend the link with it: for who has no code."""
    guest = _invited()
    try:
        check_it_keeps()
        if passkeys.is_asking():
            return passkeys.question_to_newcomer(
                _asked("link"), this_device(), called=gettext(app_name().name)
            )
        opened = passkeys.arrive(_asked("link"), this_device())
    except Invalid as refusal:
        return _choosing(guest, refusal)
    return let_in(opened, "/")


def _invited() -> Guest:
    link = _asked("link")
    if not link:
        raise Invalid(UNKNOWN_LINK, field="link")
    with tries.counted_link(link):
        try:
            return entering.look_at_invitation(house(), secret=link, now=_now())
        except Gone:
            device = signed_in.device_token_of(request)
            ways.second_use(house(), secret=link, device_token=device, now=_now())
            raise


def _choosing(guest: Guest, refusal: Invalid | None = None) -> Response:
    """Ask for the code or pictures. From here on this browser is known: a page sent twice is one."""
    page = "arrival/choose_pictures.html" if guest.pictures else "arrival/choose_code.html"
    if guest.keeps:
        page = "arrival/own_secret.html"
    if guest.keyed:
        page = "working/make_key.html"
    answer = make_response(_show(page, guest, refusal, link=_asked("link"), own=_asked("eigen")))
    if not signed_in.device_token_of(request):
        signed_in.mark_device(answer)
    return answer


def _door(here: Doorstep) -> str | tuple[str, int]:
    """What the door shows depends on whom it names, never on whom it does not."""
    if len(here.named) == 1:
        return _knocking(here.named[0])
    if not here.named:
        return _asking_name()
    with house().db.reading(EVERYWHERE) as session:
        people = [queries.oneself(session, guest.person) for guest in here.named]
    return _page("arrival/who.html", people=people, demo=house().settings.demo)


def _asking_name() -> str:
    return _page("arrival/somebody.html", errors={}, name="", demo=house().settings.demo)


def _knocking(guest: Guest, refusal: Invalid | None = None) -> str | tuple[str, int]:
    with house().db.reading(EVERYWHERE) as session:
        person = queries.oneself(session, guest.person)
    page = "arrival/pictures.html" if guest.pictures else "arrival/code.html"
    if guest.keyed:
        page = "working/knock.html"
    finger = not guest.pictures and passkeys.here(guest.person)
    return _show(page, guest, refusal, person=person, closed=guest.disabled, finger=finger)


def _knock(guest: Guest, given: list[str] | None = None) -> Response | str | tuple[str, int]:
    pictures = _taps() if given is None else given
    chosen = pictures if guest.pictures else [_asked("code")]
    if guest.pictures and len(chosen) < guest.pictures:
        return _knocking(guest)
    try:
        with tries.counted(tries.place(guest.person)):
            opened = entering.sign_in(
                house(),
                device_token=signed_in.device_token_of(request),
                person=guest.person,
                chosen=chosen,
                now=_now(),
                held=signed_in.token_of(request),
            )
    except Invalid as refusal:
        return _knocking(guest, refusal)
    return come_in(opened, "/")


def _knock_by_finger(here: Doorstep) -> Response | str | tuple[str, int]:
    """Whom the door does not name, a child and who has no passkey here are one to it: not here."""
    guest = next((each for each in here.named if str(each.person) == _asked("wie")), None)
    if guest is None:
        with tries.counted(tries.place(NOBODY)):
            raise NotHere(SENTENCES[404])
    try:
        with tries.counted(tries.place(guest.person)):
            if passkeys.is_asking():
                return passkeys.question(guest.person)
            opened = passkeys.sign_in(guest.person)
    except Invalid as refusal:
        return _knocking(guest, refusal)
    return come_in(opened, "/")


def _knock_by_name() -> Response | str | tuple[str, int]:
    name = _asked("naam")
    try:
        with tries.counted(tries.names()):
            opened = at_the_door.sign_in_by_name(
                house(),
                device_token=signed_in.device_token_of(request),
                name=name,
                code=_asked("code"),
                now=_now(),
                held=signed_in.token_of(request),
            )
    except Invalid as refusal:
        errors = {"code": gettext(refusal.message)}
        return _again("arrival/somebody.html", errors, name=name, demo=house().settings.demo)
    return come_in(opened, "/")


def _show(page: str, guest: Guest, refusal: Invalid | None, **facts: Any) -> str | tuple[str, int]:  # noqa: ANN401
    """Show a page of the door; what was tapped is kept only while nothing was wrong."""
    facts |= {"tiles": shuffled(), "needed": guest.pictures, "who": guest.person}
    if refusal is None:
        return _page(page, errors={}, taps=_taps(), **facts)
    errors = told(refusal)
    return _again(page, errors, taps=[], **facts)


def _again(page: str, errors: Mapping[str, str], **facts: Any) -> tuple[str, int]:  # noqa: ANN401
    return _page(page, errors=errors, **facts), 422


def _page(page: str, **facts: Any) -> str:  # noqa: ANN401
    """At the door nobody is anybody yet: no menu of whoever was here before."""
    return render_template(page, me=None, **facts)


def _now() -> datetime:
    return house().clock.now()
