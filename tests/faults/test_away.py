"""The database does not answer at all: the numbers to call stay, and everything else says so calmly."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from api.core.house import House
from tests.world import World

pytestmark = pytest.mark.only("sqlite")


@contextmanager
def away(house: House) -> Iterator[None]:
    """Put the database out of reach, as when its disk is gone."""
    house.db.close()
    path = house.settings.data / "huisboek.db"
    path.rename(path.with_suffix(".elsewhere"))
    path.mkdir()
    yield
    path.rmdir()
    path.with_suffix(".elsewhere").rename(path)


def test_the_numbers_stay_and_the_rest_says_so(
    house: House, world: World, client_of: Callable[[UUID], FlaskClient]
) -> None:
    sara = client_of(world.sara)
    with away(house):
        calling, today = sara.get("/bellen"), sara.get("/")
        assert (calling.status_code, today.status_code) == (200, 503)
        assert "112" in calling.text
        assert "Het is even druk" in today.text
        assert today.headers["Retry-After"]
    assert sara.get("/").status_code == 200
