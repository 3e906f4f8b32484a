"""One meeting live on four phones and a beamer: one phone without a net for a while, one of whom a child fears."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, expect

from api.meetings.actions import uninvite
from tests.browsing import Live, new_context, until
from tests.logbook.book import Book
from tests.meetings.table import Table, call

IDEA, LATE = "Ik kook op vrijdag.", "Ik bel elke avond."


@pytest.fixture
def seats(browser: Browser, own_live: Live) -> Iterator[tuple[Live, Table, dict[str, Page]]]:
    """Tim leads, Sara, Mark and Els are asked; each has a phone, and a beamer hangs on the wall."""
    live, world = own_live, own_live.world
    book = Book(live.house, world.household, live.house.clock.now() - timedelta(hours=1))
    book.write(world.sara, "We bakten taart.", helped="Samen zingen.")
    book.write(world.noor, "Ik fietste met oma.")
    table = call(book, world.tim, [world.sara, world.mark, world.els])
    with ExitStack() as stack:
        pages = {}
        for who in ("tim", "sara", "mark", "els", "wall"):
            size: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
            context = new_context(browser, live.url, **(size if who == "wall" else {}))
            stack.callback(context.close)
            live.enter(context, getattr(world, "tim" if who == "wall" else who))
            pages[who] = context.new_page()
            pages[who].goto(f"/samen/{table.id}/{'scherm' if who == 'wall' else 'tafel'}")
        yield live, table, pages


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def on_all(pages: dict[str, Page], words: str) -> None:
    for page in pages.values():
        expect(page.locator("table-live").get_by_text(words)).to_have_count(1)


def test_a_meeting_live_on_four_phones_and_a_beamer(
    seats: tuple[Live, Table, dict[str, Page]],
) -> None:
    live, table, pages = seats
    tim, sara, mark, els, wall = (pages[who] for who in ("tim", "sara", "mark", "els", "wall"))
    press(tim, "Begin")
    press(tim, "Verder: Hoe ging het tot nu?")
    on_all(pages, "We bakten taart.")
    for page in pages.values():
        assert "fietste" not in page.content()
    press(tim, "Leg dit bovenop")
    expect(wall.get_by_text("Dit legden we bovenop")).to_be_visible()

    sara.context.set_offline(True)
    expect(sara.get_by_text("Geen internet. Je ziet hoe het om")).to_be_visible()
    sara.get_by_label("Jouw idee").fill(LATE)
    press(sara, "Leg het op tafel")
    expect(sara.get_by_text("Je idee staat op je telefoon.")).to_be_visible()
    els.get_by_label("Jouw idee").fill(IDEA)
    press(els, "Leg het op tafel")
    for _step in (
        "Wat iedereen mee heeft",
        "Hoe is het nu?",
        "Onze cijfers",
        "Wat vinden we",
        "Id",
    ):
        press(tim, f"Verder: {_step}")
    on_all({who: page for who, page in pages.items() if page is not sara}, IDEA)
    sara.context.set_offline(False)
    on_all(pages, IDEA)
    on_all(pages, LATE)
    expect(sara.get_by_text("Geen internet.")).to_be_hidden()

    press(tim, "Verder: Wat eerst?")
    press(tim, "Verder: Wat spreken we af?")
    form = tim.locator("form", has=tim.get_by_role("heading", name="Een afspraak maken"))
    form.get_by_label("Wat spreken we af?").fill("Els kookt op vrijdag.")
    press(tim, "Spreek dit af")
    expect(tim.get_by_role("link", name="Wie gaat dit doen?")).to_be_visible()
    form.locator(f'input[name=does][value="{live.world.els}"]').check()
    press(tim, "Spreek dit af")
    on_all(pages, "Els kookt op vrijdag.")

    leaves(live, table, live.world.mark)
    until(mark, "() => document.querySelector('table-live') === null")
    assert "Els kookt" not in mark.content()
    expect(wall.get_by_text("Els kookt op vrijdag.")).to_be_visible()


def leaves(live: Live, table: Table, person: UUID) -> None:
    """Whoever leads asks somebody to go: from now on there is no table for them."""
    table.book.now = live.house.clock.now()
    table.book.do(live.world.tim, uninvite, meeting_id=table.id, people={person})
