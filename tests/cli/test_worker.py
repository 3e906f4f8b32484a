"""The worker does what is due, goes on when a chore fails, and stops between two chores."""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event, Thread
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from api import worker
from api.core.db import EVERYWHERE
from api.core.erasing import erase_household
from api.core.errors import Busy
from api.core.heartbeat import last_beat
from api.core.house import House
from api.core.ids import digest, new_id
from api.core.verify import findings
from api.people.going import due as going_due
from api.people.going.leaving import leave
from api.people.going.model import Going
from api.people.model import Invitation
from api.people.organisation import codes
from api.people.organisation import due as organisation_due
from api.people.organisation.model import Listing
from api.people.queries import viewer
from tests.houses import NOW
from tests.world import World

Each = Callable[..., None]


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


def test_a_chore_may_fail_in_any_way_and_the_others_go_on(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_house: House, _now: datetime) -> None:
        raise KeyError("Noor")

    chores = [worker.Chore(timedelta(0), fail), worker.Chore(timedelta(0), worker.say_alive)]
    worker.once(house, chores, NOW)
    assert beat_of(house) == NOW
    assert "fail: KeyError" in caplog.text
    assert "Noor" not in caplog.text


def leave_both(house: House, world: World) -> datetime:
    """Kees leaves the one house and Daan the other; return when both are gone."""
    for household, person in ((world.household, world.kees), (world.apart, world.daan)):
        with house.db.writing(household, by=person, now=NOW) as session:
            by = viewer(session, person)
            leave(session, by=by, duties={}, stand_ins={}, now=NOW)
    return NOW + timedelta(days=1)


def gone(house: House, *people: UUID) -> list[bool]:
    with house.db.reading(EVERYWHERE) as session:
        return [viewer(session, each).ended_at is not None for each in people]


@pytest.mark.parametrize("failing", ["kees", "daan"])
def test_a_membership_that_cannot_end_holds_up_no_other_house(
    house: House, world: World, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    at, carry_out = leave_both(house, world), going_due.carry_out

    def fail(session: Session, row: Going, now: datetime) -> None:
        if row.person_id == getattr(world, failing):
            raise KeyError(failing)
        carry_out(session, row, now)

    with monkeypatch.context() as patch:
        patch.setattr(going_due, "carry_out", fail)
        worker.carry_out_goings(house, at)
    assert gone(house, world.kees, world.daan) == [failing != "kees", failing != "daan"]
    worker.carry_out_goings(house, at)
    assert gone(house, world.kees, world.daan) == [True, True]


def test_a_house_that_was_erased_meanwhile_is_nothing_to_fail_on(
    house: House,
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    at = leave_both(house, world)
    for room in (going_due, codes):
        once_found = room.for_each

        def erase_first(*found: object, each: Each = once_found, **more: object) -> None:
            erase_household(house, world.household, at)
            each(*found, **more)

        monkeypatch.setattr(room, "for_each", erase_first)
    worker.carry_out_goings(house, at)
    codes.give_codes(house, at)
    assert caplog.text == ""
    assert gone(house, world.daan) == [True]
    with house.db.reading(EVERYWHERE) as session:
        assert session.scalars(select(Listing.household_id)).all() == [world.apart]


def test_a_house_that_cannot_be_erased_or_named_holds_up_no_other(
    house: House, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[UUID] = []

    def fail(_house: House, household: UUID, _now: datetime) -> None:
        done.append(household)
        raise KeyError("weg")

    monkeypatch.setattr(organisation_due, "erase_household", fail)
    eraser = organisation_due.Eraser(again={world.household, world.apart})
    eraser.erase_closed(house, NOW)
    assert set(done) == {world.household, world.apart}
    monkeypatch.setattr(codes, "_give_code", fail)
    codes.give_codes(house, NOW)
    assert len(done) == 4


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
