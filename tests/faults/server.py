"""The real web server in processes of its own, as `huisboek serve` starts it, for tests that are rough with it."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0


@dataclass
class Server:
    """A running server and who is signed in there."""

    process: subprocess.Popen[bytes]
    port: int
    cookies: dict[str, str]

    def headers(self) -> dict[str, str]:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Cookie": cookie, "Sec-Fetch-Site": "same-origin"}

    def ask(self, method: str, path: str, body: bytes | None = None) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body, self.headers())
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def memory(self) -> int:
        """Return the bytes of all its processes together."""
        total = 0
        for process in [found := psutil.Process(self.process.pid), *found.children(recursive=True)]:
            try:
                total += process.memory_info().rss
            except psutil.Error:
                continue
        return total

    def kill(self) -> None:
        """End every process of it without a chance to tidy up."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE)


@contextmanager
def serving(environment: dict[str, str], cookies: dict[str, str]) -> Iterator[Server]:
    """Start it on a free port and wait until it answers."""
    port = free_port()
    settings = {
        **os.environ,
        "HUISBOEK_BASE_URL": f"http://127.0.0.1:{port}",
        "HUISBOEK_WORKERS": "1",
        **environment,
    }
    command = [
        sys.executable,
        "-m",
        "api.cli",
        "serve",
        "--address",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    process = subprocess.Popen(command, env=settings, cwd=ROOT, start_new_session=True)
    server = Server(process, port, cookies)
    try:
        wait_for(server)
        yield server
    finally:
        if process.poll() is None:
            server.kill()


def run_to_its_end(environment: dict[str, str], seconds: float = 60) -> tuple[int | None, str]:
    """Start a server that should not start; return how it ended (None: it did not) and what it said."""
    command = [sys.executable, "-m", "api.cli", "serve", "--port", str(free_port())]
    process = subprocess.Popen(
        command,
        env={**os.environ, **environment},
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        _, said = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        return None, ""
    else:
        return process.returncode, said
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def wait_for(server: Server) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        assert server.process.poll() is None, "the server did not start"
        try:
            server.ask("GET", "/healthz")
        except OSError:
            assert time.monotonic() < deadline, "the server does not answer"
            time.sleep(0.05)
        else:
            return


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
