"""In two homes: what one side says of a day, the other side never learns, by cell, helper or count."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from api.core.errors import NotHere
from api.people.actions import add_person, give_duty
from api.people.homes.living import add_home
from api.people.policy import Role, Side
from api.resilience import actions, queries
from api.resilience.elements import Element, Repeats
from api.resilience.model import WeekReader
from tests.resilience.days import NEXT, TODAY, Days, cell
from tests.world import World

pytestmark = pytest.mark.only("sqlite")


def test_each_side_sees_its_own_and_the_child_sees_all(apart: Days, world: World) -> None:
    apart.tick(world.lotte, cell(element=Element.FOOD))
    apart.tick(world.daan, cell(element=Element.MOVE))
    assert apart.back(world.lotte) == (Element.FOOD,)
    assert apart.back(world.daan) == (Element.MOVE,)
    for who in (world.fem, world.ria):
        assert apart.back(who) == (Element.MOVE, Element.FOOD)


def test_what_the_child_ticks_is_for_itself_and_its_people(apart: Days, world: World) -> None:
    apart.tick(world.fem)
    apart.tick(world.ria, cell(element=Element.CALM))
    for who in (world.fem, world.ria):
        assert apart.back(who) == (Element.OUTSIDE, Element.CALM)
    assert apart.back(world.lotte) == apart.back(world.daan) == ()


def test_a_day_is_of_the_home_where_the_child_is(apart: Days, world: World) -> None:
    home = _home(apart, world.ria, Side.A)
    told = {"whose": world.fem, "home_id": home, "days": {(TODAY.weekday(), "every")}}
    apart.book.do(world.lotte, actions.tell_homes, **told)
    apart.tick(world.fem, cell(), cell(TODAY - timedelta(days=1), Element.CALM))
    assert apart.back(world.lotte) == (Element.OUTSIDE,)
    assert apart.back(world.lotte, TODAY - timedelta(days=1)) == ()
    assert apart.back(world.daan) == ()
    assert apart.day(world.lotte).home == apart.day(world.fem).home == "Bij mama"
    assert apart.day(world.daan).home == ""
    apart.tick(world.daan, cell(element=Element.MOVE))
    assert apart.back(world.daan) == (Element.MOVE,)
    assert Element.MOVE not in apart.back(world.lotte)


def test_nobody_tells_of_a_home_of_the_other_side(apart: Days, world: World) -> None:
    told = {"whose": world.fem, "home_id": _home(apart, world.ria, Side.A), "days": {(1, "odd")}}
    for who in (world.daan, world.fem):
        with pytest.raises(NotHere):
            apart.book.do(who, actions.tell_homes, **told)


def test_a_plan_a_question_and_a_holiday_stay_on_their_side(apart: Days, world: World) -> None:
    apart.want(world.lotte, NEXT, repeats=Repeats.WEEKLY)
    asked = apart.ask(world.lotte)
    free = {"from_day": NEXT, "until_day": NEXT, "name": "Naar zee"}
    apart.book.do(world.lotte, actions.rest, whose=world.fem, break_id=uuid4(), **free)
    mine, theirs = apart.day(world.lotte, NEXT), apart.day(world.daan, NEXT)
    assert (mine.free, len(mine.wanted)) == ("Naar zee", 1)
    assert (theirs.free, theirs.wanted) == ("", ())
    assert apart.asked(world.ria) == [asked]
    assert apart.asked(world.daan) == []
    with pytest.raises(NotHere):
        apart.book.do(world.daan, actions.claim, ask_id=asked)
    apart.book.do(world.ria, actions.claim, ask_id=asked)
    assert apart.book.ask(world.lotte, queries.one_ask, asked).goes.id == world.ria
    assert not apart.day(world.daan, NEXT).wanted


def test_a_chooser_of_one_side_opens_that_side_alone(apart: Days, world: World) -> None:
    """The house: mama lets oma Ria read along. What papa says there, oma does not read by that."""
    home = Days(apart.book, None)
    home.tick(world.lotte, cell(element=Element.FOOD))
    home.tick(world.daan, cell(element=Element.MOVE))
    assert home.back(world.lotte) == (Element.FOOD,)
    assert home.back(world.daan) == (Element.MOVE,)
    home.begin(world.lotte, {world.ria})
    assert home.back(world.ria) == (Element.FOOD,)
    assert home.book.ask(world.daan, queries.readers, None, home.book.now) == ()


def _home(days: Days, keeper: UUID, side: Side) -> UUID:
    days.book.change(give_duty, person=keeper, kind="plan_holder")
    return days.book.do(
        keeper, add_home, home_id=uuid4(), name="Bij mama", side=side, people=[days.whose]
    )


def test_a_no_of_who_stands_on_both_sides_ends_what_each_side_chose(
    apart: Days, world: World
) -> None:
    book = apart.book
    uncle = book.change(add_person, household=world.apart, role=Role.CIRCLE, name="Oom", face="cat")
    book.change(give_duty, person=world.ria, kind="chair")
    ours = Days(book, None)
    for who in (world.lotte, world.daan):
        ours.begin(who, {uncle})
    assert _readers(apart, uncle) == 2
    ours.begin(world.ria, set())
    assert _readers(apart, uncle) == 0


def _readers(apart: Days, reader: UUID) -> int:
    with apart.book.house.db.reading(apart.book.household) as session:
        rows = select(WeekReader).filter_by(reader_id=reader, ended_at=None)
        return len(session.scalars(rows).all())
