"""The organisation on its own phone: a house begins, stands still and goes on; its first person sees it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from api.people.organisation.opening import invite_host
from tests.browsing import Live, new_context
from tests.people.doors import PIN

pytestmark = pytest.mark.browser


@pytest.fixture
def phones(browser: Browser, own_live: Live) -> Iterator[tuple[Page, Page]]:
    """The host's phone and that of who will keep the plan."""
    made = [new_context(browser, own_live.url) for _ in range(2)]
    yield made[0].new_page(), made[1].new_page()
    for each in made:
        each.close()


def picture(page: Page, name: str) -> None:
    """Keep a picture where somebody asked for it."""
    folder = os.environ.get("HUISBOEK_PICTURES")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def follow(page: Page, link: str) -> None:
    """Come in by a link, as it is sent."""
    page.goto(link)
    page.get_by_label("Van mij alleen").check()
    press(page, "Ga verder")
    page.locator("[name=code]").fill(PIN)
    page.locator("[name=again]").fill(PIN)
    press(page, "Klaar")


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def test_a_house_begins_stands_still_and_goes_on(phones: tuple[Page, Page], own_live: Live) -> None:
    host, keeper = phones
    secret = invite_host(own_live.house, name="Bas", now=own_live.house.clock.now())
    follow(host, f"{own_live.url}/kom#{secret}")
    expect(host).to_have_url(f"{own_live.url}/beheer")
    host.get_by_role("link", name="Begin een nieuw huis").click()
    host.get_by_text("Samen: iedereen in het huis").click()
    host.get_by_label("Wie bewaart het plan?").fill("Wilma")
    press(host, "Begin dit huis")
    picture(host, "1-begun")
    link = host.locator("textarea.code").input_value()
    code = host.get_by_role("heading", level=1).inner_text()
    follow(keeper, link)
    press(keeper, "Ja, zo doe ik het ook")
    keeper.goto("/mensen")
    expect(keeper.get_by_text("Wilma").first).to_be_visible()
    host.goto("/beheer")
    host.get_by_role("link", name=f"Open {code}").click()
    expect(host.get_by_role("button", name="Maak een nieuwe link")).to_have_count(0)
    host.get_by_text("Ik belde de veilige personen").click()
    press(host, "Zet dit huis nu stil")
    expect(host.get_by_text("Staat stil sinds")).to_be_visible()
    picture(host, "2-stands-still")
    keeper.goto("/mensen")
    expect(keeper.get_by_role("heading", level=1)).to_have_text("Jullie boek staat nu stil")
    expect(keeper.get_by_role("link", name="112").first).to_be_visible()
    picture(keeper, "3-keeper-sees-it")
    press(host, "Laat dit huis weer verder gaan")
    keeper.goto("/")
    expect(keeper.get_by_text("Jullie boek stond stil vanaf")).to_be_visible()
    picture(keeper, "4-keeper-goes-on")
    expect(host.get_by_text("Wilma")).to_have_count(0)
