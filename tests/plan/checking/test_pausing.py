"""Stepping back for a while: no turns, all rights, and who keeps the plan asks who looks now."""

from datetime import timedelta
from uuid import uuid4

import pytest

from api.core.errors import Invalid, NotHere
from api.people.notices.queries import waiting
from api.people.policy import Role
from api.people.queries import viewed
from api.plan.checking import pausing, queries
from api.plan.checking.rules import Kind
from tests.plan.checking.rounds import Rounds
from tests.world import World


def kinds(rounds: Rounds, who) -> list[str]:  # noqa: ANN001
    told = rounds.sheet.ask(who, lambda session, reader, _now: waiting(session, reader))
    return [each.kind for each in told]


def test_who_steps_back_has_no_turn_and_keeps_all_rights(rounds: Rounds, world: World) -> None:
    tea = rounds.tea(world.els, does=world.sara)
    rounds.steps_back(world.els, 0, 20)
    assert rounds.due(world.els) == []
    assert rounds.sheet.texts(world.els) == rounds.sheet.texts(world.tim)
    made = rounds.looks(world.els, tea)
    assert rounds.seen(world.tim, tea) == [made]


def test_who_keeps_the_plan_is_asked_who_looks_now(rounds: Rounds, world: World) -> None:
    tea = rounds.tea(world.els, world.ben, does=world.sara)
    rounds.sheet.agreement("Om 8 uur naar bed.", world.sara)
    assert rounds.uncovered(world.tim) == []
    rounds.steps_back(world.els, 0, 20)
    [found] = rounds.uncovered(world.tim)
    assert (found.agreement.id, found.nobody) == (tea, False)
    rounds.steps_back(world.ben, 0, 9)
    [found] = rounds.uncovered(world.tim)
    assert ({each.person for each in found.away}, found.nobody) == ({world.els, world.ben}, True)
    for who in (world.sara, world.mark, world.els, world.noor):
        assert rounds.uncovered(who) == []
    assert kinds(rounds, world.tim) == ["looks_not", "looks_not"]
    assert kinds(rounds, world.sara) == kinds(rounds, world.els) == []


def test_the_days_that_one_chose_in_that_time_go_away(rounds: Rounds, world: World) -> None:
    tea = rounds.tea(world.els, does=world.sara)
    for ahead in (2, 5, 12):
        rounds.chooses(world.els, tea, ahead)
    rounds.chooses(world.els, tea, 6, kind=Kind.UNANNOUNCED)
    rounds.steps_back(world.els, 3, 10)
    assert rounds.days(world.els) == [(2, Kind.PLANNED), (12, Kind.PLANNED)]


def test_one_comes_back_whenever_one_wants(rounds: Rounds, world: World) -> None:
    rounds.tea(world.els, does=world.sara)
    rounds.sheet.now += timedelta(days=6)
    pause = rounds.steps_back(world.els, 0, 30)
    with pytest.raises(NotHere):
        rounds.sheet.do(world.tim, pausing.come_back, pause_id=pause)
    rounds.sheet.now += timedelta(days=4)
    for _ in range(2):
        rounds.sheet.do(world.els, pausing.come_back, pause_id=pause)
    assert rounds.due(world.els) == [(0, Kind.PLANNED)]
    assert rounds.uncovered(world.tim) == []
    assert rounds.sheet.ask(world.els, queries.own_pauses) == []
    with pytest.raises(NotHere):
        rounds.sheet.do(world.els, pausing.come_back, pause_id=uuid4())


@pytest.mark.parametrize(("first", "last"), [(3, 2), (-5, -1), (0, 367)])
def test_a_pause_without_a_good_end_is_refused(
    rounds: Rounds, world: World, first: int, last: int
) -> None:
    with pytest.raises(Invalid) as refused:
        rounds.steps_back(world.els, first, last)
    assert refused.value.field == "first"


def test_a_child_has_nothing_to_step_back_from(rounds: Rounds, world: World) -> None:
    with pytest.raises(NotHere):
        rounds.steps_back(world.noor, 0, 3)


def test_when_another_reads_along_it_is_answered_the_same_and_not_kept(
    rounds: Rounds, world: World
) -> None:
    sheet = rounds.sheet
    with sheet.house.db.writing(sheet.household, by=world.els, now=sheet.now) as session:
        little = viewed(session, world.els, quiet=True)
        assert little.role is Role.CIRCLE
        days = {"first": rounds.today, "last": rounds.today + timedelta(days=3)}
        pausing.step_back(session, by=little, pause_id=uuid4(), now=sheet.now, **days)
    assert sheet.ask(world.els, queries.own_pauses) == []
    assert kinds(rounds, world.tim) == []
