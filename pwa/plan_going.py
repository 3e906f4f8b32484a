"""Joins going out with the plan: what somebody does in it is handed over, or told to who keeps it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask import request

from api.core.http import house
from api.people.going import actions, leaving, rules
from api.people.going import queries as plans
from api.people.going.rules import Way
from api.people.policy import Viewer
from api.plan import actions as plan
from api.plan import leaving as handing
from api.plan.queries import duties_of
from api.plan.views import PartView

Open = Any  # a session; pages do not know what it is made of


def before_leaving(session: Any, by: Viewer, now: datetime) -> list[PartView]:  # noqa: ANN401
    """Return what somebody does in the plan and hands over before leaving."""
    return handing.to_hand_over(session, by, now)


def leave(
    session: Any,  # noqa: ANN401
    *,
    by: Viewer,
    duties: Mapping[str, UUID | None],
    stand_ins: Mapping[UUID, UUID | None],
    now: datetime,
    waits: timedelta = rules.WAITS,
) -> None:
    """Hand over what one does in the plan, and leave a day from now, or later when it ``waits``.

    All or nothing, and once.
    """
    if plans.open_plan(session, by.person, {Way.LEAVE}, now) is None:
        handing.hand_all_over(session, by=by, takers=_takers(), now=now)
        leaving.leave(session, by=by, duties=duties, stand_ins=stand_ins, now=now, waits=waits)
        handing.tell_open(session, person=by.person, household=by.household, now=now)
    else:
        leaving.wait_longer(session, by=by, waits=waits, now=now)


def take_back(session: Any, *, by: Viewer, person: UUID, now: datetime) -> None:  # noqa: ANN401
    """Take a going back; what a leaving handed over in the plan comes back too."""
    going = plans.open_plan(session, person, {Way.LEAVE}, now)
    actions.take_back(session, by=by, person=person, now=now)
    if going is not None and going.ended_at is not None:
        plan.give_back(session, by=by, person=person, since=going.asked_at, now=now)


def agree(session: Any, *, by: Viewer, person: UUID, now: datetime) -> None:  # noqa: ANN401
    """Agree with a removal. An ordinary one waits for what this person does in the plan."""
    someone = plans.someone_for(session, by, person)
    row = plans.removal(session, by, someone, now)
    if row is not None and row.kind == Way.REMOVE and row.agreed_at is None:
        handing.check_handed_over(session, by, person, now)
    actions.agree_to_removal(session, by=by, person=person, now=now)
    tell_open(session, by=by, person=person, now=now)


def tell_open(session: Any, *, by: Viewer, person: UUID, now: datetime) -> None:  # noqa: ANN401
    """Tell whoever keeps the plan what nobody does now."""
    handing.tell_open(session, person=person, household=by.household, now=now)


def agreements_of(by: Viewer, person: UUID) -> list[PartView]:
    """Return what somebody does in the plan, as far as who looks may read it."""
    with house().db.reading(by.household) as session:
        return duties_of(session, by, person, house().clock.now())


def _takers() -> Mapping[UUID, UUID | None]:
    """Read who takes which agreement; what was not answered is not there."""
    found: dict[UUID, UUID | None] = {}
    for name, value in request.form.items():
        if not name.startswith("part-"):
            continue
        try:
            found[UUID(name.removeprefix("part-"))] = None if value == "none" else UUID(value)
        except ValueError:
            continue
    return found
