"""The second code of everybody who has a first one."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base


class SecondCode(Base):
    """A second PIN or row of pictures, or a hash of chance that nothing fits.

    `seal` says which: under a key that is not in the database. It also holds the hash to its person, so
    a row that somebody changed or copied opens nothing. Not in the journal: a line would tell when.
    """

    __tablename__ = "second_codes"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    hash: Mapped[str]
    seal: Mapped[bytes]
