"""Rules of consent for any family: nothing without every yes, and a child's own things by its own word."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.core.db import EVERYWHERE
from api.core.errors import NotHere
from api.core.house import House
from api.people.actions import change_role, give_duty
from api.people.consenting.kinds import OPENS, WITH_ALL, Kind, as_text, from_text, opened_by
from api.people.consenting.queries import shared_in
from api.people.consenting.rules import (
    ALONE_FROM,
    ASKED_FROM,
    Concerned,
    Decides,
    children_asked,
    consented,
    decides,
    grown_ups,
    in_force,
)
from api.people.model import Person
from api.people.policy import Role, Side
from api.people.professionals.queries import Seated
from tests.houses import NOW
from tests.people.notices import told
from tests.sharing.seats import Seats, amina_reads
from tests.world import World

SIDES = st.sampled_from([Side.A, Side.B])
NEVER_SHARED = {
    *("entry_self", "entry_chosen", "entry_safety_person", "message", "safe_object", "signal_now"),
    *("signal_history", "ladder", "shield_list", "safety_link", "plan_draft", "book_draft"),
    *("meeting_input", "visit_unannounced", "contact", "child_score", "child_score_safety_person"),
}


@st.composite
def families(draw: st.DrawFn, *, apart: bool | None = None) -> tuple[tuple[Concerned, ...], Side]:
    """Any people of a house, and the side of a seat in it."""
    is_apart = draw(st.booleans()) if apart is None else apart
    people = []
    for number in range(draw(st.integers(0, 6))):
        child = draw(st.booleans())
        side = draw(SIDES) if is_apart and not child else Side.BOTH
        born = draw(st.none() | st.integers(NOW.year - 18, NOW.year)) if child else None
        role = Role.CHILD if child else Role.ADULT
        people.append(Concerned(person=UUID(int=number), role=role, side=side, born_year=born))
    return tuple(people), draw(SIDES) if is_apart else Side.BOTH


said = st.dictionaries(st.integers(0, 8).map(lambda each: UUID(int=each)), st.booleans())


@given(families(), said)
def test_the_house_opens_only_by_the_yes_of_every_grown_up(
    family: tuple[tuple[Concerned, ...], Side], answers: dict[UUID, bool]
) -> None:
    people, side = family
    found = consented(people, side, answers, NOW)
    needed = grown_ups(people, side)
    assert found.house is (bool(needed) and all(answers.get(each) for each in needed))


@given(families(), said, st.integers(0, 5))
def test_whatever_one_takes_back_never_opens_more(
    family: tuple[tuple[Concerned, ...], Side], answers: dict[UUID, bool], who: int
) -> None:
    people, side = family
    before = consented(people, side, answers, NOW)
    after = consented(people, side, {**answers, UUID(int=who): False}, NOW)
    assert after.house <= before.house
    assert after.withheld >= before.withheld
    assert after.alone <= before.alone
    if UUID(int=who) in grown_ups(people, side):
        assert not after.house


@given(families(), said)
def test_who_comes_to_live_there_shuts_it_until_they_said_yes(
    family: tuple[tuple[Concerned, ...], Side], answers: dict[UUID, bool]
) -> None:
    people, side = family
    newcomer = Concerned(person=UUID(int=99), role=Role.ADULT, side=side)
    assert not consented((*people, newcomer), side, answers, NOW).house


@given(families(), said)
def test_what_is_of_a_child_that_is_asked_waits_for_its_own_yes(
    family: tuple[tuple[Concerned, ...], Side], answers: dict[UUID, bool]
) -> None:
    people, side = family
    found, asked = consented(people, side, answers, NOW), children_asked(people, side, NOW)
    assert {each for each in asked if not answers.get(each)} <= found.withheld
    assert not found.alone & found.withheld
    assert found.alone <= {each for each in asked if answers.get(each)}


@given(families(apart=True), said)
def test_of_a_house_apart_no_child_is_asked_and_nothing_of_it_is_shared(
    family: tuple[tuple[Concerned, ...], Side], answers: dict[UUID, bool]
) -> None:
    people, side = family
    found = consented(people, side, answers, NOW)
    assert children_asked(people, side, NOW) == frozenset()
    assert {each.person for each in people if each.role is Role.CHILD} <= found.withheld
    assert found.alone == frozenset()


@given(families(apart=True), said)
def test_one_side_decides_nothing_for_the_other(
    family: tuple[tuple[Concerned, ...], Side], answers: dict[UUID, bool]
) -> None:
    people, side = family
    theirs = {each.person for each in people if each.role is Role.ADULT and each.side is not side}
    mine = {who: yes for who, yes in answers.items() if who not in theirs}
    assert consented(people, side, answers, NOW) == consented(people, side, mine, NOW)


@given(st.integers(-5, 80), st.integers(1950, 2090), st.integers(1, 12))
def test_in_a_year_that_could_be_either_more_people_are_asked(
    turns: int, year: int, month: int
) -> None:
    found = decides(year - turns, datetime(year, month, 1, tzinfo=UTC))
    if turns < ASKED_FROM:
        assert found is Decides.PARENTS
    elif turns <= ALONE_FROM:
        assert found is Decides.BOTH
    else:
        assert found is Decides.SELF


@given(st.frozensets(st.sampled_from(Kind)))
def test_kinds_come_back_as_they_were_kept_and_open_nothing_private(kinds: frozenset[Kind]) -> None:
    assert from_text(as_text(kinds)) == kinds
    found = opened_by(kinds)
    assert found == (WITH_ALL.union(*(OPENS[each] for each in kinds)) if kinds else frozenset())
    assert not found & NEVER_SHARED


@pytest.mark.parametrize(
    ("seconds", "stands"), [(-1, False), (0, True), (59, True), (60, False), (61, False)]
)
def test_it_stands_from_its_first_moment_until_its_last(seconds: int, *, stands: bool) -> None:
    times = {"made_at": NOW, "until": NOW + timedelta(seconds=60), "ended_at": None}
    assert in_force(**times, now=NOW + timedelta(seconds=seconds)) is stands  # type: ignore[arg-type]
    ended = {**times, "ended_at": NOW}
    assert not in_force(**ended, now=NOW + timedelta(seconds=seconds))  # type: ignore[arg-type]


@pytest.mark.parametrize(("seconds", "reads"), [(-1, True), (0, False), (1, False)])
def test_the_rows_end_by_the_same_clock(
    seats: Seats, world: World, seconds: int, *, reads: bool
) -> None:
    seat = amina_reads(seats, world, days=60)
    now = NOW + timedelta(days=60, seconds=seconds)
    assert bool(standing(seats.house, seat, now)) is reads
    assert (seats.reader(seat, now) is not None) is reads


def test_a_seat_of_another_side_than_its_house_reads_nothing(seats: Seats, world: World) -> None:
    seat = amina_reads(seats, world)
    for side in (Side.A, Side.B):
        assert seats.reader(replace(seat, side=side)) is None


def standing(house: House, seat: Seated, now: datetime) -> object:
    with house.db.reading(EVERYWHERE) as session:
        return shared_in(session, {seat.household: {seat.id: seat.side}}, now)


@pytest.mark.parametrize("mark_says", [True, False, None])
def test_whoever_becomes_another_leaves_no_answer_behind_that_opens_or_holds(
    seats: Seats, world: World, house: House, mark_says: bool | None
) -> None:
    """What was asked of a grown-up is over when they are none any more; of who is one now it is asked anew."""
    seat = seats.seat(seats.account(), world.tim)
    sharing = seats.share(seat, world.tim, [world.sara])
    if mark_says is not None:
        seats.say(sharing, world.mark, yes=mark_says)
    become(house, world.mark, Role.CIRCLE)
    assert seats.reader(seat) is None
    seats.share(seat, world.tim, [world.sara])
    assert seats.reader(seat) is not None


def test_a_yes_of_a_child_is_not_the_yes_of_the_grown_up_it_became(
    seats: Seats, world: World, house: House
) -> None:
    with house.db.writing(world.household, by=None, now=NOW) as session:
        session.get_one(Person, world.noor).born_year = NOW.year - 17
    seat = seats.seat(seats.account(), world.tim)
    seats.share(seat, world.tim, [world.sara, world.mark, world.noor])
    become(house, world.noor, Role.ADULT)
    assert seats.reader(seat) is None
    sharing = seats.share(seat, world.tim, [world.sara, world.mark])
    assert seats.reader(seat) is None
    seats.say(sharing, world.noor)
    assert seats.reader(seat) is not None


def test_what_the_other_side_shares_does_not_end_with_it(
    seats: Seats, world: World, house: House
) -> None:
    with house.db.writing(world.apart, by=None, now=NOW) as session:
        give_duty(session, person=world.ria, kind="plan_holder", now=NOW)
    seat = seats.seat(seats.account(), world.ria, side=Side.A)
    seats.share(seat, world.ria, [world.lotte])
    become(house, world.daan, Role.CIRCLE)
    assert seats.reader(seat) is not None
    become(house, world.lotte, Role.CIRCLE)
    assert seats.reader(seat) is None


@pytest.mark.parametrize("takes_back", [False, True])
def test_a_no_counts_until_it_is_asked_anew_whatever_somebody_is_now(
    seats: Seats, world: World, house: House, *, takes_back: bool
) -> None:
    """Whose role was changed in some other way: nothing opens by it."""
    seat = seats.seat(seats.account(), world.tim)
    sharing = seats.share(seat, world.tim, [world.sara, *([world.mark] if takes_back else [])])
    seats.say(sharing, world.mark, yes=False)
    with house.db.writing(world.household, by=None, now=NOW) as session:
        session.get_one(Person, world.mark).role = Role.CIRCLE
    assert seats.reader(seat) is None
    seats.share(seat, world.tim, [world.sara])
    assert seats.reader(seat) is not None


def become(house: House, person: UUID, role: Role) -> None:
    with house.db.writing(EVERYWHERE, by=None, now=NOW) as session:
        change_role(session, person=person, role=role, now=NOW)


def test_a_no_is_not_waiting_for_who_comes_back(seats: Seats, world: World, house: House) -> None:
    """Mark said no, became circle, and lives there again: nobody reads until he is asked anew and says yes."""
    seat = seats.seat(seats.account(), world.tim)
    seats.say(seats.share(seat, world.tim, [world.sara]), world.mark, yes=False)
    become(house, world.mark, Role.CIRCLE)
    sharing = seats.share(seat, world.tim, [world.sara])
    with pytest.raises(NotHere):
        seats.say(sharing, world.mark, yes=False)
    assert seats.reader(seat) is not None
    become(house, world.mark, Role.ADULT)
    assert seats.reader(seat) is None
    sharing = seats.share(seat, world.tim, [world.sara])
    assert seats.reader(seat) is None
    seats.say(sharing, world.mark)
    assert seats.reader(seat) is not None


def test_nobody_is_asked_any_more_what_ended_with_it(
    seats: Seats, world: World, house: House
) -> None:
    seats.ask(seats.seat(seats.account(), world.tim), world.tim)
    assert open_questions(house, world) == {world.sara, world.mark}
    become(house, world.mark, Role.CIRCLE)
    assert open_questions(house, world) == set()


def open_questions(house: House, world: World) -> set[UUID]:
    people = (world.sara, world.mark)
    return {each for each in people if "sharing_asked" in told(house, world.household, each)}
