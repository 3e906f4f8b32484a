"""How the role of who reads along comes to be: by an upgrade where it may, else by one line that is told."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import NullPool, create_engine, inspect, make_url

from api.cli import main
from api.core import migrate
from api.core.backup import backup, restore
from api.core.house import House
from api.core.readable import READABLE
from api.core.settings import Settings
from tests.equipment import postgres
from tests.houses import NOW, fresh_urls
from tests.postgres import READER, ROLE, as_owner

pytestmark = pytest.mark.only("postgresql")
LINE = re.compile(r"PostgreSQL: (.*?;)")


@contextmanager
def new_role(sockets: str, may: str, databases: int = 1) -> Iterator[tuple[str, list[str]]]:
    """A role that may this, with empty databases of its own; their addresses."""
    role = f"apart_{uuid4().hex[:12]}"
    names = [f"{role}_{number}" for number in range(databases)]
    with as_owner(sockets) as owner:
        owner.execute(f"CREATE ROLE {role} LOGIN {may}")
        for name in names:
            owner.execute(f"CREATE DATABASE {name} OWNER {role}")
    try:
        yield role, [f"postgresql+psycopg://{role}@/{name}?host={sockets}" for name in names]
    finally:
        with as_owner(sockets) as owner:
            for name in names:
                owner.execute(f"DROP DATABASE {name} WITH (FORCE)")
            owner.execute(f"DROP ROLE IF EXISTS {role}_reader")
            owner.execute(f"DROP ROLE {role}")


def seen_by(url: str, reader: str) -> set[str]:
    """The tables of which the role sees anything."""
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        found = connection.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r'"
            " AND relnamespace = current_schema()::regnamespace"
            " AND has_any_column_privilege(%s, oid, 'SELECT')",
            [reader],
        )
        return {name for (name,) in found.fetchall()}


def test_who_may_make_roles_makes_it_and_once_is_enough(dialect: str, postgres_server: str) -> None:
    with new_role(postgres_server, "CREATEROLE") as (role, [url]):
        for _twice in range(2):
            migrate.upgrade(url)
            assert seen_by(url, f"{role}_reader") == READABLE
        with psycopg.connect(url.replace("+psycopg", "")) as connection:
            connection.execute(f"SET LOCAL ROLE {role}_reader")


def test_who_may_not_is_told_one_line_and_has_done_nothing_until_it_was_run(
    dialect: str, postgres_server: str
) -> None:
    with new_role(postgres_server, "") as (role, [url]):
        with pytest.raises(RuntimeError) as told:
            migrate.upgrade(url)
        engine = create_engine(url, poolclass=NullPool)
        assert inspect(engine).get_table_names() == []
        found = LINE.search(str(told.value))
        assert found
        assert found[1] == f"CREATE ROLE {role}_reader NOLOGIN ROLE {role};"
        with as_owner(postgres_server) as owner:
            owner.execute(found[1])  # type: ignore[call-overload]
        migrate.upgrade(url)
        assert seen_by(url, f"{role}_reader") == READABLE


def test_two_houses_of_one_cluster_make_it_in_the_same_moment(
    dialect: str, postgres_server: str
) -> None:
    with new_role(postgres_server, "CREATEROLE", databases=3) as (role, urls):
        for url in urls:
            migrate.upgrade(url, "0034")
        together, wrong = threading.Barrier(len(urls)), []

        def take(url: str) -> None:
            together.wait()
            try:
                said = migrate.arrange(url)
            except Exception as error:  # noqa: BLE001 - whatever went wrong in a thread
                said = repr(error)
            wrong.extend([said] if said else [])

        threads = [threading.Thread(target=take, args=(url,)) for url in urls]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        assert wrong == []
        for url in urls:
            assert seen_by(url, f"{role}_reader") == READABLE


def test_one_step_down_it_sees_nothing_and_up_again_all_of_it(house: House) -> None:
    url = house.settings.database_url
    house.db.close()
    assert seen_by(url, READER) == READABLE
    migrate.downgrade(url, "0034")
    assert seen_by(url, READER) == set()
    migrate.upgrade(url)
    assert seen_by(url, READER) == READABLE


def test_a_role_that_is_gone_later_is_told_and_holds_up_nothing_else(
    house: House,
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    postgres_server: str,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    house.db.close()
    line = f"CREATE ROLE {READER} NOLOGIN ROLE {ROLE};"
    with as_owner(postgres_server) as owner:
        owner.execute(f"ALTER ROLE {READER} RENAME TO elsewhere")
        try:
            assert main(["verify"]) == 1
            assert line in capsys.readouterr().out
            assert main(["migrate"]) == 0
            assert line in capsys.readouterr().err
            house.ready()
        finally:
            owner.execute(f"ALTER ROLE elsewhere RENAME TO {READER}")
    assert main(["verify"]) == 0
    assert line not in capsys.readouterr().out


def test_a_new_table_is_not_seen_until_it_is_named(house: House) -> None:
    with house.db.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE fresh (id integer)")
    assert migrate.arrange(house.settings.database_url) == ""
    assert seen_by(house.settings.database_url, READER) == READABLE


def test_a_table_of_another_owner_is_left_alone(house: House, postgres_server: str) -> None:
    """Such as those of an extension, which everybody may look at."""
    name = make_url(house.settings.database_url).database
    address = f"host={postgres_server} user=owner dbname={name}"
    with psycopg.connect(address, autocommit=True) as owner:
        owner.execute("CREATE TABLE other (id integer)")
        owner.execute("GRANT SELECT ON other TO PUBLIC")
    for _twice in range(2):
        assert migrate.arrange(house.settings.database_url) == ""
        assert house.db.troubles_of_reading_along() == []
    assert seen_by(house.settings.database_url, READER) == READABLE | {"other"}


@pytest.mark.parametrize("role_is_there", [True, False], ids=["there", "gone"])
def test_a_restored_house_is_read_along_or_says_what_it_needs(
    house: House,
    scratch: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    postgres_server: str,
    *,
    role_is_there: bool,
) -> None:
    monkeypatch.setenv("PATH", str(postgres()), prepend=":")
    files = backup(house, tmp_path, NOW)
    with (
        fresh_urls("postgresql", "template0", scratch, postgres_server) as environment,
        as_owner(postgres_server) as owner,
    ):
        settings = Settings.from_environment(environment)
        settings.secret_file.write_text(house.settings.secret_file.read_text())
        settings.secret_file.chmod(0o600)
        if not role_is_there:
            owner.execute(f"ALTER ROLE {READER} RENAME TO elsewhere")
        try:
            said = restore(settings, files)
            back = House.open(settings)
            assert [said] == (back.db.troubles_of_reading_along() or [""])
            assert back.db.lets_read_along() is role_is_there
            back.close()
        finally:
            if not role_is_there:
                owner.execute(f"ALTER ROLE elsewhere RENAME TO {READER}")
        assert (f"CREATE ROLE {READER} NOLOGIN ROLE {ROLE};" in said) is not role_is_there
        assert role_is_there or migrate.upgrade(settings.database_url) == ""
        assert seen_by(settings.database_url, READER) == READABLE
