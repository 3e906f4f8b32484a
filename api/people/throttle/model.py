"""The table of tries. It belongs to no household and is no record of anybody: the worker empties it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base


class Tries(Base):
    """How many tries there were for one key since the first of them, one minute long at most."""

    __tablename__ = "tries"

    key: Mapped[bytes] = mapped_column(primary_key=True)
    began_at: Mapped[datetime]
    number: Mapped[int]
