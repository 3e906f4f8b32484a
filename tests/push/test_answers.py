"""Security R22: what each answer of a push service means, and that none of them makes a storm."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from api.core.db import EVERYWHERE
from api.core.house import House
from api.push import queries
from api.push.due import deliver
from api.push.model import Fault
from api.push.rules import Outcome, Word, outcome, retry_after, wait_before
from tests.houses import NOW
from tests.push.knocking import at, knock, waiting
from tests.push.someone import Someone
from tests.world import World

SomeoneOf = Callable[..., Someone]


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_it_is_sent_and_the_device_is_known_to_hear(
    someone: SomeoneOf, house: House, world: World, status: int
) -> None:
    els = someone(world.els)
    els.service.faults = [status]
    knock(house, world.els)
    deliver(house, NOW)
    assert els.row().accepted_at == NOW
    assert els.subscription().accepted_at == NOW
    assert len(els.service.came()) == 1


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_no_redirect_is_followed(
    someone: SomeoneOf, house: House, world: World, status: int
) -> None:
    els = someone(world.els)
    els.service.faults = [{"status": status, "location": f"{els.service.origin}/wpush/elsewhere"}]
    knock(house, world.els)
    deliver(house, NOW)
    assert [each.token for each in els.service.came()] == [els.browser.token]
    assert els.row().given_up_at == NOW
    assert faults(house) == {(els.service.origin, status): 1}


@pytest.mark.parametrize("status", [400, 401, 403, 413])
def test_what_we_did_wrong_is_trouble_for_who_runs_the_house_and_the_device_is_kept(
    someone: SomeoneOf, house: House, world: World, status: int
) -> None:
    els = someone(world.els)
    for _ in range(2):
        els.service.faults = [status]
        knock(house, world.els)
        deliver(house, NOW)
    assert [row.given_up_at for row in els.rows()] == [NOW, NOW]
    assert faults(house) == {(els.service.origin, status): 2}
    assert els.subscription().dead_at is None
    knock(house, world.els)
    deliver(house, NOW)
    assert len(els.heard()) == 1


@pytest.mark.parametrize("status", [404, 410])
def test_a_device_that_is_gone_is_marked_at_once_and_asked_nothing_more(
    someone: SomeoneOf, house: House, world: World, status: int
) -> None:
    els = someone(world.els)
    els.service.faults = [status]
    knock(house, world.els)
    deliver(house, NOW)
    assert els.subscription().dead_at == NOW
    assert els.row().given_up_at == NOW
    assert knock(house, world.els) == 0
    with house.db.reading(EVERYWHERE) as session:
        assert not queries.reachable(session, world.els, NOW)


def test_what_else_waited_for_a_device_that_is_gone_waits_no_more(
    someone: SomeoneOf, house: House, world: World
) -> None:
    els = someone(world.els)
    els.service.faults = [503, 410]
    knock(house, world.els)
    deliver(house, NOW)
    knock(house, world.els)
    deliver(house, NOW)
    assert waiting(house, world.els) == []
    assert len(els.service.came()) == 2


@pytest.mark.parametrize("fault", [408, 429, 500, 502, 503, "reset"])
def test_what_may_pass_is_tried_again_later_each_time(
    someone: SomeoneOf, house: House, world: World, fault: int | str
) -> None:
    els = someone(world.els)
    els.service.faults = [fault] * 8
    knock(house, world.els)
    waits, now = [], NOW
    for _ in range(8):
        deliver(house, now)
        row = els.row()
        waits.append((row.due_at - now).total_seconds())
        deliver(house, row.due_at - timedelta(milliseconds=1))
        now = row.due_at
        at(house, now)
    assert len(els.service.came()) == 8
    for wait, most in zip(waits, (2, 4, 8, 16, 32, 60, 60, 60), strict=True):
        assert most * 0.75 <= wait <= most
    deliver(house, now)
    assert els.row().accepted_at == now


def test_a_signal_waits_a_minute_at_most_whatever_is_asked(
    someone: SomeoneOf, house: House, world: World
) -> None:
    els = someone(world.els)
    in_two_hours = format_datetime(NOW + timedelta(hours=2), usegmt=True)
    for asked, wait in (("20", 20), ("7200", 60), (in_two_hours, 60)):
        els.service.faults = [{"status": 429, "retry-after": asked}]
        about = uuid4()
        knock(house, world.els, about=about)
        deliver(house, NOW)
        row = next(row for row in els.rows() if row.about == about)
        assert row.due_at - NOW == timedelta(seconds=wait)


@given(chance=st.floats(0, 1), tries=st.integers(1, 10_000), asked=st.integers(0, 10**6))
def test_no_wait_is_shorter_than_a_second_or_longer_than_it_may_be(
    chance: float, tries: int, asked: int
) -> None:
    for word, most in ((Word.SIGNAL, 60), (Word.REMINDER, 3600)):
        wait = wait_before(word, tries=tries, asked=timedelta(seconds=asked), chance=chance)
        assert 1.5 <= wait.total_seconds() <= most
        assert wait >= min(timedelta(seconds=asked), timedelta(seconds=most))


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("0", 0),
        ("120", 120),
        ("Sat, 21 Nov 2026 15:00:30 GMT", 30),
        ("Saturday, 21-Nov-26 15:00:30 GMT", 30),
        ("Sat Nov 21 15:00:30 2026", 30),
        ("Sat, 21 Nov 2026 14:00:00 GMT", 0),
        ("9" * 40, 1_000_000),
    ],
)
def test_both_forms_of_retry_after_are_read(header: str, seconds: int) -> None:
    assert retry_after(header, NOW) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "header", [None, "", "-1", "1.5", "soon", "٣", "Sat, 99 Nov 2026 99:00 GMT"]
)
def test_what_is_no_retry_after_asks_nothing(header: str | None) -> None:
    assert retry_after(header, NOW) is None


@given(st.text(max_size=40))
def test_no_header_breaks_anything(header: str) -> None:
    found = retry_after(header, datetime(2026, 11, 21, tzinfo=UTC))
    assert found is None or found >= timedelta(0)


@given(st.integers(100, 999))
def test_every_status_means_something(status: int) -> None:
    assert isinstance(outcome(status), Outcome)
    assert (outcome(status) is Outcome.ACCEPTED) == (status in {200, 201, 202, 204})
    assert (outcome(status) is Outcome.DEAD) == (status in {404, 410})


def test_a_shorter_life_than_was_asked_is_kept(
    someone: SomeoneOf, house: House, world: World
) -> None:
    els = someone(world.els)
    els.service.faults = [{"status": 201, "ttl": "600"}]
    knock(house, world.els)
    deliver(house, NOW)
    assert els.row().until == NOW + timedelta(minutes=10)


def faults(house: House) -> dict[tuple[str, int], int]:
    with house.db.reading(EVERYWHERE) as session:
        return {(row.origin, row.status): row.count for row in session.scalars(select(Fault))}
