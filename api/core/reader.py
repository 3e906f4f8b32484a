"""The role of PostgreSQL as which a house is read by who works with it: it looks at a few tables, and no more.

Who reads along reads in transactions of this role (``SET LOCAL ROLE``; the word ends with the
transaction). It cannot come in by itself, owns nothing, may write nothing, and has SELECT on what
`api.core.readable` names, column by column where a table has a hash of a key. The walls between
households are for every role, so for this one too. What any role may do in PostgreSQL, such as a
temporary table, touches nothing of a house.

Tables with walls, no views: a view is by itself read with the rights of its owner, which is the house, and
would only say once more which columns there are. What consent opens is decided with the clock and over
sealed cells; a view can do neither.

What it holds: a query of ours that asks too much, or a page that forgets to ask, gets nothing. What it
does not hold: whoever could slip in whole statements of their own could take the role off again, as they
could name another household; that the transaction only reads they could not change.

It is named after the owner of the tables, so that two houses in one cluster do not share it. Without it
nobody reads along; never with more rights.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from api.core.errors import Shut
from api.core.readable import LEFT_OUT, READABLE
from i18n.marking import N_
from i18n.terminal import pgettext

SHUT: Final = N_("We kunnen dit niet laten zien. De beheerder weet het.")
# No such role; it is not ours to take on, or may not see what was asked.
REFUSED: Final = frozenset({"22023", "42704", "42501"})
TAKES_ON_FROM: Final = (16,)  # from this version on a member may be kept from taking a role on
ABOUT: Final = """
SELECT named.name, quote_ident(named.name) AS role, quote_ident(session_user::text) AS us,
  quote_ident(current_schema()) AS place, found.oid, found.oid IS NOT NULL AS is_there,
  coalesce(pg_has_role(session_user, found.oid, :takes_on), false) AS is_ours,
  found.rolsuper OR found.rolbypassrls OR found.rolcanlogin OR found.rolcreaterole OR found.rolcreatedb
    OR found.rolreplication AS is_mighty,
  (SELECT string_agg(quote_ident(pg_get_userbyid(roleid)), ', ') FROM pg_auth_members
    WHERE member = found.oid) AS is_also,
  has_schema_privilege(found.oid, current_schema()::regnamespace, 'CREATE') AS builds,
  has_schema_privilege(found.oid, current_schema()::regnamespace, 'USAGE') AS finds,
  (SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = session_user) AS we_make_roles
FROM (SELECT left(pg_get_userbyid(relowner), 56) || '_reader' AS name
  FROM pg_class WHERE oid = to_regclass('households')) AS named
LEFT JOIN pg_roles AS found ON found.rolname = named.name
"""
MADE_BY_ANOTHER: Final = frozenset({"42710", "23505"})
GRANTED: Final = """
SELECT relname, NULL AS attname, privilege_type FROM pg_class, aclexplode(relacl)
WHERE relnamespace = current_schema()::regnamespace AND grantee IN (0, :role)
UNION ALL
SELECT relname, attname, privilege_type
FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid, aclexplode(attacl)
WHERE relnamespace = current_schema()::regnamespace AND grantee IN (0, :role)
"""
# Of the house are the tables of who owns its first one; what else lies in the database is not ours to arrange.
COLUMNS: Final = """
SELECT relname, attname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')
  AND relowner = (SELECT relowner FROM pg_class WHERE oid = to_regclass('households'))
  AND attnum > 0 AND NOT attisdropped
ORDER BY relname, attnum
"""
# Two who arrange the same database wait for each other.
ALONE: Final = "SELECT pg_advisory_xact_lock(hashtext('huisboek_reader'))"
ARRANGES: Final = "huisboek migrate"
Grants = set[tuple[str, str | None, str]]
log = logging.getLogger("huisboek")


@dataclass(frozen=True, slots=True)
class About:
    """The role as PostgreSQL knows it now. ``role``, ``us`` and ``place`` are quoted for a statement."""

    name: str
    role: str
    us: str
    place: str
    oid: int | None
    is_there: bool
    is_ours: bool
    is_mighty: bool | None
    is_also: str | None
    builds: bool | None
    finds: bool | None
    we_make_roles: bool

    def line(self) -> str:
        """Return the one statement with which who keeps PostgreSQL puts it right; "" when it is."""
        if not self.is_there:
            return f"CREATE ROLE {self.role} NOLOGIN ROLE {self.us};"
        if self.is_mighty:
            nothing = "NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION"
            return f"ALTER ROLE {self.role} {nothing};"
        if self.is_also:
            return f"REVOKE {self.is_also} FROM {self.role};"
        if not self.is_ours:
            return f"GRANT {self.role} TO {self.us};"
        if self.builds:
            return f"REVOKE CREATE ON SCHEMA {self.place} FROM PUBLIC, {self.role};"
        return "" if self.finds else f"GRANT USAGE ON SCHEMA {self.place} TO {self.role};"


class ReaderRole:
    """The name of the role, asked once and kept while it is as it must be."""

    def __init__(self, engine: Engine) -> None:
        """Ask nothing yet."""
        self._engine = engine
        self._name: str | None = None

    def name(self, *, afresh: bool = False) -> str:
        """Return its name; raises Shut when it is not there, is not ours, or may more than look.

        What was found is returned and not what is kept: another thread may ask afresh at this moment, and
        to PostgreSQL no name is the house itself.
        """
        known = None if afresh else self._name
        if known is None:
            with self._engine.connect() as connection:
                found = about(connection)
            if found is None or found.line():
                self._name = None
                log.error("nobody reads along: %s", found.line() if found else "no tables")
                raise Shut(SHUT)
            known = self._name = found.name
        return known


@contextmanager
def shut_when_refused() -> Iterator[None]:
    """Turn "you may not" of PostgreSQL into the same answer as when there is no role; raises Shut."""
    try:
        yield
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) not in REFUSED:
            raise
        said = type(error.orig).__name__  # what PostgreSQL says with it may quote a person
        log.error("nobody reads along: %s", said)  # noqa: TRY400
        raise Shut(SHUT) from error


def about(connection: Connection) -> About | None:
    """Look how the role stands; None while there are no tables."""
    version = connection.dialect.server_version_info or ()
    takes_on = "SET" if version >= TAKES_ON_FROM else "MEMBER"
    row = connection.execute(text(ABOUT), {"takes_on": takes_on}).mappings().first()
    return About(**row) if row else None


def arrange(connection: Connection) -> None:
    """Make the role where we may, and let it see what it may see and nothing else; twice is once.

    Raises ``RuntimeError`` with the one statement for who keeps PostgreSQL, when it takes more than ours.
    """
    found = about(connection)
    if found is None:
        return
    if found.we_make_roles and not (found.is_there and found.is_ours):
        _make(connection.engine, found)
        found = about(connection)
    if found is None or found.line():
        raise RuntimeError(said(found))
    connection.execute(text(ALONE))
    if _granted(connection, found) != _wanted(connection):
        _grant_anew(connection, found)


def take_away(connection: Connection) -> None:
    """Let the role see nothing of this database. It stays: other databases of the cluster may have it."""
    found = about(connection)
    if found and found.is_there:
        for table in _tables(connection):
            on = _quoted(connection, table)
            connection.execute(text(f"REVOKE ALL ON {on} FROM PUBLIC, {found.role}"))


def troubles(connection: Connection) -> list[str]:
    """Return what is not as it must be, each as a sentence; nothing when all is well."""
    found = about(connection)
    if found is None:
        return []
    if found.line():
        return [said(found)]
    wanted, granted = _wanted(connection), _granted(connection, found)
    places = {table for table, _column, _may in wanted ^ granted}
    return [
        pgettext(
            "beheer",
            "De rol %(role)s heeft bij %(table)s andere rechten dan nodig. Doe: %(command)s",
            role=found.name,
            table=table,
            command=ARRANGES,
        )
        for table in sorted(places)
    ]


def said(found: About | None) -> str:
    """Return the sentence with the statement that is needed."""
    return pgettext(
        "beheer",
        "Wie met een huis werkt, leest met een eigen rol in PostgreSQL. Die is nog niet goed."
        " Doe dit eerst als beheerder van PostgreSQL: %(line)s"
        " Doe daarna: %(command)s",
        line=found.line() if found else "",
        command=ARRANGES,
    )


def _make(engine: Engine, found: About) -> None:
    """Make the role and take it on, each kept at once: two houses of one cluster may do this in the same moment."""
    with engine.connect() as connection:
        alone = connection.execution_options(isolation_level="AUTOCOMMIT")
        for words in (f"CREATE ROLE {found.role} NOLOGIN", f"GRANT {found.role} TO {found.us}"):
            try:
                alone.execute(text(words))
            except DBAPIError as error:
                if getattr(error.orig, "sqlstate", None) not in MADE_BY_ANOTHER:
                    raise


def _granted(connection: Connection, found: About) -> Grants:
    ours, rows = _tables(connection), connection.execute(text(GRANTED), {"role": found.oid})
    return {(table, column, may) for table, column, may in rows if table in ours}


def _wanted(connection: Connection) -> Grants:
    """What it may see of the tables that are there: an older schema has fewer."""
    wanted: Grants = set()
    for table, columns in _tables(connection).items():
        if table not in READABLE:
            continue
        unseen = LEFT_OUT.get(table, frozenset())
        names: list[str | None] = [each for each in columns if each not in unseen]
        wanted |= {(table, each, "SELECT") for each in (names if unseen else [None])}
    return wanted


def _grant_anew(connection: Connection, found: About) -> None:
    take_away(connection)
    for table, column, may in sorted(_wanted(connection), key=str):
        on = _quoted(connection, table)
        what = f"{may} ({_quoted(connection, column)})" if column else may
        connection.execute(text(f"GRANT {what} ON {on} TO {found.role}"))


def _tables(connection: Connection) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for table, column in connection.execute(text(COLUMNS)):
        found.setdefault(table, []).append(column)
    return found


def _quoted(connection: Connection, name: str) -> str:
    quoted: Any = connection.dialect.identifier_preparer
    return str(quoted.quote(name))
