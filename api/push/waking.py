"""Waking a worker at the moment that something is kept for it, so that it need not look each second.

On SQLite a worker listens on a socket beside the database, one for each worker, and whoever kept
something knocks on all of them. On PostgreSQL it listens to the database; NOTIFY makes commits wait
for each other, so it is used for what cannot wait a second. A knock may get lost: workers look anyway.
"""

import os
import socket
from contextlib import suppress
from pathlib import Path
from typing import Final

from sqlalchemy import event, make_url, text
from sqlalchemy.orm import Session

from api.core.house import House

CHANNEL: Final = "huisboek_push"


def wake(house: House) -> None:
    """Wake all workers of this house now; for what was kept already."""
    if house.db.is_sqlite:
        _knock(folder_of(house.settings.database_url))
        return
    with house.db.engine.begin() as connection:
        connection.execute(text(f"NOTIFY {CHANNEL}"))


def wake_after(session: Session, *, urgent: bool) -> None:
    """Wake the workers as soon as this transaction is kept; not at all when it is not."""
    bind = session.get_bind()
    if bind.dialect.name != "sqlite":
        if urgent:
            session.execute(text(f"NOTIFY {CHANNEL}"))
        return
    folder = folder_of(str(bind.engine.url))
    if session.info.get("wakes") is None:
        session.info["wakes"] = folder
        event.listen(session, "after_commit", lambda _session: _knock(folder), once=True)


def folder_of(url: str) -> Path:
    """Where the sockets of the workers lie: beside the database, in a folder that is the house's own."""
    return Path(f"{make_url(url).database}.wake")


def _knock(folder: Path) -> None:
    """Send an empty datagram to each worker; who does not listen any more is swept away.

    What is kept is kept: no trouble here, also not without a socket left, becomes that of who kept it.
    """
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as knocker:
        knocker.settimeout(0)
        for path in _sockets(folder):
            try:
                knocker.sendto(b"", path)
            except ConnectionRefusedError:
                Path(path).unlink(missing_ok=True)
            except OSError:
                # Full: it has knocks waiting already. Gone: it stops.
                continue


def _sockets(folder: Path) -> list[str]:
    with suppress(FileNotFoundError):
        return [entry.path for entry in os.scandir(folder)]
    return []
