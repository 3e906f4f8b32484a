"""Security R10: what is shared, with whom, until when; and that it ends at the next request."""

from datetime import timedelta
from uuid import UUID

import pytest

from api.core.errors import Gone, Invalid, NotHere
from api.core.house import House
from api.logbook import queries
from api.people.actions import give_duty
from api.people.consenting.kinds import Kind
from api.people.policy import Audience, Side
from api.people.professionals import actions
from tests.houses import NOW
from tests.logbook.book import Book
from tests.sharing.seats import Seats, amina_reads
from tests.world import World

LOG = [Kind.LOG]


@pytest.fixture
def book(house: House, world: World) -> Book:
    return Book(house, world.household, NOW - timedelta(days=3))


def read(seats: Seats, seat: object, book: Book, later: timedelta = timedelta(0)) -> set[UUID]:
    """The notes that the professional of a seat finds now."""
    who = seats.reader(seat, seats.now + later)  # type: ignore[arg-type]
    if who is None:
        return set()
    with book.house.db.reading(book.household) as session:
        return {each.id for each in queries.timeline(session, who.viewer).items}


def test_a_seat_alone_opens_nothing(seats: Seats, world: World, book: Book) -> None:
    book.write(world.sara)
    seat = seats.seat(seats.account(), world.tim)
    assert read(seats, seat, book) == set()
    sharing = seats.ask(seat, world.tim)
    assert read(seats, seat, book) == set()
    seats.say(sharing, world.sara)
    assert read(seats, seat, book) == set()


def test_the_yes_of_all_grown_ups_opens_the_log_and_one_no_shuts_it(
    seats: Seats, world: World, book: Book
) -> None:
    note = book.write(world.sara)
    seat = seats.seat(seats.account(), world.tim)
    sharing = seats.share(seat, world.tim, [world.sara, world.mark])
    assert read(seats, seat, book) == {note}
    seats.say(sharing, world.mark, yes=False)
    assert read(seats, seat, book) == set()


def test_what_is_private_is_never_shared(seats: Seats, world: World, book: Book) -> None:
    book.write(world.sara, audience=Audience.SELF)
    book.write(world.noor, audience=Audience.SAFETY_PERSON)
    book.write(world.sara, audience=Audience.CHOSEN, chosen=frozenset({world.els}))
    seat = amina_reads(seats, world)
    assert read(seats, seat, book) == set()


def test_only_the_kinds_that_were_shared(seats: Seats, world: World, book: Book) -> None:
    book.write(world.sara)
    seat = amina_reads(seats, world, kinds=[Kind.PLAN])
    assert read(seats, seat, book) == set()


@pytest.mark.parametrize(("seconds", "reads"), [(-1, True), (0, False), (1, False)])
def test_it_ends_by_the_clock(
    seats: Seats, world: World, book: Book, seconds: int, *, reads: bool
) -> None:
    note = book.write(world.sara)
    seat = amina_reads(seats, world, kinds=LOG, days=30)
    later = timedelta(days=30, seconds=seconds)
    assert read(seats, seat, book, later) == ({note} if reads else set())


def test_what_was_shared_before_its_first_moment_stays_out_of_it(
    seats: Seats, world: World, book: Book
) -> None:
    book.write(world.sara)
    seat = amina_reads(seats, world, items_from=NOW)
    assert read(seats, seat, book) == set()


def test_more_than_ninety_days_is_refused(seats: Seats, world: World) -> None:
    seat = seats.seat(seats.account(), world.tim)
    with pytest.raises(Invalid):
        seats.ask(seat, world.tim, days=91)


def test_a_link_lets_one_account_sit_once(seats: Seats, world: World, house: House) -> None:
    seat, secret = seats.lay(world.tim)
    first, second = seats.account("Amina"), seats.account("Bo")
    take = {"secret": secret, "now": NOW}
    assert actions.take_seat(house, account=first, **take) == seat
    assert actions.take_seat(house, account=first, **take) == seat
    with pytest.raises(Gone):
        actions.take_seat(house, account=second, **take)
    assert [each.id for each in seats.seats(first)] == [seat]
    assert seats.seats(second) == []


@pytest.mark.parametrize("who", ["noor", "sara", "els", "amina"])
def test_only_who_keeps_the_plan_lays_a_seat(seats: Seats, world: World, who: str) -> None:
    with pytest.raises(NotHere):
        seats.lay(getattr(world, who))


def test_a_house_apart_shares_by_its_side(seats: Seats, world: World, house: House) -> None:
    theirs = Book(house, world.apart, NOW - timedelta(days=3))
    with pytest.raises((Invalid, NotHere)):
        seats.lay(world.ria)
    keeper = make_keeper(house, world)
    hers = theirs.write(world.lotte)
    theirs.write(world.daan)
    theirs.write(world.fem)
    seat = seats.seat(seats.account(), keeper, side=Side.A)
    seats.share(seat, keeper, [world.lotte])
    assert read(seats, seat, theirs) == {hers}


def make_keeper(house: House, world: World) -> UUID:
    with house.db.writing(world.apart, by=None, now=NOW) as session:
        give_duty(session, person=world.ria, kind="plan_holder", now=NOW)
    return world.ria
