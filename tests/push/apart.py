"""A push service and workers in processes of their own, for tests that end some of them without a warning."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any
from urllib.request import Request, urlopen

import psutil

from tests.faults.server import PATIENCE, ROOT, free_port
from tests.push.service import PATIENCE as PATIENCE_THERE


@dataclass
class FarService:
    """The push service of `tests.push.service`, in a process of its own."""

    origin: str
    key: str | None = None

    def subscribe(self, key: str | None = None) -> dict[str, Any]:
        """A browser that subscribed here."""
        return dict(self.ask("/_subscribe", {"key": key or self.key}))

    def told(self, **what: object) -> None:
        """Tell it what to do wrong."""
        self.ask("/_ctl", what)

    def accepted(self) -> list[dict[str, Any]]:
        """What was accepted, in order."""
        return [each for each in self.ask("/_log") if each["status"] == 201]

    def last(self, many: int) -> list[dict[str, Any]]:
        """The last so many that came in."""
        return list(self.ask("/_last", {"many": many}))

    def statuses(self) -> list[int | str]:
        return [each["status"] for each in self.ask("/_log")]

    def until(self, accepted: int) -> int:
        """Wait until so many were accepted, and return how many were; for as long as it has patience."""
        return int(self.ask("/_until", {"accepted": accepted}))

    def ask(self, path: str, body: object = None) -> Any:  # noqa: ANN401 - JSON
        sent = None if body is None else json.dumps(body).encode()
        with urlopen(Request(self.origin + path, data=sent), timeout=2 * PATIENCE_THERE) as answer:
            return json.loads(answer.read())


@contextmanager
def far_service() -> Iterator[FarService]:
    """Start it on a free port and wait until it answers; it ends with the block."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.push.service", str(port)], cwd=ROOT, stderr=subprocess.DEVNULL
    )
    service = FarService(f"http://127.0.0.1:{port}")
    try:
        _wait_for(process, service)
        yield service
    finally:
        process.kill()
        process.wait()


def _wait_for(process: subprocess.Popen[bytes], service: FarService) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        assert process.poll() is None, "the push service did not start"
        with suppress(OSError):
            service.until(0)
            return
        assert time.monotonic() < deadline, "the push service does not answer"
        time.sleep(0.05)


@dataclass
class Workers:
    """So many real workers of one house; whoever is killed is started anew."""

    environment: dict[str, str]
    port: int
    log: IO[bytes]
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self) -> None:
        command = [sys.executable, "-m", "api.cli", "worker"]
        env = {**os.environ, **self.environment}
        self.running.append(subprocess.Popen(command, env=env, cwd=ROOT, stderr=self.log))

    def sending(self) -> list[subprocess.Popen[bytes]]:
        """Those that have a connection to the push service: they are in the middle of it."""
        return [each for each in self.running if self._is_sending(each)]

    def kill(self, worker: subprocess.Popen[bytes]) -> None:
        """End one without a chance to tidy up, and start another."""
        worker.kill()
        worker.wait(PATIENCE)
        self.running.remove(worker)
        self.start()

    def end(self) -> None:
        for each in self.running:
            each.kill()
            each.wait(PATIENCE)

    def _is_sending(self, worker: subprocess.Popen[bytes]) -> bool:
        if worker.poll() is not None:
            return False
        found = psutil.Process(worker.pid).net_connections("tcp4")
        return any(each.raddr and each.raddr.port == self.port for each in found)


@contextmanager
def workers(
    environment: dict[str, str], service: FarService, many: int, log: Path
) -> Iterator[Workers]:
    """Start so many; what they say goes into a file, and they end with the block."""
    port = int(service.origin.rpartition(":")[2])
    with log.open("wb") as said:
        found = Workers(environment, port, said)
        try:
            for _ in range(many):
                found.start()
            yield found
        finally:
            found.end()
