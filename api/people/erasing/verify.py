"""The part of ``huisboek verify`` that is about keys of people: is each that locked something there?

Newer data beside older keys lacks the keys of who came between. Everything else of the house opens, so
this shows nowhere until somebody looks for their words.
"""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import func, select

from api.core.columns import Base
from api.core.db import EVERYWHERE
from api.core.house import House
from api.core.vault import VERSION_BYTES
from api.core.verify import Finding
from api.people.erasing.fates import SEALED
from i18n.terminal import pgettext

Known = dict[UUID, set[bytes]]


def findings(house: House) -> list[Finding]:
    """Return the cells of households that still have keys, but not the one that locked it."""
    known: Known = {}
    for row in house.keys.all():
        known.setdefault(row.household_id, set()).add(row.version.to_bytes(VERSION_BYTES))
    return [finding for name in sorted(SEALED) for finding in _keyless(house, name, known)]


def _keyless(house: House, name: str, known: Known) -> Iterator[Finding]:
    table = Base.metadata.tables[name.split(".", maxsplit=1)[0]]
    column = table.c[name.split(".")[1]]
    (key,) = table.primary_key.columns
    home = table.c.id if table.name == "households" else table.c.household_id
    head = func.substr(column, 1, VERSION_BYTES)
    cells = select(home, key, head).where(column.is_not(None))
    with house.db.reading(EVERYWHERE) as session:
        for household, row, version in session.execute(cells.execution_options(yield_per=500)):
            if household in known and bytes(version) not in known[household]:
                said = pgettext("beheer", "Dit gaat niet open.")
                yield Finding(household, f"{name} {row}", said)
