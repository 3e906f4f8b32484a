"""The phone in hand: who is signed in on it, may it keep the last pages, wipe it.

A page may be kept only where this module says so in a header; everything else stays off the phone.
"""

import re
from contextlib import suppress
from typing import Final

from flask import (
    Blueprint,
    Response,
    g,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
)
from werkzeug.wrappers import Response as BaseResponse

from api.core.errors import Refusal
from api.core.http import ALL_AND_AT_WORK, house, members, while_closing
from api.people import own_phone, signed_in
from api.people.policy import Role
from pwa.looking import stays_off_the_phone

pages = Blueprint("phone", __name__)

KEEP: Final = "Huisboek-Keep"
KEPT: Final = re.compile(
    r"/|/logboek|/logboek/[0-9a-f-]{36}|/mensen|/bellen|/plan(/koelkast)?"
    r"|/week|/week/[0-9a-f-]{36}(/maanden|/afdruk|/dag/\d{4}-\d{2}-\d{2})?"
)


@pages.get("/ik")
@members(*ALL_AND_AT_WORK)
def who() -> Response:
    """Say who is signed in here, and in which sign-in: ids that mean nothing elsewhere."""
    here = signed_in.current_sign_in()
    said = {"who": str(here.viewer.person), "own": may_keep(here), "mark": here.mark}
    if "mark" in request.args:  # a page that waited asks whether it may go on
        said["same"] = signed_in.shows_the_same(here, request.args["mark"])
    return jsonify(said)


@pages.post("/instellingen/bewaren")
@members("child", "adult", "circle")
def keep() -> BaseResponse:
    """Switch keeping the last pages on or off for this phone; never on where others come in too."""
    here = signed_in.current_sign_in()
    wanted = request.form.get("bewaren") == "ja" and here.may_become_own
    own_phone.keep_pages(
        house(), by=here.viewer, device=here.device_id, keep=wanted, now=house().clock.now()
    )
    return redirect("/instellingen", 303)


@pages.get("/instellingen/wissen")
@while_closing
@members(*ALL_AND_AT_WORK)
def before_wiping() -> str:
    """Tell what goes, and ask."""
    return render_template("shell/wipe.html")


@pages.post("/instellingen/wissen")
@while_closing
@members(*ALL_AND_AT_WORK)
def wipe() -> Response:
    """Forget this phone on the server; the page has emptied it before and says so with `leeg`.

    Without that word nothing is cleared here: a phone without script has nothing, and one whose
    script did not come may hold something that was not sent.
    """
    here = signed_in.current_sign_in()
    own_phone.forget_phone(house(), by=here.viewer, device=here.device_id, now=house().clock.now())
    answer = make_response(render_template("shell/wiped.html"))
    signed_in.drop_cookie(answer)
    if request.form.get("leeg") == "ja":
        answer.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return answer


def may_keep_books(here: signed_in.Signed) -> bool:
    """A child's own phone may hold the books that were shown to it, and nothing else that it read."""
    return here.own_device and here.viewer.role is Role.CHILD


def may_keep(here: signed_in.Signed) -> bool:
    """A child's pages are never kept: whoever picks up the phone could read them."""
    return here.own_device and str(here.viewer.role) != "child"


@pages.after_app_request
def mark_kept(answer: Response) -> Response:
    """Tell the offline worker whether it may keep this page; "no" makes it forget all of them."""
    if request.method != "GET" or request.endpoint is None or answer.mimetype != "text/html":
        return answer
    if answer.status_code != 200:  # noqa: PLR2004
        return answer
    with suppress(Refusal):  # nobody is signed in, or the database cannot say who
        here = signed_in.current_sign_in()
        if may_keep_books(here):
            answer.headers.update(_kept_as_a_book())
        elif not may_keep(here):
            answer.headers[KEEP] = "no"
        elif KEPT.fullmatch(request.path) and not stays_off_the_phone():
            answer.headers[KEEP] = "yes"
    return answer


def is_book(edition: str = "book") -> None:
    """Say that the answer of this request is the shelf, or a page of this edition of a book."""
    g.book = edition


def _kept_as_a_book() -> dict[str, str]:
    return {KEEP: g.book} if "book" in g else {}
