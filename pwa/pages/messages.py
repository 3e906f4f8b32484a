"""``/instellingen/berichten``: messages on one's own phone, a try, and another way when it stays silent.

Nothing here says what a message was about: a phone shows a fixed sentence, and so does a mail. An
address that somebody gave is never shown again: whoever holds the phone would read it.
"""

from datetime import datetime
from uuid import UUID

from flask import Blueprint, jsonify, redirect, render_template, request
from werkzeug.wrappers import Response

from api.core.errors import Invalid, NotHere
from api.core.http import house, members, proven
from api.core.ids import new_id
from api.people import signed_in
from api.push import devices, trying
from api.push.second import actions
from api.push.second import queries as second
from api.push.second.carrying import can_carry
from api.push.second.rules import Kind
from i18n import translator
from pwa.refusals import SENTENCES, told

pages = Blueprint("messages", __name__)
PAGE = "/instellingen/berichten"
GROWN_UP = ("adult", "circle")


@pages.get(PAGE)
@members(*GROWN_UP)
def messages() -> str:
    """Say where messages arrive, and how the last try went."""
    here = signed_in.current_sign_in()
    viewer, only = here.viewer, here.device_id if here.viewer.quiet else None
    about = _uuid(request.args.get("proef", ""))
    with house().db.reading(viewer.household) as session:
        mine = devices.mine(session, viewer.person, _now(), only=only)
        tried = trying.result(session, viewer.person, about) if about else None
    return render_template(
        "messages/messages.html",
        mine=mine,
        this=here.device_id,
        tried=tried,
        about=about,
        id=new_id(),
    )


@pages.post(f"{PAGE}/proef")
@members(*GROWN_UP)
def try_it() -> Response:
    """Send oneself a message to try."""
    viewer, given = signed_in.current_viewer(), _uuid(request.form.get("id", "")) or new_id()
    with house().db.writing(viewer.household, by=viewer.person, now=_now()) as session:
        about = trying.begin(session, by=viewer, given=given, now=_now())
    return redirect(f"{PAGE}?proef={about}#proef", 303)


@pages.get(f"{PAGE}/proef/<uuid:about>")
@members(*GROWN_UP)
def how_it_goes(about: UUID) -> Response:
    """Say how one's own try goes, for a page that waits for it."""
    viewer = signed_in.current_viewer()
    with house().db.reading(viewer.household) as session:
        found = trying.result(session, viewer.person, about)
    if found.state is trying.State.NOWHERE:
        raise NotHere(SENTENCES[404])
    return jsonify(state=found.state, seconds=found.seconds)


@pages.get(f"{PAGE}/iphone")
@members(*GROWN_UP)
def on_an_iphone() -> str:
    """Show where to tap on an iPhone or iPad."""
    return render_template("messages/iphone.html")


@pages.get(f"{PAGE}/android")
@members(*GROWN_UP)
def on_android() -> str:
    """Show where to tap on an Android phone."""
    return render_template("messages/android.html")


@pages.get(f"{PAGE}/tweede")
@proven
@members(*GROWN_UP)
def second_way() -> str:
    """Show which other ways there are, and ask for an address."""
    return _second()


@pages.post(f"{PAGE}/tweede")
@proven
@members(*GROWN_UP)
def change_second_way() -> Response | tuple[str, int]:
    """Send a code to an address, take the code, or put an address off."""
    try:
        _change(_kind(), request.form.get("do", ""))
    except Invalid as refusal:
        return _second(told(refusal)), refusal.status
    return redirect(f"{PAGE}/tweede", 303)


def _change(kind: Kind, what: str) -> None:
    here = signed_in.current_sign_in()
    match what:
        case "give":
            given = actions.Given(
                kind=kind,
                address=request.form.get("address", ""),
                device=here.device_id,
                language=translator.current().language.code,
            )
            actions.give(house(), by=here.viewer, given=given, now=_now())
        case "code":
            code = "".join(request.form.get("code", "").split())
            actions.confirm(house(), by=here.viewer, kind=kind, code=code, now=_now())
        case "off":
            actions.put_off(house(), by=here.viewer, kind=kind, now=_now())
        case _:
            raise NotHere(SENTENCES[404])


def _second(errors: dict[str, str] | None = None) -> str:
    viewer = signed_in.current_viewer()
    with house().db.reading(viewer.household) as session:
        found = second.ways(session, viewer)
    return render_template(
        "messages/second.html",
        kinds=[kind for kind in Kind if can_carry(house(), kind)],
        ways={way.kind: way for way in found},
        errors=errors or {},
        wrong=request.form.get("kind", ""),
        typed=request.form.get("address", ""),
    )


def _kind() -> Kind:
    try:
        return Kind(request.form.get("kind", ""))
    except ValueError:
        raise NotHere(SENTENCES[404]) from None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _now() -> datetime:
    return house().clock.now()
