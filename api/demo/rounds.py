"""Who comes to look on which day, in the weeks to come, and who steps back for a while."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final
from uuid import uuid5

from api.demo.almanac import WEEKDAYS
from api.demo.living import Deed, Filling, Step
from api.demo.planning import part_id
from api.plan.checking.pausing import step_back
from api.plan.checking.roster import choose_day
from api.plan.checking.rules import Kind
from i18n.dates import here

BEFORE: Final = timedelta(hours=3)  # so long ago, they said so
OUT_OF: Final = timedelta(days=13)


@dataclass(frozen=True)
class Coming:
    """Somebody comes on a weekday, so many weeks ahead; `by` chose the day when it was not who comes."""

    who: str
    agreement: str
    weekday: str
    weeks: int = 0
    kind: Kind = Kind.PLANNED
    by: str = ""


COMING: Final = (
    Coming("tim", "tim-woensdag", "wo"),
    Coming("tim", "tim-woensdag", "wo", 1),
    Coming("piet", "na-bier", "vr", 1, by="tim"),
    Coming("els", "oma-na-school", "do"),
    Coming("els", "oma-na-school", "ma", 1),
    Coming("els", "brood-fruit", "vr", kind=Kind.UNANNOUNCED),
    Coming("els", "ontbijt", "di", 1, Kind.UNANNOUNCED),
    Coming("piet", "piet-week", "za", kind=Kind.UNANNOUNCED),
    Coming("tim", "vrijdag", "vr"),
    Coming("tim", "rondje", "do", 1, Kind.UNANNOUNCED),
    Coming("ria", "wissel", "vr"),
    Coming("ria", "fem-ria", "zo"),
    Coming("ria", "berichten", "ma", 1),
    Coming("joost", "zondag", "zo"),
    Coming("joost", "joost-onverwacht", "di", 1, Kind.UNANNOUNCED),
)
# Ben does not look for two weeks; his bike goes on.
STEPS_BACK: Final = ("ben",)


def round_steps(filling: Filling, now: datetime) -> Iterator[Step]:
    """Return who chose which day, and who steps back."""
    at = now - BEFORE
    for place, coming in enumerate(COMING):
        if coming.who in filling.people:
            by = coming.by or coming.who
            yield Step(at, f"coming/{place:02}", by, partial(_choose, filling, coming))
    for who in STEPS_BACK:
        if who in filling.people:
            yield Step(at, f"pause/{who}", who, partial(_pause, filling))


def _choose(filling: Filling, coming: Coming, deed: Deed) -> None:
    day = _next(coming.weekday, here(deed.now)) + timedelta(weeks=coming.weeks)
    choose_day(
        deed.session,
        by=deed.by,
        visit_id=uuid5(part_id(filling, coming.agreement), f"{coming.who}/{day}"),
        agreement_id=part_id(filling, coming.agreement),
        person=filling.people[coming.who],
        day=day,
        kind=coming.kind,
        now=deed.now,
    )


def _pause(filling: Filling, deed: Deed) -> None:
    first = here(deed.now)
    row = uuid5(filling.home, f"pause/{deed.by.person}")
    step_back(
        deed.session, by=deed.by, pause_id=row, first=first, last=first + OUT_OF, now=deed.now
    )


def _next(weekday: str, today: date) -> date:
    """Return the first such day after today."""
    ahead = (WEEKDAYS.index(weekday) - today.weekday() - 1) % 7 + 1
    return today + timedelta(days=ahead)
