"""The real server at the far end of the line, in a process of its own, that can be killed in mid-upload.

Whoever is on the phone talks to the line, which always has the same address; behind it the server is
killed and started again. Half of a record, or all of it without an answer: what was never answered
the phone sends again.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse
from threading import Lock, Thread
from typing import Any

from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from tests.carry.line import Line
from tests.faults.server import PATIENCE, Server, serving

HOP = {"connection", "keep-alive", "transfer-encoding", "server", "date"}


@dataclass
class RealServer:
    """A WSGI application that hands everything on to the server, as a proxy does."""

    environment: dict[str, str]
    running: ExitStack = field(default_factory=ExitStack)
    server: Server | None = None
    deaths: list[str | None] = field(default_factory=list)
    died: int = 0
    lock: Lock = field(default_factory=Lock)

    def start(self) -> None:
        self.server = self.running.enter_context(serving(self.environment, {}))

    def dies(self, *deaths: str | None) -> None:
        """Say what happens at the coming records: it dies at half, dies unanswered, or lives."""
        self.deaths = list(deaths)

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:  # noqa: ANN401
        request = Request(environ)
        try:
            answer = self._hand_on(request)
        except (OSError, HTTPException):
            # As a proxy does: what only asks is asked once more, of the server that is there then.
            answer = Response("", 502) if request.method == "PUT" else self._hand_on(request)
        return answer(environ, start)

    def _hand_on(self, request: Request) -> Response:
        with self.lock:
            sends = request.method == "PUT"
            death = self.deaths.pop(0) if sends and self.deaths else None
            if death:
                return self._die(request, death)
        line = HTTPConnection("127.0.0.1", self._port(), timeout=PATIENCE)
        with hung_up(line):
            line.request(
                request.method, request.full_path.rstrip("?"), request.get_data(), _heads(request)
            )
            return _copied(line.getresponse())

    def _die(self, request: Request, death: str) -> Response:
        """Kill it in the middle of this record and start another one in its place."""
        body = request.get_data()
        line = HTTPConnection("127.0.0.1", self._port(), timeout=PATIENCE)
        with hung_up(line):
            line.putrequest(request.method, request.path, skip_host=True, skip_accept_encoding=True)
            for name, value in _heads(request).items():
                line.putheader(name, value)
            line.endheaders(body[: len(body) // 2] if death == "half" else body)
            assert self.server
            self.server.kill()
        self.died += 1
        self.start()
        return Response("", 502)

    def _port(self) -> int:
        assert self.server
        return self.server.port


@contextmanager
def hung_up(line: HTTPConnection) -> Iterator[None]:
    """Hang up, however it ended."""
    try:
        yield
    finally:
        with suppress(OSError):
            line.close()


@contextmanager
def behind_a_line(environment: dict[str, str]) -> Iterator[tuple[str, Line, RealServer]]:
    """Start both; the line has the address."""
    house = make_server("127.0.0.1", 0, _nothing, threaded=True)
    url = f"http://127.0.0.1:{house.server_port}"
    real = RealServer({**environment, "HUISBOEK_BASE_URL": url})
    house.app = line = Line(real)
    with real.running:
        real.start()
        Thread(target=house.serve_forever, daemon=True).start()
        try:
            yield url, line, real
        finally:
            house.shutdown()
            house.server_close()


def _nothing(_environ: dict[str, Any], start: Callable[..., object]) -> Iterable[bytes]:
    start("503 Service Unavailable", [])
    return []


def _heads(request: Request) -> dict[str, str]:
    return {name: value for name, value in request.headers.items() if name.lower() not in HOP}


def _copied(answer: HTTPResponse) -> Response:
    copy = Response(answer.read(), answer.status)
    copy.headers.clear()
    for name, value in answer.getheaders():
        if name.lower() not in HOP | {"content-length"}:
            copy.headers.add(name, value)
    copy.headers["Content-Length"] = str(len(copy.get_data()))
    return copy
