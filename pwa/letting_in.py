"""What the door answers to whoever is in: the tokens of this browser, and where they go on."""

from flask import make_response, redirect, request
from werkzeug.wrappers import Response

from api.core.db import EVERYWHERE
from api.core.http import house
from api.people import entering, signed_in
from api.people.devices import Opened
from api.people.invitations import house_rules


def come_in(opened: Opened, onward: str) -> Response:
    """Let in; before the first page come the rules of the house, for who has not read them."""
    with house().db.reading(EVERYWHERE) as session:
        knows = house_rules.has_read(session, opened.person)
    return let_in(opened, onward if knows else "/huisregels")


def let_in(opened: Opened, onward: str) -> Response:
    """Give the browser its tokens; whoever was signed in here before is so no longer.

    A locked sign-in that was opened again bears another token by now, so it is not ended here.
    """
    end_this_sign_in()
    answer = make_response(redirect(onward, 303))
    signed_in.keep_cookies(answer, opened)
    return answer


def end_this_sign_in() -> None:
    """End the sign-in that this browser holds, if any."""
    token = signed_in.token_of(request)
    if token:
        entering.sign_out(house(), token=token, now=house().clock.now())
