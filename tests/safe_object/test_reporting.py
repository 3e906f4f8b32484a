"""Somebody of the circle sees the thing on its other place: taken in the same way, whoever says it."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient

from api.core.db import EVERYWHERE
from api.core.errors import NotHere
from api.core.house import House
from api.people.actions import add_shield, link_safety_person
from api.people.notices.queries import waiting
from api.safe_object.reporting import report_seen
from tests.house.crawl import masked
from tests.safe_object.calls import act, all_hear, ask, move, seen_by, signals, told
from tests.world import World

Client = Callable[[UUID], FlaskClient]


def fear(house: House, ward: UUID, feared: UUID) -> None:
    with house.db.writing(EVERYWHERE, by=None, now=house.clock.now()) as session:
        add_shield(session, ward=ward, feared=feared, now=house.clock.now())


def test_a_report_calls_who_was_agreed_and_says_who_saw_it(house: House, world: World) -> None:
    all_hear(house, world.els)
    given = uuid4()
    for _ in range(2):
        act(house, world.kees, report_seen, ward=world.noor, report_id=given)
    (signal,) = signals(house)
    assert told(house, signal.id) == [(world.els, "turn")]
    (view,) = seen_by(house, world.els)
    assert view.seen_by is not None
    assert view.seen_by.id == world.kees


def test_whom_the_ward_may_fear_sets_nothing_in_motion_and_cannot_tell(
    house: House, world: World, client_of: Client
) -> None:
    fear(house, world.noor, world.kees)
    page, given = f"/mensen/{world.noor}/verplaatst", str(uuid4())
    kees, ben = client_of(world.kees), client_of(world.ben)
    feared, other = (each.post(page, data={"id": given}) for each in (kees, ben))
    plain = [
        masked(each.status_code, [], each.data.replace(str(person).encode(), b"#"))
        for each, person in ((feared, world.kees), (other, world.ben))
    ]
    assert plain[0] == plain[1]
    assert [each.by_id for each in signals(house)] == [world.ben]
    kinds = [each.kind for each in ask(house, world.els, waiting)]
    assert kinds == ["thing_seen"]
    for person in (world.kees, world.mark, world.noor, world.tim):
        assert ask(house, person, waiting) == []


@pytest.mark.parametrize("who", ["sara", "mark", "noor", "amina", "lotte"])
def test_nobody_of_the_house_and_no_stranger_reports(house: House, world: World, who: str) -> None:
    with pytest.raises(NotHere):
        act(house, getattr(world, who), report_seen, ward=world.noor, report_id=uuid4())


def test_an_adult_without_a_safety_person_has_no_thing_and_that_does_not_show(
    house: House, world: World, client_of: Client
) -> None:
    page = f"/mensen/{world.sara}/verplaatst"
    before = client_of(world.kees).post(page, data={"id": str(uuid4())})
    assert signals(house) == []
    with house.db.writing(EVERYWHERE, by=None, now=house.clock.now()) as session:
        link_safety_person(
            session, ward=world.sara, person=world.els, place=1, now=house.clock.now()
        )
    after = client_of(world.kees).post(page, data={"id": str(uuid4())})
    assert len(signals(house)) == 1
    assert (before.status_code, before.data[:40]) == (after.status_code, after.data[:40])


def test_a_report_while_it_is_open_is_noted_beside_it(house: House, world: World) -> None:
    signal = move(house, world)
    act(house, world.kees, report_seen, ward=world.noor, report_id=uuid4())
    assert [each.id for each in signals(house)] == [signal]
