"""Who works with a house reads it as a role that looks at a few tables and writes nothing (security R8)."""

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from api.core.db import EVERYWHERE
from api.core.errors import Busy, Shut
from api.core.house import House
from api.core.readable import LEFT_OUT, READABLE, UNREADABLE
from api.core.reader import ReaderRole
from api.people.actions import open_household
from tests.houses import NOW
from tests.postgres import READER, as_owner, as_reader
from tests.world import World

WRITES = {
    "insert": "INSERT INTO duties SELECT * FROM duties",
    "insert-blind": "INSERT INTO tries (key) VALUES ('x')",
    "update": "UPDATE people SET ring = 'all'",
    "delete": "DELETE FROM entries",
    "truncate": "TRUNCATE thanks",
    "create": "CREATE TABLE stolen (id integer)",
    "copy": "CREATE TABLE stolen AS SELECT 1",
    "view": "CREATE VIEW looked AS SELECT id FROM people",
    "drop": "DROP TABLE thanks",
    "alter": "ALTER TABLE people DISABLE ROW LEVEL SECURITY",
    "policy": "DROP POLICY own_household ON people",
    "lock": "SELECT id FROM people FOR UPDATE",
    "grant": "GRANT SELECT ON sign_ins TO PUBLIC",
    "nextval": "SELECT nextval('numbers')",
    "setval": "SELECT setval('numbers', 7)",
}


@pytest.fixture
def raw(house: House, world: World) -> Iterator[psycopg.Connection]:
    """A transaction of the role, of everywhere, in which nothing says that it only reads."""
    house.db.close()
    with as_reader(house.settings.database_url) as connection:
        yield connection


def tables(house: House) -> set[str]:
    return set(inspect(house.db.engine).get_table_names()) - {"alembic_version"}


def test_of_every_table_it_is_decided_whether_it_is_read_along(house: House) -> None:
    assert not READABLE & UNREADABLE
    assert tables(house) == READABLE | UNREADABLE
    for table, columns in LEFT_OUT.items():
        there = {each["name"] for each in inspect(house.db.engine).get_columns(table)}
        assert table in READABLE
        assert columns < there


@pytest.mark.only("postgresql")
def test_it_may_look_at_what_is_named_and_at_nothing_else(raw: psycopg.Connection) -> None:
    for table in sorted(READABLE | UNREADABLE | {"alembic_version"}):
        columns = raw.execute(
            "SELECT attname, has_column_privilege(attrelid, attnum, 'SELECT') FROM pg_attribute"
            " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped",
            [table],
        )
        may = {name for name, seen in columns.fetchall() if seen}
        every = raw.execute(
            "SELECT attname FROM pg_attribute"
            " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped",
            [table],
        )
        named = {name for (name,) in every.fetchall()} - LEFT_OUT.get(table, set())
        assert may == (named if table in READABLE else set()), table
        for verb in ("INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"):
            held = raw.execute("SELECT has_table_privilege(%s, %s)", [table, verb]).fetchone()
            assert held == (False,), (table, verb)


@pytest.mark.only("postgresql")
@pytest.mark.parametrize("words", WRITES.values(), ids=WRITES)
def test_it_writes_nothing_also_where_nothing_says_that_it_only_reads(
    raw: psycopg.Connection, words: str
) -> None:
    read_only = raw.execute("SHOW transaction_read_only").fetchone()
    assert read_only == ("off",)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        raw.execute(words)  # type: ignore[call-overload]


@pytest.mark.only("postgresql")
@pytest.mark.parametrize("table", sorted(UNREADABLE))
def test_a_table_that_is_not_named_is_refused(raw: psycopg.Connection, table: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        raw.execute(f"SELECT 1 FROM {table}")  # type: ignore[call-overload]


@pytest.mark.only("postgresql")
@pytest.mark.parametrize(
    "words",
    ["SELECT token_hash FROM feed_keys", "SELECT secret_hash FROM seats", "SELECT * FROM seats"],
)
def test_a_hash_of_a_key_is_refused(raw: psycopg.Connection, words: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        raw.execute(words)  # type: ignore[call-overload]


@pytest.mark.only("postgresql")
def test_it_is_a_role_that_nobody_comes_in_as(house: House, postgres_server: str) -> None:
    with as_owner(postgres_server) as owner:
        found = owner.execute(
            "SELECT rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb"
            " FROM pg_roles WHERE rolname = %s",
            [READER],
        )
        assert found.fetchone() == (False,) * 5
    address = f"host={postgres_server} user={READER} dbname=postgres"
    with pytest.raises(psycopg.OperationalError, match="not permitted to log in"):
        psycopg.connect(address)


@pytest.mark.only("postgresql")
def test_the_walls_between_households_are_for_this_role_too(house: House, world: World) -> None:
    other = open_household(house, name="Anders", mode="together", now=NOW)
    along = house.db.for_who_reads_along()
    with along.reading(world.household) as session:
        assert session.scalar(text("SELECT current_user")) == READER
        seen = session.scalars(text("SELECT id FROM households")).all()
        assert seen == [world.household]
        for table in sorted(READABLE):
            column = "id" if table == "households" else "household_id"
            theirs = text(f"SELECT count(*) FROM {table} WHERE {column} <> :mine")
            assert session.scalar(theirs, {"mine": world.household}) == 0, table
    with along.reading(other) as session:
        assert session.scalars(text("SELECT id FROM people")).all() == []


@pytest.mark.only("postgresql")
def test_without_a_household_it_sees_no_row(raw: psycopg.Connection) -> None:
    raw.execute("SELECT set_config('huisboek.household', '', true)")
    for table in sorted(READABLE):
        count = raw.execute(f"SELECT count(*) FROM {table}")  # type: ignore[call-overload]
        assert count.fetchone() == (0,), table


@pytest.mark.only("postgresql")
def test_the_next_who_has_the_connection_is_the_house_again(house: House, world: World) -> None:
    who = text("SELECT pg_backend_pid(), current_user, current_setting('transaction_read_only')")
    with house.db.for_who_reads_along().reading(world.household) as session:
        line, *along = session.execute(who).one()
    with house.db.writing(world.household, by=None, now=NOW) as session:
        after = session.execute(who).one()
    with (
        pytest.raises(ZeroDivisionError),
        house.db.for_who_reads_along().reading(world.household) as session,
    ):
        assert session.execute(who).one() == (line, *along)
        raise ZeroDivisionError
    with house.db.reading(world.household) as session:
        later = session.execute(who).one()
    assert along == [READER, "on"]
    assert after == (line, "huisboek", "off")
    assert later == (line, "huisboek", "on")


@pytest.mark.parametrize("end", ["commit", "rollback"])
def test_a_session_that_begins_anew_begins_as_before(house: House, world: World, end: str) -> None:
    """Also within a part of a transaction that is taken back, and after one that was kept."""
    along = house.db.for_who_reads_along()
    with pytest.raises((Busy, Shut)), along.reading(world.household) as session:
        with pytest.raises(DBAPIError), session.begin_nested():
            session.execute(text("UPDATE people SET ring = 'none'"))
        getattr(session, end)()
        if not house.db.is_sqlite:
            assert session.scalar(text("SELECT current_user")) == READER
            assert session.scalar(text("SELECT count(*) FROM households")) == 1
        session.execute(text("UPDATE people SET ring = 'none'"))
    with house.db.reading(world.household) as session:
        assert not session.scalar(text("SELECT count(*) FROM people WHERE ring = 'none'"))


@pytest.mark.only("postgresql")
def test_who_takes_the_role_off_still_writes_nothing(house: House, world: World) -> None:
    """It holds for mistakes; this is what is left when somebody gets statements of their own in."""
    with (
        pytest.raises(Busy),
        house.db.for_who_reads_along().reading(world.household) as session,
    ):
        session.execute(text("RESET ROLE"))
        assert session.scalar(text("SELECT current_user")) == "huisboek"
        session.execute(text("UPDATE people SET ring = 'none'"))


def test_what_who_reads_along_asks_cannot_write(house: House, world: World) -> None:
    with (
        pytest.raises((Busy, Shut)),
        house.db.for_who_reads_along().reading(world.household) as session,
    ):
        session.execute(text("DELETE FROM thanks"))


class AskedBeside(ReaderRole):
    """A role that another thread asks afresh in the moment in which its name was kept."""

    def __setattr__(self, name: str, value: object) -> None:
        super().__setattr__(name, None if name == "_name" else value)


@pytest.mark.only("postgresql")
def test_who_asks_beside_another_reads_as_the_role_too(house: House) -> None:
    """No name is no role to PostgreSQL: it would be read as the house itself."""
    along = house.for_who_reads_along().db
    along._role = AskedBeside(along.engine)
    with along.reading(EVERYWHERE) as session:
        assert session.scalar(text("SELECT current_user")) == READER
