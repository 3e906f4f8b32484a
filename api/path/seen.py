"""What stands on the path as the policy sees it. Pure: facts in, an Item out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from api.path.kinds import Kind
from api.people.policy import Item, Side, Verb, Viewer, may

PATH: Final = "path"
TICK: Final = "path_tick"
OBJECTS: Final[Mapping[Kind, str]] = {
    Kind.STEP: PATH,
    Kind.TEST: "stress_test",
    Kind.RECOVERY: "recovery_plan",
    Kind.CLOSING: "closing_plan",
}
NOBODY: Final = UUID(int=0)


def may_enter(viewer: Viewer, now: datetime) -> bool:
    """Say whether the pages of the path are there for somebody at all."""
    return sees(viewer, PATH, NOBODY, now, viewer.side)


def sees(viewer: Viewer, kind: str, author: UUID, at: datetime, side: str) -> bool:
    """Say whether somebody may read what another wrote on a sheet. What holds now is about now."""
    return may(viewer, Verb.SEE, _item(viewer, kind, author, at, side))


def takes(viewer: Viewer, kind: str, side: str, now: datetime) -> bool:
    """Say whether somebody takes this object of a sheet along; each of it is asked for as it is read."""
    return may(viewer, Verb.EXPORT, _item(viewer, kind, NOBODY, now, side))


def writes(by: Viewer, kind: str, side: str, now: datetime) -> bool:
    """Say whether somebody may write this on a sheet, as far as the policy goes."""
    return may(by, Verb.WRITE, _item(by, kind, by.person, now, side))


def _item(viewer: Viewer, kind: str, author: UUID, at: datetime, side: str) -> Item:
    return Item(kind=kind, household=viewer.household, author=author, shared_at=at, side=Side(side))
