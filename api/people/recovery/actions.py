"""Saying that one spoke somebody whose phone is lost, and what comes of the second voice."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.core.ids import new_id
from api.people import queries
from api.people.ending import end_sign_ins
from api.people.invitations.rules import Form, Why
from api.people.invitations.ways import Fresh, make_way
from api.people.model import Person
from api.people.notices.actions import tell
from api.people.policy import Viewer
from api.people.queries import UNKNOWN, Member
from api.people.recovery.model import Voice
from api.people.recovery.rules import (
    LASTS,
    Said,
    gets_the_link,
    may_say,
    may_speak_for,
    with_whom,
)


def whom_to_speak_for(session: Session, viewer: Viewer, now: datetime) -> list[Member]:
    """Return for whom this viewer may speak. Whether somebody else spoke already does not show."""
    return [
        member
        for member in queries.members(session, viewer)
        if may_say(viewer, queries.viewer(session, member.id), now)
    ]


def speak(
    session: Session, *, by: Viewer, person: UUID, device: UUID, now: datetime
) -> list[Fresh]:
    """Say "I spoke them"; return the ways in when this makes it two and this one may hand them over.

    Raises NotHere for who may not; who is feared hears what a first one hears, whoever spoke before. When the other of the two is from outside and this one is not,
    the link waits for that other: they are told.
    """
    lost = _lock(session, person)
    if not may_say(by, lost, now):
        raise NotHere(UNKNOWN)
    if by.quiet:  # somebody may be made to say this: it is heard, and it does not count
        return []
    mine = {"person_id": person, "by_id": by.person}
    fresh = Voice(
        id=new_id(), household_id=by.household, device_id=device, at=now, used_at=None, **mine
    )
    for older in session.scalars(select(Voice).filter_by(used_at=None, **mine)):
        session.delete(older)
    session.add(fresh)
    session.flush()
    voices = _voices(session, person, now)
    said = [_said(session, each) for each in voices]
    others = with_whom(Said(by, device, now), said, lost, now)
    if not others:
        return []
    if not gets_the_link(by):
        outside = {each.by.person for each in others if gets_the_link(each.by)}
        tell(session, to=outside, kind="spoken_too", about=person, now=now)
        return []
    return _let_in_again(session, by, lost, voices, now)


def _let_in_again(
    session: Session, by: Viewer, lost: Viewer, voices: list[Voice], now: datetime
) -> list[Fresh]:
    """Every old screen closes now: it may be in somebody else's hand."""
    for voice in voices:
        voice.used_at = now
    end_sign_ins(session, person=lost.person, now=now)
    told = {
        each.person
        for each in queries.viewers(session, lost.household)
        if gets_the_link(each) and may_speak_for(each, lost, now)
    }
    tell(session, to=told - {by.person}, kind="recovered", about=lost.person, now=now)
    common = {"person": lost.person, "by": by.person, "why": Why.RECOVERED, "now": now}
    return [make_way(session, form=form, **common) for form in (Form.LINK, Form.QR)]  # type: ignore[arg-type]


def _lock(session: Session, person: UUID) -> Viewer:
    """Of two voices at once the second one waits, and so sees the first."""
    query = select(Person.id).where(Person.id == person).with_for_update()
    if session.scalars(query).first() is None:
        raise NotHere(UNKNOWN)
    return queries.viewer(session, person)


def _voices(session: Session, person: UUID, now: datetime) -> list[Voice]:
    waiting = select(Voice).filter_by(person_id=person, used_at=None)
    return list(session.scalars(waiting.where(Voice.at > now - LASTS)))


def _said(session: Session, voice: Voice) -> Said:
    return Said(queries.viewer(session, voice.by_id), voice.device_id, voice.at)
