"""A push service of our own, on this machine only: it checks what real ones check, and fails on request.

In a test: ``with serving() as service``. As a process of its own, for what starts and kills others::

    python -m tests.push.service PORT

    POST /_subscribe  {"key": …}   a browser; answers what its PushSubscription says
    POST /_ctl        {"faults": [503, "hang", "reset", "drip", {"status": 429, "retry-after": "2"}],
                       "delay": 0.04, "expire": TOKEN}
    GET  /_log                     what came in: when, at whom, what it said, what was answered
    POST /_last {"many": 8}        the last of it
    POST /_until {"accepted": 10}  how much of it was accepted, as soon as it is so much
"""

import json
import secrets
import socket
import ssl
import struct
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Event, Lock, Thread
from typing import Any

from tests.push.checking import Browser, Refused, check

PATIENCE = 90.0
Fault = int | str | dict[str, Any]
"""A status, ``hang``, ``reset``, ``drip`` (the answer, and never its body), or a status with headers."""


@dataclass
class Knocked:
    """One request that came in; `beside` says how many were being answered then, itself included."""

    token: str
    at: float
    status: int | str
    said: dict[str, Any] | None = None
    plain: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    size: int = 0
    beside: int = 0


class Service(ThreadingHTTPServer):
    """The service: its browsers, what it was told to do wrong, and what came in."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, port: int = 0, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.origin = f"http{'s' if tls else ''}://127.0.0.1:{self.server_address[1]}"
        self.tls = tls
        self.now = lambda: datetime.now(UTC)
        self.browsers: dict[str, Browser] = {}
        self.faults: list[Fault] = []
        self.always: Fault | None = None
        self.delay = 0.0
        self.log: list[Knocked] = []
        self.at_once = 0
        self.connections = 0
        self.open: list[socket.socket] = []
        self.ended = Event()
        self.lock = Lock()
        self.more = Condition(self.lock)
        self.taken = 0

    def get_request(self) -> tuple[Any, Any]:
        """Greet in the thread of the connection: who is slow to greet must not keep others out."""
        connection, address = super().get_request()
        self.connections += 1
        self.open.append(connection)
        if self.tls is None:
            return connection, address
        return self.tls.wrap_socket(
            connection, server_side=True, do_handshake_on_connect=False
        ), address

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever hangs up in the middle is no news."""

    def subscribe(self, key: str | None = None) -> dict[str, Any]:
        browser = Browser(secrets.token_urlsafe(24), key)
        self.browsers[browser.token] = browser
        return browser.told(self.origin)

    def expire(self, endpoint: str) -> None:
        self.browsers[endpoint.rsplit("/", 1)[1]].gone = True

    def next_fault(self) -> Fault | None:
        with self.lock:
            return self.faults.pop(0) if self.faults else self.always

    def came(self, endpoint: str = "") -> list[Knocked]:
        """What came in, at everybody or at one of them."""
        token = endpoint.rsplit("/", 1)[-1]
        with self.lock:
            return [each for each in self.log if token in {"", each.token}]

    def accepted(self, endpoint: str = "") -> list[Knocked]:
        return [each for each in self.came(endpoint) if each.status == 201]

    def hang_up(self) -> None:
        """Close every connection, as a service does with those that do nothing."""
        for connection in self.open:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self.ended.set()
        self.shutdown()
        self.server_close()


class Handler(BaseHTTPRequestHandler):
    """One connection, kept open as real services do."""

    protocol_version = "HTTP/1.1"
    server: Service

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", "0")))
        if self.path == "/_subscribe":
            self._tell(self.server.subscribe(**json.loads(body or b"{}")))
        elif self.path == "/_last":
            self._tell(self._rows(-int(json.loads(body)["many"])))
        elif self.path == "/_until":
            self._wait_until(**json.loads(body))
        elif self.path == "/_ctl":
            self._control(json.loads(body))
        else:
            with self.server.lock:
                self.server.at_once += 1
                beside = self.server.at_once
            self._knocked(body, beside)

    def do_GET(self) -> None:
        self._tell(self._rows())

    def _rows(self, since: int = 0) -> list[dict[str, Any]]:
        with self.server.lock:
            return [
                {**vars(each), "plain": each.plain.decode()} for each in self.server.log[since:]
            ]

    def _wait_until(self, accepted: int, seconds: float = PATIENCE) -> None:
        with self.server.more:
            self.server.more.wait_for(lambda: self.server.taken >= accepted, seconds)
            taken = self.server.taken
        self._tell(taken)

    def log_message(self, format: str, *args: object) -> None:
        """The log is ours."""

    def _control(self, told: dict[str, Any]) -> None:
        if "expire" in told:
            self.server.expire(told.pop("expire"))
        for name in ("faults", "always", "delay"):
            if name in told:
                setattr(self.server, name, told[name])
        self._tell({})

    def _knocked(self, body: bytes, beside: int) -> None:
        token, headers = (
            self.path.rsplit("/", 1)[-1],
            {k.lower(): v for k, v in self.headers.items()},
        )
        knocked = Knocked(
            token, time.time(), "hang", headers=headers, size=len(body), beside=beside
        )
        self.server.ended.wait(self.server.delay)
        fault = self.server.next_fault()
        more: dict[str, str] = {"ttl": headers.get("ttl", "0")}
        if isinstance(fault, dict):
            more |= {name: value for name, value in fault.items() if name != "status"}
            fault = fault["status"]
        if fault is None or fault == 201:
            self._open(knocked, body)
        else:
            knocked.status = fault
        with self.server.lock:
            self.server.log.append(knocked)
            self.server.at_once -= 1
            self.server.taken += knocked.status == 201
            self.server.more.notify_all()
        self._answer(knocked.status, more)

    def _open(self, knocked: Knocked, body: bytes) -> None:
        browser = self.server.browsers.get(knocked.token)
        if browser is None or browser.gone:
            knocked.status = 410 if browser else 404
            return
        try:
            knocked.plain = check(
                knocked.headers, body, browser, self.server.origin, self.server.now()
            )
            knocked.said, knocked.status = json.loads(knocked.plain), 201
        except Refused as refusal:
            knocked.status = refusal.status

    def _answer(self, status: int | str, more: dict[str, str]) -> None:
        if status == "hang":
            self.server.ended.wait()
            self.close_connection = True
        elif status == "reset":
            now = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, now)
            self.connection.close()
            self.close_connection = True
        elif status == "drip":
            self._begin(201, more, length=10)
            self.server.ended.wait()
            self.close_connection = True
        else:
            self._begin(int(status), more, length=0)

    def _begin(self, status: int, more: dict[str, str], *, length: int) -> None:
        self.send_response(status)
        for name, value in {**more, "content-length": str(length)}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.flush()

    def _tell(self, told: object) -> None:
        text = json.dumps(told).encode()
        self._begin(200, {"content-type": "application/json"}, length=len(text))
        self.wfile.write(text)


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[Service]:
    """A service that answers until the block ends."""
    service = Service(tls=tls)
    thread = Thread(target=service.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        service.close()
        thread.join()


if __name__ == "__main__":
    Service(int(sys.argv[1])).serve_forever()
