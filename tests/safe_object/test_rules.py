"""R27: who is told when. Steps at their minutes, each once, never whom it must not be, and an end."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from api.safe_object.rules import Order, Place, Reach, Steps, Telling, next_steps
from api.safe_object.standing import Answered
from api.safe_object.words import Kind, Why
from tests.houses import NOW

ONE, TWO, THREE, FOUR, FIVE = PEOPLE = tuple(UUID(int=number) for number in range(1, 6))
EVERYBODY = frozenset(PEOPLE)


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


STANDARD = Order(
    (Place((ONE,), minutes(0)), Place((TWO,), minutes(5)), Place((THREE, FOUR), minutes(15))),
    minutes(30),
)


@dataclass
class Run:
    """One signal as the worker keeps it going: what is due is written down, and asked again."""

    order: Order = STANDARD
    may: frozenset[UUID] = EVERYBODY
    hears: frozenset[UUID] = EVERYBODY
    stand_ins: dict[UUID, UUID] = field(default_factory=dict)
    told: list[Telling] = field(default_factory=list)
    answers: list[Answered] = field(default_factory=list)

    def at(self, now: datetime) -> Steps:
        steps = next_steps(
            NOW,
            order=self.order,
            told=self.told,
            answers=self.answers,
            reach=Reach(self.may, self.hears, self.stand_ins),
            now=now,
        )
        self.told += steps.tell
        self.told += [Telling(person, -1, now, Why.REMIND) for person in steps.remind]
        if steps.card:
            self.told.append(Telling(None, len(self.order.places), now, Why.CARD))
        return steps

    def after(self, number: float) -> tuple[UUID | None, ...]:
        """Who is told after so many minutes; None stands for the card."""
        steps = self.at(NOW + minutes(number))
        card = (None,) if steps.card else ()
        return (*(each.person for each in steps.tell), *card)

    def answer(self, person: UUID, kind: Kind, number: float, to: UUID | None = None) -> None:
        self.answers.append(Answered(person, kind, NOW + minutes(number), to))

    @property
    def asked(self) -> list[UUID | None]:
        return [each.person for each in self.told if each.why in {Why.TURN, Why.STAND_IN}]

    @property
    def has_card(self) -> bool:
        return any(each.why is Why.CARD for each in self.told)


def test_the_steps_come_at_their_minutes_and_each_once() -> None:
    run = Run()
    seen = {number: found for number in range(40) if (found := run.after(number))}
    assert seen == {0: (ONE,), 5: (TWO,), 15: (THREE, FOUR), 30: (None,)}


def test_it_says_when_to_look_again() -> None:
    run = Run()
    assert run.at(NOW).look_again == NOW + minutes(5)
    assert run.at(NOW + minutes(5)).look_again == NOW + minutes(15)
    assert run.at(NOW + minutes(15)).look_again == NOW + minutes(30)


def test_what_was_missed_while_the_house_was_down_comes_at_once() -> None:
    run = Run()
    run.after(0)
    assert run.after(20) == (TWO, THREE, FOUR)
    assert run.after(30) == (None,)


def test_an_answer_just_before_five_minutes_stops_it() -> None:
    run = Run()
    run.after(0)
    run.answer(ONE, Kind.GO, 4 + 59 / 60)
    assert [run.after(number) for number in (5, 15, 30, 60)] == [()] * 4


def test_where_nobody_hears_it_goes_on_at_once_and_they_are_told_all_the_same() -> None:
    assert Run(hears=frozenset({TWO})).after(0) == (ONE, TWO)
    assert Run(hears=frozenset()).after(0) == (ONE, TWO, THREE, FOUR, None)


def test_who_is_not_available_is_not_woken_but_who_stands_in_is() -> None:
    run = Run(stand_ins={ONE: FIVE})
    assert run.after(0) == (FIVE,)
    assert run.told[0].why is Why.STAND_IN
    assert Run(stand_ins={ONE: FIVE, FIVE: ONE}).after(0) == (TWO,)
    assert Run(stand_ins={ONE: FIVE}, may=EVERYBODY - {FIVE}).after(0) == (TWO,)


def test_a_place_that_adds_nobody_new_passes_on() -> None:
    run = Run(stand_ins={ONE: TWO})
    assert run.after(0) == (TWO,)
    assert run.after(5) == (THREE, FOUR)


def test_a_hand_over_that_is_not_taken_lets_the_ladder_go_on_step_by_step() -> None:
    run = Run()
    run.after(0)
    run.answer(ONE, Kind.GO, 2)
    run.answer(ONE, Kind.HAND_OVER, 60, TWO)
    run.told.append(Telling(TWO, -1, NOW + minutes(60), Why.HAND_OVER))
    assert run.after(64) == ()
    assert run.after(65) == (THREE, FOUR)
    assert run.after(66) == ()
    assert run.after(80) == (None,)
    run.answer(TWO, Kind.TAKE, 81)
    assert not run.at(NOW + minutes(82)).tell


def test_who_has_it_is_reminded_after_half_an_hour_and_then_each_hour() -> None:
    run = Run()
    run.after(0)
    run.answer(ONE, Kind.CALL, 1)
    when = [n for n in range(200) if run.at(NOW + minutes(n)).remind == (ONE,)]
    assert when == [31, 91]


def test_who_goes_and_is_never_there_is_not_the_only_one_who_hears_it() -> None:
    """Also when two hand it to each other: it counts from the first who had it."""
    for circle in (False, True):
        run = Run()
        run.after(0)
        run.answer(ONE, Kind.GO, 1)
        for number in range(2, 200):
            if circle and number % 4 == 0:
                run.answer(ONE if number % 8 else TWO, Kind.TAKE, number)
            if run.at(NOW + minutes(number)).remind == (ONE, TWO, THREE, FOUR):
                break
        assert number == 121
        run.answer(ONE, Kind.SEEN, number)
        assert all(len(run.at(NOW + minutes(number + n)).remind) < 2 for n in range(1, 200))


def test_let_go_after_the_card_all_hear_it_again_at_once_and_once() -> None:
    run = Run()
    run.after(30)
    assert run.has_card
    run.answer(ONE, Kind.GO, 40)
    run.answer(ONE, Kind.HAND_OVER, 41, TWO)
    assert [n for n in range(42, 100) if run.at(NOW + minutes(n)).card] == [46]


def test_when_nobody_came_who_is_not_available_hears_it_too() -> None:
    pair = Order((Place((ONE,), minutes(0)), Place((TWO,), minutes(5))), minutes(30))
    asleep = {ONE: TWO, TWO: ONE}
    assert Run(order=pair, stand_ins=asleep).after(0) == (ONE, TWO, None)
    left = Run(order=pair, stand_ins={ONE: FIVE}, may=EVERYBODY - {FIVE})
    assert left.after(0) == (TWO,)
    assert left.after(30) == (ONE, None)


def test_when_who_had_it_is_sent_away_the_others_are_asked() -> None:
    run = Run()
    run.after(0)
    run.answer(ONE, Kind.GO, 1)
    run.may = EVERYBODY - {ONE}
    assert run.after(2) == (TWO,)


def test_a_clock_that_is_put_back_lets_nobody_wait_an_hour() -> None:
    run = Run()
    run.after(0)
    assert run.after(-60) == (TWO,)
    assert run.after(-59) == ()
    assert run.after(-50) == (THREE, FOUR)
    assert run.after(-35) == (None,)


def test_a_clock_that_is_put_forward_does_what_is_late_once() -> None:
    run = Run()
    run.after(0)
    assert run.after(61) == (TWO, THREE, FOUR, None)
    assert run.after(1) == ()


def test_two_workers_whose_clocks_differ_a_little_are_no_reason_to_hurry() -> None:
    run = Run()
    run.after(0)
    assert run.after(-1 / 60) == ()


@st.composite
def runs(draw: st.DrawFn) -> Run:
    people = st.sampled_from(PEOPLE)
    gaps = draw(st.lists(st.integers(0, 30), max_size=4))
    places, after = [], 0
    for gap in gaps:
        after += gap
        together = tuple(draw(st.lists(people, min_size=1, max_size=2)))
        places.append(Place(together, minutes(after)))
    card = minutes(after + draw(st.integers(0, 60)))
    return Run(
        order=Order(tuple(places), card),
        may=draw(st.frozensets(people)),
        hears=draw(st.frozensets(people)),
        stand_ins=draw(st.dictionaries(people, people)),
    )


def moments(steps: list[int]) -> Iterator[datetime]:
    now = NOW
    for step in steps:
        now += minutes(step)
        yield now


STEPS = st.lists(st.integers(-70, 70), max_size=25)


@settings(deadline=None)
@given(runs(), STEPS)
def test_nobody_is_asked_twice_and_nobody_who_may_not(run: Run, steps: list[int]) -> None:
    for now in moments(steps):
        run.at(now)
    assert len(run.asked) == len(set(run.asked))
    assert set(run.asked) <= run.may
    assert sum(each.why is Why.CARD for each in run.told) <= 1


@settings(deadline=None)
@given(runs(), STEPS)
def test_a_signal_that_nobody_answers_always_ends_at_the_card(run: Run, steps: list[int]) -> None:
    now = NOW
    for now in moments(steps):
        run.at(now)
    for _ in range(40):
        now += minutes(10)
        run.at(now)
    assert run.has_card


@settings(deadline=None)
@given(runs(), STEPS, st.sampled_from(PEOPLE), st.sampled_from([Kind.GO, Kind.CALL, Kind.SEEN]))
def test_an_answered_one_never_asks_further(
    run: Run, steps: list[int], person: UUID, kind: Kind
) -> None:
    run.may |= {person}
    run.at(NOW)
    asked = list(run.asked)
    run.answer(person, kind, 1)
    for now in moments(steps):
        assert not run.at(now).card
    assert run.asked == asked


@settings(deadline=None)
@given(runs(), STEPS)
def test_asked_twice_at_one_moment_it_does_nothing_new(run: Run, steps: list[int]) -> None:
    for now in moments(steps):
        run.at(now)
        again = run.at(now)
        assert (again.tell, again.card, again.remind) == ((), False, ())
