"""``/praten``: a child says with whom it wants to talk, in one tap; that one answers.

It is no signal, and says so. Nobody else learns of it: whoever picks up the phone of a child does not
read on it whom it asked.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from api.child_world import queries, talking
from api.core.errors import Invalid
from api.core.http import house, members
from api.logbook.rules import row_id
from api.people import queries as people
from api.people import signed_in
from api.people.policy import Role
from i18n.dates import here
from pwa import child_said
from pwa.choosing import given_id
from pwa.refusals import told

pages = Blueprint("child_talking", __name__)
Page = Response | str | tuple[str, int]


@pages.get("/praten")
@members("child")
def talk() -> str:
    """Show whom a child may ask, and what became of what it asked."""
    return _show({})


@pages.post("/praten")
@members("child")
def want() -> Page:
    """Keep it; sent twice it stands once."""
    by, now = signed_in.current_viewer(), house().clock.now()
    row = row_id(house().secrets.pepper, by.person, given_id(), "talk")
    asked = talking.read_asked(_fields())
    try:
        with house().db.writing(by.household, by=by.person, now=now) as session:
            asking = people.afresh(session, by)
            talking.want_to_talk(session, by=asking, wish_id=row, asked=asked, now=now)
    except Invalid as refusal:
        return _show(told(refusal)), refusal.status
    return redirect("/praten?klaar", 303)


@pages.get("/praten/<uuid:wish_id>")
@members("circle")
def before_answering(wish_id: UUID) -> str:
    """Show who wants to talk, to the one who was asked."""
    return _answering(wish_id, {})


@pages.post("/praten/<uuid:wish_id>")
@members("child", "circle")
def answer(wish_id: UUID) -> Page:
    """Answer the child; the child itself takes it back."""
    by, now = signed_in.current_viewer(), house().clock.now()
    row = row_id(house().secrets.pepper, by.person, given_id(), "answer")
    try:
        with house().db.writing(by.household, by=by.person, now=now) as session:
            asking = people.afresh(session, by)
            if asking.role is Role.CHILD:
                talking.not_any_more(session, by=asking, wish_id=wish_id, now=now)
            else:
                reply = talking.read_reply(_fields())
                talking.answer(
                    session, by=asking, wish_id=wish_id, answer_id=row, reply=reply, now=now
                )
    except Invalid as refusal:
        return _answering(wish_id, told(refusal)), refusal.status
    return redirect("/praten" if by.role is Role.CHILD else "/", 303)


def _show(errors: Mapping[str, str]) -> str:
    viewer, now = signed_in.current_viewer(), house().clock.now()
    with house().db.reading(viewer.household) as session:
        asked = queries.talks(session, viewer, now) if viewer.proven else []
        offered = queries.to_ask(session, viewer, now)
    waiting = {each.asked.id for each in asked if not each.silent}
    return render_template(
        "child_world/talk.html",
        talks=[(each, child_said.talk_line(each, _today())) for each in asked],
        offered=[each for each in offered if each.id not in waiting],
        alone=not offered,
        closed=not viewer.proven,
        kept="klaar" in request.args,
        given=uuid4(),
        errors=errors,
    )


def _answering(wish_id: UUID, errors: Mapping[str, str]) -> str:
    viewer, now = signed_in.current_viewer(), house().clock.now()
    with house().db.reading(viewer.household) as session:
        found = queries.talk(session, viewer, wish_id, now)
    return render_template(
        "child_world/answer.html",
        talk=found,
        said=child_said.answered_line(found, _today()),
        given=uuid4(),
        errors=errors,
    )


def _today() -> date:
    return here(house().clock.now())


def _fields() -> Mapping[str, Any]:
    return request.form.to_dict(flat=False)
