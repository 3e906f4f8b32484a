"""When a sign-in is locked, over or proven, to the second, and with a clock that was wrong."""

from datetime import UTC, datetime, timedelta

import pytest

from api.people.roles import Role
from api.people.staying.rules import hidden_since, is_locked, is_over, is_proven

NOW = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("role", "limit"),
    [
        (Role.ADULT, 2 * MINUTE),
        (Role.CIRCLE, 2 * MINUTE),
        (Role.PROFESSIONAL, 15 * MINUTE),
        (Role.HOST, 15 * MINUTE),
    ],
)
def test_a_hidden_page_is_locked_at_its_second(role: Role, limit: timedelta) -> None:
    def locked(after: timedelta) -> bool:
        return is_locked(role, hidden_at=NOW, active_at=None, now=NOW + after)

    assert [locked(limit + each) for each in (-SECOND, 0 * SECOND, SECOND)] == [False, True, True]


def test_a_childs_page_is_locked_at_once_and_tells_no_hour() -> None:
    since = hidden_since(Role.CHILD, NOW)
    assert since == NOW.replace(hour=0)
    assert hidden_since(Role.ADULT, NOW) == NOW
    for moment in (NOW, NOW - HOUR, NOW + HOUR):
        assert is_locked(Role.CHILD, hidden_at=since, active_at=None, now=moment)
    assert is_locked(Role.CHILD, hidden_at=NOW, active_at=None, now=NOW)


@pytest.mark.parametrize("role", Role)
def test_a_page_that_is_looked_at_is_locked_for_nobody(role: Role) -> None:
    assert not is_locked(role, hidden_at=None, active_at=None, now=NOW)


@pytest.mark.parametrize("role", Role)
def test_only_who_works_here_is_locked_for_doing_nothing(role: Role) -> None:
    at_work = role in {Role.PROFESSIONAL, Role.HOST}
    for after, wanted in ((-SECOND, False), (0 * SECOND, at_work), (SECOND, at_work)):
        now = NOW + 15 * MINUTE + after
        assert is_locked(role, hidden_at=None, active_at=NOW, now=now) is wanted


@pytest.mark.parametrize("role", Role)
def test_a_working_day_ends_after_twelve_hours(role: Role) -> None:
    at_work = role in {Role.PROFESSIONAL, Role.HOST}
    for after, wanted in ((-SECOND, False), (0 * SECOND, at_work), (SECOND, at_work)):
        now = NOW + 12 * HOUR + after
        assert is_over(role, began_at=NOW, used_at=now, now=now) is wanted


@pytest.mark.parametrize("role", [Role.CHILD, Role.ADULT, Role.CIRCLE])
def test_a_device_ends_unused_after_thirty_days_and_always_after_180(role: Role) -> None:
    for after, wanted in ((-SECOND, False), (0 * SECOND, True), (SECOND, True)):
        unused, old = NOW + 30 * DAY + after, NOW + 180 * DAY + after
        assert is_over(role, began_at=NOW, used_at=NOW, now=unused) is wanted
        assert is_over(role, began_at=NOW, used_at=old - DAY, now=old) is wanted


def test_a_proof_holds_five_minutes() -> None:
    assert not is_proven(None, NOW)
    for after, wanted in ((-SECOND, True), (0 * SECOND, False), (SECOND, False)):
        assert is_proven(NOW, NOW + 5 * MINUTE + after) is wanted
    assert is_proven(NOW, NOW)


def test_a_clock_that_was_an_hour_wrong_opens_nothing_and_ends_nothing() -> None:
    assert not is_proven(NOW + HOUR, NOW)
    assert is_locked(Role.ADULT, hidden_at=NOW + HOUR, active_at=None, now=NOW)
    assert is_locked(Role.PROFESSIONAL, hidden_at=None, active_at=NOW + HOUR, now=NOW)
    for wrong in (-HOUR, HOUR):
        assert not is_over(Role.ADULT, began_at=NOW, used_at=NOW, now=NOW + wrong)
        assert not is_locked(Role.ADULT, hidden_at=None, active_at=None, now=NOW + wrong)
