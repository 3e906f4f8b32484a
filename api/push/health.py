"""How it stands with sending, for `/healthz` and for who runs the house. Over the whole server, never of one house."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.push.model import Delivery, Fault
from api.push.rules import Word

LATE: Final = timedelta(minutes=2)
FAULTY_FOR: Final = timedelta(hours=24)
WEEK: Final = timedelta(days=7)
FEW: Final = 10
# Anybody may ask how we are. What a signal does never shows there: tests and news go the same way.
TOLD_TO_ANYBODY: Final = (Word.TEST, Word.NEWS)


class Sending(StrEnum):
    """Whether knocks leave: `late` when some wait for minutes, `faulty` when a service holds something against us."""

    OK = "ok"
    LATE = "late"
    FAULTY = "faulty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """What one service last held against us."""

    origin: str
    status: int
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """What waits and what was given up in a week: none, "fewer than ten" (0 < n < 10), or in tens."""

    waiting: int
    failed: int
    troubles: Sequence[Trouble]


def how(session: Session, now: datetime) -> Sending:
    """Say how sending goes."""
    faults = select(Fault.day).where(Fault.at > now - FAULTY_FOR).limit(1)
    if session.scalars(faults).first() is not None:
        return Sending.FAULTY
    waits = (Delivery.accepted_at.is_(None), Delivery.given_up_at.is_(None))
    late = select(Delivery.id).where(
        *waits,
        Delivery.word.in_(TOLD_TO_ANYBODY),
        Delivery.made_at <= now - LATE,
        Delivery.until > now,
    )
    return Sending.OK if session.scalars(late.limit(1)).first() is None else Sending.LATE


def numbers(session: Session, now: datetime) -> Numbers:
    """Return the rounded numbers and the last fault of each service, the newest first."""
    waits = (Delivery.accepted_at.is_(None), Delivery.given_up_at.is_(None))
    failed = (Delivery.given_up_at > now - WEEK,)
    faults = session.scalars(select(Fault).order_by(Fault.at.desc())).all()
    last = {each.origin: each for each in reversed(faults)}
    troubles = sorted(last.values(), key=lambda each: each.at, reverse=True)
    return Numbers(
        waiting=_rounded(session, *waits),
        failed=_rounded(session, *failed),
        troubles=[Trouble(origin=e.origin, status=e.status, day=e.day) for e in troubles],
    )


def _rounded(session: Session, *which: object) -> int:
    """Small numbers tell of somebody: 1 stands for fewer than ten."""
    count = session.scalar(select(func.count()).select_from(Delivery).where(*which)) or 0  # type: ignore[arg-type]
    return min(count, 1) if count < FEW else count // FEW * FEW
