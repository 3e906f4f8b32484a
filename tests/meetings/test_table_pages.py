"""The pages of a table, without script; and what a phone gets that asks what changed."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import brotli
import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from api.core.house import House
from api.meetings.actions import uninvite
from api.meetings.table import closing
from api.meetings.table.closing import Ending
from api.meetings.table.state import Kind
from api.people.policy import Audience
from tests.houses import NOW
from tests.logbook.book import Book
from tests.meetings.table import Table, call
from tests.scales.marks import agree_on_danger, score
from tests.world import World

ClientOf = Callable[[UUID], FlaskClient]
pytestmark = pytest.mark.only("sqlite")


@pytest.fixture
def book(house: House, world: World) -> Book:
    return Book(house, world.household, NOW)


@pytest.fixture
def table(book: Book, world: World) -> Table:
    return call(book, world.tim, [world.sara, world.mark, world.els, world.ben])


def tag_of(page: str) -> str:
    return re.findall(r'data-tag="([^"]+)"', page)[0]


def parts_in(page: str) -> list[str]:
    return re.findall(r'data-part="(\w+)"', page)


def ask(
    client: FlaskClient, table: Table, tag: str, more: str = "", na: int = 1
) -> tuple[int, str, str]:
    headers = {"If-None-Match": f'"{tag}"'}
    answer = client.get(f"/samen/{table.id}/nu?{more}na={na}", headers=headers)
    return answer.status_code, answer.headers.get("ETag", "").strip('"'), answer.text


def main_of(page: str) -> str:
    return page.split("<main")[1]


def test_somebody_leads_a_meeting_by_plain_forms(
    table: Table, world: World, client_of: ClientOf
) -> None:
    tim, els, address = client_of(world.tim), client_of(world.els), f"/samen/{table.id}/tafel"
    assert "De tafel gaat open" in main_of(els.get(address).text)
    for form in (
        {"do": "begin"},
        {"do": "here", "person": str(world.tim)},
        {"do": "step", "step": "decide"},
        {"do": "note", "step": "decide", "text": "We kiezen samen."},
    ):
        assert tim.post(address, data=form).status_code == 303
    assert els.post(address, data={"do": "idea", "text": "Ik kook op vrijdag."}).status_code == 303
    page = main_of(els.get(address).text)
    assert "Ik kook op vrijdag." in page
    assert "We kiezen samen." in page
    assert 'value="decide"' not in page
    told = {"do": "decide", "text": "Els kookt.", "when": "Op vrijdag", "id": str(uuid4())}
    refused = tim.post(address, data=told)
    assert refused.status_code == 422
    assert "Wie gaat dit doen? Kies iemand." in refused.text
    assert "Els kookt." in refused.text
    for _ in "12":
        assert tim.post(address, data={**told, "does": str(world.els)}).status_code == 303
    for page in (els.get(address).text, client_of(world.sara).get(address).text):
        assert len(re.findall("Els kookt.", main_of(page))) == 1
        assert "Dit doet" in page
    assert "Els kookt." in client_of(world.ben).get("/plan").text


def test_a_phone_that_has_everything_gets_nothing_and_else_only_what_changed(
    book: Book, table: Table, world: World, client_of: ClientOf
) -> None:
    table.begin(world.tim)
    els = client_of(world.els)
    status, tag, whole = ask(els, table, tag_of(els.get(f"/samen/{table.id}/tafel").text))
    assert (status, whole) == (304, "")
    assert ask(els, table, tag) == (304, tag, "")
    table.act(world.sara, Kind.CAME, person=str(world.sara))
    status, newer, page = ask(els, table, tag)
    assert (status, parts_in(page)) == (200, ["here"])
    assert ask(els, table, newer)[0] == 304
    table.act(world.tim, Kind.STEP, step="ideas")
    assert {"step", "form"} <= set(parts_in(ask(els, table, newer)[2]))
    assert len(page.encode()) < 6000


def test_a_browser_that_takes_packed_answers_gets_no_more_for_that(
    table: Table, world: World, client_of: ClientOf
) -> None:
    table.begin(world.tim)
    table.act(world.tim, Kind.STEP, step="ideas")
    els, packs = client_of(world.els), {"Accept-Encoding": "br"}
    tag = tag_of(els.get(f"/samen/{table.id}/tafel").text)
    for number in range(3):
        table.act(world.els, Kind.IDEA, text="Ik kook op vrijdag. " * 20)
        headers = packs | {"If-None-Match": f'"{tag}"'}
        answer = els.get(f"/samen/{table.id}/nu?na={number + 3}", headers=headers)
        tag = answer.headers["ETag"].strip('"')
        assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert parts_in(brotli.decompress(answer.data).decode()) == ["lay"]


def test_of_a_long_list_only_what_is_new_comes_and_one_sentence_tells_of_it(
    table: Table, world: World, client_of: ClientOf
) -> None:
    table.begin(world.tim)
    table.act(world.tim, Kind.STEP, step="ideas")
    for number in range(40):
        table.act(world.els, Kind.IDEA, text=f"Dit is idee {number}.")
    els, number = client_of(world.els), table.state().number
    tag = tag_of(els.get(f"/samen/{table.id}/tafel").text)
    table.act(world.sara, Kind.IDEA, text="Dit is nieuw.")
    _, newer, page = ask(els, table, tag, na=number)
    assert parts_in(page) == ["lay"]
    assert 'data-order="0-39 +"' in page
    assert "Dit is nieuw." in page
    assert "Er ligt een nieuw idee op tafel." in page
    assert "Dit is idee" not in page
    assert len(page.encode()) < 1000
    table.act(world.tim, Kind.STEP, step="order")
    _, last, page = ask(els, table, newer, na=number + 1)
    assert "Nu komt: Wat eerst?" in page
    table.act(world.tim, Kind.ORDERED, ideas=[str(each.id) for each in table.state().ideas[::-1]])
    _, _, page = ask(els, table, last, na=number + 2)
    assert 'data-order="40-40 39-39 38-38' in page
    assert "Dit is" not in page
    for wrong in (0, 7, 10**9):
        _, _, page = ask(els, table, last, na=wrong)
        assert "data-order" not in page
        assert page.count("Dit is idee") == 40


def test_nothing_that_happens_elsewhere_in_the_house_shows_in_the_tag(
    book: Book, table: Table, world: World, client_of: ClientOf
) -> None:
    table.begin()
    table.act(world.tim, Kind.STEP, step="back")
    mark = client_of(world.mark)
    _, tag, _ = ask(mark, table, tag_of(mark.get(f"/samen/{table.id}/tafel").text))
    book.write(world.noor, "Ik ben bang.", audience=Audience.SAFETY_PERSON)
    book.write(world.noor, "Ik fietste.")
    book.house.clock.moment += timedelta(seconds=31)  # type: ignore[attr-defined]
    status, later, _ = ask(mark, table, tag)
    assert status == 304
    assert later.split(".")[2:] == tag.split(".")[2:]


def test_what_was_taken_back_leaves_the_table_within_half_a_minute(
    book: Book, table: Table, world: World, client_of: ClientOf
) -> None:
    note = book.write(world.sara, "Dit was mooi.")
    table.begin()
    table.act(world.tim, Kind.STEP, step="back")
    book.house.clock.moment = book.now  # type: ignore[attr-defined]
    els = client_of(world.els)
    page = els.get(f"/samen/{table.id}/scherm").text
    assert "Dit was mooi." in page
    _, tag, _ = ask(els, table, tag_of(page), "scherm=1&")
    book.withdraw(world.sara, note)
    book.house.clock.moment = book.now + timedelta(seconds=31)  # type: ignore[attr-defined]
    status, _, fresh = ask(els, table, tag, "scherm=1&")
    assert (status, parts_in(fresh)) == (200, ["lay"])
    assert "Dit was mooi." not in fresh


def test_asking_while_nothing_happened_is_one_small_question(
    house: House, table: Table, world: World, client_of: ClientOf
) -> None:
    table.begin()
    els, asked = client_of(world.els), []
    _, tag, _ = ask(els, table, tag_of(els.get(f"/samen/{table.id}/tafel").text))

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    event.listen(house.db._reader, "before_cursor_execute", note)
    assert ask(els, table, tag)[0] == 304
    event.remove(house.db._reader, "before_cursor_execute", note)
    assert len([each for each in asked if "meetings" in each]) == 1
    assert not [
        each
        for each in asked
        if "entries" in each
        or ("body" in each.split("FROM table_acts")[0] and "table_acts" in each)
    ]


def test_who_is_not_asked_any_more_finds_nothing_at_once(
    book: Book, table: Table, world: World, client_of: ClientOf
) -> None:
    table.begin(world.ben)
    ben = client_of(world.ben)
    tag = tag_of(ben.get(f"/samen/{table.id}/tafel").text)
    book.do(world.tim, uninvite, meeting_id=table.id, people={world.ben})
    unknown = ben.get(f"/samen/{uuid4()}/nu?na=1")
    gone = ben.get(f"/samen/{table.id}/nu?na=1", headers={"If-None-Match": f'"{tag}"'})
    assert gone.status_code == unknown.status_code == 404
    for page in ("tafel", "scherm", "verslag", "sluiten"):
        assert ben.get(f"/samen/{table.id}/{page}").status_code == 404


def test_the_screen_has_no_buttons_and_the_phone_shows_the_same(
    book: Book, table: Table, world: World, client_of: ClientOf
) -> None:
    book.write(world.sara, "We bakten taart.")
    book.write(world.noor, "Ik fietste met oma.")
    table.begin(world.tim)
    table.act(world.tim, Kind.STEP, step="back")
    book.house.clock.moment = book.now  # type: ignore[attr-defined]
    tim = client_of(world.tim)
    phone = main_of(tim.get(f"/samen/{table.id}/tafel").text)
    screen = main_of(tim.get(f"/samen/{table.id}/scherm").text)
    live = screen.split("<table-live")[1].split("</table-live>")[0]
    assert "We bakten taart." in phone
    assert "We bakten taart." in live
    assert "fietste" not in phone + screen
    assert "<button" not in live
    assert "<form" not in live
    only = main_of(tim.get(f"/samen/{table.id}/tafel?soort=wrong").text)
    assert "We bakten taart." not in only


def test_numbers_lie_dicht_until_they_are_opened_and_who_gave_none_is_named(
    book: Book, world: World, client_of: ClientOf
) -> None:
    danger = agree_on_danger(book, world.tim)
    table = call(book, world.tim, [world.sara, world.els], danger=danger)
    score(book, world.els, danger, 7)
    table.begin()
    table.act(world.tim, Kind.STEP, step="scale")
    book.house.clock.moment = book.now  # type: ignore[attr-defined]
    sara, tim, address = client_of(world.sara), client_of(world.tim), f"/samen/{table.id}/tafel"
    before = main_of(sara.get(address).text)
    assert "De cijfers liggen nog dicht." in before
    assert 'class="score"' not in before
    assert sara.post(address, data={"do": "numbers"}).status_code == 404
    assert tim.post(address, data={"do": "numbers"}).status_code == 303
    after = main_of(sara.get(address).text)
    assert re.findall(r'class="score" dir="ltr">(\d+)<', after) == ["7"]
    assert "Van deze mensen ligt er geen cijfer:" in after


def test_a_meeting_ends_and_its_minutes_are_read(
    book: Book, table: Table, world: World, client_of: ClientOf
) -> None:
    table.begin(world.tim, world.sara)
    tim, ben, address = client_of(world.tim), client_of(world.ben), f"/samen/{table.id}"
    form = {
        "id": str(uuid4()),
        "if_not": "Dan bellen we Els.",
        "story": "Het was een goed gesprek.",
    }
    refused = tim.post(f"{address}/sluiten", data=form)
    assert refused.status_code == 422
    assert "Kies eerst de dag van de volgende keer." in refused.text
    assert "Dan bellen we Els." in refused.text
    assert ben.post(f"{address}/sluiten", data=form).status_code == 404
    form |= {"day": "2026-12-12", "at": "19:30"}
    for _ in "12":
        assert tim.post(f"{address}/sluiten", data=form).status_code == 303
    page = ben.get(f"{address}/verslag").text
    assert "Het was een goed gesprek." in page
    assert "Dan bellen we Els." in page
    version = re.findall(r'name="version" value="([^"]+)"', page)[0]
    assert (
        ben.post(f"{address}/verslag", data={"do": "read", "version": version}).status_code == 303
    )
    assert "Gelezen door" in client_of(world.sara).get(f"{address}/verslag").text
    assert f'href="{address}/verslag"' in ben.get("/").text
    late = tim.post(f"{address}/verslag", data={"do": "write", "text": "Mijn tekst.", "base": ""})
    assert late.status_code == 409
    assert "Mijn tekst." in late.text
    assert "Iemand anders schreef dit net." in late.text


def test_the_mark_under_the_minutes_does_not_move_with_what_a_child_writes(
    book: Book, table: Table, world: World, client_of: ClientOf
) -> None:
    """Whoever reads them again and again would know that something was written, and when."""
    table.begin(world.tim)
    words = {"id": str(uuid4()), "do": "write", "text": "Het was goed.", "base": ""}
    address = f"/samen/{table.id}/verslag"
    assert client_of(world.tim).post(address, data=words).status_code == 303
    before = main_of(client_of(world.mark).get(address).text)
    assert re.search(r"Kenmerk van dit verslag: [0-9a-f]{8}\b", before)
    book.write(world.noor, "Voor oma", audience=Audience.SAFETY_PERSON)
    assert main_of(client_of(world.mark).get(address).text) == before


def test_who_took_something_on_finds_it_on_the_first_page_after_the_meeting(
    book: Book, table: Table, world: World, client_of: ClientOf
) -> None:
    table.begin(world.tim)
    table.decide("Els kookt.", world.els, when="Op vrijdag")
    els, title = client_of(world.els), "Dit doe jij"
    assert title not in els.get("/").text
    ending = Ending(next_at=book.now + timedelta(days=30))
    values = {"meeting_id": table.id, "act_id": uuid4(), "next_id": uuid4(), "ending": ending}
    book.do(world.tim, closing.close, **values)
    page = els.get("/").text
    assert title in page
    assert "Els kookt." in page
    for who in (world.sara, world.mark, world.tim):
        assert title not in client_of(who).get("/").text
