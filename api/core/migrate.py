"""Brings a database to today's schema by Alembic's numbered steps, and back.

Only Alembic is imported late: a web process that finds its schema up to date never needs it.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from api.core import postgres, sqlite

if TYPE_CHECKING:
    from alembic.config import Config

STEPS = Path(__file__).parent / "migrations"


def upgrade(url: str, to: str = "head") -> None:
    """Take every step up to ``to``."""
    from alembic import command  # noqa: PLC0415

    command.upgrade(configuration(url), to)


def downgrade(url: str, to: str) -> None:
    """Take the steps back down to ``to`` ("base" for none)."""
    from alembic import command  # noqa: PLC0415

    command.downgrade(configuration(url), to)


def configuration(url: str) -> "Config":
    """Return Alembic's configuration for one database, without a file of its own."""
    from alembic.config import Config  # noqa: PLC0415

    made = Config()
    made.set_main_option("script_location", str(STEPS))
    made.attributes["url"] = url
    made.attributes["engine"] = (sqlite if url.startswith("sqlite") else postgres).engines
    return made
