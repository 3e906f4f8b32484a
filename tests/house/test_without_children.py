"""A household of grown-ups: everything works, and no page speaks of a child that is not there."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient

from api.core.house import House
from api.logbook.note import Kind
from api.people.actions import add_person, give_duty, link_safety_person, open_household
from api.people.policy import Audience, Role
from tests.houses import NOW
from tests.logbook.book import Book
from tests.people.calls import list_number

CHILD = re.compile(
    r"\b(kind|kinderen|kinds|jongen|meisje|school|opa|oma|opa’s|oma’s|child|children|kids?)\b",
    re.IGNORECASE,
)
# Its line is on the page with numbers for whoever picks up the phone: a grandchild, a neighbour's child.
ON_PURPOSE = ("Ben je een kind en wil je praten?", "Kindertelefoon")
TAG = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL)
SPOKEN = re.compile(
    r'(?:alt|title|aria-label|placeholder|data-(?:count|empty|many|none|one))="([^"]*)"'
)
PAGES = (
    "/", "/logboek", "/logboek/nieuw", "/mensen", "/bellen", "/bellen/eigen", "/logboek/afdruk",
    "/plan", "/plan/nieuw", "/plan/nieuw?soort=afspraak", "/plan/nieuw?soort=doel", "/plan/vroeger",
    "/instellingen", "/logboek/nieuw?maak=tekenen", "/logboek/nieuw?soort=wrong", "/schrijf",
)  # fmt: skip


@dataclass(frozen=True)
class Home:
    """Hanna is ill and depends on Rob; her sister Jo is her safety person, Piet keeps the plan."""

    id: UUID
    hanna: UUID
    rob: UUID
    jo: UUID
    piet: UUID


@pytest.fixture
def home(house: House) -> Home:
    then = NOW - timedelta(days=60)
    here = open_household(house, name="Huis van Hanna", mode="together", now=then)
    book = Book(house, here, then)

    def add(name: str, role: Role) -> UUID:
        return book.change(add_person, household=here, role=role, name=name, face="tree")

    people = {
        "hanna": add("Hanna", Role.ADULT),
        "rob": add("Rob", Role.ADULT),
        "jo": add("Jo", Role.CIRCLE),
        "piet": add("Piet", Role.CIRCLE),
    }
    book.change(link_safety_person, ward=people["hanna"], person=people["jo"], place=1)
    book.change(give_duty, person=people["piet"], kind="chair")
    book.write(people["rob"], "Wij wandelden.", about=(people["hanna"],))
    list_number(book, people["piet"], "De huisarts")
    return Home(here, **people)


def said(page: str) -> str:
    """All that a person sees or hears of a page, with what its script may say."""
    spoken = " · ".join(SPOKEN.findall(page))
    return unescape(f"{TAG.sub(' ', page)} · {spoken}")


@pytest.mark.parametrize("who", ["hanna", "rob", "jo", "piet"])
def test_no_page_speaks_of_a_child(
    home: Home, client_of: Callable[[UUID], FlaskClient], who: str
) -> None:
    client, found = client_of(getattr(home, who)), []
    for address in PAGES:
        answer = client.get(address)
        if answer.status_code == 404:
            assert address == "/bellen/eigen", address  # only for who keeps the numbers
            continue
        assert answer.status_code == 200, address
        text = said(answer.text.split('<template data-look="kid">')[0])
        for line in ON_PURPOSE:
            text = text.replace(line, "")
        found += [
            f"{address}: {text[max(0, hit.start() - 40) : hit.end() + 40]!r}"
            for hit in CHILD.finditer(text)
        ]
    assert not found, "\n".join(found)


def test_a_vulnerable_adult_writes_for_its_safety_person_and_is_answered(
    house: House, home: Home, client_of: Callable[[UUID], FlaskClient]
) -> None:
    """The whole road by the pages: entrust, be read by that one alone, be answered."""
    hanna, jo, rob = (client_of(each) for each in (home.hanna, home.jo, home.rob))
    words = "Rob riep vandaag tegen mij."
    form = {"id": str(uuid4()), "kind": "wrong", "text": words, "audience": "safety_person"}
    kept = hanna.post("/logboek/nieuw", data=form, follow_redirects=True)
    assert kept.status_code == 200
    assert re.search(r"Jo\b.*leest dit", re.sub(r"<[^>]+>", "", kept.text))
    (entry,) = [
        each for each in Book(house, home.id, NOW).timeline(home.hanna) if each.text == words
    ]
    assert words in jo.get("/logboek").text
    answer = {"id": str(uuid4()), "text": "Ik kom vanavond."}
    assert jo.post(f"/logboek/{entry.id}/antwoord", data=answer).status_code == 303
    assert "Ik kom vanavond." in hanna.get(f"/logboek/{entry.id}").text
    for client in (rob, client_of(home.piet)):
        assert words not in client.get("/logboek").text
        assert client.get(f"/logboek/{entry.id}").status_code == 404


def test_without_a_child_the_first_page_offers_writing_and_the_people_are_grown_up(
    home: Home, client_of: Callable[[UUID], FlaskClient]
) -> None:
    hanna = client_of(home.hanna)
    assert 'href="/logboek/nieuw"' in hanna.get("/").text
    people = said(hanna.get("/mensen").text)
    assert all(name in people for name in ("Hanna", "Rob", "Jo", "Piet"))
    calls = said(hanna.get("/bellen").text)
    assert "De huisarts" in calls
    assert "Veilig Thuis" in calls


def test_every_kind_of_note_of_grown_ups_can_be_written(
    house: House, home: Home, client_of: Callable[[UUID], FlaskClient]
) -> None:
    rob = client_of(home.rob)
    kinds = ("good", "near", "wrong", "how", "check")
    for kind in kinds:
        form = {"id": str(uuid4()), "kind": kind, "text": kind, "audience": "circle", "kept": "yes"}
        assert rob.post("/logboek/nieuw", data=form).status_code == 303, kind
    book = Book(house, home.id, NOW)
    assert {each.kind for each in book.timeline(home.jo)} == {Kind(kind) for kind in kinds}
    assert {each.audience for each in book.timeline(home.jo)} == {Audience.CIRCLE}
