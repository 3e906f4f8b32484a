"""Oom Tim looks whether an agreement is kept: few taps, also without a net, and it arrives once."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from api.plan.checking.model import Check
from tests.browsing import Live, new_context, serve, wait_until
from tests.carry.phones import has_gone, ready_offline, waiting
from tests.houses import fresh_urls
from tests.making.steps import card, onward, press, saved
from tests.plan.checking.rounds import Rounds
from tests.plan.sheet import Sheet, keep_plan


@pytest.fixture(scope="module")
def here(sqlite_template: str, scratch: Path) -> Iterator[Live]:
    """A server of its own: agreements change the form of everybody in the house."""
    with fresh_urls("sqlite", sqlite_template, scratch, "") as environment:
        for live in serve(environment):
            keep_plan(live.house, live.world.household, live.world.tim, live.house.clock.now())
            yield live


@pytest.fixture
def rounds(here: Live) -> Rounds:
    """Tim keeps the plan, of which all was agreed a week ago: whoever looks each week has a turn."""
    then = here.house.clock.now() - timedelta(days=8)
    return Rounds(Sheet(here.house, here.world.household, here.world.tim, then))


@pytest.fixture
def phone(browser: Browser, here: Live) -> Iterator[BrowserContext]:
    made = new_context(browser, here.url)
    made.add_cookies([{"name": "taal", "value": "nl", "url": here.url}])
    yield made
    made.close()


def checks(rounds: Rounds, agreement: UUID) -> list[Check]:
    return [each for each in rounds.rows() if each.agreement_id == agreement]


def kept(page: Page, word: str) -> Locator:
    return page.get_by_role("radio", name=word, exact=True)


def test_from_the_first_page_it_takes_five_taps(
    phone: BrowserContext, here: Live, rounds: Rounds
) -> None:
    els = here.world.els
    tea = rounds.tea(els, does=here.world.sara)
    here.enter(phone, els)
    page = phone.new_page()
    page.goto("/")
    taps = [
        lambda: page.get_by_role("link", name="Vertel wat je zag").click(),
        lambda: card(page, "Een deel").click(),
        lambda: onward(page),
        lambda: card(page, "Iedereen in onze kring").click(),
        lambda: press(page, "Opslaan"),
    ]
    for tap in taps:
        tap()
    saved(page)
    [row] = checks(rounds, tea)
    assert (row.person_id, row.visit) == (els, "planned")
    page.goto(f"/plan/{tea}/kijken")
    expect(page.get_by_text("De afspraak lukte voor een deel.")).to_be_visible()
    page.goto("/plan/kijken")
    expect(page.locator(".turn")).to_contain_text("Op ")


def test_a_day_that_is_his_alone(phone: BrowserContext, here: Live, rounds: Rounds) -> None:
    tim = here.world.tim
    tea = rounds.tea(tim, does=here.world.sara, unannounced_every=14)
    here.enter(phone, tim)
    page = phone.new_page()
    page.goto(f"/plan/{tea}/kijken")
    page.get_by_role("button", name="Kies een dag voor mij").click()
    expect(page.get_by_text("Alleen jij ziet deze dag.")).to_be_visible()
    here.enter(phone, here.world.sara)
    page.goto(f"/plan/{tea}/kijken")
    expect(page.get_by_text("Er staat nog geen dag in het plan.")).to_be_visible()


def test_where_something_is_chosen_first_no_keyboard_comes_up(
    phone: BrowserContext, here: Live, rounds: Rounds
) -> None:
    rounds.tea(here.world.tim, does=here.world.sara)
    here.enter(phone, here.world.sara)
    page = phone.new_page()
    page.goto("/logboek/nieuw")
    page.wait_for_selector("step-by-step:defined")
    card(page, "Een afspraak bekeken").click()
    expect(page.locator(".check > legend")).to_be_focused()


def test_another_agreement_or_none_at_all(
    phone: BrowserContext, here: Live, rounds: Rounds
) -> None:
    tim, before = here.world.tim, len(rounds.rows())
    rounds.tea(tim, does=here.world.sara)
    bed = rounds.sheet.agreement("Om 8 uur naar bed.", here.world.sara)
    here.enter(phone, tim)
    page = phone.new_page()
    page.goto(f"/logboek/nieuw?soort=check&afspraak={bed}")
    page.wait_for_selector("step-by-step:defined")
    expect(page.get_by_label("Om 8 uur naar bed.")).to_be_checked()
    expect(page.get_by_label("Wat was de afspraak?")).to_be_hidden()
    page.get_by_text("Een andere afspraak").click()
    card(page, "Iets anders").click()
    page.get_by_label("Wat was de afspraak?").fill("De hond uitlaten.")
    card(page, "Niet gezien").click()
    onward(page)
    card(page, "Alleen ik").click()
    press(page, "Opslaan")
    saved(page)
    assert len(rounds.rows()) == before


def fill_without_a_net(page: Page) -> None:
    kept(page, "Ja").check()
    page.get_by_role("button", name=re.compile("Kies (wie dit leest|iemand anders)")).click()
    page.get_by_label("Iedereen in onze kring").check()
    press(page, "Opslaan")
    expect(page.locator("[data-outcome] [data-state=waits]")).to_be_visible()


@pytest.mark.parametrize("opened", ["before", "after"])
def test_without_a_net_it_waits_and_arrives_once(
    phone: BrowserContext, here: Live, rounds: Rounds, opened: str
) -> None:
    """The form was open when the net went, or is opened without one: the address says which agreement."""
    tim = here.world.tim
    tea = rounds.tea(tim, does=here.world.sara)
    here.enter(phone, tim)
    page = phone.new_page()
    page.goto("/instellingen")
    ready_offline(page)
    address = f"/logboek/nieuw?soort=check&afspraak={tea}&bezoek=unannounced"
    if opened == "before":
        page.goto(address)
        expect(page.locator("[data-step=what]")).to_be_visible()
    phone.set_offline(True)
    if opened == "after":
        page.goto(address)
    fill_without_a_net(page)
    assert (len(waiting(page)), checks(rounds, tea)) == (1, [])
    phone.set_offline(False)
    wait_until(page, lambda: has_gone(page))
    page.goto("/instellingen")
    assert waiting(page) == []
    [row] = checks(rounds, tea)
    assert row.visit == "unannounced"
    assert rounds.seen(here.world.els, tea) == [row.entry_id]
