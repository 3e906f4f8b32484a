"""Whom it is told that something is asked, ends soon, or ended; and what ends when a house goes apart."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from api.core.errors import NotHere
from api.core.house import House
from api.people.actions import add_person
from api.people.apart import actions as apart
from api.people.apart.model import ApartSwitch
from api.people.consenting.model import Sharing
from api.people.model import Person
from api.people.notices.model import Notice
from api.people.notices.queries import told_here
from api.people.policy import Role, Side
from api.people.professionals.model import Seat
from api.people.professionals.queries import Seated
from api.people.queries import viewer
from api.sharing.actions import end
from api.sharing.reminding import remind_of_sharing
from tests.houses import NOW
from tests.sharing.seats import Seats, amina_reads
from tests.world import World

OURS = ("sharing_asked", "sharing_ends", "sharing_over")


def news(house: House, world: World, kind: str) -> set[str]:
    """Who was told this, by name in the world; read or not."""
    found = set()
    for name in ("noor", "sara", "mark", "els", "ben", "tim", "kees"):
        with house.db.reading(world.household) as session:
            told = told_here(session, viewer(session, getattr(world, name)), device=None)
            if kind in {each.kind for each in told}:
                found.add(name)
    return found


def heaps(house: House, world: World) -> int:
    with house.db.reading(world.household) as session:
        return len(session.scalars(select(Notice)).all())


def make_age(house: House, world: World, age: int | None) -> None:
    with house.db.writing(world.household, by=None, now=NOW) as session:
        born = None if age is None else NOW.year - age
        session.get_one(Person, world.noor).born_year = born


@pytest.fixture
def seat(seats: Seats, world: World) -> Seated:
    return seats.seat(seats.account(), world.tim)


@pytest.mark.parametrize(("age", "asked"), [(9, set()), (12, {"noor"}), (17, {"noor"})])
def test_who_is_asked_hears_it_and_nobody_else(
    seats: Seats, seat: Seated, world: World, age: int, asked: set[str]
) -> None:
    make_age(seats.house, world, age)
    sharing = seats.ask(seat, world.tim)
    assert news(seats.house, world, "sharing_asked") == {"sara", "mark"} | asked
    before = heaps(seats.house, world)
    seats.say(sharing, world.mark, yes=False)
    assert news(seats.house, world, "sharing_asked") == {"sara"} | asked
    assert heaps(seats.house, world) == before, "a no is told to nobody"


@pytest.mark.parametrize(
    ("before", "told"), [(timedelta(days=7, seconds=1), False), (timedelta(days=7), True)]
)
def test_a_week_before_the_end_those_who_gave_it_hear_once(
    seats: Seats, world: World, before: timedelta, *, told: bool
) -> None:
    amina_reads(seats, world)
    at = NOW + timedelta(days=90) - before
    for _ in range(2):
        remind_of_sharing(seats.house, at)
    assert news(seats.house, world, "sharing_ends") == ({"sara", "mark", "tim"} if told else set())


def test_of_what_never_opened_nobody_hears_that_it_ends(
    seats: Seats, seat: Seated, world: World
) -> None:
    seats.share(seat, world.tim, [world.sara])
    for days in (85, 91):
        remind_of_sharing(seats.house, NOW + timedelta(days=days))
    for kind in ("sharing_ends", "sharing_over"):
        assert news(seats.house, world, kind) == set()


def test_when_it_ended_they_hear_once(seats: Seats, world: World) -> None:
    amina_reads(seats, world, days=30)
    for later in (timedelta(days=30), timedelta(days=30, minutes=10)):
        remind_of_sharing(seats.house, NOW + later)
    assert news(seats.house, world, "sharing_over") == {"sara", "mark", "tim"}
    before = heaps(seats.house, world)
    remind_of_sharing(seats.house, NOW + timedelta(days=33))
    assert heaps(seats.house, world) == before


@pytest.mark.parametrize("says", [True, False, None])
def test_a_child_hears_that_it_ended_whatever_it_said(
    seats: Seats, seat: Seated, world: World, *, says: bool | None
) -> None:
    """Whoever looks on its tablet would read there that it said yes."""
    make_age(seats.house, world, 14)
    sharing = seats.share(seat, world.tim, [world.sara, world.mark], days=30)
    if says is not None:
        seats.say(sharing, world.noor, yes=says)
    remind_of_sharing(seats.house, NOW + timedelta(days=30))
    assert news(seats.house, world, "sharing_over") == {"sara", "mark", "tim", "noor"}


def test_who_ends_it_is_not_told_and_the_worker_adds_nothing(seats: Seats, world: World) -> None:
    amina_reads(seats, world)
    with seats.house.db.writing(world.household, by=world.tim, now=NOW) as session:
        row = session.scalars(select(Sharing)).one()
        end(session, by=viewer(session, world.tim), sharing=row.id, now=NOW)
    assert news(seats.house, world, "sharing_over") == {"sara", "mark"}


def test_a_new_grown_up_is_asked_and_until_then_nobody_reads(seats: Seats, world: World) -> None:
    seat = amina_reads(seats, world)
    with seats.house.db.writing(world.household, by=None, now=NOW) as session:
        values: Mapping[str, object] = {"role": Role.ADULT, "name": "Joep", "now": NOW}
        joep = add_person(session, household=world.household, **values)  # type: ignore[arg-type]
    assert seats.reader(seat) is None
    remind_of_sharing(seats.house, NOW)
    with seats.house.db.reading(world.household) as session:
        told = told_here(session, viewer(session, joep), device=None)
        sharing = session.scalars(select(Sharing)).one().id
    kinds = [each.kind for each in told]
    assert [each for each in kinds if each.startswith("sharing")] == ["sharing_asked"]
    seats.say(sharing, joep)
    assert seats.reader(seat) is not None


def test_at_night_nobody_is_woken(seats: Seats, seat: Seated, world: World) -> None:
    seats.share(seat, world.tim, [world.sara, world.mark], days=30)
    remind_of_sharing(seats.house, NOW + timedelta(days=30, hours=8))
    assert news(seats.house, world, "sharing_over") == set()


def test_a_house_that_goes_apart_shares_nothing_from_the_first_moment_on(
    seats: Seats, world: World
) -> None:
    seat = amina_reads(seats, world)
    laid, _secret = seats.lay(world.tim, name="Bo")
    house = seats.house
    with house.db.writing(world.household, by=world.tim, now=NOW) as session:
        apart.freeze(session, by=viewer(session, world.tim), now=NOW)
    assert seats.reader(seat) is None
    sides = {world.sara: Side.A, world.mark: Side.B, world.els: Side.BOTH, world.ben: Side.BOTH}
    sides |= {world.kees: Side.BOTH, world.tim: Side.BOTH}
    with house.db.writing(world.household, by=world.tim, now=NOW) as session:
        by = viewer(session, world.tim)
        apart.finish(session, by=by, sides=sides, now=NOW, follow=lambda *_: None)
    with house.db.reading(world.household) as session:
        assert session.scalars(select(ApartSwitch)).one().done_at
        for each in (seat.id, laid):
            assert session.get_one(Seat, each).ended_at == NOW
        assert {each.ended_at for each in session.scalars(select(Sharing))} == {NOW}
        assert session.get_one(Person, seat.person).ended_at == NOW
    assert seats.reader(seat) is None
    assert seats.seats(seat.account) == []


def test_what_is_told_names_no_answer(seats: Seats, seat: Seated, world: World) -> None:
    """Notices carry ids and moments, and of nobody what they said."""
    seats.share(seat, world.tim, [world.sara, world.mark], days=30)
    remind_of_sharing(seats.house, NOW + timedelta(days=29))
    with seats.house.db.reading(world.household) as session:
        told = told_here(session, viewer(session, world.tim), device=None)
    mine = [each for each in told if each.kind in OURS]
    assert [set(each.values) for each in mine] == [{"sharing", "seat", "at"}]
    people: set[UUID] = {world.sara, world.mark}
    assert not {str(each) for each in people} & {v for each in mine for v in each.values.values()}


def test_a_newer_question_takes_the_place_of_the_older_one(
    seats: Seats, seat: Seated, world: World
) -> None:
    for _ in range(2):
        seats.ask(seat, world.tim)
    with seats.house.db.reading(world.household) as session:
        told = told_here(session, viewer(session, world.sara), device=None)
    kinds = [each.kind for each in told if each.kind.startswith("sharing")]
    assert kinds == ["sharing_asked"]


def test_what_is_over_asks_nothing_any_more(seats: Seats, seat: Seated, world: World) -> None:
    seats.ask(seat, world.tim, days=30)
    remind_of_sharing(seats.house, NOW + timedelta(days=30))
    assert news(seats.house, world, "sharing_asked") == set()


def test_while_a_house_stands_still_nothing_is_asked(
    seats: Seats, seat: Seated, world: World
) -> None:
    with seats.house.db.writing(world.household, by=world.tim, now=NOW) as session:
        apart.freeze(session, by=viewer(session, world.tim), now=NOW)
    with pytest.raises(NotHere):
        seats.ask(seat, world.tim)
