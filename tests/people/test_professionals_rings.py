"""Who changes something in many houses at once waits for who writes in them, and never in a ring.

A list of houses writes down in each of them that it was looked at: a new device or the end of an account
at that moment gave it 503.
"""

from collections.abc import Callable
from itertools import count
from threading import Thread
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from api.core import journal
from api.core.db import EVERYWHERE
from api.core.house import House
from api.core.verify import findings
from api.people.actions import end_membership
from api.people.professionals.actions import let_programs_read
from api.people.professionals.items import kept_by
from api.people.professionals.waiting import let_seats_wait
from api.people.queries import viewer
from tests.houses import NOW, waits_for_another
from tests.push.knocking import until
from tests.sharing import seats as seating
from tests.sharing.homes import open_home
from tests.sharing.seats import Seats

Change = Callable[[Session, UUID], None]


def wait(session: Session, account: UUID) -> None:
    let_seats_wait(session, account=account, now=NOW)


def end(session: Session, account: UUID) -> None:
    end_membership(session, person=account, now=NOW)


def beside(house: House, change: Change, account: UUID) -> tuple[Thread, list[Exception]]:
    """A thread that does this to all seats of an account, and what went wrong in it."""
    failed: list[Exception] = []

    def changes() -> None:
        try:
            with house.db.writing(EVERYWHERE, by=None, now=NOW) as session:
                change(session, account)
        except Exception as error:  # noqa: BLE001 - the test tells of it
            failed.append(error)

    return Thread(target=changes), failed


@pytest.mark.only("postgresql")
@pytest.mark.parametrize("change", [wait, end])
def test_who_writes_in_many_houses_makes_no_ring(
    house: House, change: Change, monkeypatch: pytest.MonkeyPatch
) -> None:
    seats = Seats(house, NOW)
    account = seats.account()
    homes = sorted((open_home(house, name, NOW) for name in ("Een", "Twee")), key=lambda h: h.id)
    # The seats stand in the other order than their houses.
    numbers = count(1000, -1)
    monkeypatch.setattr(seating, "uuid4", lambda: UUID(int=next(numbers)))
    for home in homes:
        seats.share(seats.seat(account, home.chair), home.chair, home.parents)
    thread, failed = beside(house, change, account)
    with house.db.writing(EVERYWHERE, by=None, now=NOW) as session:
        journal.hold(session, {homes[0].id})
        thread.start()
        until(lambda: waits_for_another(house))
        journal.hold(session, {homes[1].id})
    thread.join()
    assert not failed
    assert not findings(house)


@pytest.mark.only("postgresql")
@pytest.mark.parametrize("change", [wait, end])
def test_who_changes_one_seat_makes_no_ring_with_who_changes_all(
    house: House, change: Change
) -> None:
    """Who keeps the plan holds the seat, and then the journal."""
    seats, home = Seats(house, NOW), open_home(house, "Een", NOW)
    account = seats.account()
    seat = seats.seat(account, home.chair)
    thread, failed = beside(house, change, account)
    with house.db.writing(home.id, by=home.chair, now=NOW) as session:
        by = viewer(session, home.chair)
        kept_by(session, by, seat.id, NOW)
        thread.start()
        until(lambda: waits_for_another(house))
        let_programs_read(session, by=by, seat=seat.id, allowed=True, now=NOW)
    thread.join()
    assert not failed
    assert not findings(house)
