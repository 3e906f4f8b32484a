"""Walks of who reads along for their work: asking, answering, and a child that is told or decides."""

from datetime import timedelta

from api.core.db import EVERYWHERE
from api.people.consenting.kinds import Kind
from api.people.model import Person
from api.people.professionals.queries import Seated
from tests.look.walk import Screens, Stage, send_plain, tap, walk
from tests.sharing.seats import Seats

HERE = "/instellingen/meelezen"


def seats_of(stage: Stage) -> tuple[Seats, Seated]:
    """A professional with a new seat in the house of Noor, a little while ago."""
    live = stage.live
    seats = Seats(live.house, live.house.clock.now() - timedelta(minutes=5))
    return seats, seats.seat(seats.account(), live.world.tim)


def asked(seats: Seats, seat: Seated, stage: Stage, *, yes: bool) -> None:
    """The plan alone: what others write on this server is read by nobody new."""
    world = stage.live.world
    said = [world.sara, world.mark] if yes else []
    seats.share(seat, world.tim, said, kinds=[Kind.PLAN])


def grow(stage: Stage, age: int) -> None:
    """Noor is so old from now on."""
    world, now = stage.live.world, stage.live.house.clock.now()
    with stage.live.house.db.writing(EVERYWHERE, by=None, now=now) as session:
        session.get_one(Person, world.noor).born_year = now.year - age


@walk(
    "tim",
    *("sharing.everybody", "sharing.before_asking", "sharing.ask"),
    *("sharing_anyway.before_recording", "sharing_anyway.keep"),
)
def somebody_asks_to_share(stage: Stage) -> Screens:
    page, (_, seat) = stage.page, seats_of(stage)
    page.goto(HERE)
    yield "sharing"
    page.goto(f"{HERE}/{seat.id}")
    yield "sharing-ask"
    send_plain(page)
    yield "sharing-ask-refused"
    page.goto(f"{HERE}/{seat.id}/zonder")
    yield "sharing-anyway"
    send_plain(page)
    yield "sharing-anyway-refused"


@walk(
    "sara",
    *("sharing.everybody", "sharing.before_asking"),
    *("sharing_answers.before_answering", "sharing_answers.answer"),
)
def somebody_of_the_house_answers(stage: Stage) -> Screens:
    page, (seats, seat) = stage.page, seats_of(stage)
    asked(seats, seat, stage, yes=False)
    page.goto(f"{HERE}/{seat.id}/antwoord")
    yield "sharing-answer"
    seats.now += timedelta(seconds=1)
    asked(seats, seat, stage, yes=False)
    with page.expect_navigation():
        tap(page, "button[value=ja]")
    yield "sharing-answer-refused"
    with page.expect_navigation():
        tap(page, "button[value=ja]")
    yield "sharing-answered"
    page.goto(f"{HERE}/{seat.id}")
    yield "sharing-ask-anew"


@walk("noor", "sharing.everybody")
def a_child_is_told_who_reads(stage: Stage) -> Screens:
    page, (seats, seat) = stage.page, seats_of(stage)
    asked(seats, seat, stage, yes=True)
    page.goto(HERE)
    yield "sharing-of-a-child"


@walk(
    "noor",
    *("sharing.everybody", "sharing_answers.before_answering", "sharing_answers.answer"),
)
def a_child_of_twelve_decides(stage: Stage) -> Screens:
    page, (seats, seat) = stage.page, seats_of(stage)
    grow(stage, 13)
    asked(seats, seat, stage, yes=True)
    page.goto(HERE)
    yield "sharing-of-an-older-child"
    page.goto(f"{HERE}/{seat.id}/antwoord")
    yield "sharing-answer-of-a-child"
    page.locator("[name=sharing]").evaluate("each => { each.value = '' }")
    with page.expect_navigation():
        tap(page, "button[value=ja]")
    yield "sharing-answer-of-a-child-refused"
    grow(stage, 9)


WALKS = (
    somebody_asks_to_share,
    somebody_of_the_house_answers,
    a_child_is_told_who_reads,
    a_child_of_twelve_decides,
)
