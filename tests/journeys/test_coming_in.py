"""Coming in on a phone: a grandmother by a link until her first note; a lost phone, and back with two others."""

from collections.abc import Iterator
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from api.people.policy import Audience
from tests.browsing import Live, new_context
from tests.making.steps import card, newest, press
from tests.people.doors import PIN, Door

OTHER = "739164"


@pytest.fixture
def phones(browser: Browser, live: Live) -> Iterator[list[BrowserContext]]:
    """Phones on which nobody is signed in yet."""
    made = [new_context(browser, live.url) for _ in range(4)]
    yield made
    for each in made:
        each.close()


def come_in(phone: BrowserContext, live: Live, person: UUID, code: str = PIN) -> Page:
    """Somebody with a code of their own on a phone of their own."""
    live.ask_the_rules_again(person)
    page = phone.new_page()
    follow(page, f"{live.url}/kom#{Door(live.house, live.app).link(person)}")
    choose(page, code)
    press(page, "Ja, zo doe ik het ook")
    page.wait_for_url("**/logboek/nieuw")
    return page


def follow(page: Page, link: str) -> None:
    page.goto(link)
    page.get_by_label("Van mij alleen").check()
    press(page, "Ga verder")


def choose(page: Page, code: str) -> None:
    page.locator("input[name=code]").fill(code)
    page.locator("input[name=again]").fill(code)
    press(page, "Klaar")


def made_link(page: Page) -> str:
    return page.locator("textarea.code").input_value()


def test_a_grandmother_comes_by_link_and_writes_her_first_note(
    live: Live, phones: list[BrowserContext]
) -> None:
    """From the link to the note she taps eight times and types a code twice and a sentence."""
    live.enter(phones[0], live.world.tim)
    chair = phones[0].new_page()
    chair.goto("/mensen")
    chair.get_by_role("link", name="Iemand erbij").click()
    chair.get_by_label("De naam").fill("Truus")
    chair.get_by_label("Hoe noemt een kind diegene?").fill("oma Truus")
    chair.get_by_label("Als een opa of oma").check()
    chair.get_by_label("Alles wat de kring leest").check()
    press(chair, "Ga verder")
    press(chair, "We staan naast elkaar")
    expect(chair.locator("svg.qr")).to_be_visible()
    assert chair.locator("svg.qr").evaluate("each => each.getBoundingClientRect().width") > 200
    press(chair, "Ik stuur een link")
    link = made_link(chair)
    person = UUID(urlsplit(chair.url).path.rsplit("/", 1)[1])

    page = phones[1].new_page()
    taps = Taps(page)
    page.goto(link)
    expect(page.get_by_role("heading", name="Wat blijft er op je telefoon?")).to_be_visible()
    assert "#" not in page.url
    page.get_by_label("Van mij alleen").check()
    press(page, "Ga verder")
    choose(page, PIN)
    expect(page.get_by_role("heading", name="Zo doen we hier")).to_be_visible()
    press(page, "Ja, zo doe ik het ook")
    page.wait_for_url("**/logboek/nieuw")
    card(page, "Het was rustig").click()
    page.locator("textarea[name=text]").fill("Ik dronk thee met Noor.")
    page.locator("[data-step=what] [data-next]").click()
    page.get_by_label("Iedereen").first.check()
    press(page, "Opslaan")
    page.wait_for_url("**/logboek/bewaard/**")
    assert newest(live, person).text == "Ik dronk thee met Noor."
    assert newest(live, person).audience is Audience.CIRCLE
    assert taps.counted() <= 8


def test_a_lost_phone_and_back_with_two_who_spoke_her(
    live: Live, phones: list[BrowserContext]
) -> None:
    world = live.world
    lost = come_in(phones[0], live, world.sara)
    tim, els = (
        come_in(phone, live, who)
        for phone, who in zip(phones[1:3], (world.tim, world.els), strict=True)
    )
    fresh = phones[3].new_page()
    fresh.goto("/binnen")
    fresh.get_by_role("link", name="Ik ben mijn telefoon of mijn code kwijt").click()
    expect(fresh.get_by_text("hulp van 2 mensen")).to_be_visible()

    speak(tim)
    expect(tim.get_by_text("Zeggen 2 mensen dit binnen 1 dag?")).to_be_visible()
    speak(els)
    expect(els.locator("svg.qr")).to_be_visible()
    follow(fresh, made_link(els))
    choose(fresh, OTHER)
    fresh.wait_for_url("**/logboek/nieuw")
    lost.goto("/logboek")
    lost.wait_for_url("**/binnen")
    tim.goto("/")
    expect(tim.get_by_text("2 mensen hielpen met een nieuwe link")).to_be_visible()


def speak(page: Page) -> None:
    page.goto("/mensen")
    page.get_by_role("link", name="Iemand is de telefoon kwijt").click()
    page.get_by_label("Sara").check()
    page.get_by_label("Je eigen code").fill(PIN)
    press(page, "Ja, ik heb diegene gesproken")


class Taps:
    """How often this phone was tapped, over all its pages."""

    def __init__(self, page: Page) -> None:
        self.number = 0
        page.expose_function("tapped", self.one)
        page.add_init_script(
            "addEventListener('click', event => event.isTrusted && tapped(), true)"
        )

    def one(self) -> None:
        self.number += 1

    def counted(self) -> int:
        print(f"taps until the first note: {self.number}")
        assert self.number
        return self.number
