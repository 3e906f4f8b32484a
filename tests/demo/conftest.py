"""The demo in a real house: made once for all that look at it."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from api.core.clock import FixedClock
from api.core.db import EVERYWHERE
from api.core.house import House
from api.core.settings import Settings
from api.demo import load
from api.demo.people import demo_people
from tests.houses import NOW
from tests.schema import build_schema


@pytest.fixture(scope="session")
def lived(scratch: Path) -> Iterator[House]:
    """A house in which the demo lives. It may be looked at, not changed."""
    data = scratch / uuid4().hex[:6]
    data.mkdir()
    settings = Settings.from_environment({"HUISBOEK_DATA": str(data), "HUISBOEK_DEMO": "1"})
    build_schema(settings.database_url)
    with closing(House.open(settings, FixedClock(NOW))) as house:
        load.fill(house, NOW)
        yield house


@pytest.fixture(scope="session")
def people(lived: House) -> dict[str, UUID]:
    with lived.db.reading(EVERYWHERE) as session:
        return dict(demo_people(session))
