"""What is described is what is: the document follows from the routes, and thousands of odd requests find no other."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import timedelta

import hypothesis
import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.feed import described, shapes
from api.feed.described import EVERY
from api.people.professionals import fetching
from tests.feed.program import Program
from tests.houses import NOW
from tests.logbook.book import Book
from tests.world import World

pytestmark = pytest.mark.only("sqlite")


def test_each_route_is_described_and_nothing_else(app: Flask) -> None:
    document = app.test_client().get("/api/v1/openapi.json").json
    assert document["openapi"] == "3.1.0"
    routes = {
        rule.rule.replace("<uuid:household_id>", "{household_id}")
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("feed.") and rule.endpoint != "feed.description"
    }
    assert set(document["paths"]) == routes == {each.path for each in EVERY}
    assert document == described.described(document["servers"][0]["url"])


def test_the_description_says_nothing_of_anybody(program: Program) -> None:
    text = program.app.test_client().get("/api/v1/openapi.json").text
    assert str(program.household) not in text
    assert "Noor" not in text


@pytest.fixture
def lived_in(program: Program, world: World, monkeypatch: pytest.MonkeyPatch) -> Program:
    """A house with a note that stands and one that was taken back, and a key that may ask on and on."""
    monkeypatch.setattr(fetching, "MOST", 1_000_000)
    book = Book(program.house, program.household, NOW - timedelta(days=3))
    book.withdraw(world.sara, book.write(world.sara, "Weg."))
    book.write(world.els, "Dit staat er.", about=(world.noor,))
    return program


def test_odd_requests_find_nothing_that_is_not_described(lived_in: Program) -> None:
    """`fuzz` holds each answer against the description; what they were says that it looked at each kind."""
    seen = fuzz(lived_in, lived_in.token)
    for each in EVERY:
        wanted = {200} | ({400} if each.pages else set()) | ({404} if each.of_one_house else set())
        assert seen[each.path] == wanted, each.path


@pytest.mark.parametrize("wrong", ["", "x", "{}x"])
def test_without_a_key_that_works_there_is_one_described_no(lived_in: Program, wrong: str) -> None:
    """What is no address of a house at all leads to no door: that is 404 for everybody."""
    seen = fuzz(lived_in, wrong.format(lived_in.token), most=3)
    for each in EVERY:
        assert seen[each.path] in ({401}, {401, 404} if each.of_one_house else {401}), each.path


@pytest.mark.parametrize(
    ("room", "name", "value"),
    [
        (described, "REFUSED", {"401": "No key."}),
        (described, "PROBLEM", "application/json"),
        (described, "PROBLEM_SHAPE", {"type": "object", "required": ["cause"]}),
        (shapes, "PLAIN", {**shapes.PLAIN, str: {"type": "integer"}}),
    ],
)
def test_an_answer_that_is_not_described_is_found(
    lived_in: Program, monkeypatch: pytest.MonkeyPatch, room: object, name: str, value: object
) -> None:
    """The proof of `fuzz` itself: with one thing wrong in the description it does not pass."""
    monkeypatch.setattr(room, name, value)
    with pytest.raises(FailureGroup):
        fuzz(lived_in, lived_in.token, most=5)


def fuzz(program: Program, token: str, most: int = 25) -> Mapping[str, set[int]]:
    """Ask what the description allows and what it does not, of this house and of others.

    Returns by path which answers there were; raises FailureGroup for one that is not described.
    """
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", program.app)
    settings = hypothesis.settings(
        max_examples=most,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    seen: defaultdict[str, set[int]] = defaultdict(set)
    for found in schema.get_all_operations():
        operation = found.ok()
        for household in (str(program.household), None):
            for mode in schemathesis.GenerationMode:
                check = _check(token, household, seen[operation.path])
                cases = operation.as_strategy(generation_mode=mode)
                hypothesis.given(case=cases)(settings(check))()
    return seen


def _check(token: str, household: str | None, seen: set[int]) -> Callable[..., None]:
    def check(case: schemathesis.Case) -> None:
        if household and "household_id" in case.path_parameters:
            case.path_parameters["household_id"] = household
        headers = {"Accept-Encoding": "identity"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        answer = case.call(headers=headers)
        seen.add(answer.status_code)
        case.validate_response(
            answer,
            checks=[
                content_type_conformance,
                response_schema_conformance,
                status_code_conformance,
            ],
        )

    return check
