"""The line between a phone and the real server, which can break in the ways that lines break.

`line.next(...)` says what happens to the coming records, one word each:
a status such as 503 (the server says so, and does nothing), "lost" (the server does it, its answer
is lost), "portal" (somebody in between answers 200 with a page of their own), None (nothing special).
On the records in `line.breaks` the server breaks each time.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from flask import Flask
from werkzeug.wrappers import Request, Response

Fault = int | str | None


@dataclass
class Line:
    """Stands before the application and sees every record that comes by."""

    app: Callable[..., Iterable[bytes]]
    faults: list[Fault] = field(default_factory=list)
    retry_after: int | None = None
    seen: list[tuple[str, int]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    breaks: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    _sessions: set[str] = field(default_factory=set)
    _left: set[str] = field(default_factory=set)

    @classmethod
    def before(cls, app: Flask) -> "Line":
        line = cls(app.wsgi_app)
        app.wsgi_app = line  # type: ignore[method-assign]
        return line

    def mend(self) -> None:
        """Forget everything, also what still had to go wrong."""
        self.faults, self.retry_after, self.seen, self.bodies = [], None, [], []
        self.breaks, self.asked = set(), []

    def anew(self) -> None:
        """For another test: what a phone of an earlier one still had under way is none of ours."""
        self.mend()
        self._left |= self._sessions - {""}
        self._sessions = set()

    def next(self, *faults: Fault, retry_after: int | None = None) -> None:
        self.faults, self.retry_after = list(faults), retry_after

    def accepted(self) -> list[str]:
        """The ids that the server took, in its order; one that came twice stands here twice."""
        return [record for record, status in self.seen if status == 201]

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:  # noqa: ANN401
        request = Request(environ)
        signed_in = request.cookies.get("hb", "")
        if signed_in in self._left:
            return self.app(environ, start)
        self._sessions.add(signed_in)
        self.asked.append(request.path)
        if request.method != "PUT" or not request.path.startswith("/api/v1/outbox/"):
            return self.app(environ, start)
        fault = self.faults.pop(0) if self.faults else None
        broken = request.path.rpartition("/")[2] in self.breaks
        answer = self._answer(500 if broken else fault, environ, request)
        return answer(environ, start)

    def _answer(self, fault: Fault, environ: dict[str, Any], request: Request) -> Response:
        record = request.path.rpartition("/")[2]
        body = request.get_data()
        environ["wsgi.input"] = BytesIO(body)
        self.bodies.append(body)
        if isinstance(fault, int):
            headers = {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}
            return Response(
                '{"detail": "Nu niet."}', fault, headers, content_type="application/problem+json"
            )
        if fault == "portal":
            return Response("<h1>Wifi</h1>", 200, content_type="text/html")
        real = Response.from_app(self.app, environ)
        self.seen.append((record, real.status_code))
        return Response("", 504) if fault == "lost" else real
