"""From together to apart on four phones: what each of them shows before the press and after it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browsing import Live, new_context, until
from tests.carry.phones import everything_kept, ready_offline
from tests.logbook.book import Book

pytestmark = pytest.mark.browser
SARA, MARK, NOOR = "Sara zag de zon", "Mark bakte brood", "Noor ging naar zwemles"
NOW_SARA = "Sara schreef dit toen alles stilstond"


@pytest.fixture
def phones(browser: Browser, own_live: Live) -> Iterator[dict[str, BrowserContext]]:
    """Tim keeps the plan; both parents and the child have a phone of their own."""
    world = own_live.world
    book = Book(own_live.house, world.household, own_live.house.clock.now())
    note = book.write(world.sara, SARA)
    book.reply(world.mark, note, "Mark was erbij")
    book.write(world.mark, MARK)
    book.write(world.noor, NOOR, about=(world.sara, world.mark))
    made = {}
    for name in ("tim", "sara", "mark", "noor"):
        made[name] = new_context(browser, own_live.url)
        own_live.enter(made[name], getattr(world, name))
    yield made
    for each in made.values():
        each.close()


def picture(page: Page, name: str) -> None:
    """Keep a picture where somebody asked for it."""
    folder = os.environ.get("HUISBOEK_PICTURES")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def shown(page: Page, address: str) -> str:
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return page.locator("main").inner_text()


def side(page: Page, name: str, which: str) -> None:
    group = page.get_by_role("group", name=name, exact=True)
    group.locator("label", has_text=which).click()


def keeps_pages(page: Page) -> None:
    page.goto("/instellingen")
    ready_offline(page)
    page.get_by_role("button", name="Bewaar pagina’s").click()
    page.wait_for_load_state()
    page.goto("/logboek")
    until(page, "async () => (await (await caches.open('bladen')).keys()).length > 0")


def is_shut(page: Page) -> None:
    page.goto("/logboek")
    page.wait_for_url("**/binnen**")


def sort_everybody(page: Page) -> None:
    """Forget them all first, then put each where they belong."""
    page.get_by_role("button", name="Klaar, het huis is apart").click()
    expect(page.get_by_role("alert")).to_be_visible()
    places = {"Sara": "Kant 1", "Mark": "Kant 2", "oma Els": "Kant 1"}
    for who, which in {**places, "buurman Ben": "Beide kanten", "Kees": "Beide kanten"}.items():
        side(page, who, which)
    picture(page, "apart-sort")
    page.get_by_role("button", name="Klaar, het huis is apart").click()
    expect(page.get_by_role("heading", name="Jullie huis is apart")).to_be_visible()
    expect(page.get_by_role("heading", name="Weer samen?")).to_be_visible()
    picture(page, "apart-done")


def has(text: str, *words: str) -> bool:
    return all(each in text for each in words)


def lacks(text: str, *words: str) -> bool:
    return not any(each in text for each in words)


def test_together_becomes_apart_and_each_phone_shows_its_own_side(
    phones: dict[str, BrowserContext], own_live: Live
) -> None:
    tim, sara, mark, noor = (phones[name].new_page() for name in ("tim", "sara", "mark", "noor"))
    keeps_pages(sara)
    for reader in (sara, mark):
        assert has(shown(reader, "/logboek"), SARA, MARK)
    assert "mama" in shown(noor, "/mensen")
    assert SARA in shown(noor, "/logboek?van=anderen")

    tim.goto("/mensen")
    tim.get_by_role("link", name="Samen of apart").click()
    picture(tim, "apart-before")
    tim.get_by_role("button", name="Zet het huis nu stil").click()
    expect(tim.get_by_role("heading", name="Het huis staat nu stil")).to_be_visible()

    for reader in (sara, mark):
        is_shut(reader)
    assert MARK not in everything_kept(sara)
    own_live.enter(phones["sara"], own_live.world.sara)
    assert "staat even stil" in shown(sara, "/")
    picture(sara, "apart-held")
    text = shown(sara, "/logboek")
    assert SARA in text
    assert MARK not in text
    assert "Mark" not in shown(sara, "/mensen")
    book = Book(own_live.house, own_live.world.household, own_live.house.clock.now())
    book.write(own_live.world.sara, NOW_SARA)
    assert NOW_SARA not in shown(noor, "/logboek?van=anderen")

    sort_everybody(tim)
    is_shut(sara)
    for reader, name in ((sara, "sara"), (mark, "mark")):
        own_live.enter(phones[name], getattr(own_live.world, name), news=True)
        assert "Jullie boek is nu apart." in shown(reader, "/")
    picture(sara, "apart-sara")
    text = shown(sara, "/logboek")
    assert has(text, SARA, NOW_SARA, NOOR)
    assert lacks(text + shown(sara, "/mensen"), MARK, "Mark")
    text = shown(mark, "/logboek")
    assert has(text, MARK, "Mark was erbij")
    assert lacks(text + shown(mark, "/mensen"), SARA, NOW_SARA, "Sara")

    text = shown(noor, "/mensen")
    picture(noor, "apart-child")
    assert lacks(text, "mama", "papa", "Sara", "Mark")
    assert has(text, "oma Els")
    assert NOOR in shown(noor, "/logboek")
    assert lacks(shown(noor, "/logboek?van=anderen"), SARA, MARK, NOW_SARA)
