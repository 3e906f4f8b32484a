"""The sign of life of the worker, so that the health page can tell when it stands still."""

from datetime import datetime

from sqlalchemy.orm import Mapped, Session, mapped_column

from api.core.columns import Base


class Heartbeat(Base):
    """When a process last said that it is there."""

    __tablename__ = "heartbeats"

    name: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


def beat(session: Session, name: str, now: datetime) -> None:
    """Say: I am here."""
    session.merge(Heartbeat(name=name, at=now))


def last_beat(session: Session, name: str) -> datetime | None:
    """Return when it last said so, or None when never."""
    found = session.get(Heartbeat, name)
    return found.at if found else None
