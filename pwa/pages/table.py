"""``/samen/<id>/tafel``: the table on one's own phone, ``/scherm``: the same on a beamer, ``/nu``: what changed.

A phone asks every 2 seconds. While nothing happened the answer is 304 after one question to the
database. The marks in the tag say which parts the phone has; only the others are sent.

Asking was chosen over one open line for each phone (server-sent events), by measuring both with ten
phones and an idea every 5 seconds. Lines took 4.8 % of a core and 9.8 kB of a phone a minute, asking
6.2 % and 24.5 kB; a change was seen by all after 3.3 and 3.4 seconds at most, on a busy machine. That
is no gain for a person. But the server gives each line one of its 64 threads for as long as a meeting
lasts: with 50 lines open, five meetings at once, the page with 112 did not come within 10 seconds.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from flask import Blueprint, Response, make_response, redirect, render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response as BaseResponse

from api.core.errors import Changed, Invalid, NotHere
from api.core.http import house, members
from api.logbook.fields import Fields
from api.logbook.note import Kind as NoteKind
from api.meetings.table.queries import pulse
from api.people import queries as people
from api.people import signed_in
from i18n.translator import gettext
from pwa.pages.table_acting import DO
from pwa.refusals import told, typed_here
from pwa.shut_in import SHUT_IN
from pwa.table_news import news
from pwa.table_parts import Part
from pwa.table_seen import Had, Look, changed, has_form, laid, mark_of, parts

pages = Blueprint("table", __name__)
AT_A_TABLE: Final = ("adult", "circle")
# How long a phone may show what somebody took back meanwhile in another room of the house.
LOOK_AGAIN: Final = 30
# The script writes the time in it.
LAST_HEARD: Final = Markup('<span data-at dir="ltr"></span>')
Page = str | BaseResponse | tuple[str, int]


@pages.get("/samen/<uuid:meeting_id>/tafel")
@members(*AT_A_TABLE)
def table(meeting_id: UUID) -> str:
    """Show the table."""
    return _show(meeting_id, {})


@pages.get("/samen/<uuid:meeting_id>/scherm")
@members(*AT_A_TABLE)
def screen(meeting_id: UUID) -> str:
    """Show what lies on the table in big letters, for all to see."""
    return _show(meeting_id, {}, screen=True)


@pages.get("/samen/<uuid:meeting_id>/nu")
@members(*AT_A_TABLE)
def now(meeting_id: UUID) -> Response:
    """Return the parts that changed since a phone asked last, or 304."""
    viewer, moment = signed_in.current_viewer(), house().clock.now()
    had = _had()
    with house().db.reading(viewer.household) as session:
        stamp = _stamp(pulse(session, viewer, meeting_id), moment)
        if had[:2] == stamp:
            return _tagged(make_response("", 304), ".".join(had))
        found = laid(session, viewer, meeting_id, moment)
    look = Look(viewer, screen="scherm" in request.args, kind=_kind())
    seen, before = parts(found, look), Had(request.args.get("na", 0, int), had[2:])
    fresh = changed(found, look, seen, before)
    tag = _tag(stamp, seen)
    if not fresh:
        return _tagged(make_response("", 304), tag)
    told = news(found.at(before.number).state, found.state)
    answer = make_response(render_template("table/now.html", parts=fresh, told=told))
    answer.headers["Content-Security-Policy"] = (
        SHUT_IN  # it is taken over by a page, never one itself
    )
    return _tagged(answer, tag)


@pages.post("/samen/<uuid:meeting_id>/tafel")
@members(*AT_A_TABLE)
def act(meeting_id: UUID) -> Page:
    """Do one thing at the table."""
    by, moment = signed_in.current_viewer(), house().clock.now()
    read = Fields(request.form.to_dict(flat=False))
    doing = DO.get(read.one("do"))
    if doing is None:
        raise NotHere(people.UNKNOWN)
    try:
        with house().db.writing(by.household, by=by.person, now=moment) as session:
            values = {"by": people.afresh(session, by), "meeting_id": meeting_id, "now": moment}
            doing(session, read, values)
    except Invalid as refusal:
        return _show(meeting_id, told(refusal), typed=typed_here(refusal)), refusal.status
    except Changed as refusal:
        errors = {"": gettext(refusal.message)}
        return _show(meeting_id, errors, typed=typed_here(refusal)), refusal.status
    return redirect(f"/samen/{meeting_id}/tafel", 303)


def _show(
    meeting_id: UUID, errors: Mapping[str, str], *, screen: bool = False, typed: str = ""
) -> str:
    viewer, moment = signed_in.current_viewer(), house().clock.now()
    with house().db.reading(viewer.household) as session:
        found = laid(session, viewer, meeting_id, moment)
    kept = {"form": request.form, "errors": errors}
    seen = parts(found, Look(viewer, screen=screen, kind=_kind()), kept=kept)
    return render_template(
        "table/screen.html" if screen else "table/table.html",
        parts=seen,
        tag=_tag(_stamp(found.state.number, moment), seen),
        asks=f"/samen/{meeting_id}/nu?{_asks(screen=screen)}",
        table=found,
        address=f"/samen/{meeting_id}",
        errors=errors,
        typed="" if has_form(found, request.form.get("do", "")) else typed,
        last_heard=LAST_HEARD,
    )


def _had() -> list[str]:
    """What packed the last answer wrote how it did that behind the tag."""
    return request.headers.get("If-None-Match", "").strip('"').partition(":")[0].split(".")


def _stamp(number: int, moment: datetime) -> list[str]:
    return [str(number), str(int(moment.timestamp()) // LOOK_AGAIN)]


def _tag(stamp: Sequence[str], seen: Mapping[str, Part]) -> str:
    return ".".join([*stamp, *(mark_of(name, each) for name, each in seen.items())])


def _asks(*, screen: bool) -> str:
    kind = _kind()
    return "&".join(
        [*(["scherm=1"] if screen else []), *([f"soort={kind}"] if kind else []), "na="]
    )


def _kind() -> NoteKind | None:
    wanted = request.args.get("soort", "")
    return NoteKind(wanted) if wanted in set(NoteKind) else None


def _tagged(answer: Response, tag: str) -> Response:
    """The tag of a page that nobody else may have; the browser keeps nothing of it."""
    answer.headers["ETag"] = f'"{tag}"'
    return answer
