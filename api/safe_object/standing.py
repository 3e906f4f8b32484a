"""How a signal stands: who owns it, whether the ward was seen. Folded from the answers, values only."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from api.safe_object.words import OWNS, SAW, Kind

HAND_OVER_WAITS: Final = timedelta(minutes=5)
UNSEEN_FOR: Final = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Answered:
    """What somebody answered; `to` is whom they ask to take over."""

    person: UUID
    kind: Kind
    at: datetime
    to: UUID | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """`owner` has it since `since`, and asked `handed_to` to take over at `handed_at`.

    Without an owner, `since` is when somebody had it who is no longer here; `had_since` is when the
    first of all had it, however often it changed hands. `done` says that it was written down what was
    done, `seen` that somebody saw or spoke the ward, `real` that what was practice is not.
    """

    owner: UUID | None = None
    since: datetime | None = None
    had_since: datetime | None = None
    handed_to: UUID | None = None
    handed_at: datetime | None = None
    seen: bool = False
    done: bool = False
    closed: bool = False
    real: bool = False

    @property
    def unseen_from(self) -> datetime | None:
        """Return from when on it took too long: they said they would go, and nobody saw the ward."""
        return None if self.seen or self.had_since is None else self.had_since + UNSEEN_FOR

    def is_free(self, now: datetime) -> bool:
        """Say whether another may take it: nobody has it, who has it asks for another, or it took too long."""
        late = self.unseen_from is not None and self.unseen_from <= now
        return self.owner is None or self.handed_to is not None or late

    @property
    def let_go_at(self) -> datetime | None:
        """Return from when on others are asked again, when they are."""
        if self.handed_at is not None:
            return self.handed_at + HAND_OVER_WAITS
        return self.since


def standing(answers: Iterable[Answered], may: AbstractSet[UUID]) -> Standing:
    """Fold the answers in their order. Whoever may not answer any more owns nothing."""
    found = Standing()
    for each in answers:
        found = _after(found, each)
    return found if found.owner in may else replace(found, owner=None)


def _after(before: Standing, answer: Answered) -> Standing:
    """A hand-over leaves the signal with its owner until the other takes it.

    What was answered while it was practice answers nothing that is real.
    """
    if answer.kind in OWNS or (answer.kind in SAW and before.owner is None):
        before = replace(
            before,
            owner=answer.person,
            since=answer.at,
            had_since=before.had_since or answer.at,
            handed_to=None,
            handed_at=None,
        )
    if answer.kind is Kind.REAL and not before.real:
        return Standing(real=True)
    if answer.kind is Kind.HAND_OVER:
        return replace(before, handed_to=answer.to, handed_at=answer.at)
    if answer.kind in SAW:
        return replace(before, seen=True)
    if answer.kind is Kind.DONE:
        return replace(before, done=True)
    return replace(before, closed=True) if answer.kind is Kind.CLOSE else before
