"""What a week tells nobody it was not meant for: over a shoulder, on a phone beside it, in the week of the house."""

import re
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.people.actions import add_shield, give_duty
from api.people.homes.living import add_home
from api.people.policy import Side, Viewer
from api.push.model import Delivery
from api.resilience import actions, queries
from tests.houses import NOW
from tests.people.quietly import come_in, make_quiet
from tests.push.knocking import subscribe_on_new
from tests.resilience.days import NEXT, TODAY, Days, cell
from tests.world import World

pytestmark = pytest.mark.only("sqlite")
GAP = {"element": "outside", "day": str(NEXT), "part": "afternoon", "whom": "circle", "do": "ask"}
WEEK = re.compile(r'href="(/week[^"#?]*)')


def test_a_holiday_put_in_one_week_is_told_in_that_week_alone(days: Days, world: World) -> None:
    """Papa reads the week of the house, and not Noor's: where she will be stands there neither."""
    free = {"from_day": TODAY, "until_day": TODAY}
    for who, whose, name in (
        (world.els, world.noor, "Noor slaapt bij oma"),
        (world.sara, world.sara, "Weg met Anna"),
    ):
        days.book.do(who, actions.rest, whose=whose, break_id=uuid4(), name=name, **free)
    home, mine = Days(days.book, None), Days(days.book, world.sara)
    assert [days.day(each).free for each in (world.noor, world.els, world.sara)] == [
        "Noor slaapt bij oma"
    ] * 3
    assert mine.day(world.sara).free == "Weg met Anna"
    for who in (world.mark, world.sara, world.noor):
        assert home.day(who).free == ""
