"""Hints while somebody types a goal or a worry: the same words as the server, and nothing is stopped."""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from api.plan.hints import Hint, hints
from tests.browsing import Live
from tests.journeys.test_plan import phone_of, tick
from tests.plan.sheet import Sheet, keep_plan

pytestmark = pytest.mark.browser
GOALS = (
    "Oma Els komt en iedereen is rustig.",
    "Iedereen in huis is rustig.",
    "Mark gaat elke week naar therapie.",
    "Oma ziet dat Mark behandeld wordt.",
    "Wij krijgen maatschappelijk werk van Tim.",
    "Het WIJKTEAM komt bij opa.",
    "Omar is er elke dag.",
    "Oma helpt elke week mee.",
)


@pytest.fixture
def sheet(own_live: Live) -> Sheet:
    """The plan, kept by oom Tim."""
    world, now = own_live.world, own_live.house.clock.now() - timedelta(hours=1)
    keep_plan(own_live.house, world.household, world.tim, now)
    return Sheet(own_live.house, world.household, world.tim, now)


def shown(page: Page) -> set[str]:
    return {each.get_attribute("data-hint") or "" for each in page.locator(".note:visible").all()}


def test_a_goal_says_what_it_lacks_as_it_is_typed(
    browser: Browser, own_live: Live, sheet: Sheet
) -> None:
    world = own_live.world
    sheet.danger()
    page = phone_of(browser, own_live, world.sara)
    page.goto("/plan/nieuw?soort=doel")
    goal = page.get_by_label("Wat willen jullie thuis zien?")
    assert shown(page) == set()
    for text in GOALS:
        goal.fill(text)
        assert shown(page) == {str(each) for each in hints(text, named=("Els", "Tim", "Ben"))}, text
    goal.fill("Mark gaat elke week naar therapie.")
    tick(page, "circle", world.els)
    assert shown(page) == {Hint.HELP}
    page.get_by_label("Mag het toch anders? Schrijf waarom.").fill("Zo zeggen de kinderen het.")
    assert shown(page) == set()


def test_a_worry_asks_for_the_parts_that_are_not_there(browser: Browser, own_live: Live) -> None:
    page = phone_of(browser, own_live, own_live.world.sara)
    page.goto("/plan/nieuw?soort=zorg")
    assert shown(page) == set()
    page.get_by_label("Waar maken we ons zorgen over?").fill("Er wordt thuis geslagen.")
    assert shown(page) == {"for_whom", "who_worries", "what_happens", "worst"}
    page.get_by_label("Voor wie?").fill("Voor Noor.")
    page.get_by_label("Wat gebeurt er dan?").fill("Mark slaat Sara.")
    assert shown(page) == {"who_worries", "worst"}
    with page.expect_navigation():
        page.get_by_role("button", name="Stel dit voor").click()
    expect(page.get_by_text("Nog niet opgeschreven: Wie maakt zich zorgen?")).to_be_visible()
    expect(page.get_by_text("Nog niet opgeschreven: Voor wie")).to_have_count(0)
