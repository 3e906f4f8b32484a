"""What somebody has who took a copy of the database."""

import base64

from sqlalchemy import LargeBinary, String, func, select

from api.core.columns import Base
from api.core.db import EVERYWHERE
from api.core.house import House
from api.people.model import SignIn


def all_values(house: House) -> list[str]:
    """Every text and blob of every table, as text: plain, as hex and as a reader would print it."""
    found: set[str] = set()
    with house.db.reading(EVERYWHERE) as session:
        for table in Base.metadata.sorted_tables:
            for column in table.columns:
                if isinstance(column.type, (String, LargeBinary)):
                    for value in session.execute(select(column).distinct()).scalars():
                        found |= _forms(value)
        assert session.scalar(select(func.count()).select_from(SignIn))
    return sorted(found)


def _forms(value: str | bytes | None) -> set[str]:
    if value is None:
        return set()
    if isinstance(value, str):
        return {value}
    printed = {value.hex(), base64.urlsafe_b64encode(value).decode().rstrip("=")}
    return printed | (
        {value.decode()} if value.isascii() and value.decode().isprintable() else set()
    )
