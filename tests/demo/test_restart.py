"""A demo that was broken off half way is taken away and made again, and nobody else's house with it."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Connection, event, select

from api import running
from api.core.clock import FixedClock
from api.core.db import EVERYWHERE
from api.core.house import House
from api.core.settings import Settings
from api.core.verify import findings
from api.demo import UNFINISHED, load
from api.demo.cast import DEMO_HANDLES, HOUSEHOLDS, TOLD
from api.demo.people import demo_people, settle
from api.demo.reading_along import NOTES, read_along, stopped_house
from api.demo.story import tell
from api.logbook.model import Entry
from api.people.actions import open_household
from api.people.model import Household
from api.people.professionals.model import Seat
from tests.houses import NOW
from tests.schema import build_schema

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

TRANSACTIONS = 6


class PowerCut(BaseException):
    """Nothing of the house gets to say a word."""


@pytest.fixture
def empty(scratch: Path, tmp_path: Path) -> Iterator[House]:
    settings = Settings.from_environment({"HUISBOEK_DATA": str(tmp_path), "HUISBOEK_DEMO": "1"})
    build_schema(settings.database_url)
    with closing(House.open(settings, FixedClock(NOW))) as house:
        yield house


def test_a_demo_that_was_broken_off_is_made_again_and_whole(empty: House) -> None:
    _break_off(empty)
    assert 0 < _notes(empty) < len(tell(NOW))
    assert load.is_unfinished(empty.settings)
    assert not running.is_ready(empty.settings), "the next start must not take it for a demo"
    load.fill(empty, NOW)
    with empty.db.reading(EVERYWHERE) as session:
        assert set(demo_people(session)) == set(DEMO_HANDLES)
        assert len(session.scalars(select(Household.id)).all()) == len(HOUSEHOLDS) + 1
    assert _notes(empty) == len(tell(NOW)) + len(NOTES)
    assert not load.is_unfinished(empty.settings)
    assert list(findings(empty)) == []


def test_a_real_house_of_the_same_name_stays_when_the_demo_is_made_again(empty: House) -> None:
    _break_off(empty)
    real = open_household(empty, name="Huis van Fem", mode="apart", now=NOW)
    load.take_away(empty, NOW)
    with empty.db.reading(EVERYWHERE) as session:
        assert session.scalars(select(Household.id)).all() == [real]


def _break_off(house: House) -> None:
    begun = 0

    @event.listens_for(house.db.engine, "begin")
    def cut(_connection: Connection) -> None:
        nonlocal begun
        begun += 1
        if begun > TRANSACTIONS:
            raise PowerCut

    with pytest.raises(PowerCut):
        load.fill(house, NOW)
    event.remove(house.db.engine, "begin", cut)


def _notes(house: House) -> int:
    with house.db.reading(EVERYWHERE) as session:
        return len(session.scalars(select(Entry.id)).all())


def test_a_demo_that_was_broken_off_at_its_last_word_goes_away_whole(empty: House) -> None:
    """Whoever reads along sits in the houses, from a household of their own."""
    then = NOW - load.SETTLED
    (empty.settings.data / UNFINISHED).write_text(then.isoformat())
    settled: dict[str, UUID] = {}
    for mode in TOLD:
        settled |= settle(empty, mode, then=then, today=NOW.date())
    settled |= stopped_house(empty, then=then, now=NOW)
    read_along(empty, settled, then=then, now=NOW)
    load.take_away(empty, NOW)
    with empty.db.reading(EVERYWHERE) as session:
        assert session.scalars(select(Household.id)).all() == []
        assert session.scalars(select(Seat.id)).all() == []
