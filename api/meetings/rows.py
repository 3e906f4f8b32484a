"""Reads the rows of meetings and opens their words. Nothing is decided here about who may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.vault import Box, Tampered
from api.meetings.kinds import Says
from api.meetings.model import (
    Meeting,
    MeetingAnswer,
    MeetingCame,
    MeetingChair,
    MeetingDay,
    MeetingInput,
    MeetingInvited,
    MeetingOpened,
    MeetingWords,
)
from api.people.model import Person


@dataclass(slots=True)
class Row:
    """One sitting with all its rows. `invited` says since when, `words` and `chairs` stand oldest first.

    `went` says of who was asked and is no more since when: not asked any more, or gone from here while it
    still had to come.
    """

    meeting: Meeting
    words: list[MeetingWords] = field(default_factory=list)
    days: list[MeetingDay] = field(default_factory=list)
    answers: dict[UUID, dict[UUID, Says]] = field(default_factory=lambda: defaultdict(dict))
    invited: dict[UUID, datetime] = field(default_factory=dict)
    went: dict[UUID, datetime] = field(default_factory=dict)
    came: list[UUID] = field(default_factory=list)
    chairs: list[MeetingChair] = field(default_factory=list)
    inputs: list[MeetingInput] = field(default_factory=list)
    opened: MeetingOpened | None = None

    @property
    def chair(self) -> UUID | None:
        """Who of the house leads this sitting, as it was said last."""
        return self.chairs[-1].person_id if self.chairs else None

    @property
    def day(self) -> MeetingDay | None:
        """The day that was chosen."""
        return next((each for each in self.days if each.id == self.meeting.day_id), None)


def read(
    session: Session, household: UUID, only: UUID | None = None, *, coming: bool = False
) -> list[Row]:
    """Return the sittings of a household, this one alone, or those still to come; the newest first."""
    query = select(Meeting).filter_by(household_id=household)
    if coming:
        query = query.filter_by(closed_at=None, called_off_at=None)
    if only is not None:
        query = query.filter_by(id=only)
    found = {each.id: Row(each) for each in session.scalars(query.order_by(Meeting.made_at.desc()))}
    if not found:
        return []
    _put_words_and_days(session, found)
    _put_people(session, found)
    return list(found.values())


def opened(box: Box, table: str, row: UUID, body: bytes) -> Mapping[str, Any]:
    """Return what lies in a body; what does not open must not take the page down with it."""
    try:
        return dict(box.open_json(table, "body", row, body))
    except Tampered:
        return {}


def newest(inputs: Iterable[MeetingInput]) -> Sequence[MeetingInput]:
    """Return of each person, for each child, the last of every kind."""
    last = {(each.person_id, each.ward_id, each.what): each for each in inputs}
    return tuple(last.values())


def _put_words_and_days(session: Session, found: Mapping[UUID, Row]) -> None:
    ids = list(found)
    for words in session.scalars(
        select(MeetingWords).where(MeetingWords.meeting_id.in_(ids)).order_by(MeetingWords.number)
    ):
        found[words.meeting_id].words.append(words)
    days = {}
    for day in session.scalars(
        select(MeetingDay).where(MeetingDay.meeting_id.in_(ids)).order_by(MeetingDay.at)
    ):
        days[day.id] = day.meeting_id
        found[day.meeting_id].days.append(day)
    for answer in session.scalars(
        select(MeetingAnswer).where(MeetingAnswer.day_id.in_(list(days))).order_by(MeetingAnswer.at)
    ):
        found[days[answer.day_id]].answers[answer.day_id][answer.person_id] = Says(answer.says)


def _put_people(session: Session, found: Mapping[UUID, Row]) -> None:
    ids = list(found)
    _put_invited(session, found)
    for came in session.scalars(
        select(MeetingCame).where(MeetingCame.meeting_id.in_(ids)).order_by(MeetingCame.at)
    ):
        found[came.meeting_id].came.append(came.person_id)
    for chair in session.scalars(
        select(MeetingChair).where(MeetingChair.meeting_id.in_(ids)).order_by(MeetingChair.at)
    ):
        found[chair.meeting_id].chairs.append(chair)
    for brought in session.scalars(
        select(MeetingInput).where(MeetingInput.meeting_id.in_(ids)).order_by(MeetingInput.at)
    ):
        found[brought.meeting_id].inputs.append(brought)
    for each in session.scalars(select(MeetingOpened).where(MeetingOpened.meeting_id.in_(ids))):
        found[each.meeting_id].opened = each


def _put_invited(session: Session, found: Mapping[UUID, Row]) -> None:
    """Who left is at no table that is still to come; at one that was they stay."""
    asked = select(MeetingInvited, Person.ended_at).join(
        Person, Person.id == MeetingInvited.person_id
    )
    mine = asked.where(MeetingInvited.meeting_id.in_(list(found))).order_by(MeetingInvited.at)
    for invited, left in session.execute(mine):
        row = found[invited.meeting_id]
        over = row.meeting.closed_at or row.meeting.called_off_at
        gone = invited.ended_at or (None if over and (left is None or left > over) else left)
        if gone is None:
            row.invited[invited.person_id] = invited.at
            row.went.pop(invited.person_id, None)
        elif invited.person_id not in row.invited:
            row.went[invited.person_id] = gone
