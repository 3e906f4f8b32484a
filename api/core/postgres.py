"""PostgreSQL 15+ for more than one machine: same two words, and walls between households.

Row-level security is the second wall behind the access policy: a session that works for one
household cannot reach another household's rows even if a query forgets to ask (security R3).
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from sqlalchemy import Connection, Engine, create_engine, text

from i18n.terminal import pgettext

OLDEST = 150000
# What a transaction begins with, in one question each. All of it ends with that transaction.
_MINE = "set_config('huisboek.household', :household, true)"
_LOOKS = f"{_MINE}, set_config('transaction_read_only', 'on', true)"
WRITES = text(f"SELECT {_MINE}")
READS = text(f"SELECT {_LOOKS}")
READS_ALONG = text(f"SELECT {_LOOKS}, set_config('role', :role, true)")


def engines(url: str) -> tuple[Engine, Engine]:
    """Return one engine twice: what only reads is said per transaction."""
    engine = create_engine(url, pool_size=8, max_overflow=8, pool_pre_ping=True)
    return engine, engine


def queue(_url: str) -> Callable[[], AbstractContextManager[None]]:
    """PostgreSQL lets writers in side by side by itself."""
    return nullcontext


def check(connection: Connection) -> None:
    """Raise ``RuntimeError`` unless commits reach the disk and the walls hold for this role."""
    check_keeping(connection)
    role = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
    if connection.exec_driver_sql(role).scalar():
        raise RuntimeError(
            pgettext(
                "beheer",
                "Huisboek start niet. De rol in PostgreSQL mag te veel. Neem een gewone rol.",
            )
        )


def check_keeping(connection: Connection) -> None:
    """Raise ``RuntimeError`` unless commits reach the disk."""
    version = int(str(connection.exec_driver_sql("SHOW server_version_num").scalar()))
    if version < OLDEST:
        raise RuntimeError(
            pgettext("beheer", "Huisboek start niet. Het heeft PostgreSQL 15 of nieuwer nodig.")
        )
    for name in ("fsync", "synchronous_commit"):
        if connection.exec_driver_sql(f"SHOW {name}").scalar() == "off":
            said = pgettext(
                "beheer", "Huisboek start niet. Zet %(name)s in PostgreSQL aan.", name=name
            )
            raise RuntimeError(said)


def walls(table: str) -> tuple[str, ...]:
    """Return the statements that let a session see only its own household's rows of ``table``."""
    column = "id" if table == "households" else "household_id"
    mine = (
        f"({column}::text = current_setting('huisboek.household', true)"
        " OR current_setting('huisboek.household', true) = '*')"
    )
    return (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY own_household ON {table} USING {mine} WITH CHECK {mine}",
    )
