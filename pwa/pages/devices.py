"""``/instellingen/toestellen``: where somebody is inside, ending it there, and "this is not me".

A child's safety person has the same list of that child. It is shown only to who has just given the
own code or pictures, and says what kind of device it is and since when; never when it was used.
"""

from datetime import datetime
from uuid import UUID

from flask import Blueprint, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from api.core.errors import Invalid, NotHere
from api.core.http import house, members, proven
from api.people import entering, queries, signed_in
from api.people.ending import end_sign_ins
from api.people.looking.rules import Seen
from api.people.staying import actions
from api.people.staying.queries import look_after, places
from i18n.marking import N_
from pwa import looking
from pwa.pages.staying import CHOOSE, PEOPLE
from pwa.refusals import SENTENCES

pages = Blueprint("devices", __name__)
LIST = "/instellingen/toestellen"
WRONG_DEVICE = N_("Dit toestel is er niet meer. Ga terug en kijk opnieuw.")


@pages.get(LIST)
@proven
@members(*PEOPLE)
def devices() -> str:
    """Say where one is inside."""
    return _devices(signed_in.current_viewer().person)


@pages.post(f"{LIST}/<uuid:device_id>/weg")
@proven
@members(*PEOPLE)
def end_one(device_id: UUID) -> Response:
    """Take one's own place on another device away."""
    _end(signed_in.current_viewer().person, device_id)
    return redirect(LIST, 303)


@pages.post(f"{LIST}/anderen")
@proven
@members(*PEOPLE)
def end_others() -> Response:
    """Sign out everywhere but here."""
    here = signed_in.current_sign_in()
    actions.end_elsewhere(house(), by=here.viewer, sign_in=here.id, now=_now())
    return redirect(LIST, 303)


@pages.post(f"{LIST}/overal")
@proven
@members(*PEOPLE)
def end_all() -> Response:
    """Sign out everywhere, here too. Whoever reads along ends nothing that they do not see."""
    viewer, now = signed_in.current_viewer(), _now()
    if viewer.quiet:
        entering.sign_out(house(), token=signed_in.token_of(request) or "", now=now)
    else:
        with house().db.writing(viewer.household, by=viewer.person, now=now) as session:
            end_sign_ins(session, person=viewer.person, now=now)
    answer = make_response(redirect("/binnen", 303))
    signed_in.drop_cookie(answer)
    return answer


@pages.get("/mensen/<uuid:person_id>/toestellen")
@members("circle")
def devices_of(person_id: UUID) -> str:
    """Say where the child is inside whose safety person this is."""
    _only_of_a_ward(person_id)
    return _devices(person_id)


@pages.post("/mensen/<uuid:person_id>/toestellen/<uuid:device_id>/weg")
@members("circle")
def end_one_of(person_id: UUID, device_id: UUID) -> Response:
    """Take the child's place on one device away."""
    _only_of_a_ward(person_id)
    _end(person_id, device_id)
    return redirect(f"/mensen/{person_id}/toestellen", 303)


@pages.post("/berichten/<uuid:notice_id>/niet-ik")
@members(*PEOPLE)
def not_me(notice_id: UUID) -> Response:
    """End everything of one's own but this, at once, and ask for another code."""
    here = signed_in.current_sign_in()
    actions.not_me(
        house(),
        by=here.viewer,
        notice=notice_id,
        sign_in=here.id,
        device=here.device_id,
        now=_now(),
    )
    return redirect(CHOOSE, 303)


def _only_of_a_ward(person: UUID) -> None:
    """Hidden and unknown first: who may not see it is not asked for a code either."""
    viewer = signed_in.current_viewer()
    if person == viewer.person:
        raise NotHere(SENTENCES[404])
    with house().db.reading(viewer.household) as session:
        look_after(session, viewer, person, _now())
    signed_in.prove_first()


def _end(person: UUID, device: UUID) -> None:
    here = signed_in.current_sign_in()
    if device == here.device_id and person == here.viewer.person:
        raise Invalid(WRONG_DEVICE)
    actions.end_place(
        house(), by=here.viewer, sign_in=here.id, of=person, device=device, now=_now()
    )


def _devices(person: UUID) -> str:
    here = signed_in.current_sign_in()
    viewer, now = here.viewer, _now()
    with house().db.reading(viewer.household) as session:
        look_after(session, viewer, person, now)
        found = places(session, person, now=now, only=here.device_id if viewer.quiet else None)
        of = queries.names(session, viewer)[person]
    looking.shows([Seen(person, "device")])
    this = here.device_id if person == viewer.person else None
    return render_template(
        "staying/devices.html",
        places=sorted(found, key=lambda place: place.device != this),
        of=of,
        own=person == viewer.person,
        this=this,
    )


def _now() -> datetime:
    return house().clock.now()
