"""A house to test in, once on SQLite and once on PostgreSQL, real both times.

The schema is built once per test process; every test gets a fresh copy of it.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder

from api.core import pace
from api.core.clock import FixedClock
from api.core.db import EVERYWHERE
from api.core.house import House
from api.core.http import KEY
from api.core.settings import Settings
from api.people import hashing
from pwa import create_app
from tests.postgres import (
    ROLE,
    as_owner,
    copy_database,
    drop_database,
    make_roles,
    running_postgres,
    url_of,
)
from tests.schema import build_schema

if TYPE_CHECKING:
    from tests.world import World

NOW = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)
_PUT_TOGETHER: dict[str, Flask] = {}
_FURNISHED: "dict[str, Furnished]" = {}


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


@pytest.fixture(scope="session", autouse=True)
def quick_beat() -> Iterator[None]:
    """What goes out on a beat goes at once: hundreds of tests move a thing in a child's room.

    That everything is answered on the beat is held by tests/safe_object/test_room.py.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pace, "sleep", lambda _seconds: None)
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
    with as_owner(sockets) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = 'template_house'")
        if known.fetchone():
            return "template_house"
        make_roles(connection)
        connection.execute(f"CREATE DATABASE template_house OWNER {ROLE}")
    build_schema(url_of(sockets, "template_house"))
    return "template_house"


@contextmanager
def fresh_urls(
    dialect: str, template: str, scratch: Path, sockets: str, furniture: Path | None = None
) -> Iterator[dict[str, str]]:
    """A fresh data folder and database: the environment of a house; gone afterwards.

    What lies in ``furniture`` is copied into the folder.
    """
    name = f"house_{uuid4().hex[:12]}"
    data = scratch / name
    environment = {"HUISBOEK_DATA": str(data), "HUISBOEK_DEMO": "1"}
    if furniture:
        shutil.copytree(furniture, data)
    else:
        data.mkdir()
    if dialect == "sqlite":
        shutil.copy(template, data / "huisboek.db")
    else:
        copy_database(sockets, template, name)
        environment["HUISBOEK_DATABASE_URL"] = url_of(sockets, name)
    try:
        yield environment
    finally:
        shutil.rmtree(data, ignore_errors=True)
        if dialect != "sqlite":
            drop_database(sockets, name)


@dataclass(frozen=True)
class Furnished:
    """A house in which the world of `tests.world` lives, kept to be copied: that is quicker than to build it."""

    template: str
    folder: Path
    world: "World"


@pytest.fixture(scope="session")
def furnished(
    dialect: str, template: str, scratch: Path, request: pytest.FixtureRequest
) -> Furnished:
    """Such a house at ``NOW``. Asked for again it is the one that is there, as the empty one."""
    if dialect not in _FURNISHED:
        sockets = request.getfixturevalue("postgres_server") if dialect == "postgresql" else ""
        _FURNISHED[dialect] = _furnish(dialect, template, scratch, sockets)
    return _FURNISHED[dialect]


def _furnish(dialect: str, template: str, scratch: Path, sockets: str) -> Furnished:
    from tests.world import build_world  # noqa: PLC0415 - it is built of a house, and stands above it

    with fresh_urls(dialect, template, scratch, sockets) as environment:
        first = House.open(Settings.from_environment(environment), FixedClock(NOW))
        world = build_world(first, NOW)
        first.close()
        folder = scratch / f"furniture_{dialect}"
        shutil.copytree(environment["HUISBOEK_DATA"], folder)
        if dialect == "sqlite":
            return Furnished(str(folder / "huisboek.db"), folder, world)
        copy_database(sockets, Path(environment["HUISBOEK_DATA"]).name, "template_world")
        return Furnished("template_world", folder, world)


@pytest.fixture
def environment(
    dialect: str, template: str, scratch: Path, request: pytest.FixtureRequest
) -> Iterator[dict[str, str]]:
    """The environment of a fresh house; of one where the world lives, for who asks for `world`."""
    sockets = request.getfixturevalue("postgres_server") if dialect == "postgresql" else ""
    lived_in = "furnished" in request.fixturenames
    found: Furnished | None = request.getfixturevalue("furnished") if lived_in else None
    source, folder = (found.template, found.folder) if found else (template, None)
    with fresh_urls(dialect, source, scratch, sockets, folder) as urls:
        yield urls


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


def waits_for_another(house: House) -> bool:
    """A connection of PostgreSQL waits for what another holds."""
    with house.db.reading(EVERYWHERE) as session:
        waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        mine = " AND datname = current_database()"
        return bool(session.scalar(text(waiting + mine)))


def _own(value: object) -> object:
    """A copy of a table of the application, with copies of the lists in it; anything else as it is."""
    if not isinstance(value, dict):
        return value
    mine = copy(value)
    mine.update({name: copy(each) for name, each in value.items() if isinstance(each, list)})
    return mine
