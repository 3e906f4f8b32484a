"""Every screen that no address leads to: each step, each answer, each refusal, looked at while somebody walks.

Each of them in every way that somebody may see it.
"""

from functools import partial

import pytest
from flask import Flask
from playwright.sync_api import Browser, Route

from tests.browsing import Live
from tests.look.life import Life, pages_of
from tests.look.test_for_everybody import PEOPLE
from tests.look.walk import Walk, endpoint_of
from tests.look.walks import WALKS, staged
from tests.look.ways import look

NO_SCREEN = {
    "feed.all_atom": "read by a program",
    "feed.all_json": "read by a program",
    "feed.description": "read by a program",
    "feed.evidence": "read by a program",
    "feed.feed_atom": "read by a program",
    "feed.feed_json": "read by a program",
    "feed.plan": "read by a program",
    "feed.scales": "read by a program",
    "book_media.small": "a picture by itself",
    "book_media.whole": "a picture or sound by itself",
    "health.health": "figures for who keeps the server",
    "media.small": "a picture by itself",
    "media.strokes": "the lines of a drawing, for the drawing pad",
    "media.whole": "a picture or sound by itself",
    "meetings.calendar": "a file to keep",
    "messages.how_it_goes": "read by script",
    "outbox.key": "read by script",
    "outbox.put": "read by script",
    "outbox.put_move": "read by script",
    "reading_along.photo": "a picture or sound by itself",
    "reading_along.small_photo": "a picture by itself",
    "reading_along_pages.picture": "a picture or sound by itself",
    "reading_along_report.as_json": "a file to keep",
    "room.light": "read by script",
    "room.picture": "a picture by itself",
    "phone.who": "read by script",
    "push.key": "read by script",
    "push.receipt": "sent by script",
    "push.subscribe": "sent by script",
    "push.unsubscribe": "sent by script",
    "shell.manifest": "read by the browser",
    "shell.worker": "read by the browser",
    "static": "files",
    "staying.lock": "said by script",
    "table.now": "read by script",
    "taking.take": "a file to keep",
    "week_looking.own_calendar": "a file to keep",
}
LEADS_ON = {
    "feed_keys.end": "to the keys",
    "book_agreeing.agree": "to the pages",
    "books.change": "to the book, or the books",
    "books.name": "to the book",
    "answering.thank": "to the note",
    "answering.withdraw": "to the note",
    "arrival.go_out": "to the door",
    "child_person.say": "to the first page",
    "devices.end_all": "to the door",
    "devices.end_one": "to the devices",
    "devices.end_one_of": "to the devices",
    "devices.end_others": "to the devices",
    "devices.not_me": "to choosing another code",
    "finding.take": "to the names",
    "house_rules.say_yes": "to the first note",
    "ladder.practise": "to who comes",
    "messages.try_it": "to the page that says how it went",
    "newest.newest": "to what is new, or the first page",
    "notices.seen": "to the first page",
    "passkeys.turn_off": "to the page where it was on",
    "person.say_yes": "to the people",
    "phone.keep": "to the settings",
    "path.tick": "to the phase",
    "path_moving.go_back": "to where we are",
    "path_parts.say": "to the list",
    "plan.endorse": "to the plan",
    "plan.put_in_order": "to the order",
    "room_choosing.take_away": "to choosing the thing",
    "week.of_the_house": "to the week of the house",
    "week.tick": "to the week",
    "week_asking.answer": "to the question",
    "week_people.choose": "to who reads it",
    "week_people.tell": "to the days in each home",
    "seats.change": "to the list",
    "settings.choose_language": "to the settings",
    "week_ticking.tick": "to the week",
}


@pytest.mark.browser
@pytest.mark.parametrize("steps", WALKS, ids=lambda steps: steps.name)
def test_no_screen_on_the_way_has_a_barrier(
    steps: Walk, browser: Browser, live: Live, shown: Life
) -> None:
    wrong = {}
    with staged(browser, live, shown, who=steps.who, language="nl") as stage:
        for name in steps.go(stage):
            if found := look(stage.page):
                wrong[name] = found
        assert stage.broken == []
        assert stage.endpoints() == steps.endpoints
    assert wrong == {}


@pytest.mark.browser
def test_a_screen_that_says_that_something_broke_is_not_walked_past(
    browser: Browser, live: Live, shown: Life
) -> None:
    with staged(browser, live, shown, who="nobody", language="nl") as stage:
        for status in (200, 404, 500):
            stage.page.route("**/over?*", partial(_answer, status))
            stage.page.goto(f"/over?{status}")
        assert stage.broken == [(500, "/over")]


def _answer(status: int, route: Route) -> None:
    route.fulfill(status=status, body="<p>Hoi")


def test_every_page_of_the_application_is_looked_at(app: Flask, life: Life) -> None:
    routes = app.url_map
    looked_at = {endpoint for steps in WALKS for endpoint in steps.endpoints}
    for who in PEOPLE:
        plain = (page.split("?")[0] for page in pages_of(who, life) if page != "/geen-pagina")
        looked_at |= {endpoint_of(routes, "GET", page) for page in plain}
    there = {rule.endpoint for rule in routes.iter_rules()}
    assert looked_at | NO_SCREEN.keys() | LEADS_ON.keys() == there
    assert not looked_at & (NO_SCREEN.keys() | LEADS_ON.keys())
