"""Security R1: who may open which door. A new door fails here until somebody decides, in this table."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from api.core.db import EVERYWHERE
from api.core.house import House
from api.core.http import access_of
from api.people.model import Person
from api.people.organisation.opening import invite_host
from api.people.policy import Role
from tests.house.crawl import masked
from tests.houses import NOW
from tests.professionals import account_of
from tests.world import World, sign_in_client

EVERYBODY = "nobody child adult circle professional host"
SIGNED_IN = "child adult circle professional host"
WRITERS = "child adult circle"
GROWN_UP = "adult circle"
OWN_DEVICES = "child adult circle host"
# A program with a key of its own, which no cookie takes the place of: for everybody here they say 401.
KEYED = ""

MAY = {
    "GET /": SIGNED_IN,
    "GET /api/v1/key": EVERYBODY,
    "PUT /api/v1/outbox/<uuid:given>": WRITERS,
    "GET /api/v1/push/key": GROWN_UP,
    "POST /api/v1/push/receipt/<uuid:given>": EVERYBODY,
    "DELETE /api/v1/push/subscription": GROWN_UP,
    "PUT /api/v1/push/subscription": GROWN_UP,
    "PUT /api/v1/room/<uuid:given>": EVERYBODY,
    "POST /berichten/<uuid:notice_id>/gezien": WRITERS,
    "POST /berichten/<uuid:notice_id>/niet-ik": OWN_DEVICES,
    "GET /beheer": "host",
    "GET /beheer/nieuw": "host",
    "POST /beheer/nieuw": "host",
    "GET /beheer/<uuid:household_id>": "host",
    "POST /beheer/<uuid:household_id>": "host",
    "GET /beheer/<uuid:household_id>/sluiten": "host",
    "POST /beheer/<uuid:household_id>/sluiten": "host",
    "GET /beheer/werk": "host",
    "POST /beheer/werk": "host",
    "GET /beheer/werk/<uuid:account_id>": "host",
    "POST /beheer/werk/<uuid:account_id>": "host",
    "GET /instellingen/meelezen/mensen": GROWN_UP,
    "POST /instellingen/meelezen/mensen": GROWN_UP,
    "POST /instellingen/meelezen/mensen/<uuid:seat_id>": GROWN_UP,
    "GET /meekijken/kom": "professional",
    "POST /meekijken/kom": "professional",
    "GET /bellen": EVERYBODY,
    "GET /bellen/eigen": GROWN_UP,
    "POST /bellen/eigen": GROWN_UP,
    "GET /bellen/eigen/<uuid:number_id>": GROWN_UP,
    "POST /bellen/eigen/<uuid:number_id>": GROWN_UP,
    "GET /binnen": EVERYBODY,
    "POST /binnen": EVERYBODY,
    "GET /binnen/nog-eens": SIGNED_IN,
    "POST /binnen/nog-eens": SIGNED_IN,
    "POST /binnen/slot": SIGNED_IN,
    "POST /binnen/uit": SIGNED_IN,
    "GET /demo": EVERYBODY,
    "POST /demo/<who>": EVERYBODY,
    "GET /boek/<uuid:book_id>/boekje": GROWN_UP,
    "GET /boek": WRITERS,
    "GET /boek/nieuw": "circle",
    "POST /boek/nieuw": "circle",
    "GET /boek/<uuid:book_id>": GROWN_UP,
    "POST /boek/<uuid:book_id>": GROWN_UP,
    "GET /boek/<uuid:book_id>/wie": "circle",
    "POST /boek/<uuid:book_id>/wie": "circle",
    "GET /boek/<uuid:book_id>/blad/nieuw": GROWN_UP,
    "POST /boek/<uuid:book_id>/blad/nieuw": GROWN_UP,
    "GET /boek/blad/<uuid:page_id>": GROWN_UP,
    "POST /boek/blad/<uuid:page_id>": GROWN_UP,
    "GET /boek/<uuid:book_id>/eens": GROWN_UP,
    "POST /boek/<uuid:book_id>/eens": GROWN_UP,
    "GET /boek/<uuid:book_id>/laten-zien": GROWN_UP,
    "POST /boek/<uuid:book_id>/laten-zien": GROWN_UP,
    "GET /boek/beeld/<uuid:medium_id>": WRITERS,
    "GET /boek/beeld/<uuid:medium_id>/klein": WRITERS,
    "GET /boek/<uuid:book_id>/lezen": WRITERS,
    "GET /cijfers": WRITERS,
    "GET /cijfers/<uuid:about>": WRITERS,
    "POST /cijfers/<uuid:about>": WRITERS,
    "GET /cijfers/<uuid:about>/verloop": WRITERS,
    "GET /cijfers/<uuid:about>/woorden": "circle",
    "POST /cijfers/<uuid:about>/woorden": "circle",
    "GET /healthz": EVERYBODY,
    "GET /hoe": "child",
    "GET /huizen": "child",
    "GET /huisregels": WRITERS,
    "POST /huisregels": WRITERS,
    "GET /ik": SIGNED_IN,
    "GET /ik/kleur": "child",
    "POST /ik/kleur": "child",
    "GET /installeren": WRITERS,
    "GET /instellingen": SIGNED_IN,
    "POST /instellingen/bewaren": WRITERS,
    "GET /instellingen/code": OWN_DEVICES,
    "POST /instellingen/code": OWN_DEVICES,
    "GET /instellingen/gekeken": OWN_DEVICES,
    "GET /instellingen/meelezen": WRITERS,
    "GET /instellingen/meelezen/<uuid:seat_id>": GROWN_UP,
    "POST /instellingen/meelezen/<uuid:seat_id>": GROWN_UP,
    "GET /instellingen/meelezen/<uuid:seat_id>/antwoord": "child adult",
    "POST /instellingen/meelezen/<uuid:seat_id>/antwoord": "child adult",
    "GET /instellingen/meelezen/<uuid:seat_id>/zonder": "circle",
    "POST /instellingen/meelezen/<uuid:seat_id>/zonder": "circle",
    "GET /instellingen/meenemen": WRITERS,
    "POST /instellingen/meenemen": WRITERS,
    "GET /instellingen/berichten": GROWN_UP,
    "GET /instellingen/berichten/android": GROWN_UP,
    "GET /instellingen/berichten/iphone": GROWN_UP,
    "POST /instellingen/berichten/proef": GROWN_UP,
    "GET /instellingen/berichten/proef/<uuid:about>": GROWN_UP,
    "GET /instellingen/berichten/tweede": GROWN_UP,
    "POST /instellingen/berichten/tweede": GROWN_UP,
    "GET /instellingen/nieuwe-telefoon": OWN_DEVICES,
    "POST /instellingen/nieuwe-telefoon": OWN_DEVICES,
    "POST /instellingen/taal": SIGNED_IN,
    "GET /instellingen/weggaan": WRITERS,
    "POST /instellingen/weggaan": GROWN_UP,
    "GET /instellingen/weggaan/wissen": GROWN_UP,
    "POST /instellingen/weggaan/wissen": GROWN_UP,
    "GET /instellingen/rustig": WRITERS,
    "POST /instellingen/rustig": WRITERS,
    "GET /instellingen/toestellen": OWN_DEVICES,
    "POST /instellingen/toestellen/<uuid:device_id>/weg": OWN_DEVICES,
    "POST /instellingen/toestellen/anderen": OWN_DEVICES,
    "POST /instellingen/toestellen/overal": OWN_DEVICES,
    "GET /instellingen/bereikbaar": GROWN_UP,
    "POST /instellingen/bereikbaar": GROWN_UP,
    "GET /instellingen/vinger": GROWN_UP,
    "POST /instellingen/vinger": GROWN_UP,
    "POST /instellingen/vinger/uit": GROWN_UP,
    "GET /instellingen/wissen": SIGNED_IN,
    "POST /instellingen/wissen": SIGNED_IN,
    "GET /kamer": EVERYBODY,
    "GET /kamer/<uuid:ward_id>": EVERYBODY,
    "POST /kamer/<uuid:ward_id>": EVERYBODY,
    "GET /kamer/<uuid:ward_id>/oefenen": "child adult",
    "POST /kamer/<uuid:ward_id>/oefenen": "child adult",
    "GET /kamer/<uuid:ward_id>/ding/<uuid:thing_id>": EVERYBODY,
    "GET /kamer/<uuid:ward_id>/lamp": "child adult",
    "GET /kamer/<uuid:ward_id>/kiezen": WRITERS,
    "POST /kamer/<uuid:ward_id>/kiezen": WRITERS,
    "GET /kamer/<uuid:ward_id>/kiezen/ding": WRITERS,
    "POST /kamer/<uuid:ward_id>/kiezen/ding": WRITERS,
    "POST /kamer/<uuid:ward_id>/kiezen/ding/<uuid:thing_id>/weg": WRITERS,
    "GET /kom": EVERYBODY,
    "POST /kom": EVERYBODY,
    "GET /logboek": WRITERS,
    "GET /logboek/<uuid:entry_id>": WRITERS,
    "GET /logboek/<uuid:entry_id>/anders": WRITERS,
    "POST /logboek/<uuid:entry_id>/anders": WRITERS,
    "POST /logboek/<uuid:entry_id>/antwoord": WRITERS,
    "POST /logboek/<uuid:entry_id>/dank": WRITERS,
    "GET /logboek/<uuid:entry_id>/weghalen": WRITERS,
    "POST /logboek/<uuid:entry_id>/weghalen": WRITERS,
    "GET /logboek/afdruk": GROWN_UP,
    "GET /logboek/bewaard/<uuid:given>": WRITERS,
    "GET /logboek/nieuw": WRITERS,
    "POST /logboek/nieuw": WRITERS,
    "POST /logboek/zoeken": GROWN_UP,
    "GET /manifest.webmanifest": EVERYBODY,
    "GET /media/<uuid:medium_id>": WRITERS,
    "GET /media/<uuid:medium_id>/klein": WRITERS,
    "GET /media/<uuid:medium_id>/lijnen": WRITERS,
    "GET /nu": GROWN_UP,
    "GET /nu/eerder": "circle",
    "GET /nu/<uuid:signal_id>": GROWN_UP,
    "POST /nu/<uuid:signal_id>": GROWN_UP,
    "GET /plan/kijken": GROWN_UP,
    "POST /plan/kijken": GROWN_UP,
    "GET /plan/<uuid:agreement_id>/kijken": GROWN_UP,
    "POST /plan/<uuid:agreement_id>/kijken": GROWN_UP,
    "GET /mensen": WRITERS,
    "GET /mensen/<uuid:person_id>/wie-komt": WRITERS,
    "POST /mensen/<uuid:person_id>/wie-komt": WRITERS,
    "POST /mensen/<uuid:person_id>/oefenen": "circle",
    "GET /mensen/<uuid:person_id>/verplaatst": "circle",
    "POST /mensen/<uuid:person_id>/verplaatst": "circle",
    "GET /mensen/<uuid:person_id>/meedoen": GROWN_UP,
    "POST /mensen/<uuid:person_id>/meedoen": GROWN_UP,
    "GET /mensen/<uuid:person_id>/pauze": "circle",
    "POST /mensen/<uuid:person_id>/pauze": "circle",
    "GET /mensen/<uuid:person_id>": GROWN_UP,
    "POST /mensen/<uuid:person_id>/gezien": "circle",
    "POST /mensen/<uuid:person_id>/ja": GROWN_UP,
    "POST /mensen/<uuid:person_id>/kring": GROWN_UP,
    "GET /mensen/vinden": GROWN_UP,
    "POST /mensen/vinden": GROWN_UP,
    "POST /mensen/vinden/<uuid:possible_id>": GROWN_UP,
    "GET /mensen/huizen": GROWN_UP,
    "POST /mensen/huizen": GROWN_UP,
    "GET /mensen/huizen/<uuid:home_id>": GROWN_UP,
    "POST /mensen/huizen/<uuid:home_id>": GROWN_UP,
    "POST /mensen/kan": "circle",
    "GET /mensen/<uuid:person_id>/toestellen": "circle",
    "POST /mensen/<uuid:person_id>/toestellen/<uuid:device_id>/weg": "circle",
    "GET /mensen/erbij": GROWN_UP,
    "POST /mensen/erbij": GROWN_UP,
    "GET /mensen/erbij/<uuid:person_id>": GROWN_UP,
    "POST /mensen/erbij/<uuid:person_id>": GROWN_UP,
    "GET /mensen/helpen/<uuid:person_id>": "circle",
    "POST /mensen/helpen/<uuid:person_id>": "circle",
    "GET /mensen/kwijt": GROWN_UP,
    "POST /mensen/kwijt": GROWN_UP,
    "GET /mensen/apart": GROWN_UP,
    "POST /mensen/apart": GROWN_UP,
    "GET /mijn-mens": "child",
    "POST /mijn-mens": "child",
    "GET /mijn-mens/<uuid:wish_id>": "circle",
    "POST /mijn-mens/<uuid:wish_id>": "circle",
    "GET /nieuw": OWN_DEVICES,
    "GET /over": SIGNED_IN,
    "GET /pad": GROWN_UP,
    "POST /pad": GROWN_UP,
    "GET /pad/<phase>": GROWN_UP,
    "GET /pad/verder": "circle",
    "POST /pad/verder": "circle",
    "GET /pad/terug": "circle",
    "POST /pad/terug": "circle",
    "GET /pad/stappen": GROWN_UP,
    "GET /pad/proef": GROWN_UP,
    "GET /pad/herstel": GROWN_UP,
    "GET /pad/weer": GROWN_UP,
    "GET /pad/deel/nieuw": "circle",
    "POST /pad/deel/nieuw": "circle",
    "POST /pad/deel/<uuid:part_id>": GROWN_UP,
    "GET /pad/deel/<uuid:part_id>/anders": "circle",
    "POST /pad/deel/<uuid:part_id>/anders": "circle",
    "GET /pad/zicht": GROWN_UP,
    "GET /plan": WRITERS,
    "POST /plan/ja": GROWN_UP,
    "GET /plan/nieuw": GROWN_UP,
    "POST /plan/nieuw": GROWN_UP,
    "GET /plan/volgorde": "circle",
    "POST /plan/volgorde": "circle",
    "GET /meekijken": "professional",
    "GET /meekijken/<uuid:seat_id>": "professional",
    "GET /meekijken/<uuid:seat_id>/beeld/<uuid:medium_id>": "professional",
    "GET /meekijken/<uuid:seat_id>/boek": "professional",
    "GET /meekijken/<uuid:seat_id>/cijfers": "professional",
    "GET /meekijken/<uuid:seat_id>/foto/<uuid:medium_id>": "professional",
    "GET /meekijken/<uuid:seat_id>/foto/<uuid:medium_id>/klein": "professional",
    "GET /meekijken/<uuid:seat_id>/log": "professional",
    "GET /meekijken/<uuid:seat_id>/pad": "professional",
    "GET /meekijken/<uuid:seat_id>/plan": "professional",
    "GET /meekijken/<uuid:seat_id>/samen": "professional",
    "GET /meekijken/<uuid:seat_id>/signalen": "professional",
    "GET /meekijken/<uuid:seat_id>/verslag": "professional",
    "GET /meekijken/<uuid:seat_id>/verslag.json": "professional",
    "GET /meekijken/<uuid:seat_id>/week": "professional",
    "GET /meekijken/<uuid:seat_id>/zicht": "professional",
    "GET /plan/vroeger": GROWN_UP,
    "GET /plan/<uuid:part_id>": GROWN_UP,
    "POST /plan/<uuid:part_id>": GROWN_UP,
    "GET /plan/<uuid:part_id>/anders": GROWN_UP,
    "POST /plan/<uuid:part_id>/anders": GROWN_UP,
    "GET /plan/koelkast": WRITERS,
    "GET /praten": "child",
    "POST /praten": "child",
    "GET /praten/<uuid:wish_id>": "circle",
    "POST /praten/<uuid:wish_id>": "child circle",
    "GET /samen": WRITERS,
    "GET /samen/nieuw": GROWN_UP,
    "POST /samen/nieuw": GROWN_UP,
    "GET /samen/<uuid:meeting_id>": WRITERS,
    "POST /samen/<uuid:meeting_id>": GROWN_UP,
    "GET /samen/<uuid:meeting_id>.ics": GROWN_UP,
    "GET /samen/<uuid:meeting_id>/dagen": GROWN_UP,
    "POST /samen/<uuid:meeting_id>/dagen": GROWN_UP,
    "GET /samen/<uuid:meeting_id>/nu": GROWN_UP,
    "GET /samen/<uuid:meeting_id>/scherm": GROWN_UP,
    "GET /samen/<uuid:meeting_id>/sluiten": GROWN_UP,
    "POST /samen/<uuid:meeting_id>/sluiten": GROWN_UP,
    "GET /samen/<uuid:meeting_id>/tafel": GROWN_UP,
    "POST /samen/<uuid:meeting_id>/tafel": GROWN_UP,
    "GET /samen/<uuid:meeting_id>/verslag": GROWN_UP,
    "POST /samen/<uuid:meeting_id>/verslag": GROWN_UP,
    "GET /samen/<uuid:meeting_id>/vooraf": GROWN_UP,
    "POST /samen/<uuid:meeting_id>/vooraf": GROWN_UP,
    "GET /samen/<uuid:meeting_id>/wie": GROWN_UP,
    "POST /samen/<uuid:meeting_id>/wie": GROWN_UP,
    "GET /schrijf": EVERYBODY,
    "GET /sporen": EVERYBODY,
    "GET /static/v-<release_name>/<path:path>": EVERYBODY,
    "GET /sw.js": EVERYBODY,
    "GET /week": WRITERS,
    "GET /week/huis": WRITERS,
    "GET /week/<uuid:whose>": WRITERS,
    "POST /week/<uuid:whose>": WRITERS,
    "GET /week/<uuid:whose>/dag/<day>": WRITERS,
    "POST /week/<uuid:whose>/dag/<day>": WRITERS,
    "GET /week/<uuid:whose>/plannen": GROWN_UP,
    "POST /week/<uuid:whose>/plannen": GROWN_UP,
    "GET /week/<uuid:whose>/vragen": GROWN_UP,
    "POST /week/<uuid:whose>/vragen": GROWN_UP,
    "GET /week/<uuid:whose>/vrij": GROWN_UP,
    "POST /week/<uuid:whose>/vrij": GROWN_UP,
    "GET /week/<uuid:whose>/waar": GROWN_UP,
    "POST /week/<uuid:whose>/waar": GROWN_UP,
    "GET /week/<uuid:whose>/wie": GROWN_UP,
    "POST /week/<uuid:whose>/wie": GROWN_UP,
    "GET /week/vraag/<uuid:ask_id>": GROWN_UP,
    "POST /week/vraag/<uuid:ask_id>": GROWN_UP,
    "GET /week/tikken": EVERYBODY,
    "POST /week/tikken": WRITERS,
    "GET /week/<uuid:whose>.ics": GROWN_UP,
    "GET /week/<uuid:whose>/afdruk": WRITERS,
    "GET /week/<uuid:whose>/maanden": WRITERS,
    "GET /weg": EVERYBODY,
    "POST /weg": EVERYBODY,
    "GET /zonder-net": EVERYBODY,
}

MAY |= {
    "GET /api/v1/openapi.json": EVERYBODY,
    "GET /api/v1/feed.atom": KEYED,
    "GET /api/v1/feed.json": KEYED,
    "GET /api/v1/households/<uuid:household_id>/evidence": KEYED,
    "GET /api/v1/households/<uuid:household_id>/feed.atom": KEYED,
    "GET /api/v1/households/<uuid:household_id>/feed.json": KEYED,
    "GET /api/v1/households/<uuid:household_id>/plan": KEYED,
    "GET /api/v1/households/<uuid:household_id>/scales": KEYED,
    "GET /meekijken/sleutels": "professional",
    "POST /meekijken/sleutels": "professional",
    "POST /meekijken/sleutels/<uuid:key_id>/weg": "professional",
}

# The screen in their hand: in, out, locked, once more, its language, and wiping it.
PROFESSIONAL_WRITES = {
    "POST /binnen/nog-eens",
    "POST /binnen/slot",
    "POST /binnen/uit",
    "POST /instellingen/taal",
    "POST /instellingen/wissen",
    # A seat that a house laid for them.
    "POST /meekijken/kom",
    # A key for a program of theirs, and its end.
    "POST /meekijken/sleutels",
    "POST /meekijken/sleutels/<uuid:key_id>/weg",
}

# What the entrance decides does not depend on where the rows lie.
pytestmark = pytest.mark.only("sqlite")


@pytest.fixture
def people(house: House, world: World) -> dict[str, UUID | None]:
    """Somebody of each role, and nobody."""
    invite_host(house, name="Beheer", now=NOW)
    with house.db.reading(EVERYWHERE) as session:
        host = session.scalars(select(Person.id).filter_by(role=Role.HOST)).one()
    return {
        "nobody": None, "child": world.noor, "adult": world.sara,
        "circle": world.els, "professional": account_of(house, world.amina), "host": host,
    }  # fmt: skip


@pytest.fixture
def inside(app: Flask) -> list[str]:
    """The doors that somebody went through since the list was emptied: their views were run."""
    opened: list[str] = []
    for endpoint, view in list(app.view_functions.items()):
        app.view_functions[endpoint] = _noting(opened, endpoint, view)
    return opened


def _noting(opened: list[str], endpoint: str, view: Callable[..., Any]) -> Callable[..., Any]:
    def noting(**arguments: object) -> object:
        opened.append(endpoint)
        return view(**arguments)

    noting.access = view.access  # type: ignore[attr-defined]
    return noting


def doors(app: Flask) -> dict[str, Rule]:
    """Every route with every method, as the table writes it."""
    return {
        f"{method} {rule.rule}": rule
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def client_for(app: Flask, person: UUID | None) -> FlaskClient:
    """A browser of its own: some doors end the sign-in."""
    return app.test_client() if person is None else sign_in_client(app, person)


def refusal(client: FlaskClient, method: str, address: str) -> object:
    """What this person is told where there is nothing at all."""
    nowhere = "/api/v1/nergens" if address.startswith("/api/") else "/nergens"
    return same(client.open(nowhere, method=method))


def same(answer: TestResponse) -> object:
    return masked(answer.status_code, list(answer.headers), answer.data)


def test_a_professional_writes_nothing_but_what_is_of_their_own_screen(app: Flask) -> None:
    """Whatever a house keeps is not theirs to write (security R8); with ``_EVERYBODY`` nobody signs in."""
    writes = {
        door
        for door, who in MAY.items()
        if not door.startswith("GET ") and "professional" in who.split()
    }
    assert writes == PROFESSIONAL_WRITES | {
        door for door, who in MAY.items() if who == EVERYBODY and not door.startswith("GET ")
    }
    named = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "professional" in access_of(app, rule.endpoint).roles
    }
    assert {doors(app)[door].endpoint for door in PROFESSIONAL_WRITES} <= named


def test_every_write_of_a_house_is_not_there_for_a_professional(
    app: Flask, people: dict[str, UUID | None], world: World
) -> None:
    """All rules of the map, with ids of the house where they have a seat, by every way of writing."""
    client = client_for(app, people["professional"])
    odd = []
    for door, rule in doors(app).items():
        method = door.split()[0]
        if method == "GET" or "professional" in MAY[door].split():
            continue
        for given_id in (world.household, world.noor, world.sara, world.amina):
            given = {
                name: given_id if f"uuid:{name}" in rule.rule else "x" for name in rule.arguments
            }
            answer = client.open(rule.build(given)[1], method=method, data={"do": "yes"})
            if answer.status_code not in {404, 405}:
                odd.append(f"{door}: {answer.status_code}")
    assert not odd, "\n".join(odd)


def test_every_door_stands_in_the_table_and_no_other(app: Flask) -> None:
    assert doors(app).keys() == MAY.keys()
    assert all(set(who.split()) <= set(EVERYBODY.split()) for who in MAY.values())


@pytest.mark.parametrize("role", EVERYBODY.split())
def test_a_door_opens_for_whom_the_table_says_and_for_nobody_else(
    app: Flask, people: dict[str, UUID | None], inside: list[str], role: str
) -> None:
    """Refused is: not even run, and the same bytes as an address that does not exist."""
    odd = []
    for door, rule in doors(app).items():
        method = door.split()[0]
        given = {name: uuid4() if f"uuid:{name}" in rule.rule else "x" for name in rule.arguments}
        address = rule.build(given)[1]
        client = client_for(app, people[role])
        inside.clear()
        answer = client.open(address, method=method)
        may = role in MAY[door].split()
        if (rule.endpoint in inside) is not may:
            odd.append(f"{door}: {'shut' if may else 'open'} ({answer.status_code})")
        elif may and answer.status_code in {401, 403, 500}:
            odd.append(f"{door}: {answer.status_code}")
        elif access_of(app, rule.endpoint).keyed:
            if (answer.status_code, "WWW-Authenticate" in answer.headers) != (401, True):
                odd.append(f"{door}: {answer.status_code} without a key")
        elif not may and not is_refused(
            client, method, address, answer, signed_in=role != "nobody"
        ):
            odd.append(f"{door}: {answer.status_code} is not how the house refuses")
        answer.close()
    assert not odd, "\n".join(odd)


def is_refused(
    client: FlaskClient, method: str, address: str, answer: TestResponse, *, signed_in: bool
) -> bool:
    """Whoever is signed in finds nothing there; whoever is not must first say who they are."""
    if signed_in:
        return same(answer) == refusal(client, method, address)
    if method == "GET" and not address.startswith("/api/"):
        return (answer.status_code, answer.location) == (303, "/binnen")
    return answer.status_code == 401
