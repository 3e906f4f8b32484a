"""The household's own numbers: who has them, who keeps them, and once is once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.core.db import EVERYWHERE
from api.core.errors import Invalid, NotHere
from api.core.house import House
from api.core.journal import JournalLine
from api.core.vault import Box
from api.core.verify import findings
from api.people import actions, numbers, queries
from api.people.model import OwnNumber
from api.people.policy import Ring, Side, Viewer
from api.people.telephone import Bond, Call
from tests.world import World

GP = Call(name="De huisarts", number="06 0000 0011", when="Als iemand ziek is.")
GRANDMA = Call(name="oma Els", number="06 0000 0012", when="Als je wilt praten.")


@pytest.fixture
def desk(house: House, world: World) -> "Desk":
    return Desk(house, world)


class Desk:
    """Does one thing as one person, in a transaction of its own."""

    def __init__(self, house: House, world: World) -> None:
        self.house, self.world = house, world

    def viewer(self, person: UUID) -> Viewer:
        with self.house.db.reading(EVERYWHERE) as session:
            return queries.viewer(session, person)

    def write(self, person: UUID, act: Callable[[Session, Viewer], UUID]) -> UUID:
        by, now = self.viewer(person), self.house.clock.now()
        with self.house.db.writing(by.household, by=person, now=now) as session:
            return act(session, by)

    def add(
        self, person: UUID, call: Call = GP, side: Side = Side.BOTH, id: UUID | None = None
    ) -> UUID:
        row, now = id or uuid4(), self.house.clock.now()
        return self.write(
            person,
            lambda session, by: numbers.add_number(
                session, by=by, number_id=row, call=call, side=side, now=now
            ),
        )

    def change(self, person: UUID, row: UUID, call: Call, side: Side = Side.BOTH) -> UUID:
        return self.write(
            person,
            lambda session, by: numbers.change_number(
                session, by=by, number_id=row, call=call, side=side
            ),
        )

    def first(self, person: UUID, row: UUID) -> UUID:
        return self.write(
            person, lambda session, by: numbers.put_first(session, by=by, number_id=row)
        )

    def end(self, person: UUID, row: UUID) -> UUID:
        now = self.house.clock.now()
        return self.write(
            person, lambda session, by: numbers.end_number(session, by=by, number_id=row, now=now)
        )

    def seen(self, who: UUID | Viewer) -> list[str]:
        viewer = who if isinstance(who, Viewer) else self.viewer(who)
        with self.house.db.reading(viewer.household) as session:
            return [each.name for each in numbers.numbers(session, viewer)]

    def give(self, person: UUID, duty: str = "plan_holder") -> UUID:
        now = self.house.clock.now()
        household = self.viewer(person).household
        with self.house.db.writing(household, by=None, now=now) as session:
            actions.give_duty(session, person=person, kind=duty, now=now)
        return person

    def lines(self) -> int:
        """How often the journal heard of a number."""
        with self.house.db.reading(EVERYWHERE) as session:
            query = select(func.count()).select_from(JournalLine).filter_by(place="own_numbers")
            return session.scalar(query) or 0


TEAM = Call(
    name="Amina",
    number="06 0000 0013",
    when="Als je vragen hebt over ons plan.",
    bond=Bond.PROFESSIONAL,
    on_paper=True,
)


@pytest.mark.parametrize("who", ["noor", "sara", "mark", "els", "ben", "tim", "kees"])
def test_everybody_of_the_house_and_its_circle_has_the_numbers(
    desk: Desk, world: World, who: str
) -> None:
    desk.add(world.tim)
    desk.add(world.tim, GRANDMA)
    assert desk.seen(getattr(world, who)) == ["De huisarts", "oma Els"]


def test_who_is_near_comes_first_and_then_who_helps_as_work_each_in_their_order(
    desk: Desk, world: World
) -> None:
    for name, bond in (("d", "professional"), ("b", "near"), ("c", "professional"), ("a", "near")):
        desk.add(world.tim, replace(TEAM, name=name, bond=Bond(bond)))
    assert desk.seen(world.sara) == ["b", "a", "d", "c"]


def test_each_shows_when_it_is_called_and_what_was_said_of_it(
    desk: Desk, house: House, world: World
) -> None:
    for call in (GP, TEAM):
        desk.add(world.tim, call)
    with house.db.reading(world.household) as session:
        found = numbers.numbers(session, desk.viewer(world.sara))
    assert [(each.when, each.bond, each.on_paper) for each in found] == [
        (call.when, call.bond, call.on_paper) for call in (GP, TEAM)
    ]


def test_a_number_from_before_this_was_asked_is_of_somebody_near_and_not_on_paper(
    desk: Desk, house: House, world: World
) -> None:
    row, now = desk.add(world.tim), house.clock.now()
    with house.db.writing(world.household, by=world.tim, now=now) as session:
        old = {"name": GP.name, "number": GP.number, "when": GP.when}
        box = Box.of(session, world.household)
        session.get_one(OwnNumber, row).body = box.lock_json("own_numbers", "body", row, old)
    with house.db.reading(world.household) as session:
        found = numbers.number(session, desk.viewer(world.tim), row)
    assert (found.name, found.bond, found.on_paper) == (GP.name, Bond.NEAR, False)


def test_who_joined_later_has_them_too(desk: Desk, house: House, world: World) -> None:
    desk.add(world.tim)
    late = house.clock.now() + timedelta(days=3)
    assert desk.seen(replace(desk.viewer(world.els), joined_at=late)) == ["De huisarts"]


def test_who_knows_nothing_who_left_and_who_is_elsewhere_has_none(desk: Desk, world: World) -> None:
    desk.add(world.tim)
    els = desk.viewer(world.els)
    assert desk.seen(replace(els, ring=Ring.NONE)) == []
    assert desk.seen(replace(els, ended_at=els.joined_at)) == []
    assert desk.seen(world.ria) == []


def test_a_professional_has_them_with_consent_only(desk: Desk, world: World) -> None:
    desk.add(world.tim)
    amina = desk.viewer(world.amina)
    assert desk.seen(amina) == []
    assert desk.seen(replace(amina, consents=frozenset({"own_number"}))) == ["De huisarts"]


@pytest.mark.parametrize("who", ["noor", "sara", "mark", "els", "kees", "amina", "ria"])
def test_who_does_not_keep_the_list_finds_nothing_to_change(
    desk: Desk, world: World, who: str
) -> None:
    row, person = desk.add(world.tim), getattr(world, who)
    for dare in (
        lambda: desk.add(person, GRANDMA),
        lambda: desk.add(person, GP, id=row),
        lambda: desk.change(person, row, GRANDMA),
        lambda: desk.first(person, row),
        lambda: desk.end(person, row),
    ):
        with pytest.raises(NotHere):
            dare()
    assert not numbers.may_keep_numbers(desk.viewer(person))
    assert desk.seen(world.tim) == ["De huisarts"]


def test_the_plan_holder_keeps_the_list_as_the_chair_does(desk: Desk, world: World) -> None:
    row = desk.add(desk.give(world.sara))
    desk.change(world.tim, row, GRANDMA)
    desk.end(world.sara, row)
    assert desk.seen(world.tim) == []


def test_a_keeper_of_another_household_finds_nothing(desk: Desk, world: World) -> None:
    row = desk.add(world.tim)
    ria = desk.give(world.ria)
    for dare in (desk.end, desk.first):
        with pytest.raises(NotHere):
            dare(ria, row)
    with pytest.raises(NotHere):
        desk.change(ria, row, GRANDMA)


def test_a_number_of_one_side_never_shows_on_the_other(desk: Desk, world: World) -> None:
    ria = desk.give(world.ria)
    desk.add(ria, GP, Side.A)
    desk.add(ria, GRANDMA, Side.BOTH)
    assert desk.seen(world.daan) == ["oma Els"]
    for who in (world.lotte, world.fem, ria):
        assert desk.seen(who) == ["De huisarts", "oma Els"]


def test_a_keeper_of_one_side_speaks_for_that_side_only(desk: Desk, world: World) -> None:
    ria, daan = desk.give(world.ria), desk.give(world.daan)
    rows = {side: desk.add(ria, GP, side) for side in Side}
    for side, row in rows.items():
        if side is Side.B:
            assert desk.change(daan, row, GRANDMA, Side.B) == row
            continue
        with pytest.raises(NotHere):
            desk.change(daan, row, GRANDMA, Side.B)
        with pytest.raises(NotHere):
            desk.add(daan, GRANDMA, side)
    with pytest.raises(NotHere):
        desk.change(daan, rows[Side.B], GRANDMA, Side.BOTH)


def test_a_house_together_has_no_sides(desk: Desk, world: World) -> None:
    row = desk.add(world.tim)
    with pytest.raises(Invalid):
        desk.add(world.tim, GRANDMA, Side.A)
    with pytest.raises(Invalid):
        desk.change(world.tim, row, GP, Side.B)


def test_a_number_sent_twice_stands_once(desk: Desk, world: World) -> None:
    row = desk.add(world.tim)
    assert desk.add(world.tim, GP, id=row) == row
    with pytest.raises(Invalid):
        desk.add(world.tim, GRANDMA, id=row)
    assert desk.seen(world.tim) == ["De huisarts"]
    assert desk.lines() == 1


def test_a_number_sent_twice_at_once_stands_once(desk: Desk, world: World) -> None:
    row = uuid4()
    with ThreadPoolExecutor(4) as crowd:
        made = list(crowd.map(lambda _: desk.add(world.tim, GP, id=row), range(4)))
    assert made == [row] * 4
    assert desk.seen(world.tim) == ["De huisarts"]


def test_the_same_change_twice_is_one_change(desk: Desk, world: World) -> None:
    row = desk.add(world.tim)
    for _ in range(2):
        desk.change(world.tim, row, GRANDMA)
    assert desk.seen(world.tim) == ["oma Els"]
    assert desk.lines() == 2


def test_a_number_that_is_gone_stays_written_down(desk: Desk, house: House, world: World) -> None:
    row = desk.add(world.tim)
    went = house.clock.now()
    desk.end(world.tim, row)
    house.clock.moment += timedelta(days=1)  # type: ignore[attr-defined]
    desk.end(world.tim, row)
    assert desk.seen(world.tim) == []
    with house.db.reading(world.household) as session:
        assert session.get_one(OwnNumber, row).until == went
    with pytest.raises(NotHere):
        desk.change(world.tim, row, GRANDMA)
    assert desk.lines() == 2
    assert not findings(house)


def test_the_order_is_that_of_adding_and_any_can_come_first(desk: Desk, world: World) -> None:
    calls = [replace(GP, name=name) for name in "abc"]
    rows = [desk.add(world.tim, call) for call in calls]
    assert desk.seen(world.els) == ["a", "b", "c"]
    for _ in range(2):
        desk.first(world.tim, rows[2])
    assert desk.seen(world.els) == ["c", "a", "b"]
    desk.add(world.tim, GP)
    assert desk.seen(world.els) == ["c", "a", "b", "De huisarts"]


def test_a_list_has_an_end(desk: Desk, world: World) -> None:
    for _ in range(numbers.MOST):
        last = desk.add(world.tim)
    with pytest.raises(Invalid):
        desk.add(world.tim)
    desk.end(world.tim, last)
    desk.add(world.tim, GRANDMA)


def test_who_may_fear_the_reader_can_keep_a_number_from_him(
    desk: Desk, house: House, world: World
) -> None:
    """What a ward wrote is not there for whom it may fear, here as everywhere."""
    sara, now = desk.give(world.sara), house.clock.now()
    with house.db.writing(world.household, by=None, now=now) as session:
        actions.add_shield(session, ward=sara, feared=world.mark, now=now)
    desk.add(sara, GP)
    assert desk.seen(world.mark) == []
    assert desk.seen(world.els) == ["De huisarts"]
