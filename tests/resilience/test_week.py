"""Who has whose week, and what stands in it: two phones lose nothing, and the feared one finds nothing."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from api.core.errors import Invalid, NotHere
from api.core.vault import Box
from api.people.actions import add_shield, end_membership
from api.resilience import actions, queries
from api.resilience.elements import Act, DayPart, Element, Layer, Repeats, Sticker
from api.resilience.model import Activity, WeekMark
from api.resilience.rules import Wish
from tests.logbook.book import Book
from tests.resilience.days import MONDAY, NEXT, TODAY, Days, cell
from tests.world import World


def test_the_child_its_people_and_who_was_chosen_have_its_week(days: Days, world: World) -> None:
    days.tick(world.noor, cell(sticker=Sticker.CAT))
    for who in (world.noor, world.els, world.ben, world.sara, world.tim):
        assert days.back(who) == (Element.OUTSIDE,)
    for who in (world.mark, world.kees, world.amina, world.fem):
        with pytest.raises(NotHere):
            days.week(who)
    assert days.day(world.sara).cell(DayPart.AFTERNOON, Element.OUTSIDE).done.sticker is Sticker.CAT


def test_the_child_its_people_and_a_chosen_parent_fill_it(days: Days, world: World) -> None:
    for who in (world.noor, world.els, world.sara):
        assert days.week(who).may_fill
        days.tick(who)
    assert not days.week(world.tim).may_fill
    for who in (world.tim, world.mark, world.kees, world.amina):
        with pytest.raises(NotHere):
            days.tick(who)
    assert days.book.count(WeekMark) == 3


def test_a_week_is_there_when_it_was_begun_and_no_sooner(days: Days, world: World) -> None:
    book = days.book
    assert [each and each.id for each in _whose(book, world.sara)] == [world.noor, None]
    assert [each and each.id for each in _whose(book, world.mark)] == [None]
    mine = Days(book, world.sara)
    assert mine.back(world.sara) == ()
    mine.tick(world.sara)
    assert [each and each.id for each in _whose(book, world.sara)] == [
        world.sara,
        world.noor,
        None,
    ]
    for other in (world.mark, world.tim, world.noor):
        with pytest.raises(NotHere):
            mine.week(other)
    mine.begin(world.sara, {world.tim})
    assert mine.back(world.tim) == (Element.OUTSIDE,)
    assert not mine.week(world.tim).may_fill


def test_who_reads_is_chosen_by_who_may_and_never_by_who_reads(days: Days, world: World) -> None:
    for who in (world.sara, world.mark, world.kees, world.noor):
        with pytest.raises(NotHere):
            days.begin(who, {world.sara})
    with pytest.raises(Invalid):
        days.begin(world.tim, {world.mark})
    days.begin(world.tim, set())
    with pytest.raises(NotHere):
        days.week(world.sara)
    assert days.book.ask(world.sara, queries.readers, world.noor, days.book.now) == ()


def test_a_child_that_comes_to_fear_somebody_is_out_of_their_sight_at_once(
    days: Days, world: World
) -> None:
    assert days.week(world.sara)
    days.book.change(add_shield, ward=world.noor, feared=world.sara)
    with pytest.raises(NotHere):
        days.week(world.sara)


def test_two_phones_without_a_net_lose_nothing(days: Days, world: World) -> None:
    """The newest word that was said holds, whichever came in first; the others stay to be read."""
    now = days.book.now
    days.tick(world.sara, cell(act=Act.CLEAR), made_at=now - timedelta(minutes=5))
    days.tick(world.noor, cell(text="in de boom"), made_at=now - timedelta(hours=1))
    found = days.day(world.els).cell(DayPart.AFTERNOON, Element.OUTSIDE)
    assert (found.done.act, found.done.by.id) == (Act.CLEAR, world.sara)
    assert [(each.text, each.by.id) for each in found.earlier] == [("in de boom", world.noor)]
    assert days.back(world.els) == ()


def test_a_record_that_comes_twice_stands_once(days: Days, world: World) -> None:
    record = days.tick(world.noor, cell(), cell(element=Element.FOOD))
    days.tick(world.noor, cell(), cell(element=Element.FOOD), record=record)
    assert days.book.count(WeekMark) == 2
    with pytest.raises(NotHere):
        days.tick(world.els, record=record)


def test_a_phone_whose_clock_runs_ahead_does_not_win_for_ever(days: Days, world: World) -> None:
    days.tick(world.noor, made_at=days.book.now + timedelta(days=3))
    days.tick(world.sara, cell(act=Act.CLEAR))
    assert days.back(world.noor) == ()


def test_a_usual_week_holds_until_another_is_said(days: Days, world: World) -> None:
    usual = cell(MONDAY - timedelta(days=14), Element.SLEEP, layer=Layer.IS, part=DayPart.NIGHT)
    days.tick(world.sara, usual)
    later = cell(MONDAY, Element.SLEEP, layer=Layer.IS, part=DayPart.NIGHT, act=Act.CLEAR)
    days.tick(world.sara, later)
    weeks = [MONDAY - timedelta(days=each) for each in (21, 14, 7, 0)]
    found = days.book.ask(world.sara, queries.weeks, world.noor, weeks, days.book.now)
    assert [week.days[0].elements(Layer.IS) for week in found] == [
        (),
        (Element.SLEEP,),
        (Element.SLEEP,),
        (),
    ]


def test_what_is_wanted_each_week_rests_in_a_holiday(days: Days, world: World) -> None:
    days.want(world.sara, NEXT, repeats=Repeats.WEEKLY, along=frozenset({world.tim}))
    free = {"from_day": NEXT + timedelta(days=5), "until_day": NEXT + timedelta(days=10)}
    rest = days.book.do(
        world.els, actions.rest, whose=world.noor, break_id=uuid4(), name="Vakantie", **free
    )
    now = days.day(world.noor, NEXT)
    assert [(each.text, each.resting) for each in now.wanted] == [("Zwemmen", False)]
    assert [each.id for each in now.wanted[0].along] == [world.tim]
    assert now.elements(Layer.WANT) == (Element.MOVE,)
    assert now.open == tuple(Element)
    away = days.day(world.noor, NEXT + timedelta(days=7))
    assert (away.free, away.wanted[0].resting) == ("Vakantie", True)
    assert away.elements(Layer.WANT) == ()
    with pytest.raises(NotHere):
        days.book.do(world.sara, actions.end_rest, break_id=rest)
    days.book.do(world.els, actions.end_rest, break_id=rest)
    assert days.day(world.noor, NEXT + timedelta(days=7)).free == ""


def test_a_holiday_of_the_house_is_told_to_who_reads_a_week_of_the_house(
    days: Days, world: World
) -> None:
    """In their own week somebody of the circle learns nothing of it."""
    free = {"from_day": TODAY, "until_day": TODAY, "name": "Naar zee"}
    days.book.do(world.sara, actions.rest, whose=None, break_id=uuid4(), **free)
    assert days.day(world.els).free == "Naar zee"
    for who, told in ((world.sara, "Naar zee"), (world.mark, "Naar zee"), (world.kees, "")):
        assert Days(days.book, who).day(who).free == told


def test_what_is_over_is_over_from_that_day_and_not_before(days: Days, world: World) -> None:
    swim = days.want(world.sara, NEXT, repeats=Repeats.WEEKLY)
    days.book.do(
        world.els, actions.end_activity, activity_id=swim, from_day=NEXT + timedelta(days=7)
    )
    assert days.day(world.noor, NEXT).wanted
    assert not days.day(world.noor, NEXT + timedelta(days=7)).wanted
    days.book.do(world.els, actions.end_activity, activity_id=swim, from_day=NEXT)
    assert not days.day(world.noor, NEXT).wanted


def test_who_reads_a_week_may_go_along(days: Days, world: World) -> None:
    swim = days.want(world.sara, NEXT, repeats=Repeats.WEEKLY)
    going = {"activity_id": swim, "day": NEXT + timedelta(days=7)}
    days.book.do(world.tim, actions.go_along, **going)
    days.book.do(world.tim, actions.go_along, **going)
    assert days.day(world.noor, NEXT).wanted[0].along == ()
    found = days.day(world.noor, NEXT + timedelta(days=7)).wanted[0]
    assert [each.id for each in found.along] == [world.tim]
    days.book.do(world.tim, actions.stay_home, **going)
    assert days.day(world.noor, NEXT + timedelta(days=7)).wanted[0].along == ()
    for who in (world.mark, world.kees):
        with pytest.raises(NotHere):
            days.book.do(who, actions.go_along, **going)


def test_last_week_again_is_what_was_wanted_once(days: Days, world: World) -> None:
    days.want(world.sara, TODAY, along=frozenset({world.els}))
    days.want(world.sara, TODAY, repeats=Repeats.WEEKLY, text="Voetbal")
    for _ in range(2):
        days.book.do(world.sara, actions.copy_week, whose=world.noor, source=MONDAY, target=NEXT)
    found = days.day(world.noor, TODAY + timedelta(days=7)).wanted
    assert [(each.text, len(each.along)) for each in found] == [("Voetbal", 0), ("Zwemmen", 1)]
    assert days.book.count(Activity) == 3


@pytest.mark.only("sqlite")
def test_a_week_that_two_copy_stands_once_and_what_was_taken_away_comes_back(
    days: Days, world: World
) -> None:
    def copy(by: UUID) -> None:
        days.book.do(by, actions.copy_week, whose=world.noor, source=MONDAY, target=NEXT)

    days.want(world.sara, TODAY, along=frozenset({world.ben, world.els}))
    again = TODAY + timedelta(days=7)
    days.book.change(end_membership, person=world.ben)
    copy(world.sara)
    copy(world.els)
    (found,) = days.day(world.noor, again).wanted
    days.book.do(world.sara, actions.end_activity, activity_id=found.id, from_day=again)
    assert not days.day(world.noor, again).wanted
    copy(world.sara)
    (found,) = days.day(world.noor, again).wanted
    with days.book.house.db.reading(days.book.household) as session:
        row = session.get_one(Activity, found.id)
        words = Box.of(session, row.household_id).open_json(
            "week_activities", "body", row.id, row.body
        )
    assert words["with"] == [str(world.els)]


def test_nobody_is_named_whom_the_writer_does_not_know(days: Days, world: World) -> None:
    for stranger in (world.lotte, uuid4()):
        with pytest.raises(Invalid):
            days.tick(world.noor, cell(along=frozenset({stranger})))
        wish = Wish(
            day=NEXT,
            part=DayPart.UP,
            elements=(Element.MOVE,),
            along=frozenset({stranger}),
        )
        with pytest.raises(Invalid):
            days.book.do(
                world.sara,
                actions.plan_activity,
                whose=world.noor,
                activity_id=uuid4(),
                wish=wish,
            )


def test_the_night_is_asked_for_once_whatever_the_answer(days: Days, world: World) -> None:
    asks = (queries.slept_today, world.noor, days.book.now)
    assert not days.book.ask(world.noor, *asks)
    days.tick(world.noor, cell(element=Element.SLEEP, part=DayPart.UP, act=Act.CLEAR))
    assert days.book.ask(world.noor, *asks)


def test_the_house_has_a_week_for_who_lives_there(days: Days, world: World) -> None:
    """And for who was chosen. What a child that fears somebody says is not there for them."""
    home = Days(days.book, None)
    home.tick(world.sara, cell(element=Element.FOOD))
    home.tick(world.noor)
    assert home.back(world.sara) == home.back(world.noor) == (Element.OUTSIDE, Element.FOOD)
    assert home.back(world.mark) == (Element.FOOD,)
    for who in (world.els, world.tim, world.kees, world.amina):
        with pytest.raises(NotHere):
            home.week(who)
    home.begin(world.mark, {world.els})
    assert home.back(world.els) == (Element.OUTSIDE, Element.FOOD)
    assert not home.week(world.els).may_fill
    for who in (world.els, world.noor):
        with pytest.raises(NotHere):
            home.begin(who, set())


def _whose(book: Book, who: object) -> object:
    return book.ask(who, queries.whose_weeks, book.now)  # type: ignore[arg-type]
