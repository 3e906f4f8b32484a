"""What the maker of Chromium runs for its browsers, here on this machine: a browser subscribes for real.

A browser says that it is there (check-in) and asks for an address (registration), both over HTTP; it keeps
a line open over TLS, along which it is brought what was posted to that address. Nothing of this is in the
product: a browser is told by its flags where its maker is, and the sender of a test where that host lives.
"""

import secrets
import socketserver
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from typing import Any
from urllib.parse import parse_qs

from api.push.message import Message
from api.push.rules import Answer
from api.push.sending import Sender
from tests.push import protobuf
from tests.push.certificate import self_made
from tests.push.checking import Refused, check_headers

HOST = "https://jmt17.google.com"
"""Where a Chromium that carries no maker's keys says that it can be reached."""
BROUGHT, LOGIN, LOGGED_IN, PING, PONG, CLOSE, VERSION = 8, 2, 3, 0, 1, 4, 41


@dataclass(frozen=True)
class Posted:
    """What was posted for one browser."""

    token: str
    body: bytes
    headers: dict[str, str]


@dataclass
class Maker:
    """Its browsers by address, the lines that are open, and what was posted."""

    http: int = 0
    line: int = 0
    asked: dict[str, dict[str, str]] = field(default_factory=dict)
    lines: dict[str, Any] = field(default_factory=dict)
    waits: dict[str, list[bytes]] = field(default_factory=dict)
    posted: list[Posted] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def flags(self) -> list[str]:
        """How a Chromium is told where its maker is."""
        return [
            f"--gcm-checkin-url=http://127.0.0.1:{self.http}/checkin",
            f"--gcm-registration-url=http://127.0.0.1:{self.http}/register",
            f"--gcm-mcs-endpoint=https://127.0.0.1:{self.line}",
            "--ignore-certificate-errors",
        ]

    def sender(self) -> Sender:
        """A sender that finds the maker's host on this machine."""
        return _Near(f"http://127.0.0.1:{self.http}")

    def register(self, form: dict[str, str]) -> str:
        """Give a browser an address for one site."""
        token = f"{secrets.token_urlsafe(16)}:{secrets.token_urlsafe(60)}"
        self.asked[token] = form
        return token

    def bring(self, posted: Posted) -> None:
        """Bring it to its browser, now or when that is there again."""
        form, stanza = self.asked[posted.token], _stanza(self.asked[posted.token], posted)
        with self.lock:
            self.posted.append(posted)
            line = self.lines.get(form["device"])
            if line is None:
                self.waits.setdefault(form["device"], []).append(stanza)
            else:
                line.write(stanza)

    def opens(self, device: str, line: Any) -> None:  # noqa: ANN401 - a file of a socket
        """A browser is there."""
        with self.lock:
            self.lines[device] = line
            for stanza in self.waits.pop(device, []):
                line.write(stanza)

    def closes(self, device: str, line: Any) -> None:  # noqa: ANN401 - a file of a socket
        """A browser is gone, unless it opened another line meanwhile."""
        with self.lock:
            if self.lines.get(device) is line:
                del self.lines[device]


class _Near(Sender):
    def __init__(self, origin: str) -> None:
        super().__init__()
        self._origin = origin

    def post(self, message: Message, now: datetime) -> Answer:
        """As ever, only the host lives elsewhere."""
        url = message.url.replace(HOST, self._origin)
        return super().post(replace(message, url=url), now)


class _Desk(BaseHTTPRequestHandler):
    """Check-in, registration, and the door at which the house knocks."""

    protocol_version = "HTTP/1.1"
    maker: Maker

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", "0")))
        if self.path.startswith("/checkin"):
            self._answer(200, _checked_in())
        elif self.path.startswith("/register"):
            form = {name: values[0] for name, values in parse_qs(body.decode()).items()}
            is_over = form.get("delete") == "true"
            token = form["X-subtype"] if is_over else self.maker.register(form)
            self._answer(200, f"token={token}".encode())
        else:
            self._answer(self._knocked(body), b"")

    def _knocked(self, body: bytes) -> int:
        token = self.path.rpartition("/")[2]
        headers = {name.lower(): value for name, value in self.headers.items()}
        if token not in self.maker.asked:
            return 410
        try:
            check_headers(headers, body, None, HOST, datetime.now(UTC))
        except Refused as refusal:
            return refusal.status
        self.maker.bring(Posted(token, body, headers))
        return 201

    def log_message(self, format: str, *args: object) -> None:
        """What came in is in the maker's own list."""

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class _Line(socketserver.StreamRequestHandler):
    """The line of one browser: it says who it is, then it is brought what comes in."""

    maker: Maker
    tls: ssl.SSLContext

    def setup(self) -> None:
        self.request = self.tls.wrap_socket(self.request, server_side=True)
        super().setup()

    def finish(self) -> None:
        with suppress(OSError):
            super().finish()
        self.request.close()

    def handle(self) -> None:
        device = ""
        with suppress(OSError, IndexError):
            self.rfile.read(1)  # the version that the browser speaks
            while (tag := self._byte()) != CLOSE:
                said = self.rfile.read(protobuf.read_number(self._byte))
                if tag == LOGIN:
                    device = protobuf.read(said)[3].decode()
                    self._greet()
                    self.maker.opens(device, self.wfile)
                elif tag == PING:
                    self.wfile.write(bytes([PONG, 0]))
        self.maker.closes(device, self.wfile)

    def _byte(self) -> int:
        return self.rfile.read(1)[0]

    def _greet(self) -> None:
        said = protobuf.field(1, "here") + protobuf.field(8, _ms())
        self.wfile.write(bytes([VERSION]) + _tagged(LOGGED_IN, said))


def _checked_in() -> bytes:
    """Who the browser is from now on; each is another one."""
    ids = (secrets.randbits(62) | 1, secrets.randbits(62) | 1)
    named = protobuf.fixed(7, ids[0]) + protobuf.fixed(8, ids[1])
    return protobuf.field(1, 1) + protobuf.field(3, _ms()) + named


def _stanza(form: dict[str, str], posted: Posted) -> bytes:
    said = {
        "subtype": form.get("X-subtype", ""),
        "content-encoding": posted.headers["content-encoding"],
    }
    more = b"".join(
        protobuf.field(7, protobuf.field(1, name) + protobuf.field(2, value))
        for name, value in said.items()
    )
    message = (
        protobuf.field(2, secrets.token_hex(6))
        + protobuf.field(3, form["sender"])
        + protobuf.field(5, form["app"])
        + more
        + protobuf.field(9, f"0:{time.time_ns()}")
        + protobuf.field(17, 600)
        + protobuf.field(18, _ms())
        + protobuf.field(21, posted.body)
    )
    return _tagged(BROUGHT, message)


def _tagged(tag: int, message: bytes) -> bytes:
    return bytes([tag]) + protobuf.number(len(message)) + message


def _ms() -> int:
    return int(time.time() * 1000)


class _Lines(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that is closed hangs up in the middle."""


@contextmanager
def making(folder: Path) -> Iterator[Maker]:
    """A maker that is there until the block ends."""
    maker = Maker()
    line = type("Line", (_Line,), {"maker": maker, "tls": self_made(folder)})
    desk = type("Desk", (_Desk,), {"maker": maker})
    with (
        ThreadingHTTPServer(("127.0.0.1", 0), desk) as http,
        _Lines(("127.0.0.1", 0), line) as lines,
    ):
        maker.http, maker.line = http.server_address[1], lines.server_address[1]
        http.daemon_threads, http.block_on_close = True, False
        threads = [
            Thread(target=each.serve_forever, args=(0.05,), daemon=True) for each in (http, lines)
        ]
        for thread in threads:
            thread.start()
        yield maker
        for each in (http, lines):
            each.shutdown()
        for thread in threads:
            thread.join()
