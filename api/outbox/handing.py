"""Turns a record into a deed: an action with all its values, ready to be done.

Everything slow happens here, so that the transaction is short.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.child_world.talking import read_asked, want_to_talk
from api.core.errors import Invalid
from api.core.house import House
from api.logbook import actions
from api.logbook.fields import Fields
from api.logbook.media import check_day, how_many, prepare, prepare_what_can_be
from api.logbook.note import read_note, read_reply
from api.logbook.rules import row_id
from api.meetings.table.actions import idea
from api.meetings.table.rules import LONGEST
from api.outbox import scoring, ticking
from api.outbox.record import UNREADABLE, Record, RecordKind
from api.outbox.ticks import read_ticks
from api.people.policy import Viewer
from api.visits.writing import correct_note, withdraw_note, write_note


@dataclass(frozen=True, slots=True)
class Deed:
    """What will be done, once somebody hands it a session."""

    action: Callable[..., UUID]
    values: dict[str, Any]
    now: datetime

    def do(self, session: Session, by: Viewer) -> UUID:
        """Do it; return the note, or the number, it was about."""
        return self.action(session, by=by, now=self.now, **self.values)


@dataclass(frozen=True, slots=True)
class _Task:
    """One record with all that is known about it."""

    house: House
    by: Viewer
    record: Record
    row: Callable[[str], UUID]
    made: datetime
    now: datetime
    late: bool


def make_ready(
    house: House,
    by: Viewer,
    given: UUID,
    record: Record,
    *,
    made: datetime,
    now: datetime,
    late: bool,
) -> Deed:
    """Return the deed of a record; raises a Refusal for what cannot be. ``late``: see the logbook."""
    row = partial(row_id, house.secrets.pepper, by.person, given)
    task = _Task(house, by, record, row, made, now, late)
    if record.kind not in MAKE:
        raise Invalid(UNREADABLE)  # a move goes through the door of its room
    action, values = MAKE[record.kind](task)
    return Deed(action, values, now)


def _entry(task: _Task) -> tuple[Callable[..., UUID], dict[str, Any]]:
    values = {"entry_id": task.row("entry"), "made_at": task.made, **_note(task)}
    return write_note, values


def _correction(task: _Task) -> tuple[Callable[..., UUID], dict[str, Any]]:
    values = {"entry_id": _target(task), "version_id": task.row("version"), **_note(task)}
    return correct_note, values


def _reply(task: _Task) -> tuple[Callable[..., UUID], dict[str, Any]]:
    return actions.reply, {
        "entry_id": _target(task),
        "reply_id": task.row("reply"),
        "text": read_reply(task.record.fields),
    }


def _thanks(task: _Task) -> tuple[Callable[..., UUID], dict[str, Any]]:
    return actions.thank, {"entry_id": _target(task)}


def _withdrawal(task: _Task) -> tuple[Callable[..., UUID], dict[str, Any]]:
    return withdraw_note, {"entry_id": _target(task)}


def _score(task: _Task) -> tuple[Callable[..., UUID], dict[str, Any]]:
    return scoring.give, {
        "what": _target(task),
        "score_id": task.row("score"),
        "fields": task.record.fields,
        "made_at": task.made,
        "late": task.late,
    }


def _talk(task: _Task) -> tuple[Callable[..., UUID], dict[str, Any]]:
    return want_to_talk, {
        "wish_id": task.row("talk"),
        "asked": read_asked(task.record.fields),
        "made_at": task.made,
    }


def _week(task: _Task) -> tuple[Callable[..., UUID], dict[str, Any]]:
    return ticking.tick, {
        "whose": ticking.whose(task.by, task.record.target),
        "record": task.row("week"),
        "cells": read_ticks(task.record.fields, task.made),
        "made_at": task.made,
    }


def _claim(task: _Task) -> tuple[Callable[..., UUID], dict[str, Any]]:
    return ticking.claim, {"ask_id": _target(task)}


def _idea(task: _Task) -> tuple[Callable[..., UUID], dict[str, Any]]:
    return idea, {
        "meeting_id": _target(task),
        "act_id": task.row("idea"),
        "text": Fields(task.record.fields).text("text", LONGEST),
    }


def _target(task: _Task) -> UUID:
    if task.record.target is None:
        raise Invalid(UNREADABLE)
    return task.record.target


def _note(task: _Task) -> dict[str, Any]:
    """Ask for the daily number before a picture is opened; the action asks once more."""
    note = read_note(task.record.fields, task.record.files)
    with task.house.db.reading(task.by.household) as session:
        check_day(session, task.by.household, task.by.person, how_many(note), task.now)
    note, media = prepare_what_can_be(note) if task.late else (note, prepare(note))
    return {"note": note, "media": media, "late": task.late}


MAKE: dict[RecordKind, Callable[[_Task], tuple[Callable[..., UUID], dict[str, Any]]]] = {
    RecordKind.ENTRY: _entry,
    RecordKind.CORRECTION: _correction,
    RecordKind.REPLY: _reply,
    RecordKind.THANKS: _thanks,
    RecordKind.WITHDRAWAL: _withdrawal,
    RecordKind.SCORE: _score,
    RecordKind.TALK: _talk,
    RecordKind.WEEK: _week,
    RecordKind.CLAIM: _claim,
    RecordKind.IDEA: _idea,
}
