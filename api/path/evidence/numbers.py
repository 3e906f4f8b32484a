"""What people gave on the scales, as this viewer may see it: each person's last number, and months in a row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from api.path.evidence.facts_of_scores import DangerScores, Scorer
from api.path.evidence.rules import around, first_month, months_at
from api.people.policy import Audience, Verb, Viewer, may
from api.people.queries import Member, members
from api.plan.views import DangerView
from api.scales.items import new_item
from api.scales.queries import Voice, history
from api.scales.rules import GOOD_ENOUGH, STOPPED, month_of, months_after
from i18n.dates import here


def voices_of(
    session: Session, viewer: Viewer, dangers: Sequence[DangerView], now: datetime
) -> list[tuple[DangerView, list[Voice]]]:
    """Return who gave what on each danger, of who is here now; a child's own scale is not among these."""
    return [
        (danger, [each for each in history(session, viewer, danger.id, now) if _counts(each)])
        for danger in dangers
    ]


def scores(
    session: Session,
    viewer: Viewer,
    voices: Sequence[tuple[DangerView, Sequence[Voice]]],
    now: datetime,
) -> tuple[DangerScores, ...]:
    """Return the last numbers for each danger, and of whom this viewer sees none."""
    people = around(members(session, viewer))
    gives = may(viewer, Verb.WRITE, new_item(viewer, Audience.CIRCLE, frozenset(), now))
    return tuple(_danger(viewer, each, found, people, now, gives=gives) for each, found in voices)


def _counts(voice: Voice) -> bool:
    return voice.asked.has_lines and voice.by.is_here


def _danger(
    viewer: Viewer,
    danger: DangerView,
    voices: Sequence[Voice],
    people: Sequence[Member],
    now: datetime,
    *,
    gives: bool,
) -> DangerScores:
    this_month = month_of(now)
    heard = {
        each.by.id
        for each in voices
        if each.counts and each.counts[-1].month >= months_after(this_month, -1)
    }
    given = any(each.mine and each.counts[-1].month == this_month for each in voices)
    return DangerScores(
        danger=danger,
        scorers=tuple(_scorer(each, now) for each in voices),
        unheard=tuple(each for each in people if each.id not in heard | {viewer.person}),
        own_first=gives and not given,
    )


def _scorer(voice: Voice, now: datetime) -> Scorer:
    last, this_month = voice.counts[-1], month_of(now)
    values = {each.month: each.value for each in voice.counts}
    return Scorer(
        by=voice.by,
        value=last.value,
        on=here(last.at),
        seen=(last.words or {}).get("seen", ""),
        for_all=last.for_all,
        mine=voice.mine,
        months_at_six=months_at(values, this_month, STOPPED),
        months_at_seven=months_at(values, this_month, GOOD_ENOUGH),
        six_since=first_month(values, this_month, STOPPED),
        seven_since=first_month(values, this_month, GOOD_ENOUGH),
    )
