"""A professional with a real browser's own authenticator: a link, a key, a seat, out, and in again."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from api.core.db import EVERYWHERE
from api.people.model import Secret, SignIn
from api.people.organisation.opening import invite_host
from api.people.professionals.model import Account, Seat
from tests.browsing import Live, new_context
from tests.look.walks_of_fingers import Sensor, press
from tests.people.doors import PIN
from tests.world import prove_all

pytestmark = pytest.mark.browser


@pytest.fixture
def desks(browser: Browser, own_live: Live) -> Iterator[tuple[Page, Page, Page]]:
    """The host's screen, the phone of Tim who leads, and the laptop of Amina."""
    made = [new_context(browser, own_live.url) for _ in range(3)]
    yield made[0].new_page(), made[1].new_page(), made[2].new_page()
    for each in made:
        each.close()


def push(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def the_link(page: Page) -> str:
    return page.locator("textarea.code").input_value()


def host_invites(page: Page, live: Live) -> str:
    """Who keeps the houses comes in by the link of the terminal, and opens an account."""
    secret = invite_host(live.house, name="Bas", now=live.house.clock.now())
    page.goto(f"{live.url}/kom#{secret}")
    page.get_by_label("Van mij alleen").check()
    push(page, "Ga verder")
    page.locator("[name=code]").fill(PIN)
    page.locator("[name=again]").fill(PIN)
    push(page, "Klaar")
    page.get_by_role("link", name="Wie leest mee voor het werk?").click()
    page.locator("[name=name]").fill("Amina")
    page.locator("[name=works_at]").fill("Veilig Thuis Zuid")
    push(page, "Maak een link")
    return the_link(page)


def chair_lays(page: Page, live: Live) -> str:
    live.enter(page.context, live.world.tim)
    prove_all(live.house)
    page.goto(f"{live.url}/instellingen/meelezen/mensen")
    page.locator("[name=name]").fill("Amina")
    page.get_by_label("Veilig Thuis").check()
    push(page, "Maak een link")
    return the_link(page)


def lock(live: Live) -> None:
    """As if nothing was done for a quarter of an hour."""
    with live.house.db.writing(EVERYWHERE, by=None, now=live.house.clock.now()) as session:
        account = session.scalars(select(Account.person_id)).one()
        for row in session.scalars(select(SignIn).filter_by(person_id=account, ended_at=None)):
            row.hidden_at = row.began_at.replace(year=row.began_at.year - 1)


def test_a_link_a_key_a_seat_and_in_again_after_the_lock(
    desks: tuple[Page, Page, Page], own_live: Live
) -> None:
    host, tim, amina = desks
    sensor = Sensor(amina)
    amina.goto(host_invites(host, own_live))
    push(amina, "Ga verder")
    expect(amina.get_by_role("heading", name="Maak je sleutel")).to_be_visible()
    expect(amina.locator("[name=code]")).to_have_count(0)

    sensor.knows_the_finger(False)
    press(amina)
    expect(amina.get_by_text("Dat lukte niet. Probeer het nog een keer.")).to_be_visible()
    sensor.knows_the_finger(True)
    with amina.expect_navigation():
        press(amina)
    amina.wait_for_url("**/meekijken")

    amina.goto(chair_lays(tim, own_live))
    push(amina, "Ga verder")
    expect(amina.get_by_text("Je leest hier mee als: Veilig Thuis.")).to_be_visible()
    push(amina, "Neem deze plek")
    tim.reload()
    expect(tim.get_by_text("Veilig Thuis, bij Veilig Thuis Zuid")).to_be_visible()

    lock(own_live)
    amina.goto(f"{own_live.url}/instellingen")
    expect(amina.get_by_role("heading", name="Dag Amina")).to_be_visible()
    with amina.expect_navigation():
        press(amina)
    amina.goto(f"{own_live.url}/instellingen")
    expect(amina.get_by_role("heading", name="Meer")).to_be_visible()
    push(amina, "Meld je af")
    with amina.expect_navigation():
        press(amina)

    with own_live.house.db.reading(EVERYWHERE) as session:
        account = session.scalars(select(Account.person_id)).one()
        assert session.scalars(select(Seat.account_id)).one() == account
        assert session.get(Secret, account) is None
