"""Backups: the data and the keys as two sealed files, made while the house goes on working.

Two files, because keys must be forgotten sooner than data: whoever throws key backups away after
thirty days can promise that an erased household stays erased (security R31, R38).
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from sqlalchemy import URL, create_engine, inspect, make_url

from api.core import sealed_file, secret_file
from api.core.house import House
from api.core.migrate import arrange
from api.core.settings import Settings
from i18n.terminal import pgettext

KINDS = ("data", "keys")
TABLES = {"data": "households", "keys": "household_keys"}


def backup(house: House, folder: Path, now: datetime) -> list[Path]:
    """Write both backups into `folder`; return them.

    The keys come last, so that each cell has its key there. When one was forgotten meanwhile, both
    are made again: what was locked with it is locked otherwise now, and not in the data that we have.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    places = [folder / f"huisboek-{now:%Y%m%dT%H%M%SZ}.{kind}" for kind in KINDS]
    before: set[tuple[UUID, int]] | None = None
    while before is None or before - _keys(house):
        before = _keys(house)
        for kind, place in zip(KINDS, places, strict=True):
            with _room(house.settings) as room:
                _copy(_url(house.settings, kind), room / "copy")
                sealed_file.seal(house.secrets, kind, room / "copy", place)
    return places


def _keys(house: House) -> set[tuple[UUID, int]]:
    return {(row.household_id, row.version) for row in house.keys.all()}


def restore(settings: Settings, files: list[Path]) -> str:
    """Put backups back where there is nothing yet. Raises `RuntimeError` when there is something.

    Returns what is still to be done so that anybody can read along there, "" for nothing. The house is
    not opened for it: opening makes fresh secrets, and those open no old backup.
    """
    if not settings.secret_file.exists():
        raise RuntimeError(
            pgettext(
                "beheer",
                "%(file)s is er niet. Zet eerst het geheime bestand terug.",
                file=settings.secret_file,
            )
        )
    secrets, trouble = secret_file.load(settings.secret_file), ""
    for file in files:
        with _room(settings) as room:
            kind = sealed_file.unseal(secrets, file, room / "copy")
            _put_back(room / "copy", _url(settings, kind))
        if kind == "data":
            trouble = arrange(settings.database_url)
    return trouble


def is_whole(settings: Settings) -> bool:
    """Say whether both stores are there; asking makes neither of them."""
    return all(_has(_url(settings, kind), table) for kind, table in TABLES.items())


def _has(url: URL, table: str) -> bool:
    if url.get_backend_name() == "sqlite" and not Path(str(url.database)).exists():
        return False
    engine = create_engine(url)
    try:
        return inspect(engine).has_table(table)
    finally:
        engine.dispose()


def _url(settings: Settings, kind: str) -> URL:
    return make_url(settings.database_url if kind == "data" else settings.keys_url)


@contextmanager
def _room(settings: Settings) -> Iterator[Path]:
    """A place on the house's own disk, so that nothing lies in a shared /tmp."""
    with TemporaryDirectory(dir=settings.data) as room:
        yield Path(room)


def _copy(url: URL, place: Path) -> None:
    if url.get_backend_name() != "sqlite":
        _postgres("pg_dump", url, "--format=custom", "--enable-row-security", f"--file={place}")
        return
    with closing(sqlite3.connect(str(url.database))) as source, closing(_sqlite(place)) as target:
        source.backup(target)
        _must_be_whole(target)


def _put_back(copy: Path, url: URL) -> None:
    if url.get_backend_name() != "sqlite":
        _postgres(
            "pg_restore",
            url,
            "--no-owner",
            "--no-privileges",  # they name roles, which another cluster may not have
            "--exit-on-error",
            "--single-transaction",
            str(copy),
        )
        return
    place = Path(str(url.database))
    if place.exists():
        raise RuntimeError(
            pgettext("beheer", "%(file)s is er al. Zet dat bestand eerst weg.", file=place)
        )
    with closing(_sqlite(copy)) as found:
        _must_be_whole(found)
    copy.replace(place)


def _sqlite(place: Path) -> sqlite3.Connection:
    return sqlite3.connect(place, isolation_level=None)


def _must_be_whole(copy: sqlite3.Connection) -> None:
    try:
        said = copy.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        said = str(error)
    if said != "ok":
        raise RuntimeError(pgettext("beheer", "De backup is niet heel: %(said)s", said=said))


def _postgres(program: str, url: URL, *options: str) -> None:
    """Row-level security would hide every household; the setting says that all are meant."""
    path = shutil.which(program)
    if path is None:
        raise RuntimeError(
            pgettext(
                "beheer",
                "%(program)s is er niet. Zet PostgreSQL op deze computer.",
                program=program,
            )
        )
    bare = url.set(drivername="postgresql", password=None).render_as_string()
    secret = {"PGPASSWORD": str(url.password)} if url.password else {}
    environment = {**os.environ, "PGOPTIONS": "-c huisboek.household=*", **secret}
    said = subprocess.run(  # noqa: S603
        [path, f"--dbname={bare}", *options],
        check=False,
        env=environment,
        capture_output=True,
        text=True,
    )
    if said.returncode:
        raise RuntimeError(f"{program}: {said.stderr.strip()}")
