"""Writing down what came back from a push service. Whatever it said, the row may be gone meanwhile."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from api.core.ids import digest
from api.push.claiming import Knock
from api.push.model import Delivery, Fault, Subscription
from api.push.rules import Answer, Outcome, Word, outcome, wait_before


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """An answer for one knock, and how long it took; ``chance`` (0 to 1) spreads the next tries."""

    knock: Knock
    answer: Answer
    chance: float
    took: timedelta = timedelta(0)


def record(session: Session, came: Iterable[Came], now: datetime) -> None:
    """Write down these answers. Said twice it says the same."""
    came = list(came)
    hold(session, (each.knock.id for each in came))
    for each in came:
        row = session.get(Delivery, each.knock.id)
        if row is None or row.accepted_at is not None:
            continue
        match outcome(each.answer.status):
            case Outcome.ACCEPTED:
                _accepted(session, row, each.answer, now)
            case Outcome.DEAD if each.knock.address is not None:
                _dead(session, row, each.knock, now)
            case Outcome.DEAD:  # an address by another way that was put off meanwhile
                row.given_up_at = row.given_up_at or now
            case Outcome.OUR_FAULT:
                row.given_up_at = row.given_up_at or now
                _blame(session, each.knock.lane, each.answer.status or 0, now)
            case Outcome.AGAIN:
                _again(row, each, now)
        session.flush()


def hold(session: Session, deliveries: Iterable[UUID]) -> None:
    """Hold the subscriptions of these first, in one order: two that write side by side never wait for each other."""
    theirs = select(Delivery.subscription_id).where(Delivery.id.in_(list(deliveries)))
    rows = select(Subscription.id).where(Subscription.id.in_(theirs)).order_by(Subscription.id)
    # Whoever adds a knock for one of them meanwhile need not wait.
    session.execute(rows.with_for_update(key_share=True))


def _accepted(session: Session, row: Delivery, answer: Answer, now: datetime) -> None:
    row.accepted_at, row.given_up_at, row.leased_until = now, None, None
    if answer.keeps is not None:
        row.until = min(row.until, now + answer.keeps)
    found = session.get(Subscription, row.subscription_id) if row.subscription_id else None
    if found is not None:
        found.accepted_at = now
        if row.word == Word.TEST:
            found.tested_at = now


def _dead(session: Session, row: Delivery, knock: Knock, now: datetime) -> None:
    """The service knows this device no more; if it told us of a new address meanwhile, go there at once."""
    found = session.get(Subscription, row.subscription_id)
    asked = digest(knock.address.endpoint) if knock.address else b""
    if found is not None and found.endpoint_hash != asked:
        row.leased_until, row.due_at = None, now
        return
    if found is not None:
        found.dead_at = found.dead_at or now
    waits = (Delivery.accepted_at.is_(None), Delivery.given_up_at.is_(None))
    its = update(Delivery).where(Delivery.subscription_id == row.subscription_id, *waits)
    session.execute(its.values(given_up_at=now))


def _again(row: Delivery, came: Came, now: datetime) -> None:
    """Whoever took it after us, because we were too slow, says when it is tried again."""
    if row.tries != came.knock.tries:
        return
    wait = wait_before(came.knock.word, tries=row.tries, asked=came.answer.wait, chance=came.chance)
    row.leased_until, row.due_at = None, now + wait


def _blame(session: Session, origin: str, status: int, now: datetime) -> None:
    key = {"day": now.date(), "origin": origin, "status": status}
    found = session.get(Fault, key, with_for_update=True)
    if found is None:
        session.add(Fault(**key, count=1, at=now))
    else:
        found.count, found.at = found.count + 1, now
