"""What a phone does with each answer. Nothing is lost, and the screen never says more than is true."""

from uuid import uuid4

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browsing import Live, wait_until
from tests.carry.line import Fault, Line
from tests.carry.phones import everything_kept, waiting
from tests.carry.writing import flush, put

pytest_plugins = ["tests.carry.fixtures"]

CANARY = "Kanarie zingt zachtjes"
TEN_MINUTES_ON = "{ const now = Date.now; Date.now = () => now() + 600_000 }"


def states(page: Page) -> list[str]:
    return [record["state"] for record in waiting(page)]


@pytest.mark.parametrize("fault", [408, 425, 429, 500, 502, 503, 507, "portal"])
def test_a_server_that_cannot_now_is_tried_again(sara_page: Page, line: Line, fault: Fault) -> None:
    line.next(fault, fault)
    record = put(sara_page, settle=30_000)
    assert record["state"] == "waits"
    assert states(sara_page) == ["waits"]
    expect(sara_page.locator("waiting-notes [data-state=waits]")).to_be_visible()
    expect(sara_page.locator("waiting-notes [data-state=sent]")).to_be_visible()
    assert line.accepted() == [record["id"]]
    assert waiting(sara_page) == []


@pytest.mark.parametrize("fault", [400, 403, 404, 413, 415, 422])
def test_a_refused_record_stays_and_asks_for_help(
    sara_page: Page, line: Line, fault: Fault
) -> None:
    line.next(*[fault] * (2 if fault == 422 else 1))
    refused = put(sara_page, settle=30_000)
    assert (refused["state"], refused["detail"]) == ("help", "Nu niet.")
    after = put(sara_page, settle=30_000)
    assert after["state"] == "sent", "the next one does not wait for the refused one"
    assert states(sara_page) == ["help"]
    sara_page.reload()
    expect(sara_page.locator("waiting-notes [data-state=help]")).to_be_visible()
    flush(sara_page)
    assert line.accepted() == [after["id"]], "a refused record is not sent over and over"
    sara_page.get_by_role("button", name="Probeer het nog een keer").click()
    expect(sara_page.locator("waiting-notes [data-state=sent]")).to_be_visible()
    assert line.accepted() == [after["id"], refused["id"]]


def test_a_retry_after_is_kept_also_by_the_next_page(sara_page: Page, line: Line) -> None:
    line.next(503, retry_after=600)
    record = put(sara_page, settle=30_000)
    assert record["state"] == "waits"
    came = len(line.bodies)
    sara_page.reload()
    flush(sara_page)
    flush(sara_page)
    assert len(line.bodies) == came
    sara_page.add_init_script(TEN_MINUTES_ON)
    sara_page.reload()
    expect(sara_page.locator("waiting-notes [data-state=sent]")).to_be_visible()
    assert line.accepted() == [record["id"]]


def test_a_retry_after_for_one_person_lets_the_other_go_on(
    sara_page: Page, carrier: BrowserContext, line: Line, away: Live
) -> None:
    line.next(429, retry_after=3600)
    put(sara_page, settle=8000)
    away.enter(carrier, away.world.mark)
    sara_page.goto("/instellingen")
    assert put(sara_page, settle=8000)["state"] == "sent"


def test_an_answer_lost_after_the_commit_gives_one_row(sara_page: Page, line: Line) -> None:
    line.next("lost", "lost")
    record = put(sara_page, settle=30_000)
    assert record["state"] == "waits"
    expect(sara_page.locator("waiting-notes [data-state=sent]")).to_be_visible()
    assert [status for _, status in line.seen] == [201, 200, 200]


def test_records_go_in_the_order_of_writing(
    sara_page: Page, carrier: BrowserContext, line: Line
) -> None:
    carrier.set_offline(True)
    written = [put(sara_page, f"Nummer {number}")["id"] for number in range(5)]
    assert [record["id"] for record in waiting(sara_page)] == written
    line.next(None, 503, None, "lost")
    carrier.set_offline(False)
    expect(sara_page.locator("waiting-notes [data-state=sent]")).to_be_visible()
    assert line.accepted() == written


def test_one_record_on_which_the_server_breaks_does_not_hold_up_the_others(
    sara_page: Page, carrier: BrowserContext, line: Line
) -> None:
    carrier.set_offline(True)
    first, second = (put(sara_page, f"Nummer {number}")["id"] for number in range(2))
    line.breaks.add(first)
    carrier.set_offline(False)
    wait_until(sara_page, lambda: flush(sara_page) or line.accepted() == [second])
    line.breaks.clear()
    expect(sara_page.locator("waiting-notes [data-state=sent]")).to_be_visible()
    assert line.accepted() == [second, first]


def test_one_record_that_is_too_large_for_the_line_does_not_hold_up_the_others(
    sara_page: Page, carrier: BrowserContext, line: Line
) -> None:
    sara_page.evaluate(
        "() => { const real = AbortSignal.timeout.bind(AbortSignal); AbortSignal.timeout = () => real(400) }"
    )

    def crawl(route: Route) -> None:
        if len(route.request.post_data_buffer or b"") < 100_000:
            route.continue_()

    sara_page.route("**/api/v1/outbox/*", crawl)
    carrier.set_offline(True)
    large, small = put(sara_page, photo=300_000)["id"], put(sara_page)["id"]
    flush(sara_page)
    carrier.set_offline(False)
    for _ in range(5):
        flush(sara_page)
    wait_until(sara_page, lambda: line.accepted() == [small])
    assert [record["id"] for record in waiting(sara_page)] == [large]


def test_three_tabs_at_once_send_each_record_once(
    sara_page: Page, carrier: BrowserContext, line: Line
) -> None:
    tabs = [sara_page, carrier.new_page(), carrier.new_page()]
    for tab in tabs[1:]:
        tab.goto("/instellingen")
    carrier.set_offline(True)
    written = [put(tabs[number % 3], f"Nummer {number}")["id"] for number in range(6)]
    line.next(None, 503, "lost", None, 503)
    carrier.set_offline(False)
    expect(sara_page.locator("waiting-notes [data-state=sent]")).to_be_visible()
    assert line.accepted() == written
    assert waiting(sara_page) == []


def test_the_same_form_twice_is_one_record(sara_page: Page, carrier: BrowserContext) -> None:
    carrier.set_offline(True)
    same = str(uuid4())
    assert put(sara_page, id=same)["id"] == put(sara_page, id=same)["id"] == same
    assert len(waiting(sara_page)) == 1


def test_nothing_of_the_words_can_be_read_on_the_phone(
    sara_page: Page, carrier: BrowserContext
) -> None:
    carrier.set_offline(True)
    put(sara_page, CANARY, photo=3000)
    kept = everything_kept(sara_page)
    assert waiting(sara_page)[0]["buf"] > 3000
    assert CANARY not in kept
    assert CANARY.encode("utf-16-le").decode("latin1") not in kept


def test_signed_out_keeps_and_sends_after_signing_in(
    sara_page: Page, carrier: BrowserContext, line: Line, away: Live
) -> None:
    device = [cookie for cookie in carrier.cookies() if cookie["name"] != "hb"]
    carrier.clear_cookies()
    carrier.add_cookies(device)  # type: ignore[arg-type]
    record = put(sara_page, settle=30_000)
    assert record["state"] == "login"
    assert states(sara_page) == ["login"]
    expect(sara_page.locator("waiting-notes [data-state=login]")).to_be_visible()
    away.enter(carrier, away.world.sara)
    sara_page.goto("/instellingen")
    expect(sara_page.locator("waiting-notes [data-state=sent]")).to_be_visible()
    assert line.accepted() == [record["id"]]


def test_somebody_else_signing_in_neither_sends_nor_clears_nor_sees_it(
    sara_page: Page, carrier: BrowserContext, line: Line, away: Live
) -> None:
    carrier.set_offline(True)
    record = put(sara_page)
    away.enter(carrier, away.world.mark)
    sara_page.close()
    carrier.set_offline(False)
    sara_page = carrier.new_page()
    came = len(line.bodies)
    sara_page.goto("/instellingen")
    flush(sara_page)
    assert sara_page.locator("body").get_attribute("data-person") == str(away.world.mark)
    assert len(line.bodies) == came
    sara_page.add_init_script(TEN_MINUTES_ON)
    sara_page.reload()
    expect(sara_page.locator("waiting-notes")).to_be_hidden()
    assert [each["id"] for each in waiting(sara_page)] == [record["id"]]
    away.enter(carrier, away.world.sara)
    sara_page.goto("/instellingen")
    expect(sara_page.locator("waiting-notes [data-state=sent]")).to_be_visible()
    assert line.accepted() == [record["id"]]


def test_a_page_of_sara_under_the_cookie_of_mark_does_not_give_up_her_record(
    sara_page: Page, carrier: BrowserContext, line: Line, away: Live
) -> None:
    away.enter(carrier, away.world.mark)
    record = put(sara_page, settle=30_000)
    assert record["state"] == "waits"
    assert line.accepted() == []
    away.enter(carrier, away.world.sara)
    flush(sara_page)
    expect(sara_page.locator("waiting-notes [data-state=sent]")).to_be_visible()
    assert line.accepted() == [record["id"]]
