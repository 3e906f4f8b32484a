"""The shield list itself shows to nobody who is on it: not by a name less, not by news that others have."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from api.core.clock import FixedClock
from api.core.house import House
from api.core.settings import Settings
from api.people.actions import add_shield
from api.people.going.actions import agree_to_removal, lift, propose_removal, suspend
from api.people.homes.abilities import tell_abilities
from api.people.homes.living import add_home
from api.people.homes.rules import Can
from api.people.policy import Side
from tests.house.crawl import TAKES_LONG, Answer, crawl
from tests.house.test_other_side import cookies_of, twice
from tests.house.test_two_worlds import differences
from tests.houses import NOW, make_app
from tests.logbook.book import Book
from tests.world import World, build_world, prove_all, sign_in_client

# What a page tells is decided above the database: test_two_worlds.py and test_other_household.py crawl both.
pytestmark = [TAKES_LONG, pytest.mark.only("sqlite")]

NOTICE = re.compile("(?<=/berichten/)[0-9a-f-]{36}")


@pytest.mark.parametrize("feared", ["mark", "kees"])
def test_a_house_in_which_somebody_is_feared_looks_to_them_as_one_in_which_they_are_not(
    dialect: str,
    environment: dict[str, str],
    scratch: Path,
    request: pytest.FixtureRequest,
    feared: str,
) -> None:
    """Whoever fears them wrote nothing: that what she writes is hidden is what the list is for."""
    first = House.open(Settings.from_environment(environment), FixedClock(NOW))
    world = build_world(first, NOW)
    reader = getattr(world, feared)
    cookies = cookies_of(sign_in_client(make_app(first), reader))
    first.close()
    seen = []
    with twice(dialect, environment, scratch, request) as houses:
        Book(houses[1], world.household, NOW).change(add_shield, ward=world.sara, feared=reader)
        for opened in houses:
            they_live_on(opened, world)
            opened.clock.moment = NOW + timedelta(hours=2)  # type: ignore[attr-defined]
            prove_all(opened)
            client = make_app(opened).test_client()
            for name, value in cookies.items():
                client.set_cookie(name, value)
            ids = [world.noor, world.sara, world.mark, world.els, world.ben, world.tim]
            seen.append(bare(crawl(client.application, client, ids)))
    assert sum(status == 200 for status, _headers, _body in seen[0].values()) > 15
    assert differences(*seen) == []


def they_live_on(house: House, world: World) -> None:
    """What the people do with each other, at the same minutes in both worlds."""
    book = Book(house, world.household, NOW + timedelta(minutes=30))
    living = frozenset({world.noor, world.sara, world.mark})
    book.do(
        world.tim, add_home, home_id=world.household, name="Thuis", side=Side.BOTH, people=living
    )
    book.do(world.ben, tell_abilities, can={Can.CAR})
    book.do(world.tim, suspend, person=world.sara, days=2)
    book.do(world.tim, lift, person=world.sara)
    book.do(world.sara, propose_removal, person=world.els, urgent=False)
    book.do(world.els, propose_removal, person=world.sara, urgent=False)
    book.do(world.tim, agree_to_removal, person=world.sara)


def bare(found: dict[str, Answer]) -> dict[str, Answer]:
    """Answers without the ids of notices, which are new in each world."""
    return {
        NOTICE.sub("", address): (
            status,
            headers,
            NOTICE.sub("", body.decode(errors="replace")).encode(),
        )
        for address, (status, headers, body) in found.items()
    }
