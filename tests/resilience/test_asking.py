"""A gap in a week: who is asked sees that alone, and one person says yes."""

from datetime import timedelta
from threading import Barrier, Thread
from uuid import UUID

import pytest
from sqlalchemy import select

from api.core.errors import Invalid, NotHere
from api.core.house import House
from api.people.actions import add_shield, end_membership
from api.people.going.actions import suspend
from api.people.notices.queries import waiting
from api.people.queries import viewer
from api.push.model import Delivery
from api.resilience import actions, queries
from api.resilience.elements import Element, Repeats
from api.resilience.views import AskView
from pwa import notices
from tests.resilience.days import NEXT, TODAY, Days
from tests.world import World


def seen(days: Days, who: UUID) -> tuple[AskView, ...]:
    return days.book.ask(who, queries.asks, days.book.now)


def test_the_circle_is_asked_and_whom_the_child_fears_is_not(days: Days, world: World) -> None:
    asked = days.ask(world.sara)
    for who in (world.sara, world.els, world.tim, world.noor):
        assert days.asked(who) == [asked]
    with pytest.raises(NotHere):
        days.book.do(world.noor, actions.claim, ask_id=asked)
    for who in (world.mark, world.kees, world.amina):
        assert days.asked(who) == []
        with pytest.raises(NotHere):
            days.book.do(who, actions.claim, ask_id=asked)


def test_who_is_asked_by_name_sees_the_gap_and_nothing_else(days: Days, world: World) -> None:
    asked = days.ask(world.sara, chosen={world.kees, world.mark})
    assert days.asked(world.kees) == [asked]
    assert days.asked(world.mark) == days.asked(world.tim) == []
    seen = days.book.ask(world.kees, queries.one_ask, asked)
    assert (seen.whose.id, seen.by.id, seen.to, seen.taken) == (world.noor, world.sara, (), False)
    with pytest.raises(NotHere):
        days.week(world.kees)


def test_a_yes_stands_in_the_week_and_is_told_to_who_asked(days: Days, world: World) -> None:
    asked = days.ask(world.sara, chosen={world.kees})
    for _ in range(2):
        assert days.book.do(world.kees, actions.claim, ask_id=asked).i_go
    found = days.day(world.noor, NEXT).wanted
    assert [(each.elements, [one.id for one in each.along]) for each in found] == [
        ((Element.OUTSIDE,), [world.kees])
    ]
    assert [(each.kind, each.about.id) for each in days.book.ask(world.sara, waiting)] == [
        ("week_yes", world.kees)
    ]
    assert days.book.ask(world.mark, waiting) == []
    days.book.do(world.kees, actions.give_back, ask_id=asked)
    assert not days.day(world.noor, NEXT).wanted
    assert [each.kind for each in days.book.ask(world.sara, waiting)] == ["week_no", "week_yes"]


def test_the_second_reads_who_goes(days: Days, world: World) -> None:
    asked = days.ask(world.sara)
    days.book.do(world.tim, actions.claim, ask_id=asked)
    second = days.book.do(world.els, actions.claim, ask_id=asked)
    assert (second.goes.id, second.i_go) == (world.tim, False)
    assert days.asked(world.els) == []
    assert days.asked(world.tim) == days.asked(world.sara) == [asked]
    days.book.do(world.els, actions.give_back, ask_id=asked)
    assert days.book.ask(world.sara, queries.one_ask, asked).goes.id == world.tim
    days.book.do(world.tim, actions.give_back, ask_id=asked)
    assert days.asked(world.els) == [asked]


def test_two_at_once_are_one(days: Days, world: World) -> None:
    asked, start, found = days.ask(world.sara), Barrier(2), []

    def go(who: UUID) -> None:
        start.wait()
        with days.book.house.db.writing(world.household, by=who, now=days.book.now) as session:
            by = viewer(session, who)
            found.append(actions.claim(session, by=by, ask_id=asked, now=days.book.now).i_go)

    both = [Thread(target=go, args=(who,)) for who in (world.tim, world.els)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert sorted(found) == [False, True]
    assert len(days.day(world.noor, NEXT).wanted) == 1


def test_a_yes_of_somebody_who_left_is_open_again(days: Days, world: World) -> None:
    asked = days.ask(world.sara)
    days.book.do(world.tim, actions.claim, ask_id=asked)
    days.book.change(end_membership, person=world.tim)
    assert days.asked(world.els) == [asked]
    assert days.day(world.noor, NEXT).wanted[0].along == ()
    lefts = {who: [each.left for each in seen(days, who)] for who in (world.sara, world.els)}
    assert lefts == {world.sara: [True], world.els: [False]}
    days.book.do(world.els, actions.claim, ask_id=asked)
    assert [each.id for each in days.day(world.noor, NEXT).wanted[0].along] == [world.els]
    assert len(days.day(world.noor, NEXT).wanted) == 1
    assert [each.left for each in seen(days, world.sara)] == [False]


@pytest.mark.only("sqlite")
def test_who_is_away_on_that_day_does_not_come(days: Days, world: World) -> None:
    asked = days.ask(world.els, TODAY, chosen={world.sara})
    days.book.do(world.sara, actions.claim, ask_id=asked)
    assert [each.taken for each in seen(days, world.els)] == [True]
    days.book.do(world.tim, suspend, person=world.sara, days=5)
    assert [(each.taken, each.left) for each in seen(days, world.els)] == [(False, True)]


@pytest.mark.only("sqlite")
def test_who_goes_sees_it_also_when_it_is_asked_no_more(days: Days, world: World) -> None:
    """Who asked asks nobody else; who said yes still stands in the week, and may say that they cannot."""
    asked = days.ask(world.sara)
    days.book.do(world.tim, actions.claim, ask_id=asked)
    days.book.do(world.sara, actions.withdraw, ask_id=asked)
    assert [each.i_go for each in seen(days, world.tim)] == [True]
    assert days.asked(world.els) == days.asked(world.sara) == []
    days.book.do(world.tim, actions.give_back, ask_id=asked)
    assert days.asked(world.tim) == []
    assert not days.day(world.noor, NEXT).wanted
    assert [each.kind for each in days.book.ask(world.sara, waiting)] == ["week_no", "week_yes"]


@pytest.mark.only("sqlite")
def test_who_would_go_along_hears_that_it_is_off(days: Days, world: World) -> None:
    asked = days.ask(world.sara)
    days.book.do(world.tim, actions.claim, ask_id=asked)
    weekly = days.want(world.sara, NEXT, repeats=Repeats.WEEKLY)
    days.book.do(world.els, actions.go_along, activity_id=weekly, day=NEXT + timedelta(days=7))
    days.book.do(world.ben, actions.go_along, activity_id=weekly, day=NEXT)
    claimed = next(each for each in days.day(world.noor, NEXT).wanted if each.id != weekly)
    for _ in range(2):
        days.book.do(world.sara, actions.end_activity, activity_id=claimed.id, from_day=NEXT)
    for _ in range(2):
        off = NEXT + timedelta(days=1)
        days.book.do(world.sara, actions.end_activity, activity_id=weekly, from_day=off)
    told = {who: days.book.ask(who, waiting) for who in (world.tim, world.els, world.ben)}
    assert {who: [each.values.get("day") for each in found] for who, found in told.items()} == {
        world.tim: [NEXT.isoformat()],
        world.els: [(NEXT + timedelta(days=7)).isoformat()],
        world.ben: [],
    }
    (line,) = notices.lines(told[world.tim], days.book.ask(world.tim, lambda _session, me: me))
    assert line.text.striptags().endswith("gaat het niet door.")
    assert days.asked(world.els) == days.asked(world.tim) == []


def test_a_day_that_is_over_is_not_asked_for(days: Days, world: World) -> None:
    with pytest.raises(Invalid):
        days.ask(world.sara, TODAY - timedelta(days=1))
    asked = days.ask(world.sara, TODAY)
    days.book.now += timedelta(days=1)
    assert days.asked(world.els) == []
    with pytest.raises(Invalid):
        days.book.do(world.els, actions.claim, ask_id=asked)


def test_who_asked_takes_it_back_and_nobody_else(days: Days, world: World) -> None:
    asked = days.ask(world.sara)
    with pytest.raises(NotHere):
        days.book.do(world.els, actions.withdraw, ask_id=asked)
    days.book.do(world.sara, actions.withdraw, ask_id=asked)
    assert days.asked(world.els) == days.asked(world.sara) == []


def test_who_does_not_fill_a_week_asks_nothing_in_it(days: Days, world: World) -> None:
    for who in (world.tim, world.mark, world.kees):
        with pytest.raises(NotHere):
            days.ask(who)


def test_who_may_not_see_it_any_more_hears_of_no_yes_and_of_no_end(
    house: House, days: Days, world: World
) -> None:
    """Sara asked, and said yes to something; since then Noor may fear her."""
    asked, wanted = days.ask(world.sara), days.want(world.els)
    days.book.do(world.sara, actions.go_along, activity_id=wanted, day=NEXT)
    days.book.change(add_shield, ward=world.noor, feared=world.sara)
    assert days.asked(world.sara) == []
    days.book.do(world.tim, actions.claim, ask_id=asked)
    days.book.do(world.els, actions.end_activity, activity_id=wanted, from_day=NEXT)
    assert not days.book.ask(world.sara, waiting)
    with house.db.reading(world.household) as session:
        assert not session.scalars(select(Delivery).filter_by(person_id=world.sara)).all()


def test_who_came_and_stays_home_after_all_opens_it_again_in_the_week_too(
    days: Days, world: World
) -> None:
    days.begin(world.els, {world.sara, world.tim})
    asked = days.ask(world.sara)
    days.book.do(world.tim, actions.claim, ask_id=asked)
    (wanted,) = days.day(world.tim, NEXT).wanted
    for _ in "12":
        days.book.do(world.tim, actions.stay_home, activity_id=wanted.id, day=NEXT)
    assert days.day(world.sara, NEXT).wanted == ()
    assert seen(days, world.tim)[0].goes is None
    assert [each.kind for each in days.book.ask(world.sara, waiting)] == ["week_no", "week_yes"]
