"""The plan, the numbers and what is seen, for a program: what holds and was shared, and nothing beside it."""

from datetime import timedelta

import pytest

from api.logbook.note import Kind as Sort
from api.people.consenting.kinds import Kind
from api.people.policy import Audience
from tests.feed.program import Program
from tests.houses import NOW
from tests.logbook.book import Book
from tests.plan.sheet import Sheet
from tests.scales.marks import agree_on_danger, score
from tests.world import World

BEFORE = NOW - timedelta(days=45)


@pytest.fixture
def plan(program: Program, world: World) -> Sheet:
    return Sheet(program.house, world.household, world.tim, BEFORE)


def test_the_plan_is_what_holds(program: Program, world: World, plan: Sheet) -> None:
    plan.danger("Het wordt luid.")
    agreed = plan.agreement("Wij gaan naar buiten.", world.ben)
    sheet = program.get(program.at("plan")).json
    assert {each["text"] for each in sheet["parts"]} == {"Het wordt luid.", "Wij gaan naar buiten."}
    [mine] = [each for each in sheet["parts"] if each["id"] == str(agreed)]
    assert (mine["kind"], mine["plan"]) == ("agreement", "direct")
    assert "Ben" in mine["does"] + mine["looks"]
    first = program.get(program.at("plan"))
    again = program.get(program.at("plan"), If_None_Match=first.headers["ETag"])
    assert again.status_code == 304
    plan.agreement("Nog een.", world.ben)
    later = program.get(program.at("plan"), If_None_Match=first.headers["ETag"])
    assert later.status_code == 200


def test_numbers_are_given_and_those_for_a_few_are_not(program: Program, world: World) -> None:
    book = Book(program.house, world.household, BEFORE)
    danger = agree_on_danger(book, world.tim)
    score(book, world.sara, danger, 6, seen="Wij lachten.", audience=Audience.CIRCLE)
    few = {"audience": Audience.CHOSEN, "chosen": [world.els]}
    score(book, world.mark, danger, 3, seen="kanarie", **few)
    answer = program.get(program.at("scales"))
    [scale] = answer.json["scales"]
    assert [(each["by"], each["value"], each["seen"]) for each in scale["numbers"]] == [
        ("Sara", 6, "Wij lachten.")
    ]
    assert scale["about"] == str(danger)
    assert "kanarie" not in answer.text
    assert "text" in scale
    both = [world.sara, world.mark]
    program.seats.share(
        program.seated[0],
        world.tim,
        both,
        kinds=[Kind.SCORES],
        items_from=NOW - timedelta(days=100),
    )
    [scale] = program.get(program.at("scales")).json["scales"]
    assert "text" not in scale  # the words of a danger are of the plan


def test_what_is_seen_has_only_what_is_shared(program: Program, world: World, plan: Sheet) -> None:
    book = Book(program.house, world.household, NOW - timedelta(days=3))
    plan.agreement("Wij gaan naar buiten.", world.ben)
    book.write(world.els, "Goed.")
    book.write(world.sara, "kanarie", audience=Audience.SELF, kind=Sort.WRONG)
    answer = program.get(program.at("evidence"))
    [mine] = answer.json["sheets"]
    assert [(each["kind"], each["by"]) for each in mine["notes"]] == [("good", "Els")]
    assert [each["text"] for each in mine["checks"]] == ["Wij gaan naar buiten."]
    assert "safety" not in answer.text
    program.seats.share(program.seated[0], world.tim, [world.sara, world.mark], kinds=[Kind.WEEK])
    [mine] = program.get(program.at("evidence")).json["sheets"]
    assert (mine["notes"], mine["checks"], mine["numbers"]) == ([], [], [])
    assert mine["took_part"] == []
