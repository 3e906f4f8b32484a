"""Giving a number on a phone: own first, without a net too, and there once."""

from uuid import UUID

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browsing import Live, wait_until
from tests.carry.line import Line
from tests.carry.phones import has_gone
from tests.logbook.book import Book
from tests.scales.marks import agree_on_danger, score

pytest_plugins = ["tests.carry.fixtures"]

SAW = "Mark zette de muziek zacht."


@pytest.fixture
def asked(carry_server: tuple[Live, Line]) -> UUID:
    """A danger of the house far away, on which oma Els gave a 4."""
    live = carry_server[0]
    book = Book(live.house, live.world.household, live.house.clock.now())
    danger = agree_on_danger(book, live.world.tim)
    score(book, live.world.els, danger, 4, seen="Els hoorde geroep.")
    return danger


def about(page: Page, danger: UUID) -> Locator:
    """What the page with all numbers says of this danger; another test left its own there."""
    return page.locator(f'section[aria-labelledby="d-{danger}"]')


def give(page: Page, danger: UUID, value: str) -> None:
    """The three screens."""
    page.goto(f"/cijfers/{danger}")
    page.locator(f'label:has(input[name=value][value="{value}"])').click()
    page.get_by_role("button", name="Verder").click()
    page.locator("textarea[name=seen]").fill(SAW)
    page.get_by_role("button", name="Verder").click()
    page.get_by_label("Iedereen in onze kring").check()


def test_a_number_given_without_a_net_arrives_once_and_opens_the_others(
    sara_page: Page, carrier: BrowserContext, line: Line, asked: UUID
) -> None:
    ours = about(sara_page, asked)
    sara_page.goto("/cijfers")
    expect(ours).to_be_visible()
    expect(ours.get_by_text("Els hoorde geroep.")).to_have_count(0)
    give(sara_page, asked, "6")
    carrier.set_offline(True)
    sara_page.get_by_role("button", name="Opslaan").click()
    expect(sara_page.locator("[data-outcome] [data-state=waits]")).to_be_visible()
    carrier.set_offline(False)
    wait_until(sara_page, lambda: has_gone(sara_page))
    assert len(line.accepted()) == 1
    sara_page.goto("/cijfers")
    expect(ours.locator(".score")).to_have_text(["6", "4"])
    expect(ours.get_by_text("Els hoorde geroep.")).to_be_visible()


def test_a_number_given_with_a_net_leads_back_to_the_numbers_and_into_the_chart(
    sara_page: Page, line: Line, asked: UUID
) -> None:
    give(sara_page, asked, "7")
    sara_page.get_by_role("button", name="Opslaan").click()
    sara_page.wait_for_url("**/cijfers?klaar")
    expect(sara_page.get_by_text("Je cijfer is bewaard.")).to_be_visible()
    sara_page.goto(f"/cijfers/{asked}/verloop")
    chart = sara_page.get_by_role("img", name="Het cijfer is 7.")
    expect(chart).to_be_visible()
    expect(chart.locator(".chart-value")).to_have_text(["7"])
