"""The rules of meetings: which day, who brought nothing, who can sit together, when it may end."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from api.core.errors import Invalid
from api.meetings import inviting_rules, rules
from api.meetings.kinds import Says
from api.meetings.rules import Day
from api.people.policy import Role, Side

NOW = datetime(2026, 11, 21, 15, tzinfo=UTC)
ELS, BEN, TIM = (UUID(int=number) for number in (1, 2, 3))
FIRST, SECOND, THIRD = (UUID(int=number) for number in (11, 12, 13))
CAN, MAYBE, CANNOT = Says.CAN, Says.MAYBE, Says.CANNOT


def day(number: UUID, later: int, **says: Says) -> Day:
    people = {"els": ELS, "ben": BEN, "tim": TIM}
    return Day(
        number, NOW + timedelta(days=later), {people[who]: said for who, said in says.items()}
    )


@pytest.mark.parametrize(
    ("days", "order"),
    [
        ([day(FIRST, 2), day(SECOND, 1)], (SECOND, FIRST)),
        ([day(FIRST, 1, els=CANNOT), day(SECOND, 2, els=CAN)], (SECOND, FIRST)),
        ([day(FIRST, 1, els=CAN, ben=CANNOT), day(SECOND, 2, els=MAYBE)], (SECOND, FIRST)),
        ([day(FIRST, 1, els=CAN), day(SECOND, 2, els=CAN, ben=CAN)], (SECOND, FIRST)),
        ([day(FIRST, 1, els=MAYBE), day(SECOND, 2, els=CAN)], (SECOND, FIRST)),
        ([day(THIRD, 3, els=CAN), day(FIRST, 1, els=CAN), day(SECOND, 2)], (FIRST, THIRD, SECOND)),
    ],
)
def test_the_best_day_is_where_nobody_misses(days: list[Day], order: tuple[UUID, ...]) -> None:
    assert rules.best_days(days) == order


def test_who_brought_nothing_stands_in_the_order_of_the_invited() -> None:
    assert inviting_rules.missing({BEN}, [TIM, BEN, ELS]) == (TIM, ELS)
    assert inviting_rules.not_there_last([TIM, BEN, ELS], {BEN}) == (TIM, ELS)
    assert inviting_rules.not_there_last([TIM, BEN], ()) == ()


@pytest.mark.parametrize(
    ("role", "side", "table", "apart", "can"),
    [
        (Role.ADULT, Side.BOTH, Side.BOTH, False, True),
        (Role.CHILD, Side.BOTH, Side.BOTH, False, True),
        (Role.PROFESSIONAL, Side.BOTH, Side.BOTH, False, True),
        (Role.HOST, Side.BOTH, Side.BOTH, False, False),
        (Role.ADULT, Side.A, Side.A, True, True),
        (Role.ADULT, Side.B, Side.A, True, False),
        (Role.ADULT, Side.A, Side.BOTH, True, False),
        (Role.CIRCLE, Side.BOTH, Side.A, True, True),
        (Role.CIRCLE, Side.BOTH, Side.BOTH, True, True),
        (Role.CHILD, Side.BOTH, Side.A, True, False),
        (Role.CHILD, Side.BOTH, Side.BOTH, True, True),
    ],
)
def test_who_can_sit_at_which_table(
    role: Role, side: Side, table: Side, apart: bool, can: bool
) -> None:
    assert inviting_rules.can_sit(role, side, table, apart=apart) is can


@pytest.mark.parametrize(
    ("later", "minutes", "good"),
    [
        (timedelta(seconds=1), 60, True),
        (timedelta(0), 60, False),
        (timedelta(days=366), 60, True),
        (timedelta(days=366, seconds=1), 60, False),
        (timedelta(days=1), 15, True),
        (timedelta(days=1), 14, False),
        (timedelta(days=1), 480, True),
        (timedelta(days=1), 481, False),
    ],
)
def test_when_a_day_can_be_one(later: timedelta, minutes: int, good: bool) -> None:
    if good:
        assert rules.check_day(NOW + later, minutes, NOW) == NOW + later
    else:
        with pytest.raises(Invalid):
            rules.check_day(NOW + later, minutes, NOW)


def test_it_ends_with_a_next_day_or_with_the_whole_path() -> None:
    later = NOW + timedelta(days=30)
    assert rules.may_close(later, closed_path=False, now=NOW)
    assert rules.may_close(None, closed_path=True, now=NOW)
    assert not rules.may_close(None, closed_path=False, now=NOW)
    assert not rules.may_close(NOW, closed_path=False, now=NOW)


def test_a_generation_of_whom_nobody_comes_is_named_only_when_it_is_here() -> None:
    assert inviting_rules.without({1: [ELS], 2: [BEN, TIM], 3: []}, {TIM}) == [1]
