"""The worker does what is due, goes on when a chore fails, and stops between two chores."""

from datetime import datetime, timedelta
from threading import Event, Thread

import pytest

from api import worker
from api.core.db import EVERYWHERE
from api.core.errors import Busy
from api.core.heartbeat import last_beat
from api.core.house import House
from api.core.ids import digest, new_id
from api.core.verify import findings
from api.people.model import Invitation
from tests.houses import NOW
from tests.world import World


def beat_of(house: House) -> datetime | None:
    with house.db.reading(EVERYWHERE) as session:
        return last_beat(session, "worker")


def test_it_says_that_it_lives(house: House) -> None:
    worker.once(house, worker.daily_round(), NOW)
    assert beat_of(house) == NOW


def test_a_chore_waits_for_its_turn(house: House) -> None:
    done: list[datetime] = []
    chores = [worker.Chore(timedelta(minutes=1), lambda _house, now: done.append(now))]
    for seconds in (0, 59, 60, 61, 120):
        worker.once(house, chores, NOW + timedelta(seconds=seconds))
    assert [(moment - NOW).seconds for moment in done] == [0, 60, 120]


def test_a_chore_that_fails_stops_no_other_and_comes_back(house: House) -> None:
    tries: list[datetime] = []

    def fail(_house: House, now: datetime) -> None:
        tries.append(now)
        raise Busy("druk")

    chores = [worker.Chore(timedelta(0), fail), worker.Chore(timedelta(0), worker.say_alive)]
    for second in range(2):
        worker.once(house, chores, NOW + timedelta(seconds=second))
    assert len(tries) == 2
    assert beat_of(house) == NOW + timedelta(seconds=1)


def test_the_log_is_carried_into_the_database(house: House, world: World) -> None:
    worker.checkpoint(house, NOW)
    if house.db.is_sqlite:
        raw = (house.settings.data / "huisboek.db").read_bytes()
        assert world.noor.hex.encode() in raw
    assert not list(findings(house))


def test_the_end_of_a_journal_cannot_be_cut_off_after_the_daily_mark(
    house: House, world: World
) -> None:
    worker.mark_journals(house, NOW)
    worker.mark_journals(house, NOW)
    marked = {mark.household_id for mark in house.keys.marks()}
    assert marked == {world.household, world.apart}
    assert not list(findings(house))


@pytest.mark.parametrize(("days", "stays"), [(29, True), (31, False)])
def test_an_invitation_that_ran_out_goes_after_a_month(
    house: House, world: World, days: int, stays: bool
) -> None:
    made = NOW - timedelta(days=90)
    with house.db.writing(world.household, by=None, now=made) as session:
        invitation = Invitation(
            id=new_id(), household_id=world.household, person_id=world.els,
            secret_hash=digest("x"), made_at=made, expires_at=NOW - timedelta(days=days), used_at=None,
        )  # fmt: skip
        session.add(invitation)
    worker.sweep(house, NOW)
    with house.db.reading(EVERYWHERE) as session:
        assert (session.get(Invitation, invitation.id) is not None) is stays
    assert not list(findings(house))


def test_it_stops_when_told(house: House) -> None:
    stop = Event()
    working = Thread(target=worker.work, args=(house, stop))
    working.start()
    stop.set()
    working.join(10)
    assert not working.is_alive()
