"""Walks at the door and on the pages for everybody."""

from playwright.sync_api import Page

from tests.look.walk import Screens, Stage, pick, send, tap, walk

PICTURES = ("bear", "sun", "cat", "moon")
OTHERS = ("moon", "cat", "sun", "bear")
CODE, WRONG_CODE = "492817", "940261"
MOST_TRIES = 30


@walk("nobody", "arrival.inside", "arrival.come", "arrival.demo", "shell.leave")
def nobody_knocks(stage: Stage) -> Screens:
    page = stage.page
    page.goto("/binnen")
    yield "door-nobody-yet"
    page.goto("/kom")
    yield "welcome"
    page.locator("[name=link]").fill("abc")
    send(page)
    yield "welcome-refused"
    page.goto("/demo")
    yield "demo"
    page.goto("/weg")
    yield "away"


@walk("nobody", "shell.write_offline", "shell.without_net")
def nobody_is_without_a_net(stage: Stage) -> Screens:
    page = stage.page
    page.goto("/schrijf")
    page.locator("[data-nobody]").wait_for()
    yield "offline-form-nobody"
    page.goto("/zonder-net")
    yield "no-net"


@walk("nobody", "arrival.inside", "arrival.come", "house_rules.rules")
def a_grown_up_comes_in(stage: Stage) -> Screens:
    page = stage.page
    page.goto(f"/kom#{stage.invitation_for('ben')}")
    page.locator("invitation-code[hidden]").wait_for(state="attached")
    yield "welcome-with-link"
    pick(page, "eigen", "ja")
    send(page)
    yield "choose-code"
    _fill_codes(page, "123456", CODE)
    yield "choose-code-refused"
    _fill_codes(page, CODE, CODE)
    yield "house-rules"
    page.goto("/binnen?kwijt=ja")
    yield "door-lost"
    stage.sign_out()
    page.goto("/binnen")
    yield "door-code"
    page.locator("[name=code]").fill(WRONG_CODE)
    send(page)
    yield "door-code-refused"
    page.goto("/binnen?wie=iemand")
    yield "door-by-name"
    page.locator("[name=naam]").fill("Ben")
    page.locator("[name=code]").fill(WRONG_CODE)
    send(page)
    yield "door-by-name-refused"
    page.goto("/binnen")
    for _ in range(MOST_TRIES):
        if not page.locator("[name=code]").count():
            break
        page.locator("[name=code]").fill(WRONG_CODE)
        send(page)
    page.locator("[name=code]").wait_for(state="detached")
    yield "door-code-closed"


@walk("nobody", "arrival.inside", "arrival.come", "house_rules.rules")
def a_child_comes_in(stage: Stage) -> Screens:
    page = stage.page
    page.goto(f"/kom#{stage.invitation_for('noor')}")
    send(page)
    yield "choose-pictures"
    _tap(page, *PICTURES[:1])
    yield "choose-pictures-tapped"
    with page.expect_navigation():
        _tap(page, *PICTURES[1:])
    yield "choose-pictures-again"
    with page.expect_navigation():
        _tap(page, *OTHERS)
    yield "choose-pictures-refused"
    for _ in range(2):
        with page.expect_navigation():
            _tap(page, *PICTURES)
    page.goto(f"/kom#{stage.invitation_for('els')}")
    send(page)
    _fill_codes(page, CODE, CODE)
    stage.sign_out()
    page.goto("/binnen")
    yield "door-who"
    with page.expect_navigation():
        tap(page, f'a[href$="{stage.live.world.noor}"]')
    yield "door-pictures"
    with page.expect_navigation():
        _tap(page, *OTHERS)
    yield "door-pictures-refused"


def _fill_codes(page: Page, code: str, again: str) -> None:
    page.locator("[name=code]").fill(code)
    page.locator("[name=again]").fill(again)
    send(page)


def _tap(page: Page, *pictures: str) -> None:
    for each in pictures:
        page.locator(f"button.tile[value={each}]").click()


WALKS = (nobody_knocks, nobody_is_without_a_net, a_grown_up_comes_in, a_child_comes_in)
