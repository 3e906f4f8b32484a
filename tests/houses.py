"""A house to test in, once on SQLite and once on PostgreSQL, real both times.

The schema is built once per test process; every test gets a fresh copy of it.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from psycopg import sql
from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder

from api.core.clock import FixedClock
from api.core.house import House
from api.core.http import KEY
from api.core.settings import Settings
from api.people import hashing
from pwa import create_app
from tests.equipment import postgres
from tests.schema import build_schema

NOW = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)
ROLE = "huisboek"
# Seconds: the first start after an install reads everything from a cold disk, beside other starts.
PATIENCE = 120
_PUT_TOGETHER: dict[str, Flask] = {}


class OwnPages(FlaskClient):
    """A client whose requests come from our own pages, as a browser would say."""

    def open(self, *args: object, **kwargs: object) -> object:  # type: ignore[override]
        if args and isinstance(args[0], (EnvironBuilder, dict)):
            return super().open(*args, **kwargs)  # type: ignore[arg-type]
        headers = Headers(kwargs.pop("headers", None))  # type: ignore[arg-type]
        if "Sec-Fetch-Site" not in headers and "Origin" not in headers:
            headers["Sec-Fetch-Site"] = "same-origin"
        return super().open(*args, headers=headers, **kwargs)  # type: ignore[arg-type]


def pytest_configure(config: pytest.Config) -> None:
    os.environ["HUISBOEK_LANGUAGE"] = "nl"  # what a terminal says is Dutch here, whose ever it is
    config.addinivalue_line("markers", "only(dialect): a promise about one of the two databases")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What asks for a house is run on both databases."""
    if "dialect" in metafunc.fixturenames:
        only = metafunc.definition.get_closest_marker("only")
        dialects = only.args if only else ("sqlite", "postgresql")
        metafunc.parametrize("dialect", dialects, scope="session")


@pytest.fixture(scope="session", autouse=True)
def quick_codes() -> Iterator[None]:
    """Argon2id as it is, with less of it: hundreds of tests come through the door.

    What the house really takes is held by tests/people/test_hashing.py.
    """
    with pytest.MonkeyPatch.context() as patch:
        quick = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
        patch.setattr(hashing, "SLOW", quick)
        yield


@pytest.fixture(scope="session")
def scratch() -> Iterator[Path]:
    """A quick place for databases, in memory where the machine has one."""
    root = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="huisboek-", dir=root) as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture(scope="session")
def postgres_server(scratch: Path) -> Iterator[str]:
    """The address of a PostgreSQL that this test process starts and ends itself."""
    with running_postgres(scratch / "pg", scratch / "pgs", "max_connections=200") as sockets:
        yield sockets


@contextmanager
def running_postgres(data: Path, sockets: Path, *options: str) -> Iterator[str]:
    """A PostgreSQL of our own with these settings; yields the folder to reach it by."""
    account = _account()
    for folder in (data, sockets):
        folder.mkdir()
        shutil.chown(folder, account)
    tools = postgres()
    run = {"user": account, "cwd": "/", "stdout": subprocess.DEVNULL} if account else {}
    subprocess.run(
        [tools / "initdb", "-D", data, "-A", "trust", "-U", "owner", "--no-sync", "-E", "UTF8"],
        check=True,
        **run,  # type: ignore[call-overload]
    )
    settings = [word for option in ("listen_addresses=", *options) for word in ("-c", option)]
    server = subprocess.Popen(
        [tools / "postgres", "-D", data, "-k", sockets, *settings],
        stderr=subprocess.DEVNULL,
        **run,  # type: ignore[call-overload]
    )
    try:
        _wait_for(f"host={sockets} user=owner dbname=postgres")
        yield str(sockets)
    finally:
        server.send_signal(signal.SIGINT)  # a fast stop: it waits for nobody who is still connected
        server.wait(PATIENCE)


@pytest.fixture(scope="session")
def template(dialect: str, scratch: Path, request: pytest.FixtureRequest) -> str:
    """An empty database with the whole schema; its name or path.

    Asked for again it is the one that is there: a worker that takes over the tests of another goes
    back and forth between the two databases, and each time this begins anew.
    """
    if dialect == "sqlite":
        path = scratch / "template.db"
        if not path.exists():
            build_schema(f"sqlite:///{path}")
        return str(path)
    sockets: str = request.getfixturevalue("postgres_server")
    with _owner(sockets) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = 'template_house'")
        if known.fetchone():
            return "template_house"
        connection.execute(f"CREATE ROLE {ROLE} LOGIN")
        connection.execute(f"CREATE DATABASE template_house OWNER {ROLE}")
    build_schema(_url(sockets, "template_house"))
    return "template_house"


@contextmanager
def fresh_urls(
    dialect: str, template: str, scratch: Path, sockets: str
) -> Iterator[dict[str, str]]:
    """A fresh data folder and database: the environment of a house; gone afterwards."""
    name = f"house_{uuid4().hex[:12]}"
    data = scratch / name
    data.mkdir()
    environment = {"HUISBOEK_DATA": str(data), "HUISBOEK_DEMO": "1"}
    if dialect == "sqlite":
        shutil.copy(template, data / "huisboek.db")
    else:
        with _owner(sockets) as connection:
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {} STRATEGY file_copy").format(
                    sql.Identifier(name), sql.Identifier(template), sql.Identifier(ROLE)
                )
            )
        environment["HUISBOEK_DATABASE_URL"] = _url(sockets, name)
    try:
        yield environment
    finally:
        shutil.rmtree(data, ignore_errors=True)
        if dialect != "sqlite":
            with _owner(sockets) as connection:
                connection.execute(
                    sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
                )


@pytest.fixture
def environment(
    dialect: str, template: str, scratch: Path, request: pytest.FixtureRequest
) -> Iterator[dict[str, str]]:
    """The environment of a fresh house."""
    sockets = request.getfixturevalue("postgres_server") if dialect == "postgresql" else ""
    with fresh_urls(dialect, template, scratch, sockets) as found:
        yield found


@pytest.fixture
def house(environment: dict[str, str]) -> Iterator[House]:
    """An empty house whose clock stands at ``NOW``; set ``house.clock.moment`` to move it."""
    opened = House.open(Settings.from_environment(environment), FixedClock(NOW))
    yield opened
    opened.close()


@pytest.fixture
def app(house: House) -> Flask:
    """The application of that house."""
    return make_app(house)


def make_app(house: House) -> Flask:
    """The application of this house, with a client that behaves as our own pages do.

    To put it together takes longer than most tests: that is done once for each process. Every house gets
    a copy with lists of its own, so that what a test hangs into it is not there for the next.
    """
    base = house.settings.base_url
    first = _PUT_TOGETHER.get(base) or _PUT_TOGETHER.setdefault(base, create_app(house))
    assert "wsgi_app" not in vars(first), "what is wrapped leads to the first: make it by itself"
    made = copy(first)
    vars(made).update({name: _own(value) for name, value in vars(first).items()})
    made.extensions[KEY] = house
    made.test_client_class = OwnPages
    return made


def _own(value: object) -> object:
    """A copy of a table of the application, with copies of the lists in it; anything else as it is."""
    if not isinstance(value, dict):
        return value
    mine = copy(value)
    mine.update({name: copy(each) for name, each in value.items() if isinstance(each, list)})
    return mine


def _account() -> str | None:
    """PostgreSQL does not run as root."""
    if os.geteuid():
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _owner(sockets: str) -> psycopg.Connection:
    return psycopg.connect(f"host={sockets} user=owner dbname=postgres", autocommit=True)


def _url(sockets: str, name: str) -> str:
    return f"postgresql+psycopg://{ROLE}@/{name}?host={sockets}"


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            psycopg.connect(address).close()
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return
