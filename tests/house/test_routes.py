"""Every door says who may come in, and its address says nothing to a stranger."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from api.core.http import access_of
from tests.house.neutral import unfit

# Who is not signed in may knock here and nowhere else. Every line is a decision.
PUBLIC = {
    "/healthz",
    "/kom",
    "/binnen",
    "/bellen",
    "/weg",
    "/sporen",
    "/schrijf",
    "/week/tikken",
    "/zonder-net",
    "/manifest.webmanifest",
    "/sw.js",
    "/api/v1/key",
    "/api/v1/openapi.json",
    "/api/v1/push/receipt/<uuid:given>",
    "/static/v-<release_name>/<path:path>",
    # A room opens by its device: whoever has to wait for a code may not get to it.
    "/kamer",
    "/kamer/<uuid:ward_id>",
    "/kamer/<uuid:ward_id>/ding/<uuid:thing_id>",
    "/api/v1/room/<uuid:given>",
}
ONLY_IN_THE_DEMO = {"/demo", "/demo/<who>"}
# After an id the kind of a file alone may be left.
PART = re.compile(r"^(\.[a-z]+|[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)?)$")


def rules(app: Flask) -> list[Rule]:
    return list(app.url_map.iter_rules())


def test_only_the_written_list_is_open_to_everybody(app: Flask) -> None:
    found = {rule.rule for rule in rules(app) if access_of(app, rule.endpoint).public}
    assert found == PUBLIC | ONLY_IN_THE_DEMO


def test_every_address_is_plain_and_neutral(app: Flask) -> None:
    for rule in rules(app):
        if rule.endpoint == "static":
            continue
        for part in filter(None, re.sub(r"<[^>]+>", "", rule.rule).split("/")):
            assert PART.match(part), rule.rule
            assert not unfit(part), rule.rule


def test_an_id_in_an_address_is_a_typed_id(app: Flask) -> None:
    for rule in rules(app):
        for kind, name in re.findall(r"<(?:(\w+):)?(\w+)>", rule.rule):
            if name.endswith("id"):
                assert kind == "uuid", rule.rule


def test_another_method_is_refused_and_says_which_is_meant(
    app: Flask, house_client: FlaskClient
) -> None:
    for rule in rules(app):
        if not rule.arguments:
            answer = house_client.open(rule.rule, method="PROPFIND")
            assert answer.status_code == 405, rule.rule
            assert "GET" in answer.headers["Allow"] or "P" in answer.headers["Allow"]


def test_who_is_not_signed_in_sees_nothing_behind_a_closed_door(
    app: Flask, house_client: FlaskClient
) -> None:
    closed = [rule for rule in rules(app) if not access_of(app, rule.endpoint).public]
    assert closed
    for rule in closed:
        address = rule.build({name: _some(rule, name) for name in rule.arguments})[1]
        for method in (rule.methods or set()) - {"OPTIONS", "HEAD"}:
            answer = house_client.open(address, method=method)
            wanted = (303, 401) if method == "GET" and not address.startswith("/api/") else (401,)
            assert answer.status_code in wanted, f"{method} {address}: {answer.status_code}"


def _some(rule: Rule, name: str) -> str:
    typed = f"<uuid:{name}>" in rule.rule
    return (
        "11111111-1111-4111-8111-111111111111"
        if typed
        else "1"
        if f"<int:{name}>" in rule.rule
        else "x"
    )


@pytest.fixture
def house_client(app: Flask) -> FlaskClient:
    return app.test_client()
