"""What a worker hears when something is kept for it: on SQLite its own socket, on PostgreSQL the database."""

import logging
import secrets
import socket
from collections.abc import Callable
from threading import Event, Thread

import psycopg
from sqlalchemy import make_url

from api.core.house import House
from api.push.waking import CHANNEL, folder_of

log = logging.getLogger("huisboek.worker")
BREATH = 1.0
AGAIN = 2.0


def listen(house: House, ring: Callable[[], None], stop: Event) -> Thread:
    """Ring at each knock, in a thread that ends within a breath of ``stop``.

    When it cannot listen it does not ring: a worker looks by itself too, only a little later.
    """
    url = house.settings.database_url
    hear = _hear_socket if house.db.is_sqlite else _hear_database
    thread = Thread(target=hear, args=(url, ring, stop), name="bell", daemon=True)
    thread.start()
    return thread


def _hear_socket(url: str, ring: Callable[[], None], stop: Event) -> None:
    folder = folder_of(url)
    path = folder / secrets.token_hex(8)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
            ear.bind(str(path))
            ear.settimeout(BREATH)
            _ring_each(ear, ring, stop)
    except OSError as trouble:
        log.warning("bell: %s", type(trouble).__name__)
    finally:
        path.unlink(missing_ok=True)


def _ring_each(ear: socket.socket, ring: Callable[[], None], stop: Event) -> None:
    while not stop.is_set():
        try:
            ear.recv(1)
        except TimeoutError:
            continue
        ring()


def _hear_database(url: str, ring: Callable[[], None], stop: Event) -> None:
    """On a connection of its own, made again whenever it is lost."""
    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    while not stop.is_set():
        try:
            with psycopg.connect(address, autocommit=True) as connection:
                connection.execute(f"LISTEN {CHANNEL}")
                ring()
                while not stop.is_set():
                    for _ in connection.notifies(timeout=BREATH, stop_after=1):
                        ring()
        except psycopg.Error as trouble:
            log.warning("bell: %s", type(trouble).__name__)
            stop.wait(AGAIN)
