"""Starting and stopping: one web server, one worker, and a parent that watches both.

The web server is Granian; the application itself does not know which server carries it.
Threads are many and cheap: somebody on a slow line holds one, and must not hold up the others.
"""

import os
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from api.demo import UNFINISHED

if TYPE_CHECKING:
    from flask import Flask

    from api.core.settings import Settings

PATIENCE = 60.0
GOODBYE = 15.0
STEPS = Path(__file__).parent / "core" / "migrations" / "versions"


def application() -> "Flask":
    """Make the application for any server that speaks WSGI."""
    from api.core.house import House  # noqa: PLC0415
    from api.core.settings import Settings  # noqa: PLC0415
    from api.push.second.carrying import check_patterns  # noqa: PLC0415
    from pwa import create_app  # noqa: PLC0415

    house = House.open(Settings.from_environment())
    house.ready()
    check_patterns(house)
    return create_app(house)


def served() -> "Flask":
    """Make it for a worker of `serve`. A house that must not start ends the server, not this worker alone.

    Otherwise the worker would be started again for ever, and nobody would be told why.
    """
    try:
        return application()
    except RuntimeError as trouble:
        sys.stderr.write(f"{trouble}\n")
        sys.stderr.flush()
        os.kill(os.getppid(), signal.SIGUSR1)
        os._exit(1)


def serve(address: str, port: int, target: str = "api.running:served") -> int:
    """Serve until told to stop. No access log: an address that asks is somebody's home."""
    from granian.constants import Interfaces  # noqa: PLC0415
    from granian.log import LogLevels  # noqa: PLC0415
    from granian.server import Server  # noqa: PLC0415

    refused: list[int] = []

    def end(number: int, _frame: FrameType | None) -> None:
        refused.append(number)
        os.kill(os.getpid(), signal.SIGTERM)

    signal.signal(signal.SIGUSR1, end)
    Server(
        target,
        factory=True,
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=int(os.environ.get("HUISBOEK_WORKERS", "2")),
        blocking_threads=int(os.environ.get("HUISBOEK_THREADS", "32")),
        websockets=False,
        log_level=LogLevels.error,
        log_access=False,
        respawn_failed_workers=True,
    ).serve()
    return 1 if refused else 0


def do(word: str) -> int:
    """Do one word in a process of its own, so that what it needed does not stay in memory."""
    return subprocess.run([sys.executable, "-m", "api.cli", word], check=False).returncode  # noqa: S603


def is_ready(settings: "Settings") -> bool:
    """Tell whether an embedded database is as new as the steps and lived in, without loading anything.

    Then a start need not wait for a look by all of the machinery. Not sure is not ready.
    """
    place = make_path(settings.database_url)
    if place is None or not place.exists() or (settings.data / UNFINISHED).exists():
        return False
    newest = max(step.name for step in STEPS.glob("[0-9]*.py")).split("_")[0]
    try:
        with closing(sqlite3.connect(f"file:{place}?mode=ro", uri=True)) as connection:
            steps = connection.execute("SELECT version_num FROM alembic_version").fetchall()
            lived_in = connection.execute("SELECT 1 FROM households LIMIT 1").fetchone()
    except sqlite3.Error:
        return False
    return steps == [(newest,)] and (lived_in is not None or not settings.demo)


def make_path(url: str) -> Path | None:
    """The file of an embedded database."""
    return Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:///") else None


def run(address: str, port: int, tell: Callable[[], None]) -> int:
    """Start web and worker, `tell` when both are there, stop both together; 0 when asked to stop."""
    asked: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        asked.append(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    children = [_start("serve", "--address", address, "--port", str(port)), _start("worker")]
    try:
        _wait_until_it_answers(f"http://{address}:{port}/healthz", children, asked)
        if not asked and _all_alive(children):
            tell()
        while not asked and _all_alive(children):
            time.sleep(0.2)
    finally:
        _end(children)
    return 0 if asked else 1


def _start(*words: str) -> subprocess.Popen[bytes]:
    """In a group of its own: Ctrl-C reaches the parent alone, which then stops both in order."""
    command = [sys.executable, "-m", "api.cli", *words]
    return subprocess.Popen(command, start_new_session=True)  # noqa: S603


def _all_alive(children: list[subprocess.Popen[bytes]]) -> bool:
    return all(child.poll() is None for child in children)


def _wait_until_it_answers(
    url: str, children: list[subprocess.Popen[bytes]], asked: list[int]
) -> None:
    deadline = time.monotonic() + PATIENCE
    while not asked and _all_alive(children) and time.monotonic() < deadline:
        try:
            urllib.request.urlopen(url, timeout=5).close()  # noqa: S310
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(GOODBYE)
        except subprocess.TimeoutExpired:
            child.kill()
