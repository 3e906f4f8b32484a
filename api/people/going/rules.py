"""Rules of going out. Values in, values out: no database, no Flask, no clock.

Sources: security.md section 2, rule 8 and the suspension (huisverbod) of rule 11; domain.md section 9,
"lock-out or purge of helpers". Who is asked to agree follows from what everybody may know: role and
task. Only the answer of the one who is asked follows from who may fear whom.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from api.core.errors import Invalid
from api.core.text import whole_number
from api.people.policy import Absence, Duty, Ring, Role, Viewer, sees_member
from i18n.marking import N_

WAITS: Final = timedelta(hours=24)
IS_NEW: Final = timedelta(days=7)
MOST_DAYS: Final = 28
DECIDERS: Final = frozenset({Role.ADULT, Role.CIRCLE})
CAN_BE_REMOVED: Final = frozenset({Role.ADULT, Role.CIRCLE, Role.PROFESSIONAL})


class Way(StrEnum):
    """How somebody goes."""

    LEAVE = "leave"
    REMOVE = "remove"
    REMOVE_NOW = "remove_now"
    SUSPEND = "suspend"


def absence(
    *,
    way: Way,
    from_at: datetime | None,
    until: datetime | None,
    agreed_at: datetime | None,
    ended_at: datetime | None,
) -> Absence | None:
    """Return from when until when somebody is away by this plan; without an end: for good.

    A suspension that nobody confirmed is over after a day, whatever was asked. It says so from the
    start, so nothing has to happen at that moment.
    """
    if from_at is None or (ended_at is not None and way is not Way.SUSPEND):
        return None
    if way is not Way.SUSPEND or until is None:
        return from_at, None
    planned = until if agreed_at is not None else min(until, from_at + WAITS)
    return from_at, planned if ended_at is None else min(planned, ended_at)


def is_going(someone: Viewer) -> bool:
    """Say whether somebody goes for good: they left, or it is planned that they do."""
    return someone.ended_at is not None or any(until is None for _, until in someone.absences)


def stays_with(
    ward: Viewer, leaver: Viewer, people: Iterable[Viewer], *, as_known_to: Viewer
) -> bool:
    """Say whether a ward keeps a safety person when somebody goes, as far as another may know who is here.

    Who goes as well is none. What is asked or told must not say that the other side has one too.
    """
    others = ward.safety_people - {leaver.person}
    return any(
        each.person in others and not is_going(each) and sees_member(as_known_to, each)
        for each in people
    )


def who_leads(people: Iterable[Viewer], *, but: Viewer) -> list[Viewer]:
    """Return who has a task here, beside somebody."""
    return [each for each in people if each.duties and each.person != but.person]


def may_propose(by: Viewer, someone: Viewer) -> bool:
    """Say whether somebody may propose a removal: any grown-up who knows all, about another."""
    return (
        by.person != someone.person
        and by.role in DECIDERS
        and by.ring is Ring.ALL
        and someone.role in CAN_BE_REMOVED
        and sees_member(by, someone)
    )


def may_decide(one: Viewer, other: Viewer, someone: Viewer) -> bool:
    """Say whether these two may remove somebody together.

    Two people, at least one of them from outside the household. Neither is feared by whom it is
    about or by that person's wards; about a safety person nobody on any shield list decides.
    """
    both = (one, other)
    return (
        one.person != other.person
        and all(may_propose(each, someone) for each in both)
        and any(each.role is Role.CIRCLE for each in both)
        and not any(_is_feared(each, someone) for each in both)
    )


def is_too_new(by: Viewer, someone: Viewer, now: datetime) -> bool:
    """Say whether somebody came after the other and only just: their word does not count about them yet.

    Whoever invites could otherwise be two people on one afternoon, with an invented second.
    """
    return by.joined_at > max(someone.joined_at, now - IS_NEW)


def may_decide_now(one: Viewer, other: Viewer, someone: Viewer, now: datetime) -> bool:
    """Say whether these two may remove somebody together today."""
    too_new = any(is_too_new(each, someone, now) for each in (one, other))
    return may_decide(one, other, someone) and not too_new


def who_agrees(first: Viewer, someone: Viewer, people: Iterable[Viewer]) -> frozenset[UUID]:
    """Return who is asked to agree with a proposal: who leads or keeps the plan, from outside.

    They are on no shield list and know who is whose safety person, so an answer of theirs tells the
    proposer nothing. Where one of them proposes, or nobody has such a task, the others from outside
    are asked; never somebody of the household, nor who may not know that the proposer is here.
    """
    others = [
        each
        for each in people
        if may_propose(each, someone) and each.person != first.person and sees_member(each, first)
    ]
    keepers = frozenset(each.person for each in others if keeps_watch(each))
    if keepers and not keeps_watch(first):
        return keepers
    if first.role is not Role.CIRCLE:
        return frozenset()
    outside = (each for each in others if each.role is Role.CIRCLE)
    return frozenset(each.person for each in outside if may_decide(first, each, someone))


def can_ask(first: Viewer, someone: Viewer, people: Iterable[Viewer]) -> bool:
    """Say whether there would be somebody to ask if nobody feared the proposer.

    When only that fear leaves nobody, the proposal waits as any other: a refusal would tell of it.
    """
    return bool(who_agrees(replace(first, feared_by=frozenset()), someone, people))


def keeps_watch(someone: Viewer) -> bool:
    """Say whether somebody from outside the household leads the meetings or keeps the plan."""
    duties = {Duty.CHAIR, Duty.PLAN_HOLDER}
    return someone.role is Role.CIRCLE and bool(someone.duties & duties)


def removed_at(way: Way, first: Viewer, second: Viewer, now: datetime) -> datetime:
    """Return when a removal takes effect: a day later, or now when it is urgent.

    It is urgent by the word of somebody from outside, with another from outside or the chair.
    """
    outside = first.role is Role.CIRCLE
    backed = second.role is Role.CIRCLE or Duty.CHAIR in second.duties
    return now if way is Way.REMOVE_NOW and outside and backed else now + WAITS


def may_suspend(by: Viewer, someone: Viewer) -> bool:
    """Say whether somebody may send a grown-up of the household away for some days."""
    return keeps_watch(by) and someone.role is Role.ADULT and may_propose(by, someone)


def check_days(typed: str) -> int:
    """Return for how many days; raises Invalid."""
    days = whole_number(typed, most=MOST_DAYS)
    if not days:
        raise Invalid(N_("Kies 1 tot 28 dagen."), field="days")
    return days


def _is_feared(by: Viewer, someone: Viewer) -> bool:
    if someone.wards:
        return bool(by.feared_by)
    return someone.person in by.feared_by
