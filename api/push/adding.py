"""Adding one delivery to what waits, once."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from api.core.ids import new_id
from api.push.model import Delivery
from api.push.rules import PUSH, Word
from api.push.waking import wake_after


def add(
    session: Session,
    *,
    person: UUID,
    household: UUID,
    word: Word,
    about: UUID,
    now: datetime,
    lane: str,
    channel: str = PUSH,
    subscription: UUID | None = None,
) -> None:
    """Add one delivery and wake the workers once it is kept; the same one that still waits stays alone."""
    row = {
        "id": new_id(),
        "household_id": household,
        "person_id": person,
        "subscription_id": subscription,
        "channel": channel,
        "lane": lane,
        "word": word.value,
        "rank": word.rank,
        "about": about,
        "made_at": now,
        "due_at": now,
        "until": now + word.lasts,
        "tries": 0,
    }
    session.flush()
    session.execute(_insert(session).values(row).on_conflict_do_nothing())
    wake_after(session, urgent=word.is_urgent)


def _insert(session: Session) -> Any:  # noqa: ANN401 - two dialects, one word
    """The unique index over what waits decides, also between two that knock at once."""
    of = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    return of.insert(Delivery)
