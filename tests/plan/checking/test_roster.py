"""Choosing days: the planned ones are for all who read the agreement, the others for the visitor alone."""

from dataclasses import replace
from uuid import uuid4

import pytest

from api.core.errors import Invalid, NotHere
from api.people.policy import Audience, Viewer
from api.people.queries import viewed, viewer
from api.plan.checking import queries, roster
from api.plan.checking.rules import Kind
from api.plan.queries import agreements
from api.plan.words import Part
from tests.plan.checking.rounds import Rounds
from tests.world import World

PLANNED, UNANNOUNCED = Kind.PLANNED, Kind.UNANNOUNCED


def test_a_planned_day_is_there_for_all_who_read_the_agreement(
    rounds: Rounds, world: World
) -> None:
    tea = rounds.tea(world.els, does=world.sara)
    rounds.chooses(world.els, tea, 3)
    for who in (world.els, world.tim, world.sara, world.mark):
        assert rounds.days(who) == [(3, PLANNED)]
    assert rounds.due(world.els) == [(3, PLANNED)]


def test_an_unannounced_day_is_there_for_the_visitor_alone(rounds: Rounds, world: World) -> None:
    """Not for who keeps the plan, not by a turn that moves, not by what is missing."""
    tea = rounds.tea(world.els, world.tim, does=world.sara, unannounced_every=14)
    everybody = (world.tim, world.sara, world.mark, world.noor, world.ben)
    before = [(rounds.days(who), rounds.due(who), rounds.uncovered(who)) for who in everybody]
    visit = rounds.chooses(world.els, tea, 4, kind=UNANNOUNCED)
    after = [(rounds.days(who), rounds.due(who), rounds.uncovered(who)) for who in everybody]
    assert after == before
    assert rounds.days(world.els) == [(4, UNANNOUNCED)]
    for who in everybody:
        with pytest.raises(NotHere):
            rounds.sheet.do(who, roster.cancel, visit_id=visit)
    assert rounds.days(world.els) == [(4, UNANNOUNCED)]


def test_nobody_chooses_an_unannounced_day_for_another(rounds: Rounds, world: World) -> None:
    tea = rounds.tea(world.els, does=world.sara)
    with pytest.raises(Invalid):
        rounds.chooses(world.tim, tea, 4, kind=UNANNOUNCED, person=world.els)
    assert rounds.days(world.els) == []


def test_who_keeps_the_plan_may_choose_a_planned_day_for_another(
    rounds: Rounds, world: World
) -> None:
    tea = rounds.tea(world.els, does=world.sara)
    rounds.chooses(world.tim, tea, 2, person=world.els)
    assert rounds.due(world.els) == [(2, PLANNED)]
    for who in (world.sara, world.ben):
        with pytest.raises(Invalid):
            rounds.chooses(who, tea, 3, person=world.els)


def test_only_who_looks_comes(rounds: Rounds, world: World) -> None:
    """Somebody who may be feared cannot announce that they come."""
    tea = rounds.tea(world.els, does=world.sara)
    with pytest.raises(Invalid) as refused:
        rounds.chooses(world.mark, tea, 2)
    assert refused.value.field == "person"


@pytest.mark.parametrize("ahead", [-1, 367])
def test_a_day_that_cannot_be_is_refused_by_name(rounds: Rounds, world: World, ahead: int) -> None:
    tea = rounds.tea(world.els, does=world.sara)
    with pytest.raises(Invalid) as refused:
        rounds.chooses(world.els, tea, ahead)
    assert refused.value.field == "day"


def test_twice_is_once(rounds: Rounds, world: World) -> None:
    tea, given = rounds.tea(world.els, does=world.sara), uuid4()
    for _ in range(2):
        rounds.chooses(world.els, tea, 3, visit_id=given)
    rounds.chooses(world.els, tea, 3)
    assert rounds.days(world.els) == [(3, PLANNED)]


def test_a_day_taken_away_is_gone_and_the_rhythm_holds_again(rounds: Rounds, world: World) -> None:
    tea = rounds.tea(world.els, does=world.sara)
    visit = rounds.chooses(world.els, tea, 3)
    for who in (world.sara, world.mark):
        with pytest.raises(NotHere):
            rounds.sheet.do(who, roster.cancel, visit_id=visit)
    for _ in range(2):
        rounds.sheet.do(world.els, roster.cancel, visit_id=visit)
    assert (rounds.days(world.tim), rounds.due(world.els)) == ([], [(7, PLANNED)])
    with pytest.raises(NotHere):
        rounds.sheet.do(world.els, roster.cancel, visit_id=uuid4())


def test_chance_chooses_within_the_rhythm(rounds: Rounds, world: World) -> None:
    tea = rounds.tea(world.els, does=world.sara, unannounced_every=14)
    values = {"visit_id": uuid4(), "agreement_id": tea, "chance": lambda days: days - 1}
    rounds.sheet.do(world.els, roster.take_chance, **values)
    assert rounds.days(world.els) == [(14, UNANNOUNCED)]
    assert rounds.days(world.tim) == []


def test_without_a_rhythm_chance_says_so(rounds: Rounds, world: World) -> None:
    tea = rounds.tea(world.els, does=world.sara)
    values = {"visit_id": uuid4(), "agreement_id": tea, "chance": lambda _: 0}
    with pytest.raises(Invalid) as refused:
        rounds.sheet.do(world.els, roster.take_chance, **values)
    assert refused.value.field == "day"


def test_who_may_not_read_the_agreement_finds_no_roster(rounds: Rounds, world: World) -> None:
    people = {Part.CHOSEN: (world.els,), Part.LOOKS: (world.els,)}
    hidden = rounds.tea(world.els, does=world.tim, audience=Audience.CHOSEN, people=people)
    rounds.chooses(world.els, hidden, 3)
    assert (rounds.days(world.els), rounds.days(world.sara)) == ([(3, PLANNED)], [])
    with pytest.raises(NotHere):
        rounds.chooses(world.sara, hidden, 3)


def test_the_other_side_knows_no_day(apart_rounds: Rounds, world: World) -> None:
    hers = apart_rounds.tea(world.ria, does=world.lotte)
    apart_rounds.chooses(world.ria, hers, 3)
    assert apart_rounds.days(world.lotte) == [(3, PLANNED)]
    assert apart_rounds.days(world.daan) == []


def test_who_knows_a_part_sees_its_own_day_and_no_other(rounds: Rounds, world: World) -> None:
    tea = rounds.tea(world.kees, world.els, does=world.sara)
    rounds.chooses(world.els, tea, 2)
    rounds.chooses(world.kees, tea, 3)
    assert rounds.days(world.kees) == [(3, PLANNED)]


def test_when_another_reads_along_only_planned_days_are_there(rounds: Rounds, world: World) -> None:
    tea = rounds.tea(world.els, does=world.sara, unannounced_every=7)
    rounds.chooses(world.els, tea, 2)
    secret = rounds.chooses(world.els, tea, 3, kind=UNANNOUNCED)
    sheet = rounds.sheet
    with sheet.house.db.writing(rounds.sheet.household, by=world.els, now=sheet.now) as session:
        little = viewed(session, world.els, quiet=True)
        agreed = agreements(session, little, sheet.now)
        seen = queries.visits(session, little, agreed, sheet.now)
        assert [each.kind for each in seen] == [PLANNED]
        assert queries.turns(session, little, agreed, sheet.now) == []
        with pytest.raises(NotHere):
            roster.cancel(session, by=little, visit_id=secret, now=sheet.now)
        _choose(session, little, tea, rounds)
        assert queries.visits(session, little, agreed, sheet.now) == seen
        whole = viewer(session, world.els)
        assert len(queries.visits(session, whole, agreed, sheet.now)) == 2
        assert replace(little, quiet=False) != whole


def _choose(session, little: Viewer, tea, rounds: Rounds) -> None:  # noqa: ANN001
    roster.choose_day(
        session,
        by=little,
        visit_id=uuid4(),
        agreement_id=tea,
        person=little.person,
        day=rounds.today,
        kind=UNANNOUNCED,
        now=rounds.sheet.now,
    )
