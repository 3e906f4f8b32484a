"""What somebody does along the path stands on their own first page about its day, and on nobody else's."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from api.core.house import House
from api.path.kinds import Says
from api.path.tasks import AHEAD, own_steps
from api.people.policy import Side
from api.people.queries import viewed
from tests.path.walk import Walk
from tests.world import World

pytestmark = pytest.mark.only("sqlite")
SignIn = Callable[[UUID], FlaskClient]
TITLE = "Dit doe jij"


def test_who_does_a_step_finds_it_on_the_first_page_about_its_day(
    walk: Walk, world: World, client_of: SignIn
) -> None:
    step = walk.step("Els belt de school.", world.els, day=walk.today + AHEAD)
    walk.step("Els gaat ooit zingen.", world.els)
    walk.step("Els gaat later fietsen.", world.els, day=walk.today + AHEAD + timedelta(days=1))
    walk.test("Mark komt te laat.", world.ben)
    els, ben = client_of(world.els), client_of(world.ben)
    page = els.get("/").text
    assert (TITLE in page, "Els belt de school." in page) == (True, True)
    assert f'href="/pad/stappen#d-{step}"' in page
    assert "zingen" not in page
    assert "fietsen" not in page
    assert "Mark komt te laat." in ben.get("/").text
    for who in (world.sara, world.mark, world.tim, world.noor):
        assert "Els belt de school." not in client_of(who).get("/").text
    walk.say(world.els, step, Says.DONE)
    assert TITLE not in els.get("/").text


def test_not_while_another_reads_along(walk: Walk, world: World, house: House) -> None:
    walk.step("Els belt de school.", world.els, day=walk.today)
    with house.db.reading(world.household) as session:
        seen = {
            quiet: own_steps(session, viewed(session, world.els, quiet=quiet), walk.now)
            for quiet in (True, False)
        }
    assert (len(seen[True]), len(seen[False])) == (0, 1)


def test_who_stands_with_both_sides_comes_to_the_right_sheet(
    apart: Walk, world: World, client_of: SignIn
) -> None:
    apart.step("Ria haalt Fem.", world.ria, sheet=Side.B, day=apart.today)
    assert "/pad/stappen?kant=b#d-" in client_of(world.ria).get("/").text
    assert TITLE not in client_of(world.lotte).get("/").text
