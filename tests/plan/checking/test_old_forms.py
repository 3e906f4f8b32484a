"""An old form of looking, and somebody who is gone: no choice goes without a word, no turn stays with nobody."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

from flask.testing import FlaskClient

from api.people.actions import end_membership
from api.people.going.actions import suspend
from api.plan.checking.queries import own_pauses
from api.plan.checking.rules import Kind
from tests.plan.checking.rounds import Rounds
from tests.world import World

ClientOf = Callable[[UUID], FlaskClient]


def test_another_day_by_an_old_form_is_chosen_too(
    rounds: Rounds, client_of: ClientOf, world: World
) -> None:
    tea = rounds.tea(world.els, does=world.sara)
    els, given = client_of(world.els), str(uuid4())
    for ahead in (3, 5, 5):
        day = (rounds.today + timedelta(days=ahead)).isoformat()
        sent = {"id": given, "day": day, "kind": "planned"}
        assert els.post(f"/plan/{tea}/kijken", data=sent).status_code == 303
    assert rounds.days(world.els) == [(3, Kind.PLANNED), (5, Kind.PLANNED)]


def test_another_agreement_or_another_way_by_an_old_form_is_chosen_too(
    rounds: Rounds, client_of: ClientOf, world: World
) -> None:
    tea, bed = (rounds.tea(world.els, does=world.sara, unannounced_every=14) for _ in "12")
    els, given = client_of(world.els), str(uuid4())
    day = (rounds.today + timedelta(days=3)).isoformat()
    for agreement, kind in ((tea, "planned"), (tea, "unannounced"), (bed, "planned")):
        sent = {"id": given, "day": day, "kind": kind}
        assert els.post(f"/plan/{agreement}/kijken", data=sent).status_code == 303
    assert len(rounds.days(world.els)) == 3


def test_stepping_back_for_other_days_by_an_old_form_is_kept(
    rounds: Rounds, client_of: ClientOf, world: World
) -> None:
    els, given = client_of(world.els), str(uuid4())
    for last in (2, 9, 9):
        days = {"first": rounds.today, "last": rounds.today + timedelta(days=last)}
        sent = {"id": given, **{name: each.isoformat() for name, each in days.items()}}
        assert els.post("/plan/kijken", data=sent).status_code == 303
    found = rounds.sheet.ask(world.els, own_pauses)
    assert sorted((each.last - rounds.today).days for each in found) == [2, 9]


def test_what_only_somebody_who_is_gone_looked_at_asks_who_looks_now(
    rounds: Rounds, world: World
) -> None:
    tea = rounds.tea(world.els, does=world.sara)
    rounds.chooses(world.els, tea, 3)
    assert rounds.uncovered(world.tim) == []
    with rounds.sheet.house.db.writing(
        rounds.sheet.household, by=None, now=rounds.sheet.now
    ) as session:
        end_membership(session, person=world.els, now=rounds.sheet.now)
    assert [(each.agreement.id, each.nobody) for each in rounds.uncovered(world.tim)] == [
        (tea, True)
    ]
    assert rounds.days(world.sara) == []


def test_what_only_somebody_who_is_away_looked_at_asks_who_looks_now(
    rounds: Rounds, world: World
) -> None:
    tea = rounds.tea(world.sara, does=world.mark)
    rounds.sheet.do(world.tim, suspend, person=world.sara, days=3)
    found = rounds.uncovered(world.tim)
    assert [(each.agreement.id, each.nobody) for each in found] == [(tea, True)]
    rounds.sheet.now += timedelta(days=4)
    assert rounds.uncovered(world.tim) == []


def test_nobody_is_asked_for_while_another_still_looks(rounds: Rounds, world: World) -> None:
    rounds.tea(world.els, world.ben, does=world.sara)
    with rounds.sheet.house.db.writing(
        rounds.sheet.household, by=None, now=rounds.sheet.now
    ) as session:
        end_membership(session, person=world.els, now=rounds.sheet.now)
    assert rounds.uncovered(world.tim) == []
