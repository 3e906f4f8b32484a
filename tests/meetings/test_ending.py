"""Ending a meeting: who may, what comes after it, and that nothing which was typed is lost on the way."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from api.core.house import House
from api.meetings import rules
from api.meetings.actions import set_chair
from api.meetings.kinds import Mode
from api.meetings.queries import next_meeting
from api.meetings.table import minutes
from api.meetings.table.state import Kind
from api.path.outcomes import Phase
from api.people.actions import end_membership
from i18n.dates import AMSTERDAM
from tests.houses import NOW
from tests.logbook.book import Book
from tests.meetings.table import Table, call
from tests.path.walk import Walk
from tests.world import World

ClientOf = Callable[[UUID], FlaskClient]
pytestmark = pytest.mark.only("sqlite")
STORY = "Het was een goed gesprek."


@pytest.fixture
def book(house: House, world: World) -> Book:
    return Book(house, world.household, NOW)


@pytest.fixture
def table(book: Book, world: World) -> Table:
    """Oom Tim leads; mama, oma Els and buurman Ben are asked."""
    found = call(book, world.tim, [world.sara, world.els, world.ben])
    found.begin(world.tim)
    return found


def end(client: FlaskClient, table: Table, **form: str) -> TestResponse:
    said = {"id": str(uuid4()), "story": STORY, "if_not": "Dan bellen we Els.", **form}
    return client.post(f"/samen/{table.id}/sluiten", data=said)


def in_a_month() -> dict[str, str]:
    return {"day": (NOW + timedelta(days=30)).date().isoformat(), "at": "19:30"}


def coming(book: Book, who: UUID) -> datetime | None:
    found = book.ask(who, next_meeting, book.now)
    return found.day.at if found and found.day else None


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({}, ("f-day", "Kies eerst de dag van de volgende keer.")),
        ({"day": "2026-12-20"}, ("f-at", rules.NO_DAY)),
        ({"at": "19:30"}, ("f-day", rules.NO_DAY)),
        ({"day": "2026-11-01", "at": "19:30"}, ("f-day", rules.PAST)),
        ({"day": "2028-12-20", "at": "19:30"}, ("f-day", rules.TOO_FAR)),
        ({**in_a_month(), "minutes": "999"}, ("f-minutes", rules.HOW_LONG)),
        ({**in_a_month(), "story": "o" * 10_001}, ("f-story", "Dit is te lang.")),
    ],
)
def test_what_cannot_be_is_said_beside_it_and_all_words_stay(
    table: Table, world: World, client_of: ClientOf, form: dict[str, str], told: tuple[str, str]
) -> None:
    field, words = told
    refused = end(client_of(world.tim), table, **form)
    assert refused.status_code == 422
    assert words in refused.text
    assert f'href="#{field}' in refused.text
    assert form.get("story", STORY) in refused.text
    assert "Dan bellen we Els." in refused.text
    assert table.state().closed is None


def test_somebody_of_the_circle_who_leads_ends_it_too(
    book: Book, table: Table, world: World, client_of: ClientOf
) -> None:
    """The one who leads this evening needs no duty in the house for it."""
    book.do(world.tim, set_chair, meeting_id=table.id, mode=Mode.CIRCLE, person=world.els)
    assert end(client_of(world.els), table, **in_a_month()).status_code == 303
    at = datetime.fromisoformat(f"{in_a_month()['day']}T19:30").replace(tzinfo=AMSTERDAM)
    for who in (world.els, world.sara, world.ben, world.tim):
        assert coming(book, who) == at
    assert client_of(world.els).get("/samen/nieuw").status_code == 404


def test_who_left_meanwhile_stops_nobody_from_ending_it(
    book: Book, table: Table, world: World, client_of: ClientOf
) -> None:
    book.change(end_membership, person=world.ben)
    assert end(client_of(world.tim), table, **in_a_month()).status_code == 303
    assert coming(book, world.sara)


def test_what_was_written_during_the_meeting_stays_beside_the_last_words(
    book: Book, table: Table, world: World, client_of: ClientOf
) -> None:
    values = {"meeting_id": table.id, "base": None, "text": "We aten taart."}
    book.do(world.tim, minutes.write, minutes_id=uuid4(), **values)
    tim = client_of(world.tim)
    assert end(tim, table, **in_a_month()).status_code == 303
    page = tim.get(f"/samen/{table.id}/verslag").text
    assert (STORY in page, "We aten taart." in page) == (True, True)


def test_many_long_decisions_do_not_keep_it_open(
    table: Table, world: World, client_of: ClientOf
) -> None:
    for number in range(7):
        table.decide(f"{number} {'Els kookt. ' * 160}", world.els)
    tim = client_of(world.tim)
    assert end(tim, table, story="", **in_a_month()).status_code == 303
    assert "Gelezen" not in tim.get(f"/samen/{table.id}/verslag").text


@pytest.mark.parametrize("day", [False, True])
def test_with_the_path_closed_nothing_need_come_next(
    book: Book, table: Table, world: World, client_of: ClientOf, day: bool
) -> None:
    tim = client_of(world.tim)
    along = Walk(book.house, world.household, world.tim, book.now)
    along.to(Phase.RECOVERY)
    assert end(tim, table).status_code == 422
    along.to(Phase.CLOSED)
    assert "Het hoeft niet." in tim.get(f"/samen/{table.id}/sluiten").text
    half = end(tim, table, day=in_a_month()["day"])
    assert (half.status_code, STORY in half.text) == (422, True)
    assert end(tim, table, **(in_a_month() if day else {})).status_code == 303
    assert (coming(book, world.sara) is not None) is day
    page = tim.get(f"/samen/{table.id}/verslag").text
    assert ("De volgende keer:" in page) is day


def test_of_two_who_end_it_at_once_the_second_keeps_the_words(
    table: Table, world: World, client_of: ClientOf
) -> None:
    tim = client_of(world.tim)
    assert end(tim, table, **in_a_month()).status_code == 303
    late = end(tim, table, **in_a_month(), inform="We bellen op zondag.", story="Mijn verslag.")
    assert late.status_code == 409
    for words in ("Mijn verslag.", "We bellen op zondag.", "Dan bellen we Els."):
        assert words in late.text


def test_words_for_a_step_that_is_over_come_back(
    table: Table, world: World, client_of: ClientOf
) -> None:
    address = f"/samen/{table.id}/tafel"
    els, tim = client_of(world.els), client_of(world.tim)
    table.act(world.tim, Kind.STEP, step="decide")
    long = "Wij zingen. " * 200
    for form in ({"do": "note", "step": "decide", "text": long}, {"do": "decide", "text": long}):
        refused = tim.post(address, data=form)
        assert (refused.status_code, refused.text.count(long.strip())) == (422, 1)
    table.act(world.tim, Kind.STEP, step="next")
    late = els.post(address, data={"do": "idea", "text": "Ik kook op vrijdag."})
    assert (late.status_code, "Ik kook op vrijdag." in late.text) == (409, True)
    late = tim.post(address, data={"do": "decide", "text": "Els kookt."})
    assert (late.status_code, "Els kookt." in late.text) == (422, True)
