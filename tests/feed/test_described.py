"""What is described is what is: the document follows from the routes, and thousands of odd requests find no other."""

from collections.abc import Callable
from datetime import timedelta

import hypothesis
import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.feed.described import EVERY, described
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
    assert document == described(document["servers"][0]["url"])


def test_the_description_says_nothing_of_anybody(program: Program) -> None:
    text = program.app.test_client().get("/api/v1/openapi.json").text
    assert str(program.household) not in text
    assert "Noor" not in text


def test_odd_requests_find_nothing_that_is_not_described(
    program: Program, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "MOST", 1_000_000)
    book = Book(program.house, program.household, NOW - timedelta(days=3))
    book.withdraw(world.sara, book.write(world.sara, "Weg."))
    book.write(world.els, "Dit staat er.", about=(world.noor,))
    fuzz(program.app, program.token, str(program.household))
    for wrong in ("", "x", f"{program.token}x"):
        fuzz(program.app, wrong, str(program.household), most=3)


def fuzz(app: Flask, token: str, household: str, most: int = 25) -> None:
    """Ask what the description allows and what it does not, of this house and of others."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    settings = hypothesis.settings(
        max_examples=most,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    for found in schema.get_all_operations():
        operation = found.ok()
        for ours in (True, False):
            for mode in schemathesis.GenerationMode:
                check = _check(token, household if ours else None)
                cases = operation.as_strategy(generation_mode=mode)
                hypothesis.given(case=cases)(settings(check))()


def _check(token: str, household: str | None) -> Callable[..., None]:
    def check(case: schemathesis.Case) -> None:
        if household and "household_id" in case.path_parameters:
            case.path_parameters["household_id"] = household
        headers = {"Accept-Encoding": "identity"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        answer = case.call(headers=headers)
        assert answer.status_code < 500
        case.validate_response(
            answer,
            checks=[
                content_type_conformance,
                response_schema_conformance,
                status_code_conformance,
            ],
        )

    return check
