"""Walks of who stays: the lock, the own code once more, the own devices, a new phone, a lost one."""

from playwright.sync_api import Page

from tests.look.own_house import open_house
from tests.look.walk import Screens, Stage, pick, send, send_plain, tap, walk
from tests.people.doors import PICTURES, PIN

WRONG_CODE = "940261"


@walk(
    "nobody",
    "writing.new",
    "staying.once_more",
    "staying.choose_anew",
    "devices.devices",
    "other_device.before_own",
    "other_device.own",
    "house_rules.rules",
)
def a_grown_up_looks_after_the_own_phones(stage: Stage) -> Screens:
    house = open_house(stage)
    house.enters("Hanna")
    page = house.enters("Hanna")
    page.goto("/logboek/nieuw")
    page.evaluate("document.querySelector('[data-lock]').showModal()")
    yield "lock"
    page.goto("/binnen/nog-eens?naar=/instellingen/toestellen")
    yield "once-more"
    _give(page, WRONG_CODE)
    yield "once-more-refused"
    _give(page, PIN)
    yield "devices"
    with page.expect_navigation():
        tap(page, "form[action$=weg] button")
    yield "devices-one-less"
    page.goto("/instellingen/code")
    yield "another-code"
    page.locator("[name=again]").fill(PIN)
    send_plain(page)
    yield "another-code-refused"
    page.goto("/instellingen/nieuwe-telefoon")
    yield "new-phone"
    _give(page, WRONG_CODE)
    yield "new-phone-refused"
    _give(page, PIN)
    yield "new-phone-ways"
    page.goto("/huisregels")
    yield "house-rules-again"


@walk(
    "nobody",
    "staying.once_more",
    "devices.devices",
    "other_device.before_own",
    "other_device.own",
    "going.before_leaving",
    "house_rules.rules",
)
def a_child_looks_after_the_own_tablet(stage: Stage) -> Screens:
    house = open_house(stage)
    house.enters("Isa")
    page = house.enters("Isa")
    page.goto("/binnen/nog-eens?naar=/instellingen/toestellen")
    yield "child-once-more"
    _tap(page)
    yield "child-devices"
    page.goto("/instellingen/nieuwe-telefoon")
    yield "child-new-phone"
    _tap(page)
    yield "child-new-phone-ways"
    page.goto("/instellingen/weggaan")
    yield "child-leaving"
    page.goto("/huisregels")
    yield "child-house-rules-again"


@walk(
    "nobody",
    "person.person",
    "person.met",
    "person.can",
    "devices.devices_of",
    "other_device.before_helping",
    "other_device.help_child",
)
def a_safety_person_looks_after_a_child(stage: Stage) -> Screens:
    house = open_house(stage)
    house.enters("Isa")
    page, isa = house.enters("Jo"), house.people["Isa"]
    page.goto(f"/mensen/{isa}")
    yield "person-of-a-ward"
    page.locator("[name=day]").fill("2099-01-01")
    send_plain(page)
    yield "person-met-refused"
    page.goto(f"/mensen/{house.people['Jo']}")
    yield "person-oneself"
    page.locator("[name=can]").first.evaluate("each => { each.value = 'vliegen' }")
    page.locator("[name=can]").first.evaluate("each => { each.checked = true }")
    send_plain(page)
    yield "person-can-refused"
    page.goto(f"/mensen/{isa}/toestellen")
    yield "devices-of-a-ward"
    page.goto(f"/mensen/helpen/{isa}")
    yield "help-a-child"
    _give(page, PIN)
    yield "help-a-child-ways"


@walk("nobody", "recovery.before_speaking", "recovery.speak")
def a_phone_is_lost(stage: Stage) -> Screens:
    house = open_house(stage)
    house.enters("Rob")
    page = house.enters("Jo")
    page.goto("/mensen/kwijt")
    yield "lost-phone"
    send_plain(page)
    yield "lost-phone-refused"
    pick(page, "wie", str(house.people["Rob"]))
    _give(page, PIN)
    yield "lost-phone-one-said"
    page = house.enters("Piet")
    page.goto("/mensen/kwijt")
    pick(page, "wie", str(house.people["Rob"]))
    _give(page, PIN)
    yield "lost-phone-two-said"


def _give(page: Page, code: str) -> None:
    page.locator("[name=code]").locator("visible=true").fill(code)
    send(page)


def _tap(page: Page) -> None:
    with page.expect_navigation():
        for each in PICTURES:
            page.locator(f"button.tile[value={each}]").locator("visible=true").click()


WALKS = (
    a_grown_up_looks_after_the_own_phones,
    a_child_looks_after_the_own_tablet,
    a_safety_person_looks_after_a_child,
    a_phone_is_lost,
)
