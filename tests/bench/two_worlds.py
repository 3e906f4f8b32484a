"""Security R4, the time it takes: does the one a child may fear wait longer when the child wrote?

The same house twice; in the second the child wrote for its safety person. Asked in turns, so that a
slow moment of the machine hits both; what is said is the median of the differences, pair by pair.
"""

import time
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from flask.testing import FlaskClient

from api.core.clock import FixedClock
from api.core.house import House
from api.core.settings import Settings
from tests.bench.figures import say
from tests.house.test_two_worlds import write_private, write_shared
from tests.houses import NOW, make_app
from tests.schema import build_schema
from tests.world import build_world, sign_in_client

PAIRS = 200
PAGES = ("/", "/logboek", "/mensen", "/logboek/nieuw")


def two_worlds(data: Path) -> None:
    plain, written = _clients(data.parent)
    differences = []
    for page in PAGES:  # the first one of each fills caches
        plain.get(page)
        written.get(page)
    for number, page in enumerate(islice(cycle(PAGES), PAIRS)):
        if number // len(PAGES) % 2:
            later = _took(written, page)
            differences.append(later - _took(plain, page))
        else:
            first = _took(plain, page)
            differences.append(_took(written, page) - first)
    say("two worlds, median difference", abs(median(differences)) * 1000, "ms")


def _took(client: FlaskClient, page: str) -> float:
    began = time.perf_counter()
    client.get(page)
    return time.perf_counter() - began


def _clients(folder: Path) -> list[FlaskClient]:
    """The feared parent in both: the same people and the same notes, only the child wrote in one."""
    clients = []
    for name, writes in (("plain", False), ("written", True)):
        place = folder / f"world-{name}"
        place.mkdir()
        build_schema(f"sqlite:///{place / 'huisboek.db'}")
        house = House.open(
            Settings.from_environment({"HUISBOEK_DATA": str(place)}), FixedClock(NOW)
        )
        world = build_world(house, NOW)
        shared = write_shared(house, world)
        if writes:
            write_private(house, world, shared)
        clients.append(sign_in_client(make_app(house), world.mark))
    return clients
