"""Posting to a push service: connections that stay open, no redirect, and never longer than it may take."""

from datetime import datetime, timedelta
from http.client import HTTPException
from typing import Final

from urllib3 import BaseHTTPResponse, PoolManager, Timeout
from urllib3.exceptions import HTTPError

from api.push.lanes import FEW
from api.push.message import Message
from api.push.rules import Answer, retry_after

CONNECT: Final = 3.0
READ: Final = 10.0
SMALL: Final = 4096
LANES: Final = 32


class Sender:
    """The open connections to all push services. Safe to share between threads."""

    def __init__(self, *, connect: float = CONNECT, read: float = READ) -> None:
        """Open nothing yet."""
        self._pool = PoolManager(
            num_pools=LANES,
            maxsize=FEW,
            retries=False,
            timeout=Timeout(connect=connect, read=read),
            headers={"user-agent": "huisboek"},
        )

    def post(self, message: Message, now: datetime) -> Answer:
        """Send it once and return what came back; nothing that goes wrong on the way raises."""
        try:
            response = self._pool.request(
                "POST",
                message.url,
                body=message.body,
                headers={"user-agent": "huisboek", **message.headers},
                redirect=False,
                preload_content=False,
            )
        except (HTTPError, HTTPException, OSError, ValueError):
            return Answer(status=None)
        answer = Answer(
            status=response.status,
            wait=retry_after(response.headers.get("retry-after"), now),
            keeps=_seconds(response.headers.get("ttl")),
        )
        _let_go(response)
        return answer

    def close(self) -> None:
        """Close what is open."""
        self._pool.clear()


def _let_go(response: BaseHTTPResponse) -> None:
    """Keep the connection when little comes after the answer, else end it: the answer is known already."""
    length = response.headers.get("content-length", "")
    try:
        if response.status == 204 or (length.isdigit() and int(length) <= SMALL):  # noqa: PLR2004
            response.read()
            response.release_conn()
        else:
            response.close()
    except (HTTPError, HTTPException, OSError):
        response.close()


def _seconds(header: str | None) -> timedelta | None:
    if header is None or not (header.isascii() and header.isdigit()):
        return None
    return timedelta(seconds=int(header[:9]))
