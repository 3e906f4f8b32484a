"""An agreement on real phones: proposed, agreed, found good, and changed by two people at once."""

from datetime import timedelta
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import Live, new_context
from tests.plan.sheet import Sheet, keep_plan

pytestmark = pytest.mark.browser


@pytest.fixture
def sheet(own_live: Live) -> Sheet:
    """The plan, kept by oom Tim."""
    world, now = own_live.world, own_live.house.clock.now() - timedelta(hours=1)
    keep_plan(own_live.house, world.household, world.tim, now)
    return Sheet(own_live.house, world.household, world.tim, now)


def phone_of(browser: Browser, live: Live, person: UUID, *, script: bool = True) -> Page:
    """A phone on which this person came in."""
    context = new_context(browser, live.url, java_script_enabled=script)
    live.enter(context, person)
    return context.new_page()


def tick(page: Page, name: str, person: UUID) -> None:
    page.locator(f'input[name="{name}"][value="{person}"]').check()


def press(page: Page, word: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=word).first.click()


@pytest.mark.parametrize("script", [True, False])
def test_an_agreement_is_made_proposed_agreed_and_found_good(
    browser: Browser, own_live: Live, sheet: Sheet, *, script: bool
) -> None:
    world = own_live.world
    mark, tim, sara, noor = (
        phone_of(browser, own_live, each, script=script)
        for each in (world.mark, world.tim, world.sara, world.noor)
    )
    mark.goto("/")
    mark.locator(".bar").get_by_role("link", name="Plan").click()
    expect(mark.get_by_role("heading", level=1)).to_have_text("Ons plan")
    mark.get_by_role("link", name="Stel iets voor").click()
    mark.get_by_role("link", name="Een afspraak").click()
    mark.get_by_label("Wat spreken jullie af?").fill("Ik loop een rondje als ik boos word.")
    press(mark, "Stel dit voor")
    expect(mark.locator(".error-summary")).to_contain_text("Kies wie dit doet.")
    expect(mark.get_by_label("Wat spreken jullie af?")).to_have_value(
        "Ik loop een rondje als ik boos word."
    )
    tick(mark, "does", world.mark)
    tick(mark, "looks", world.els)
    mark.locator("summary", has_text="Voor een kind").click()
    mark.get_by_label("Hoe zeg je dit tegen een kind?").fill("Papa loopt een rondje.")
    press(mark, "Stel dit voor")
    expect(mark.get_by_text("Jouw voorstel")).to_be_visible()
    expect(mark.get_by_role("button", name="Dit geldt nu")).to_have_count(0)

    noor.goto("/plan")
    expect(noor.get_by_text("rondje")).to_have_count(0)
    tim.goto("/plan")
    tim.get_by_role("link", name="Ik loop een rondje").click()
    tick(tim, "with", world.mark)
    tick(tim, "with", world.sara)
    press(tim, "Dit geldt nu")
    expect(tim.get_by_text("Afgesproken op")).to_contain_text("Sara")

    sara.goto("/plan")
    press(sara, "Ik vind dit goed")
    expect(sara.get_by_text("Zij vinden dit goed")).to_be_visible()
    expect(sara.get_by_role("button", name="Ik vind dit goed")).to_have_count(0)
    mark.goto("/plan")
    expect(mark.get_by_role("heading", name="Dit doe ik")).to_be_visible()
    noor.goto("/plan")
    expect(noor.get_by_text("Papa loopt een rondje.")).to_be_visible()
    expect(noor.get_by_text("boos")).to_have_count(0)


def test_two_change_the_same_and_the_second_keeps_the_words(
    browser: Browser, own_live: Live, sheet: Sheet
) -> None:
    world = own_live.world
    part = sheet.agreement("Mark belt Els elke avond.", world.mark)
    mark, tim = (phone_of(browser, own_live, each) for each in (world.mark, world.tim))
    for page in (mark, tim):
        page.goto(f"/plan/{part}")
        page.get_by_role("link", name="Stel andere woorden voor").click()
    tim.get_by_label("Wat spreken jullie af?").fill("Mark belt Els om 7 uur.")
    press(tim, "Dit geldt nu")
    expect(tim.get_by_role("heading", level=1)).to_have_text("Mark belt Els om 7 uur.")

    mark.get_by_label("Wat spreken jullie af?").fill("Mark stuurt Els een bericht.")
    press(mark, "Stel dit voor")
    changed = mark.locator("section", has_text="Dit veranderde net")
    expect(changed).to_contain_text("Eerst: Mark belt Els elke avond.")
    expect(changed).to_contain_text("Nu: Mark belt Els om 7 uur.")
    words = mark.get_by_label("Wat spreken jullie af?")
    expect(words).to_have_value("Mark stuurt Els een bericht.")
    press(mark, "Stel dit voor")
    expect(mark.get_by_role("heading", level=1)).to_have_text("Mark belt Els om 7 uur.")
    expect(mark.get_by_text("Jouw voorstel")).to_be_visible()
    assert [each.text for each in sheet.plan(world.tim).proposals] == [
        "Mark stuurt Els een bericht."
    ]
