"""The path on one real phone: where we are, what shows it, what is agreed for, on and a step back."""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from api.path.kinds import Says
from api.path.outcomes import Phase
from i18n.dates import here
from tests.browsing import Live, new_context
from tests.path.walk import Walk
from tests.plan.sheet import Sheet, keep_plan

pytestmark = pytest.mark.browser


@pytest.fixture
def along(own_live: Live) -> Walk:
    """The path of the house of Noor, which oom Tim keeps, with an agreement that has a guard in its plan."""
    world, now = own_live.world, own_live.house.clock.now() - timedelta(hours=1)
    keep_plan(own_live.house, world.household, world.tim, now)
    sheet = Sheet(own_live.house, world.household, world.tim, now)
    sheet.agreement("Mark belt Els elke avond.", world.mark)
    return Walk(own_live.house, world.household, world.tim, sheet.now)


def press(page: Page, word: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=word).first.click()


def tick(page: Page, name: str, person: object) -> None:
    page.locator(f'input[name="{name}"][value="{person}"]').check()


def add(page: Page, title: str) -> None:
    """From where we are to the form for something new."""
    page.goto("/pad")
    page.get_by_role("link", name=title).click()
    page.locator("a[href*='/pad/deel/nieuw']").click()


def test_who_keeps_the_plan_goes_along_the_path(
    browser: Browser, own_live: Live, along: Walk
) -> None:
    world = own_live.world
    context = new_context(browser, own_live.url)
    own_live.enter(context, world.tim)
    tim = context.new_page()
    tim.goto("/plan")
    tim.get_by_role("link", name="Waar we staan").click()
    expect(tim.get_by_role("heading", level=1)).to_have_text("Beginnen")
    going_on_with_something_missing(tim)
    an_outcome_is_ticked(tim)
    a_step(tim, own_live)
    a_test_with_its_result(tim, own_live)
    the_closing_plan(tim, own_live, along)
    a_step_back(tim)
    context.close()
    found = along.path(world.sara)
    assert [each.phase for each in found.history] == [Phase.DIRECT, Phase.TUNING]
    assert found.reached_by("understood") == (world.tim,)
    assert [each.words.text for each in found.steps] == ["Mark gaat praten."]
    assert found.tests[0].result
    assert found.tests[0].result.says is Says.HELD
    assert found.closing


def going_on_with_something_missing(tim: Page) -> None:
    tim.get_by_role("link", name="We gaan verder").click()
    expect(tim.get_by_role("heading", name="Dit vindt nog niemand gehaald")).to_be_visible()
    press(tim, "Dit spraken we af")
    expect(tim.locator(".error-summary")).to_contain_text("Schrijf op waarom")
    tim.get_by_label("Waarom gaan jullie toch verder?").fill("Amina kijkt al mee.")
    press(tim, "Dit spraken we af")
    expect(tim.get_by_role("heading", level=1)).to_have_text("Rust voor nu")
    expect(tim.get_by_text("Dit was er toen nog niet")).to_be_visible()
    expect(tim.get_by_text("Amina kijkt al mee.")).to_be_visible()


def an_outcome_is_ticked(tim: Page) -> None:
    """What the house's own books show stands beside it; that it is reached says a person."""
    card = tim.locator("#carried_out")
    expect(card).to_contain_text("Dit zien we nog niet")
    mine = tim.locator("#understood")
    mine.locator("summary").click()
    mine.get_by_label("Waarom vind je dit?").fill("We praatten er lang over.")
    with tim.expect_navigation():
        mine.get_by_role("button", name="Ik vind dit gehaald").click()
    expect(mine).to_contain_text("Zij vinden dit gehaald: oom Tim")
    expect(mine).to_contain_text("We praatten er lang over.")
    expect(card).not_to_contain_text("Zij vinden dit gehaald")


def a_step(tim: Page, live: Live) -> None:
    add(tim, "De stappen")
    tim.get_by_label("Wat gaan jullie doen?").fill("Mark gaat praten.")
    press(tim, "Dit spraken we af")
    expect(tim.locator(".error-summary")).to_contain_text("Kies wie dit doet.")
    expect(tim.get_by_label("Wat gaan jullie doen?")).to_have_value("Mark gaat praten.")
    tick(tim, "does", live.world.mark)
    press(tim, "Dit spraken we af")
    expect(tim.get_by_role("heading", name="Mark gaat praten.")).to_be_visible()


def a_test_with_its_result(tim: Page, live: Live) -> None:
    add(tim, "Een proef")
    tim.get_by_label("Wat spelen jullie na?").fill("Mark komt te laat.")
    tim.get_by_label("Hoe laat?").fill("16:30")
    tim.get_by_label("Bij welk woord stopt iedereen meteen?").fill("Banaan")
    tim.get_by_label("Wie van de hulp weet dit?").fill("Amina")
    tick(tim, "stands_by", live.world.els)
    tim.get_by_label("Welke dag?").fill(here(live.house.clock.now()).isoformat())
    press(tim, "Dit spraken we af")
    expect(tim.get_by_text("Dan is het echt.")).to_be_visible()
    tim.get_by_label("Wat leerden jullie?").fill("Els was er in 5 minuten.")
    press(tim, "Het ging goed")
    expect(tim.locator(".card", has_text="Mark komt te laat.")).to_contain_text("Els was er in 5")


def the_closing_plan(tim: Page, live: Live, along: Walk) -> None:
    add(tim, "Als het weer misgaat")
    tim.get_by_label("Waaraan merk je dat het weer misgaat?").fill("Als er drank in huis is.")
    tim.get_by_label("Wie belt wie?").fill("Sara belt Els.\nEls belt Tim.")
    tick(tim, "keeps", live.world.els)
    day = here(live.house.clock.now()) + timedelta(days=300)
    tim.get_by_label("Wanneer kijken jullie hier weer naar?").fill(day.isoformat())
    press(tim, "Dit spraken we af")
    expect(tim.locator(".calls li")).to_have_text(["Sara belt Els.", "Els belt Tim."])
    press(tim, "Ik vind dit goed")
    expect(tim.get_by_text("Ja van oom Tim")).to_be_visible()


def a_step_back(tim: Page) -> None:
    """Nothing is lost: what was ticked and agreed on stands there still."""
    tim.goto("/pad")
    tim.get_by_role("link", name="We gaan een stap terug").click()
    expect(tim.get_by_text("Alles wat jullie deden, blijft bewaard.")).to_be_visible()
    press(tim, "Dit spraken we af")
    expect(tim.get_by_text("zijn we een stap terug. Alles blijft bewaard.")).to_be_visible()
    tim.get_by_role("link", name="Rust voor nu").click()
    expect(tim.locator("#understood")).to_contain_text("Zij vinden dit gehaald: oom Tim")
    tim.get_by_role("link", name="Hoe gaat het").click()
    expect(tim.get_by_role("heading", level=1)).to_have_text("Hoe gaat het")
