"""What is fetched of many houses together is, house by house, what each says when it is asked alone."""

from datetime import timedelta

from sqlalchemy.orm import Session

from api.core.db import EVERYWHERE
from api.core.house import House
from api.people.actions import end_membership
from api.people.apart.model import ApartSwitch
from api.people.facts import Facts, facts_of, meet, people_of
from api.people.going.model import Going
from api.people.queries import names, viewers
from tests.houses import NOW
from tests.questions import questions
from tests.world import World


def all_of(facts: Facts) -> tuple[object, ...]:
    rows = (facts.duties, facts.links, facts.shields, facts.goings)
    ids = tuple(frozenset(row.id for row in each) for each in rows)
    return (*ids, facts.held, facts.held_since, facts.apart)


def told(session: Session, world: World) -> list[object]:
    found: list[object] = []
    for household in (world.household, world.apart):
        found += [all_of(facts_of(session, household))]
        found += [{each.id for each in people_of(session, household)}]
        here = sorted(viewers(session, household), key=lambda each: each.person)
        found += [here, [names(session, each) for each in here]]
    return found


def test_houses_that_were_fetched_together_say_what_each_says_alone(
    house: House, world: World
) -> None:
    with house.db.writing(EVERYWHERE, by=None, now=NOW) as session:
        end_membership(session, person=world.kees, now=NOW)
        away = {"from_at": NOW, "until": NOW + timedelta(days=3), "agreed_at": NOW}
        mine = {"household_id": world.household, "person_id": world.ben, "asked_by": world.sara}
        rest = {"ended_at": None, "done_at": None, "asked_at": NOW}
        going = Going(id=world.ben, kind="suspend", **mine, **away, **rest)
        session.add(going)
        still = {"household_id": world.household, "by_id": world.sara, "frozen_at": NOW}
        session.add(ApartSwitch(id=world.sara, done_at=None, **still))
    with house.db.reading(EVERYWHERE) as session:
        alone = told(session, world)
    with house.db.reading(EVERYWHERE) as session:
        meet(session, {world.household, world.apart})
        with questions(house) as asked:
            meet(session, {world.household})
            together = told(session, world)
        assert asked == []
    assert together == alone


def test_who_writes_sees_the_house_change(house: House, world: World) -> None:
    with house.db.writing(EVERYWHERE, by=None, now=NOW) as session:
        meet(session, {world.household})
        before = facts_of(session, world.household)
        assert [each.kind for each in before.duties] == ["chair"]
        end_membership(session, person=world.tim, now=NOW)
        assert list(facts_of(session, world.household).duties) == []
