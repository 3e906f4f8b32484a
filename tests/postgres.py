"""A PostgreSQL of our own, that a test process starts and ends itself, and the databases in it."""

import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from tests.equipment import postgres

ROLE = "huisboek"
# As which it reads for who reads along; made as README tells who keeps PostgreSQL.
READER = f"{ROLE}_reader"
# Seconds: the first start after an install reads everything from a cold disk, beside other starts.
PATIENCE = 120


@contextmanager
def running_postgres(data: Path, sockets: Path, *options: str) -> Iterator[str]:
    """A PostgreSQL of our own with these settings; yields the folder to reach it by."""
    runs_as = account()
    for folder in (data, sockets):
        folder.mkdir()
        shutil.chown(folder, runs_as)
    tools = postgres()
    run = {"user": runs_as, "cwd": "/", "stdout": subprocess.DEVNULL} if runs_as else {}
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


def account() -> str | None:
    """PostgreSQL does not run as root."""
    if os.geteuid():
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def as_owner(sockets: str) -> psycopg.Connection:
    """Whoever may make and drop databases there."""
    return psycopg.connect(f"host={sockets} user=owner dbname=postgres", autocommit=True)


def make_roles(owner: psycopg.Connection) -> None:
    """The role of the house, which may make no roles, and the one as which it reads for who reads along."""
    owner.execute(f"CREATE ROLE {ROLE} LOGIN")
    owner.execute(f"CREATE ROLE {READER} NOLOGIN ROLE {ROLE}")


@contextmanager
def as_reader(url: str) -> Iterator[psycopg.Connection]:
    """A transaction of that role, of all households, that does not say that it only reads."""
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        connection.execute("CREATE SEQUENCE numbers")
        connection.commit()
        connection.execute("SELECT set_config('huisboek.household', '*', true)")
        connection.execute(f"SET LOCAL ROLE {READER}")
        yield connection
        connection.rollback()


def drop_database(sockets: str, name: str) -> None:
    """Whoever is still connected is cut off."""
    with as_owner(sockets) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def copy_database(sockets: str, template: str, name: str) -> None:
    """A new database with all that is in the other."""
    with as_owner(sockets) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {} STRATEGY file_copy").format(
                sql.Identifier(name), sql.Identifier(template), sql.Identifier(ROLE)
            )
        )


def url_of(sockets: str, name: str) -> str:
    """The address of a database, as a house that may not change its tables knows it."""
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
