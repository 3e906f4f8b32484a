"""Security R21, R22: a delivery is held by one worker, for as long as it lives, and for who may hear it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from sqlalchemy import event

from api.core.clock import FixedClock
from api.core.db import EVERYWHERE
from api.core.house import House
from api.people.devices import known_device
from api.people.ending import end_all
from api.people.going import door
from api.people.going.actions import suspend
from api.people.model import Person
from api.people.organisation.model import Halt
from api.people.queries import viewer
from api.push import claiming, queries
from api.push.claiming import Knock
from api.push.due import Office, deliver, tidy
from api.push.model import Delivery
from api.push.recording import Came, record
from api.push.rules import LEASE, PUSH, Answer, Word
from tests.houses import NOW
from tests.push.knocking import (
    at,
    deliveries,
    give_device,
    knock,
    subscribe,
    subscribe_on_new,
    waiting,
)
from tests.push.someone import Someone
from tests.world import World

SomeoneOf = Callable[..., Someone]
LANE = "https://a.test"


def take(house: House, now: object = NOW, room: int = 8, lane: str = LANE) -> list[Knock]:
    with house.db.writing(EVERYWHERE, by=None, now=NOW) as session:
        return claiming.take(session, lane, {PUSH}, room, now)  # type: ignore[arg-type]


def came(house: House, knock_: Knock, status: int | None, now: object = NOW) -> None:
    with house.db.writing(EVERYWHERE, by=None, now=NOW) as session:
        one = Came(knock=knock_, answer=Answer(status=status), chance=0.5)
        record(session, [one], now)  # type: ignore[arg-type]


def lanes(house: House) -> set[str]:
    with house.db.reading(EVERYWHERE) as session:
        return set(claiming.waiting_lanes(session, {PUSH}, house.clock.now()))


def test_what_is_taken_is_taken_until_its_holder_must_be_dead(house: House, world: World) -> None:
    subscribe_on_new(house, world.els)
    knock(house, world.els)
    assert lanes(house) == {LANE}
    assert len(take(house)) == 1
    assert take(house) == []
    assert lanes(house) == set()
    assert take(house, NOW + LEASE - timedelta(seconds=1)) == []
    assert [each.tries for each in take(house, NOW + LEASE)] == [2]


def test_what_a_dead_worker_held_another_sends(
    someone: SomeoneOf, house: House, world: World
) -> None:
    els = someone(world.els)
    knock(house, world.els)
    assert len(take(house, lane=els.service.origin)) == 1
    deliver(house, NOW)
    assert els.heard() == []
    deliver(house, NOW + LEASE)
    assert len(els.heard()) == 1


def test_what_was_kept_while_nobody_worked_goes_at_once(
    someone: SomeoneOf, house: House, world: World
) -> None:
    """The server was down for twenty minutes: a signal is still worth having, for a day."""
    els = someone(world.els)
    knock(house, world.els)
    deliver(house, NOW + timedelta(minutes=20))
    assert len(els.heard()) == 1


def test_who_comes_too_late_says_no_more_when_it_is_tried(house: House, world: World) -> None:
    """A worker that hung longer than its lease does not take the delivery from who has it now."""
    subscribe_on_new(house, world.els)
    knock(house, world.els)
    (slow,) = take(house)
    (quick,) = take(house, NOW + LEASE)
    came(house, slow, 503, NOW + LEASE)
    assert take(house, NOW + LEASE + timedelta(seconds=10)) == []
    came(house, slow, 201, NOW + LEASE)
    came(house, quick, 503, NOW + LEASE)
    assert waiting(house, world.els) == [], "sent is sent, whoever sent it"


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_clock_that_jumps_holds_nothing_up(house: House, world: World, hours: int) -> None:
    """Taken and put off by a clock that was an hour off, it goes within a minute by the right one."""
    subscribe_on_new(house, world.els)
    knock(house, world.els)
    wrong = NOW + timedelta(hours=hours)
    (held,) = take(house, wrong if hours > 0 else NOW)
    right = NOW + timedelta(minutes=1)
    assert len(take(house, right)) == 1
    came(house, held, 503, wrong)
    with house.db.writing(EVERYWHERE, by=None, now=NOW) as session:
        for row in deliveries(session, world.els):
            row.leased_until, row.due_at = None, wrong + timedelta(seconds=60)
    assert len(take(house, right + timedelta(seconds=1))) == 1


@pytest.mark.parametrize("seconds", [1, 59])
def test_who_is_behind_takes_nothing_from_another(house: House, world: World, seconds: int) -> None:
    """Its clock is, or it looked at it before it waited for the database."""
    subscribe_on_new(house, world.els)
    knock(house, world.els)
    (held,) = take(house, NOW + timedelta(seconds=seconds))
    assert take(house) == []
    came(house, held, 503, NOW + timedelta(seconds=seconds))
    assert take(house) == []


def test_signals_go_before_all_else(house: House, world: World) -> None:
    for _ in range(3):
        subscribe_on_new(house, world.els)
    for seconds, word in enumerate((Word.NEWS, Word.REMINDER, Word.TEST, Word.SIGNAL)):
        at(house, NOW + timedelta(seconds=seconds))
        knock(house, world.els, word)
    now = NOW + timedelta(seconds=9)
    order = [[each.word for each in take(house, now, room=3)] for _ in range(5)]
    assert order == [
        [Word.SIGNAL] * 3,
        [Word.TEST] * 3,
        [Word.REMINDER] * 3,
        [Word.NEWS] * 3,
        [],
    ]


def test_another_channel_is_left_to_who_knows_it(house: House, world: World) -> None:
    subscribe_on_new(house, world.els)
    knock(house, world.els)
    with house.db.writing(EVERYWHERE, by=None, now=NOW) as session:
        assert claiming.take(session, LANE, {"second"}, 8, NOW) == []
        assert claiming.waiting_lanes(session, {"second"}, NOW) == []


@pytest.mark.parametrize("way", ["ended", "suspended", "halted", "child", "tablet"])
def test_who_may_hear_nothing_any_more_is_not_knocked_for(
    someone: SomeoneOf, house: House, world: World, way: str
) -> None:
    """What was kept for them before is given up: they went away while it waited."""
    sara = someone(world.sara)
    knock(house, world.sara)
    make_deaf(house, world, sara, way)
    now = NOW + timedelta(seconds=1)
    at(house, now)
    deliver(house, now)
    assert sara.service.came() == []
    assert waiting(house, world.sara) == []
    with house.db.reading(EVERYWHERE) as session:
        here = door.is_here(session, session.get_one(Person, world.sara), now)
        assert here == (door.why_not_here(session, world.sara, now) is None), (
            "one truth, asked twice"
        )
    assert knock(house, world.sara) == 0
    with house.db.reading(EVERYWHERE) as session:
        assert not queries.reachable(session, world.sara, now)


def make_deaf(house: House, world: World, sara: Someone, way: str) -> None:
    with house.db.writing(EVERYWHERE, by=None, now=NOW) as session:
        person = session.get_one(Person, sara.person)
        if way == "ended":
            person.ended_at = NOW
        elif way == "child":
            person.role = "child"
        elif way == "suspended":
            by = viewer(session, world.tim)
            suspend(session, by=by, person=sara.person, days=2, now=NOW)
        elif way == "halted":
            session.add(
                Halt(
                    id=uuid4(),
                    household_id=world.household,
                    kind="still",
                    by_id=None,
                    since=NOW,
                )
            )
    if way == "tablet":
        turn_into_a_tablet_of_noor(house, world, sara)


def turn_into_a_tablet_of_noor(house: House, world: World, els: Someone) -> None:
    cookie = els.client.get_cookie("hbd")
    assert cookie is not None
    give_device(house, world.noor, token=cookie.value)
    with house.db.writing(EVERYWHERE, by=None, now=NOW) as session:
        device = known_device(session, cookie.value)
        assert device is not None
        device.kind = "tablet"


def test_who_comes_back_is_knocked_for_again(
    someone: SomeoneOf, house: House, world: World
) -> None:
    sara = someone(world.sara)
    make_deaf(house, world, sara, "suspended")
    back = NOW + timedelta(days=3)
    at(house, back)
    assert knock(house, world.sara) == 1
    deliver(house, back)
    assert len(sara.heard()) == 1


def test_what_is_on_its_way_when_somebody_goes_ends_quietly(house: House, world: World) -> None:
    subscribe_on_new(house, world.els)
    knock(house, world.els)
    (held,) = take(house)
    with house.db.writing(world.household, by=None, now=NOW) as session:
        end_all(session, person=world.els, now=NOW)
    for status in (201, 410, 401, None):
        came(house, held, status)
    with house.db.reading(EVERYWHERE) as session:
        assert deliveries(session, world.els) == []


def test_two_workers_share_and_send_nothing_twice(
    someone: SomeoneOf, house: House, world: World
) -> None:
    els = [someone(world.els) for _ in range(3)]
    for _ in range(10):
        knock(house, world.els)
    others = [House.open(house.settings, FixedClock(NOW)) for _ in range(2)]
    gate = Barrier(2)

    def work(mine: House) -> None:
        gate.wait()
        deliver(mine, NOW)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, others))
    for opened in others:
        opened.close()
    ids = [each.said["id"] for one in els for each in one.heard() if each.said]
    assert len(ids) == len(set(ids)) == 30
    assert waiting(house, world.els) == []


@pytest.mark.only("postgresql")
def test_two_that_write_down_side_by_side_never_wait_for_each_other(
    house: House, world: World
) -> None:
    for _ in range(12):
        subscribe_on_new(house, world.els)
    gate = Barrier(2)

    def write(mine: list[Knock]) -> None:
        gate.wait()
        with house.db.writing(EVERYWHERE, by=None, now=NOW) as session:
            all_came = [Came(knock=one, answer=Answer(status=201), chance=0) for one in mine]
            record(session, all_came, NOW)

    for _ in range(10):
        knock(house, world.els)
        first = take(house, room=12)
        knock(house, world.els)
        second = take(house, room=12)
        by_device = {each.id: each.address.endpoint for each in first + second if each.address}
        for mine, backwards in ((first, False), (second, True)):
            mine.sort(key=lambda each: by_device[each.id], reverse=backwards)
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(write, (first, second)))
    assert waiting(house, world.els) == []


@pytest.mark.only("postgresql")
def test_two_workers_take_side_by_side(house: House, world: World) -> None:
    """Neither waits for the other's transaction: rows that are held are passed by."""
    for _ in range(2):
        subscribe_on_new(house, world.els)
    knock(house, world.els)
    with house.db.writing(EVERYWHERE, by=None, now=NOW) as session:
        first = claiming.take(session, LANE, {PUSH}, 1, NOW)
        second = take(house)
    assert len(first) == len(second) == 1
    assert first[0].id != second[0].id


def test_what_is_not_worth_having_any_more_is_given_up_and_forgotten(
    house: House, world: World
) -> None:
    subscribe_on_new(house, world.els)
    knock(house, world.els, Word.REMINDER)
    knock(house, world.els, Word.SIGNAL)
    hour = NOW + timedelta(hours=1)
    assert [each.word for each in take(house, hour)] == [Word.SIGNAL]
    tidy(house, hour)
    assert [row.word for row in waiting(house, world.els)] == ["signal"]
    tidy(house, NOW + timedelta(days=29))
    with house.db.reading(EVERYWHERE) as session:
        assert len(deliveries(session, world.els)) == 2
    tidy(house, NOW + timedelta(days=31))
    with house.db.reading(EVERYWHERE) as session:
        assert deliveries(session, world.els) == []


def test_nothing_more_is_sent_while_what_was_sent_cannot_be_written_down(
    someone: SomeoneOf, house: House, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or a full disk would send the same knock again and again."""
    els = someone(world.els)
    knock(house, world.els)
    office = Office(house)
    assert office.step(NOW) == 1
    office.wait(5)

    def full(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr(type(house.db), "writing", full)
    for minutes in range(3):
        with pytest.raises(OSError, match=r"^$"):
            office.step(NOW + timedelta(minutes=minutes))
    monkeypatch.undo()
    office.step(NOW + timedelta(minutes=3))
    office.close()
    assert len(els.service.came()) == 1
    assert els.row().accepted_at is not None


def test_looking_for_nothing_writes_nothing(house: House, world: World) -> None:
    """It looks each second, in every worker: that must not keep a writer waiting."""
    subscribe_on_new(house, world.els)
    begun: list[str] = []
    event.listen(
        house.db.engine,
        "before_cursor_execute",
        lambda _c, _u, statement, *_more: begun.append(statement),
    )
    office = Office(house)
    office.step(NOW)
    office.close()
    assert not [each for each in begun if each.startswith(("UPDATE", "INSERT", "BEGIN IMMEDIATE"))]


def test_a_row_that_opens_no_more_holds_nobody_up(
    someone: SomeoneOf, house: House, world: World
) -> None:
    els, ben = someone(world.els), someone(world.ben)
    with house.db.writing(EVERYWHERE, by=None, now=NOW) as session:
        session.merge(els.subscription()).body = b"\x00" * 40
    for person in (world.els, world.ben):
        knock(house, person)
    deliver(house, NOW)
    assert (len(els.heard()), len(ben.heard())) == (0, 1)
    assert isinstance(els.row(), Delivery)
    assert els.row().given_up_at == NOW


def test_a_house_whose_keys_are_gone_holds_no_other_up(
    someone: SomeoneOf, house: House, world: World
) -> None:
    els, other = someone(world.els), someone(world.ria)
    for person in (world.els, world.ria):
        knock(house, person)
    house.vault.forget(els.subscription().household_id)
    deliver(house, NOW)
    assert (len(els.heard()), len(other.heard())) == (0, 1)
    assert els.row().given_up_at == NOW


def test_a_browser_of_two_people_is_one_lane(house: House, world: World) -> None:
    phone = give_device(house, world.els)
    subscribe(house, world.els, phone)
    subscribe(house, world.ben, give_device(house, world.ben, token=phone.device_token))
    knock(house, world.els)
    knock(house, world.ben)
    assert {each.person for each in take(house)} == {world.els, world.ben}
