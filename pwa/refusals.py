"""Every "no" as a page or as JSON: a calm sentence that says what to do, never a stack trace.

Unknown and hidden look the same to the byte (security R3).
"""

import logging

from flask import Flask, Response, make_response, redirect, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

from api.core.errors import Damaged, Invalid, NotHere, ProveFirst, Refusal, SignInFirst
from api.core.http import problem, set_retry_after, wants_json
from api.core.vault import Tampered
from api.logbook.words import TYPED
from api.people.going.door import Out
from api.people.organisation.halted import Halted
from i18n.marking import N_
from i18n.translator import gettext
from pwa.onward import asking_page

log = logging.getLogger("huisboek")

SENTENCES = {
    400: N_("Dat lukte niet. Ga terug en probeer het opnieuw."),
    404: N_("Deze pagina is er niet. Ga naar het begin."),
    405: N_("Dat kan hier niet. Ga terug en probeer het opnieuw."),
    411: N_("Dat lukte niet. Ga terug en probeer het opnieuw."),
    413: N_("Dit is te groot. Kies een kleinere foto of een korter geluid."),
    414: N_("Dit adres is te lang. Ga naar het begin."),
    500: N_("Er ging iets stuk bij ons. Je tekst is niet weg. Ga terug en probeer het opnieuw."),
}
IN_THE_PLAN = (
    "text",
    "who_worries",
    "what_happens",
    "worst",
    "for_whom",
    "when",
    "repeats",
    "trigger",
    "until",
    "if_not",
    "child_words",
    "reason_anyway",
    "others",
    "reason",
)
IN_A_PART = (
    *("text", "consequence", "if_done", "if_not"),
    *("stop_word", "informed", "helps", "calls", "professional", "data"),
)
# Where somebody types, and in which fields.
WRITING = {
    "writing.write": TYPED,
    "writing.correct": TYPED,
    "answering.reply": TYPED,
    "plan_writing.write": IN_THE_PLAN,
    "plan_writing.change": IN_THE_PLAN,
    "plan.change": IN_THE_PLAN,
    "path.tick": ("words",),
    "path_moving.go_on": ("reason",),
    "path_moving.go_back": ("reason",),
    "path_parts.say": ("words",),
    "path_writing.write": IN_A_PART,
    "path_writing.change": IN_A_PART,
    "scores.give": ("value", "seen", "not_lower", "not_higher"),
    "week.fill": ("text",),
    "week_planning.plan": ("text", "day"),
    "week_planning.rest": ("name", "first", "until"),
    "week_asking.ask": ("text", "day"),
    "scores_history.word": ("zero", "ten"),
    "book_pages.write": ("sentence-1", "sentence-2", "alt"),
    "meeting_planning.plan": ("place", "goal"),
    "meetings.change": ("place", "goal"),
    "meeting_people.ask": ("name",),
    "meeting_before.bring": ("well", "seen", "worry", "unknown"),
    "finding.write": ("name",),
    "table.act": ("text", "when", "if_not"),
    "table_closing.close": ("if_not", "inform", "story"),
    "table_report.write": ("text",),
    "sharing.ask": ("purpose",),
    "book_pages.change": ("sentence-1", "sentence-2", "alt"),
}
DAMAGED = N_("We kunnen dit niet laten zien. De beheerder weet het.")
NOT_OURS = {403, 413}  # from another site, or not read at all


def show(refusal: Refusal) -> BaseResponse:
    """Return a refusal in the form that who asked can read."""
    if isinstance(refusal, ProveFirst) and not wants_json() and not typed_here(refusal):
        return redirect(asking_page(request.full_path), 303)
    if isinstance(refusal, SignInFirst) and request.method == "GET" and not wants_json():
        return redirect("/binnen", 303)
    answer = problem(refusal) if wants_json() else _page(refusal)
    if isinstance(refusal, Out | Halted):
        answer.headers["Clear-Site-Data"] = refusal.clears
    return answer


def told(refusal: Invalid | None) -> dict[str, str]:
    """Return what a form says beside which field; nothing when nothing was refused."""
    if refusal is None:
        return {}
    return {refusal.field or "": gettext(refusal.message, **dict(refusal.values))}


def _page(refusal: Refusal) -> Response:
    sentence = gettext(refusal.message, **dict(refusal.values))
    page, status = "errors/refusal.html", refusal.status
    facts: dict[str, object] = {"sentence": sentence, "typed": typed_here(refusal)}
    if isinstance(refusal, Halted):
        page, status = refusal.page, refusal.page_status
        facts |= {"stop": refusal, "for_child": refusal.child}
    answer = make_response(render_template(page, status=status, **facts), status)
    set_retry_after(answer, refusal)
    return answer


def typed_here(refusal: Refusal) -> str:
    """Return what somebody typed in the form that is refused: this page takes the form's place.

    A field of somebody else's words has their id behind its name. Without script the words stand nowhere else, and the page before is not kept by the browser.
    """
    names = WRITING.get(request.endpoint or "", ())
    if not names or request.method != "POST" or refusal.status in NOT_OURS:
        return ""
    asked = (*names, *(each for each in request.form if each.partition("-")[0] in names))
    typed = (request.form.get(name, "").strip() for name in dict.fromkeys(asked))
    return "\n".join(filter(None, typed))


def from_http(error: HTTPException) -> BaseResponse:
    """Say Flask's own errors in our words; redirects pass."""
    code = error.code or 500
    if error.response is not None or code < 400:  # noqa: PLR2004
        return error.get_response()
    kind = NotHere if code == 404 else Refusal  # noqa: PLR2004 - a program reads its name
    refusal = kind(SENTENCES.get(code, SENTENCES[400]))
    refusal.status = code
    answer = show(refusal)
    if code == 405:  # noqa: PLR2004
        answer.headers["Allow"] = ", ".join(getattr(error, "valid_methods", None) or ())
    return answer


def broken(error: Exception) -> BaseResponse:
    """Say that it is our fault; the log gets where it broke, never what somebody wrote."""
    log.error("%s in %s", type(error).__name__, request.endpoint, exc_info=_places_only(error))
    refusal = Refusal(SENTENCES[500])
    refusal.status = 500
    return show(refusal)


def damaged(_error: Tampered) -> BaseResponse:
    """Say that something does not open, where no page could leave it out; the alarm has rung by then."""
    return show(Damaged(DAMAGED))


def _places_only(error: Exception) -> Exception:
    """Return an error with the same trace and no message: messages may quote a person."""
    bare = RuntimeError(type(error).__name__)
    return bare.with_traceback(error.__traceback__)


def install(app: Flask) -> None:
    """Answer all of them."""
    app.register_error_handler(Refusal, show)
    app.register_error_handler(Tampered, damaged)
    app.register_error_handler(HTTPException, from_http)
    app.register_error_handler(Exception, broken)
