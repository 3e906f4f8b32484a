"""A phone that follows a table by what is new has the same page as one that opens it now."""

import random
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, expect

from api.meetings.table.actions import ideas_in_order
from api.meetings.table.state import Kind
from tests.browsing import Live, new_context, until, wait_until
from tests.logbook.book import Book
from tests.meetings.table import Table, call

# Each time a page is drawn its forms get ids of their own.
PARTS = """() => [...document.querySelectorAll("[data-part]")].map((part) =>
  part.dataset.part + part.innerHTML.replaceAll(/name="id" value="[^"]*"/g, "").replaceAll(/\\s+/g, " ")
    .replaceAll("> <", "><").trim())"""


@pytest.fixture
def sitting(browser: Browser, own_live: Live) -> Iterator[tuple[Table, Page, Page]]:
    """Tim's phone at his table, and another page of his that opens it anew each time."""
    world = own_live.world
    book = Book(own_live.house, world.household, own_live.house.clock.now() - timedelta(hours=1))
    table = call(book, world.tim, [world.tim, world.sara, world.mark, world.els])
    table.begin()
    table.act(world.tim, Kind.STEP, step="ideas")
    with new_context(browser, own_live.url) as context:
        own_live.enter(context, world.tim)
        phone, anew = context.new_page(), context.new_page()
        phone.goto(f"/samen/{table.id}/tafel")
        yield table, phone, anew


def do_something(table: Table, chance: random.Random, people: list[UUID]) -> None:
    """One of all that may be done at a table now."""
    state = table.state()
    who, number, act = chance.choice(people), state.number, partial(table.act, table.chair)
    here = Kind.LEFT if who in state.here else Kind.CAME
    orders = [ideas_in_order(state, each.id, up=chance.random() < 0.5) for each in state.ideas]
    chance.choice(
        [
            *[partial(table.act, who, Kind.IDEA, text=f"Idee {number}")] * 3,
            partial(act, Kind.NOTED, step="ideas", text=f"Opgeschreven {number}"),
            partial(act, here, person=str(who)),
            partial(table.decide, f"Afspraak {number}", who),
            *(
                partial(act, Kind.UNDONE, act=str(each.id))
                for each in (*state.ideas, *state.notes)[:3]
            ),
            *(partial(act, Kind.ORDERED, ideas=order) for order in orders),
        ]
    )()


def test_a_phone_that_gets_only_what_is_new_has_the_page_that_opens_now(
    sitting: tuple[Table, Page, Page], own_live: Live
) -> None:
    table, phone, anew = sitting
    world, chance = own_live.world, random.Random(13)
    phone.get_by_label("Jouw idee").fill("Half een idee")
    folded: list[str] = []
    phone.on("response", lambda each: folded.append(each.text()) if "/nu?" in each.url else None)
    for together in (1, 2, 1, 5, 3, 1, 8, 1):
        for _ in range(together):
            do_something(table, chance, [world.tim, world.sara, world.els])
        phone.evaluate("dispatchEvent(new Event('online'))")
        until(
            phone,
            "(n) => document.querySelector('table-live').dataset.tag.startsWith(n + '.')",
            table.state().number,
        )
        anew.goto(f"/samen/{table.id}/tafel")
        assert phone.evaluate(PARTS) == anew.evaluate(PARTS)
    assert [each for each in folded if "data-order" in each]
    expect(phone.get_by_label("Jouw idee")).to_be_focused()
    expect(phone.get_by_label("Jouw idee")).to_have_value("Half een idee")


def test_what_somebody_writes_stays_while_they_press_and_while_others_go_on(
    sitting: tuple[Table, Page, Page], own_live: Live
) -> None:
    table, phone, _ = sitting
    table.act(table.chair, Kind.STEP, step="decide")
    what, note = phone.get_by_label("Wat spreken we af?"), phone.get_by_label("Wat zeggen we?")
    what.fill("Els kookt")
    els = phone.locator(f"#here-{own_live.world.els}").get_by_role("button")
    els.click()
    expect(els).to_contain_text("Is weg")
    expect(els).to_be_focused()
    phone.get_by_text("Schrijf iets op bij deze stap").click()
    note.fill("We waren het eens.")
    phone.get_by_role("button", name="Schrijf op").click()
    expect(phone.locator("[data-part=notes]").get_by_text("We waren het eens.")).to_be_visible()
    expect(note).to_have_value("")
    table.act(table.chair, Kind.STEP, step="if_not")
    expect(phone.locator("[data-news]")).to_have_text("Nu komt: En als het niet lukt?")
    expect(what).to_have_value("Els kookt")
    what.fill("")
    phone.get_by_role("heading", level=1).click()
    expect(phone.get_by_role("link", name="Rond het af")).to_be_visible()
    expect(what).to_have_count(0)


def test_who_does_not_look_asks_nothing_and_sees_all_at_once_when_they_look_again(
    sitting: tuple[Table, Page, Page], own_live: Live
) -> None:
    table, phone, _ = sitting
    phone.clock.install()
    phone.goto(f"/samen/{table.id}/tafel")
    asked: list[str] = []
    phone.on("request", lambda each: asked.append(each.url) if "/nu?" in each.url else None)
    for calm in range(3):
        phone.clock.fast_forward(3000)
        wait_until(phone, lambda calm=calm: len(asked) > calm)
        until(phone, "() => !document.querySelector('table-live').busy")
    assert 2000 < phone.evaluate("document.querySelector('table-live').wait") <= 2800
    look(phone, away=True)
    seen = len(asked)
    table.act(own_live.world.els, Kind.IDEA, text="Ik kook op vrijdag.")
    phone.clock.fast_forward(600_000)
    assert len(asked) == seen
    look(phone, away=False)
    expect(phone.get_by_text("Ik kook op vrijdag.")).to_be_visible()
    assert phone.evaluate("document.querySelector('table-live').wait") == 2000


def look(phone: Page, *, away: bool) -> None:
    """Somebody puts their phone away, or takes it again."""
    phone.evaluate(
        """(away) => {
          Object.defineProperty(document, "hidden", { value: away, configurable: true })
          document.dispatchEvent(new Event("visibilitychange"))
        }""",
        away,
    )
