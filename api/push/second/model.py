"""The table of the second ways."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base


class SecondWay(Base):
    """One address of one person; body holds the address, its language and, until proved, a code's hash.

    Like what it stands beside, it is not written down in the journal: a way out takes it along in the
    database itself. Put off, the row is gone, and the address with it.
    """

    __tablename__ = "second_ways"
    __table_args__ = (
        CheckConstraint("kind IN ('mail', 'sms')", name="kind"),
        UniqueConstraint("person_id", "kind", name="second_way_once"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    credential_id: Mapped[UUID] = mapped_column(
        ForeignKey("credentials.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str]
    since: Mapped[datetime]
    wrong_tries: Mapped[int]
    confirmed_at: Mapped[datetime | None]
    body: Mapped[bytes]
