"""Houses to measure in: the made-up household, in this process or behind the real server."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path

import psutil

from api.core.house import House
from api.core.settings import Settings


@dataclass
class Running:
    """A server in processes of its own."""

    url: str
    process: psutil.Process
    ready_after: float

    def memory_mb(self) -> float:
        """What all its processes hold together; shared pages counted once."""
        family = [self.process, *self.process.children(recursive=True)]
        return sum(each.memory_full_info().pss for each in family) / 2**20


def open_house(data: Path) -> House:
    return House.open(Settings.from_environment({"HUISBOEK_DATA": str(data), "HUISBOEK_DEMO": "1"}))


def fill(data: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "api.cli", "demo"],
        check=True,
        env=environment(data),
        stdout=subprocess.DEVNULL,
    )


def environment(data: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HUISBOEK_")}
    return {**kept, "HUISBOEK_DATA": str(data), "HUISBOEK_DEMO": "1", **more}


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def running(data: Path, *command: str, path: str = "/bellen", **more: str) -> Iterator[Running]:
    """Start a command that serves on `HUISBOEK_PORT`; ready at its first 200."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", *command],
        env=environment(data, HUISBOEK_PORT=str(port), **more),
        stdout=subprocess.DEVNULL,
    )
    try:
        while not _answers(url + path):
            assert process.poll() is None, f"{command} stopped"
            time.sleep(0.02)
        yield Running(url, psutil.Process(process.pid), time.monotonic() - began)
    finally:
        _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """In order; a machine with more work than it can do may need a hand, and nothing may stay behind."""
    family = psutil.Process(process.pid).children(recursive=True)
    process.terminate()
    try:
        process.wait(60)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for child in psutil.wait_procs(family, timeout=5)[1]:
        child.kill()


def signed_in(url: str, who: str) -> urllib.request.OpenerDirector:
    """A browser of one of the made-up people, with cookies and our own pages' header."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()), _Stays())
    opener.addheaders = [("Sec-Fetch-Site", "same-origin"), ("Accept-Encoding", "gzip")]
    try:
        opener.open(f"{url}/demo/{who}", data=b"").close()
    except urllib.error.HTTPError as answer:
        if answer.code != 303:
            raise
    return opener


class _Stays(urllib.request.HTTPRedirectHandler):
    """Where an answer leads is another page."""

    def redirect_request(self, *_asked: object) -> None:
        return None


def _answers(url: str) -> bool:
    try:
        urllib.request.urlopen(url, timeout=2).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True
