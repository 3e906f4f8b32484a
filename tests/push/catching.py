"""Fixtures of the mail catcher."""

import socket
from collections.abc import Iterator

import pytest
from aiosmtpd.controller import Controller

from tests.push.catcher import Caught


@pytest.fixture
def catcher() -> Iterator[Caught]:
    """A mail server of this test alone."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        caught = Caught(free.getsockname()[1])
    controller = Controller(caught, hostname="127.0.0.1", port=caught.port)
    controller.start()
    yield caught
    controller.stop()
