"""Turns the rows of a sitting into what one reader may see of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.vault import Box
from api.meetings import items, rules
from api.meetings.bringing import asked, not_yet, stays_with_one
from api.meetings.kinds import Mode, Phase, Says, What
from api.meetings.model import Meeting, MeetingDay, MeetingInput
from api.meetings.rows import Row, newest, opened
from api.meetings.rules import Day
from api.meetings.views import ChairView, DayView, InputView, MeetingView, WordsView
from api.people.policy import Role, Side, Viewer
from api.people.queries import Member, names
from api.plan.queries import dangers
from api.plan.views import DangerView


class Look:
    """What one reader needs to look at sittings, asked once for all of them."""

    def __init__(self, session: Session, viewer: Viewer, now: datetime) -> None:
        self.session, self.viewer, self.now = session, viewer, now
        self.box = Box.of(session, viewer.household)
        self.known = names(session, viewer)
        self._dangers: Mapping[UUID, DangerView] | None = None

    def at(self, row: Row) -> MeetingView:
        one, leads = row.meeting, items.leads(self.viewer, row.meeting, row.chair)
        mine, child = self.viewer.person in row.invited, self.viewer.role is Role.CHILD
        words = self._words(row)
        days, inputs = self._days(row, leads=leads), self._inputs(row)
        return MeetingView(
            id=one.id,
            phase=Phase(one.phase),
            side=Side(one.side),
            danger=self._danger(one),
            day=next((each for each in days if each.id == one.day_id), None),
            days=tuple(each for each in days if self._is_choice(row, each)),
            place=words.place if (mine or leads) and not child else None,
            goal="" if child else words.goal,
            words=words if leads else None,
            invited=self._invited(row),
            came=self._people(row.came),
            chair=self._chair(row),
            inputs=tuple(inputs),
            missing=self._missing(row, inputs, leads=leads),
            made_at=one.made_at,
            number=one.number,
            opened_at=row.opened.at if row.opened else None,
            began_at=one.began_at,
            closed_at=one.closed_at,
            called_off_at=one.called_off_at,
            next_id=one.next_id,
            mine=mine,
            leads=leads,
        )

    def _words(self, row: Row) -> WordsView:
        last = row.words[-1]
        said = opened(self.box, "meeting_words", last.id, last.body)
        return WordsView(
            number=row.meeting.number,
            place=str(said.get("place", "")),
            goal=str(said.get("goal", "")),
            by=self.known.get(last.by_id),
        )

    def _danger(self, one: Meeting) -> DangerView | None:
        if one.danger_id is None:
            return None
        if self._dangers is None:
            found = dangers(self.session, self.viewer, self.now)
            self._dangers = {each.id: each for each in found}
        return self._dangers.get(one.danger_id)

    def _is_choice(self, row: Row, day: DayView) -> bool:
        return any(each.id == day.id and each.ended_at is None for each in row.days)

    def _days(self, row: Row, *, leads: bool) -> Sequence[DayView]:
        open_days = [each for each in row.days if each.ended_at is None]
        told = {each.id: self._answers(row, each) for each in open_days}
        best = rules.best_days(Day(each.id, each.at, told[each.id]) for each in open_days)
        shown = leads and any(told[each] for each in best)
        return [
            self._day(row, each, leads=leads, best=shown and each.id == best[0])
            for each in row.days
        ]

    def _day(self, row: Row, day: MeetingDay, *, leads: bool, best: bool) -> DayView:
        told = [(self.known[who], says) for who, says in self._answers(row, day).items()]
        return DayView(
            id=day.id,
            at=day.at,
            minutes=day.minutes,
            mine=row.answers[day.id].get(self.viewer.person),
            answers=tuple(sorted(told, key=lambda each: each[0].called.casefold()))
            if leads
            else (),
            best=best,
        )

    def _answers(self, row: Row, day: MeetingDay) -> Mapping[UUID, Says]:
        """Who fears the one who leads gave no answer as far as that one sees, and moves no best day."""
        return {
            who: says
            for who, says in row.answers[day.id].items()
            if who in self.known and who not in self.viewer.feared_by
        }

    def _chair(self, row: Row) -> ChairView | None:
        if not row.chairs:
            return None
        last = row.chairs[-1]
        said = opened(self.box, "meeting_chairs", last.id, last.body)
        return ChairView(
            mode=Mode(last.mode),
            person=self.known.get(last.person_id) if last.person_id else None,
            name=str(said.get("name", "")),
            at=last.at,
        )

    def _inputs(self, row: Row) -> list[InputView]:
        found = [
            view
            for each in newest(row.inputs)
            if self._hears(row, each) and (view := self._input(row, each)).text
        ]
        return sorted(found, key=lambda each: (not each.mine, list(What).index(each.what), each.at))

    def _hears(self, row: Row, brought: MeetingInput) -> bool:
        """One's own always. What others brought when it lies on the table; a child's only in safe company.

        Who went before it opened can take nothing back any more: what they brought stays unread.
        """
        if brought.person_id == self.viewer.person:
            return not self.viewer.quiet
        if row.opened is None or brought.person_id not in self.known:
            return False
        if row.went.get(brought.person_id, row.opened.at) < row.opened.at:
            return False
        ward = brought.ward_id
        if ward and (ward not in self.known or stays_with_one(self.session, row, ward)):
            return False
        return items.hears(self.viewer, row.meeting, brought, row.invited, row.opened.at)

    def _input(self, row: Row, brought: MeetingInput) -> InputView:
        said = opened(self.box, "meeting_inputs", brought.id, brought.body)
        return InputView(
            by=self.known[brought.person_id],
            ward=self.known.get(brought.ward_id) if brought.ward_id else None,
            what=What(brought.what),
            text=str(said.get("text", "")),
            at=brought.at,
            mine=brought.person_id == self.viewer.person,
            stays=brought.ward_id is not None
            and stays_with_one(self.session, row, brought.ward_id),
        )

    def _missing(self, row: Row, inputs: Iterable[InputView], *, leads: bool) -> tuple[Member, ...]:
        """Of whom lies nothing here for this reader: whoever gave nothing, and whose words are not for them.

        Somebody who did give, and of whom nothing lies there, would be known to fear this reader.
        """
        if row.opened is None:
            return self._people(not_yet(self.session, self.viewer, row)) if leads else ()
        if self.viewer.person not in row.invited:
            said = opened(self.box, "meeting_opened", row.meeting.id, row.opened.body)
            return self._people(UUID(each) for each in said.get("missing", ()))
        gave = {each.by.id for each in inputs if each.ward is None}
        return self._people(
            each for each in asked(self.session, self.viewer, row) if each not in gave
        )

    def _invited(self, row: Row) -> tuple[Member, ...]:
        """Who left is at no table that is still to come."""
        over = row.meeting.closed_at or row.meeting.called_off_at
        return tuple(each for each in self._people(row.invited) if over or each.is_here)

    def _people(self, people: Iterable[UUID]) -> tuple[Member, ...]:
        return tuple(self.known[each] for each in people if each in self.known)
