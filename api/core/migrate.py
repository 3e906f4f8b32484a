"""Brings a database to today's schema by Alembic's numbered steps, and back.

Only Alembic is imported late: a web process that finds its schema up to date never needs it.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from api.core import postgres, reader, sqlite

if TYPE_CHECKING:
    from alembic.config import Config

STEPS = Path(__file__).parent / "migrations"


def upgrade(url: str, to: str = "head") -> str:
    """Take every step up to ``to``; return what is still to be done so that anybody can read along, "" for nothing.

    Raises ``RuntimeError`` at the step that needs a role in PostgreSQL which we may not make ourselves.
    """
    from alembic import command  # noqa: PLC0415

    command.upgrade(configuration(url), to)
    return arrange(url) if to == "head" else ""


def arrange(url: str) -> str:
    """Let who reads along see what they may see of the tables of now and nothing else; twice is once.

    Returns what somebody else must do first, "" when all is well. The house itself goes on without.
    """
    if url.startswith("sqlite"):
        return ""
    writer, _reader = postgres.engines(url)
    try:
        with writer.begin() as connection:
            reader.arrange(connection)
    except RuntimeError as trouble:
        return str(trouble)
    finally:
        writer.dispose()
    return ""


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
