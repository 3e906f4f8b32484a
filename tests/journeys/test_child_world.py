"""A child's own world on a phone: how it feels without a net, with whom it talks, its colour."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browsing import Live, new_context, wait_until
from tests.carry.phones import has_gone, ready_offline
from tests.making.steps import newest, press


@pytest.fixture
def grandmother(browser: Browser, live: Live) -> Iterator[BrowserContext]:
    """The phone of oma Els."""
    made = new_context(browser, live.url)
    live.enter(made, live.world.els)
    yield made
    made.close()


def test_a_child_says_how_it_feels_and_with_whom_it_wants_to_talk(
    page: Page, context: BrowserContext, live: Live, grandmother: BrowserContext
) -> None:
    live.enter(context, live.world.noor)
    page.goto("/instellingen")
    ready_offline(page)
    page.goto("/")
    assert page.locator(".ways.pictures .way").count() == 4
    page.get_by_role("link", name="Zo voel ik me").click()
    sees = page.locator(".who-sees:visible")
    expect(sees).to_contain_text("oma Els en buurman Ben zien dit. Verder niemand.")
    page.locator("summary", has_text="Wie mag dit zien?").click()
    page.locator("label", has_text="Alleen ik").click()
    expect(sees).to_contain_text("Alleen jij ziet dit.")
    page.locator("label", has_text="oma Els").first.click()
    context.set_offline(True)
    press(page, "Verdrietig")
    expect(page.locator("[data-outcome] [data-state=waits]")).to_contain_text(
        "Dank je. Het is bewaard."
    )
    context.set_offline(False)
    wait_until(page, lambda: has_gone(page))
    entry = newest(live, live.world.noor)
    said = (str(entry.kind), str(entry.feeling), str(entry.audience))
    assert said == ("how", "sad", "safety_person")

    page.goto("/praten")
    context.set_offline(True)
    press(page, "oma Els")
    expect(page.locator("[data-outcome] [data-state=waits]")).to_be_visible()
    context.set_offline(False)
    wait_until(page, lambda: has_gone(page))
    page.goto("/praten")
    expect(page.get_by_text("oma Els krijgt bericht van jou.")).to_be_visible()

    hers = grandmother.new_page()
    hers.goto("/")
    hers.get_by_role("link", name="Noor wil met je praten").click()
    press(hers, "Ik bel")
    hers.wait_for_url(re.compile(r"/$"))
    page.goto("/")
    expect(page.get_by_text("oma Els belt je.")).to_be_visible()

    page.locator("a.own-face").click()
    page.locator("label", has_text="Paars").click()
    page.locator("label", has_text="raket").click()
    press(page, "Klaar")
    expect(page.locator("body[data-colour=plum]")).to_be_visible()

    page.goto("/week")
    before = page.get_by_role("link", name="De week hiervoor")
    arrow, row = before.locator(".icon").bounding_box(), before.bounding_box()
    assert arrow
    assert row
    assert arrow["x"] - row["x"] < arrow["width"]  # at the start of its row
