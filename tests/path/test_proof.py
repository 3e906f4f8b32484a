"""What stands beside an outcome: from this viewer's own books, and never more than they read there."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from api.core.house import House
from api.logbook.note import Kind
from api.path import proof_of_agreements, proof_of_people, proof_of_scores
from api.path.evidence.facts import Facts
from api.path.evidence.facts_of_checks import LogFacts
from api.path.evidence.queries import facts as gather
from api.path.kinds import Says
from api.path.outcomes import BY_KEY
from api.path.proof import TALK, Evidence, evidence
from api.path.proof_of_log import NOT_CALM, calm, not_calm_long
from api.path.said import Beside, Said
from api.people.policy import Audience
from api.people.queries import viewer
from tests.logbook.book import Book
from tests.path.walk import Walk
from tests.scales.marks import agree_on_danger, score
from tests.world import World

pytestmark = pytest.mark.only("sqlite")


def facts_of(house: House, household: UUID, person: UUID) -> Facts:
    with house.db.reading(household) as session:
        return gather(session, viewer(session, person), house.clock.now())


def beside(walk: Walk, person: UUID, outcome: str) -> Evidence:
    return evidence(outcome, facts_of(walk.house, walk.household, person), walk.path(person))


def people_in(said: tuple[Said, ...]) -> set[str]:
    """Everybody whom these sentences name."""
    values = [value for each in said for value in each.values.values()]
    people = [one for value in values if isinstance(value, tuple) for one in value]
    return {one.name for one in people if hasattr(one, "name")}


def test_nobody_learns_here_who_the_safety_person_is(walk: Walk, world: World) -> None:
    """Both parents read the same: that nothing stands there would otherwise tell of the shield."""
    for outcome in ("safe_person", "safe_stays", "child_heard"):
        mark, sara = (beside(walk, each, outcome) for each in (world.mark, world.sara))
        assert mark == sara
        assert mark.said == (Said(TALK),)
        assert not mark.missing
    assert people_in(beside(walk, world.tim, "safe_person").said) == {"Noor", "Els", "Ben"}


def test_what_a_child_keeps_to_itself_moves_no_sentence(walk: Walk, world: World) -> None:
    before = {key: beside(walk, world.mark, key) for key in BY_KEY}
    book = Book(walk.house, world.household, walk.house.clock.now() - timedelta(hours=1))
    book.write(world.noor, "Ik was bang.", kind=Kind.TELL, audience=Audience.SAFETY_PERSON)
    assert {key: beside(walk, world.mark, key) for key in BY_KEY} == before


def test_own_number_first_and_then_who_gave_what(walk: Walk, world: World) -> None:
    book = Book(walk.house, world.household, walk.house.clock.now() - timedelta(hours=1))
    danger = agree_on_danger(book, world.tim)
    score(book, world.els, danger, 5)
    first = beside(walk, world.sara, "six")
    assert proof_of_scores.OWN_FIRST in {each.text for each in first.missing}
    assert "Els" not in people_in(first.said)
    score(book, world.sara, danger, 6)
    then = beside(walk, world.sara, "six")
    assert people_in(then.said) == {"Els", "Sara"}
    below = next(each for each in then.missing if each.text == proof_of_scores.NO_SIX)
    assert people_in((below,)) == {"Els"}


def test_a_test_that_went_well_and_one_that_did_not(walk: Walk, world: World) -> None:
    first, second = walk.test("Laat thuis", world.els), walk.test("Geld op", world.els)
    walk.say(world.els, first, Says.NOT_HELD)
    assert beside(walk, world.mark, "tested").missing
    walk.say(world.els, second, Says.HELD)
    found = beside(walk, world.mark, "tested")
    assert (len(found.said), found.missing) == (2, ())


def test_half_a_year_of_calm_is_not_five_months(walk: Walk, world: World) -> None:
    seen = facts_of(walk.house, world.household, world.sara)
    path = walk.path(world.sara)

    def told(months: int) -> tuple[list[Said], list[Said]]:
        log = LogFacts(
            since=seen.today,
            good=None,
            near=None,
            wrong=None,
            how=None,
            check=None,
            calm_months=months,
        )
        with_log = Beside(replace(seen, log=log), path)
        return list(calm(with_log)), list(not_calm_long(with_log))

    assert told(5)[1] == [Said(NOT_CALM)]
    assert told(6)[1] == []
    assert told(6)[0][-1].values == {"months": (6,)}


def test_fewer_than_three_people_is_said_and_no_number(walk: Walk, world: World) -> None:
    found = beside(walk, world.sara, "three")
    assert found.missing == (Said(proof_of_people.NOT_ENOUGH),)
    book = Book(walk.house, world.household, walk.house.clock.now() - timedelta(days=2))
    for person in (world.els, world.ben, world.tim):
        book.write(person, "Een fijne dag.")
    assert people_in(beside(walk, world.sara, "three").said) == {"Els", "Ben", "Tim"}
    assert not beside(walk, world.sara, "three").missing


def test_an_empty_house_says_what_is_not_there_yet(walk: Walk, world: World) -> None:
    missing = {each.text for each in beside(walk, world.sara, "checked").missing}
    assert missing == {proof_of_agreements.NO_AGREEMENT}
