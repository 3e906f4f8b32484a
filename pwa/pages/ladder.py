"""``/mensen/<uuid>/wie-komt``: who comes after whom for a ward; practising; "ik zie dat het is verplaatst".

A ward reads who helps it; its safety people and the chair keep it. For everybody of the house it is not
there, unless it is their own.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from api.core.errors import Invalid, NotHere
from api.core.http import house, members
from api.core.pace import on_the_beat
from api.core.text import whole_number
from api.logbook.fields import Fields
from api.logbook.rules import row_id
from api.people import queries, signed_in
from api.people.policy import Role
from api.safe_object import laddering, practising, reporting
from api.safe_object.ladder_rules import IN_ORDER, Wanted, may_keep_ladder
from api.safe_object.laddering import LadderView
from pwa.refusals import told

pages = Blueprint("ladder", __name__)
WHO = ("child", "adult", "circle")
ROWS = range(1, 6)
MOST_TYPED = 999  # as many digits as fit in the field; how long it may take is up to the rules
Page = Response | tuple[str, int]


@pages.get("/mensen/<uuid:person_id>/wie-komt")
@members(*WHO)
def who_comes(person_id: UUID) -> str:
    """Show who comes for somebody."""
    return _show(person_id, {})


@pages.post("/mensen/<uuid:person_id>/wie-komt")
@members(*WHO)
def change(person_id: UUID) -> Page:
    """Propose another order, or say yes to what was proposed."""
    by, now = signed_in.current_viewer(), house().clock.now()
    try:
        with house().db.writing(by.household, by=by.person, now=now) as session:
            asking = queries.afresh(session, by)
            if request.form.get("do") == "yes":
                laddering.say_yes(session, by=asking, ward=person_id, now=now)
            else:
                laddering.propose(
                    session,
                    by=asking,
                    ward=person_id,
                    wanted=_wanted(),
                    card_after=_minutes("card"),
                    now=now,
                )
    except Invalid as refusal:
        return _show(person_id, told(refusal)), refusal.status
    return redirect(f"/mensen/{person_id}/wie-komt", 303)


@pages.post("/mensen/<uuid:person_id>/oefenen")
@members("circle")
def practise(person_id: UUID) -> Response:
    """Begin or stop practising with a ward."""
    by, now = signed_in.current_viewer(), house().clock.now()
    act = practising.end_practice if request.form.get("do") == "end" else practising.begin_practice
    with house().db.writing(by.household, by=by.person, now=now) as session:
        act(session, by=queries.afresh(session, by), ward=person_id, now=now)
    return redirect(f"/mensen/{person_id}/wie-komt", 303)


@pages.get("/mensen/<uuid:person_id>/verplaatst")
@members("circle")
def before_reporting(person_id: UUID) -> str:
    """Ask whether somebody saw the thing on its other place."""
    viewer = signed_in.current_viewer()
    with house().db.reading(viewer.household) as session:
        known = queries.names(session, viewer)
        if not reporting.may_report(viewer, queries.viewer(session, person_id)):
            raise NotHere(queries.UNKNOWN)
    return render_template("ladder/seen.html", member=known[person_id], given=uuid4())


@pages.post("/mensen/<uuid:person_id>/verplaatst")
@members("circle")
def report(person_id: UUID) -> str:
    """Take it in; the answer is the same, and as long in coming, whatever comes of it."""
    by, now = signed_in.current_viewer(), house().clock.now()
    given = next(iter(Fields(request.form.to_dict(flat=False)).ids("id")), uuid4())
    row = row_id(house().secrets.pepper, by.person, given, "seen")
    with on_the_beat(), house().db.writing(by.household, by=by.person, now=now) as session:
        asking = queries.afresh(session, by)
        reporting.report_seen(session, by=asking, ward=person_id, report_id=row, now=now)
        known = queries.names(session, asking)
    return render_template("ladder/thanks.html", member=known[person_id])


def _wanted() -> Sequence[Wanted]:
    """Read the rows that were filled in, in their order."""
    read = Fields(request.form.to_dict(flat=False))
    return [
        Wanted(person, _minutes(f"after-{row}"))
        for row in ROWS
        for person in read.ids(f"person-{row}")[:1]
    ]


def _minutes(name: str) -> int:
    minutes = whole_number(request.form.get(name, ""), most=MOST_TYPED)
    if minutes is None:
        raise Invalid(IN_ORDER, field=name)
    return minutes


def _show(person_id: UUID, errors: Mapping[str, str]) -> str:
    viewer, now = signed_in.current_viewer(), house().clock.now()
    with house().db.reading(viewer.household) as session:
        known = queries.names(session, viewer)
        if person_id not in known:
            raise NotHere(queries.UNKNOWN)
        ladder = laddering.ladder_for(session, viewer, person_id)
        proposal = laddering.proposal_for(session, viewer, person_id)
        ward = queries.viewer(session, person_id)
        keeps = may_keep_ladder(viewer, ward)
        people = laddering.choosable(session, viewer, person_id) if keeps else []
        practice = practising.practice_of(session, person_id, now)
        until = practice.until if practice else None
    if viewer.role is Role.CHILD:
        return render_template("ladder/child.html", ladder=ladder, proposal=proposal)
    return render_template(
        "ladder/ladder.html",
        member=known[person_id],
        ladder=ladder,
        proposal=proposal,
        keeps=keeps,
        people=people,
        rows=_rows(ladder),
        card=request.form.get("card", str(ladder.card_after)),
        may_practise=practising.may_practise(viewer, ward),
        practises_until=until,
        errors=errors,
    )


def _rows(ladder: LadderView) -> Sequence[tuple[int, str, str]]:
    """Return the form's rows: as typed, else as it is now."""
    if request.method == "POST" and "person-1" in request.form:
        return [
            (row, request.form.get(f"person-{row}", ""), request.form.get(f"after-{row}", ""))
            for row in ROWS
        ]
    now = dict(enumerate(ladder.rungs, start=1))
    return [
        (row, str(now[row].person.id), str(now[row].after)) if row in now else (row, "", "")
        for row in ROWS
    ]
