"""A grown-up turns the finger on, and comes in, says so once more and opens a locked page by it."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import select

from api.core.db import EVERYWHERE
from api.people.model import SignIn
from api.people.passkeys.model import Passkey
from tests.browsing import Live
from tests.journeys.test_lock import hide, show
from tests.look.walks_of_fingers import PAGE, Sensor, press
from tests.people.doors import PIN, Door

WORDS = "We aten samen soep."


@pytest.fixture
def phone(context: BrowserContext, live: Live) -> Page:
    """The own phone of Ben, on which he is in by his code."""
    client = Door(live.house, live.app).arrive(live.world.ben)
    live.hand_over(context, client)
    return context.new_page()


def forget_the_proof(live: Live) -> None:
    """As if the code had been given long ago."""
    with live.house.db.writing(EVERYWHERE, by=None, now=live.house.clock.now()) as session:
        for row in session.scalars(select(SignIn).filter_by(person_id=live.world.ben)):
            row.proved_at = None


def signed(live: Live) -> list[int]:
    with live.house.db.reading(EVERYWHERE) as session:
        mine = select(Passkey.sign_count).filter_by(person_id=live.world.ben)
        return list(session.scalars(mine))


def test_on_out_in_once_more_and_off(phone: Page, live: Live) -> None:
    sensor = Sensor(phone)
    phone.goto(PAGE)
    expect(phone.get_by_text("In deze browser kan dit niet.")).to_be_hidden()
    press(phone)
    expect(phone.get_by_text("Dit staat aan op deze telefoon.")).to_be_visible()
    [made] = signed(live)

    phone.goto("/instellingen")
    phone.get_by_role("button", name="Meld je af").click()
    phone.wait_for_url("**/binnen")
    sensor.knows_the_finger(False)
    press(phone)
    expect(phone.get_by_text("Dat lukte niet. Typ je code.")).to_be_visible()
    sensor.knows_the_finger(True)
    press(phone)
    phone.wait_for_url(f"{live.url}/")
    [came_in] = signed(live)
    assert came_in > made

    forget_the_proof(live)
    phone.goto("/instellingen/toestellen")
    expect(phone.get_by_role("heading", name="Ben jij het?")).to_be_visible()
    press(phone)
    expect(phone.get_by_role("heading", name="Waar ben je binnen?")).to_be_visible()

    phone.goto(PAGE)
    phone.get_by_role("button", name="Zet dit uit").click()
    expect(phone.get_by_role("button", name="Zet dit aan")).to_be_visible()
    assert signed(live) == []


def test_a_locked_page_opens_by_finger_and_keeps_what_was_typed(phone: Page, live: Live) -> None:
    Sensor(phone)
    phone.goto(PAGE)
    press(phone)
    expect(phone.get_by_text("Dit staat aan op deze telefoon.")).to_be_visible()
    phone.goto("/logboek/nieuw?soort=good")
    phone.locator("textarea[name=text]").fill(WORDS)
    hide(phone)
    phone.evaluate("sessionStorage['uit-zicht'] = [Date.now() - 180_000, 2]")
    show(phone)
    ask = phone.get_by_role("dialog")
    expect(ask).to_be_visible()
    press(phone)
    expect(ask).to_be_hidden()
    expect(phone.locator("textarea[name=text]")).to_have_value(WORDS)
    phone.goto("/logboek")
    expect(phone).to_have_url(f"{live.url}/logboek")


def test_without_a_sensor_or_script_the_code_remains(phone: Page, live: Live) -> None:
    Sensor(phone)
    phone.goto(PAGE)
    press(phone)
    expect(phone.get_by_text("Dit staat aan op deze telefoon.")).to_be_visible()
    phone.context.clear_cookies(name="hb")
    phone.add_init_script("delete window.PublicKeyCredential")
    phone.goto("/binnen")
    expect(phone.locator("finger-way")).to_be_hidden()
    phone.locator("[name=code]").fill(PIN)
    phone.get_by_role("button", name="Kom binnen").click()
    phone.wait_for_url(f"{live.url}/")
