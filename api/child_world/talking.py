"""A child wants to talk with somebody, and that one answers. It is no signal: nobody else is told.

Each action may come twice, or late.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.child_world.model import TalkAnswer, TalkWish
from api.child_world.rules import (
    CHOOSE,
    CHOOSE_WHEN,
    NOT_ANY_MORE,
    SOMEBODY_HERE,
    Later,
    Reply,
    Says,
    offered,
    talk_item,
    was_offered,
)
from api.core.errors import Invalid, NotHere
from api.core.vault import Box
from api.people.model import Household, Person
from api.people.policy import Role, Verb, Viewer, may
from api.people.queries import UNKNOWN, viewer, viewers
from api.push.queue import send, take_back
from api.push.rules import Word


def want_to_talk(
    session: Session,
    *,
    by: Viewer,
    wish_id: UUID,
    asked: UUID | None,
    now: datetime,
    made_at: datetime | None = None,
) -> UUID:
    """Say with whom one wants to talk; that one is knocked for. Asked again it is still one wish, and a knock.

    Who left or is away since the child chose without a net is kept: it reads that they are silent.
    Raises NotHere for who is no child, and Invalid for somebody who is not offered.
    """
    take_turns(session, by)
    if by.role is not Role.CHILD:
        raise NotHere(UNKNOWN)
    known = session.get(TalkWish, wish_id)
    if known is not None:
        return _the_same(by, known, asked)
    if asked is None or not _may_choose(session, by, asked, now, late=made_at is not None):
        raise Invalid(SOMEBODY_HERE, field="asked")
    if not may(by, Verb.WRITE, talk_item(by, asked, now)):
        raise NotHere(UNKNOWN)
    open_one = select(TalkWish.id).filter_by(ward_id=by.person, asked_id=asked, ended_at=None)
    if (still := session.scalars(open_one).first()) is not None:
        _knock_if_fit(session, by, asked, still, now)
        return still
    _keep(session, by, TalkWish(id=wish_id, asked_id=asked, made_at=made_at or now, kept_at=now))
    _knock_if_fit(session, by, asked, wish_id, now)
    return wish_id


def _knock_if_fit(session: Session, by: Viewer, asked: UUID, about: UUID, now: datetime) -> None:
    """Never for somebody whom the child may fear since it chose: no page shows them why."""
    if asked not in by.fears:
        knock(session, by, {asked}, about, now)


def not_any_more(session: Session, *, by: Viewer, wish_id: UUID, now: datetime) -> None:
    """The child does not want to talk any more, or they did. Twice is once; raises NotHere for another's."""
    row = session.get(TalkWish, wish_id)
    if row is None or row.ward_id != by.person or by.quiet:
        raise NotHere(UNKNOWN)
    row.ended_at = row.ended_at or now
    take_back(session, about=row.id, people={row.asked_id}, now=now)
    session.flush()


def answer(
    session: Session, *, by: Viewer, wish_id: UUID, answer_id: UUID, reply: Reply, now: datetime
) -> UUID:
    """Answer the child; the last answer counts. Raises NotHere, and Invalid for what is over."""
    take_turns(session, by)
    row = session.get(TalkWish, wish_id)
    if row is None or row.asked_id != by.person or by.quiet:
        raise NotHere(UNKNOWN)
    if not may(by, Verb.WRITE, talk_item(viewer(session, row.ward_id), row.asked_id, row.kept_at)):
        raise NotHere(UNKNOWN)
    if session.get(TalkAnswer, answer_id) is not None:
        return answer_id
    if row.ended_at is not None:
        raise Invalid(NOT_ANY_MORE)
    day = reply.day(now)
    body = {"later": reply.later, "day": day.isoformat() if day else ""}
    box = Box.of(session, by.household)
    session.add(
        TalkAnswer(
            id=answer_id,
            household_id=by.household,
            wish_id=wish_id,
            by_id=by.person,
            says=reply.says,
            at=now,
            body=box.lock_json("talk_answers", "body", answer_id, body),
        )
    )
    if reply.says is Says.TALKED:
        row.ended_at = now
    session.flush()
    return answer_id


def read_asked(fields: Mapping[str, Sequence[str]]) -> UUID | None:
    """Read with whom a child wants to talk; None for what is no answer."""
    try:
        return UUID((fields.get("asked") or ("",))[-1])
    except ValueError:
        return None


def read_reply(fields: Mapping[str, Sequence[str]]) -> Reply:
    """Read an answer; raises Invalid, naming the field."""
    says = (fields.get("says") or ("",))[-1]
    later = (fields.get("later") or ("",))[-1]
    if says not in set(Says):
        raise Invalid(CHOOSE, field="says")
    if says != Says.LATER:
        return Reply(Says(says))
    if later not in set(Later):
        raise Invalid(CHOOSE_WHEN, field="later")
    return Reply(Says.LATER, Later(later))


def knock(session: Session, by: Viewer, people: set[UUID], about: UUID, now: datetime) -> None:
    """Knock as for any news: all that a phone shows is that there is some."""
    for person in sorted(people):
        send(session, person=person, household=by.household, word=Word.NEWS, about=about, now=now)


def take_turns(session: Session, by: Viewer) -> None:
    """Let those of one household in one after another, so that twice at once is once."""
    session.execute(select(Household.id).filter_by(id=by.household).with_for_update())


def _keep(session: Session, by: Viewer, row: TalkWish) -> None:
    row.household_id, row.ward_id = by.household, by.person
    session.add(row)
    session.flush()


def _may_choose(session: Session, by: Viewer, asked: UUID, now: datetime, *, late: bool) -> bool:
    people = viewers(session, by.household)
    if asked in offered(by, people, now):
        return True
    someone = session.get(Person, asked)
    if someone is None or someone.household_id != by.household:
        return False
    return was_offered(by, viewer(session, asked), people, now, late=late)


def _the_same(by: Viewer, known: TalkWish, asked: UUID | None) -> UUID:
    if known.ward_id != by.person:
        raise NotHere(UNKNOWN)
    if known.asked_id != asked:
        raise Invalid(SOMEBODY_HERE, field="asked")
    return known.id
