"""Once a year who keeps the closing plan looks at it again: knocked for once, by day, and never another."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from api.core.house import House
from api.path.model import PathReminder
from api.path.reminding import remind_of_path
from api.people.notices.queries import waiting
from api.people.queries import viewer
from tests.path.walk import Walk
from tests.world import World


@pytest.mark.parametrize("hours", [0, 1])
def test_who_keeps_it_hears_of_it_once(walk: Walk, world: World, house: House, hours: int) -> None:
    walk.closing("Als het druk is.", world.els, day=walk.today + timedelta(days=30))
    remind_of_path(house, walk.now + timedelta(days=29))
    remind_of_path(house, walk.now + timedelta(days=29, hours=12))
    with house.db.reading(world.household) as session:
        assert not session.scalars(select(PathReminder)).all()
    for more in (0, hours):
        remind_of_path(house, walk.now + timedelta(days=30, hours=more))
    told = {}
    with house.db.reading(world.household) as session:
        for name in ("sara", "mark", "els", "ben", "tim", "kees", "noor"):
            found = waiting(session, viewer(session, getattr(world, name)))
            told[name] = [each.kind for each in found].count("path_check")
    assert told == dict.fromkeys(told, 0) | {"els": 1, "tim": 1}


@pytest.mark.only("sqlite")
def test_new_words_have_a_new_day(walk: Walk, world: World, house: House) -> None:
    part = walk.closing("Als het druk is.", world.els, day=walk.today + timedelta(days=30))
    held = walk.path(world.tim).closing
    assert held is not None
    later = walk.today + timedelta(days=90)
    walk.closing("Anders.", world.els, part=part, base=held.version_id, day=later)
    remind_of_path(house, walk.now + timedelta(days=31))
    with house.db.reading(world.household) as session:
        assert not waiting(session, viewer(session, world.els))
    remind_of_path(house, walk.now + timedelta(days=90))
    with house.db.reading(world.household) as session:
        assert [each.kind for each in waiting(session, viewer(session, world.els))] == [
            "path_check"
        ]
