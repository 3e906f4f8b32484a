"""Security R29: a message that reaches a phone is always shown, whatever is in it; its receipt reaches us.

Delivered over the browser's own tools, as the browser does itself when its maker's service calls.
"""

import json
from uuid import UUID, uuid4

import pytest

from api.core.db import EVERYWHERE
from api.core.house import House
from api.push.queries import Progress, progress
from api.push.sentences import SENTENCES
from tests.browsing import Live, wait_until
from tests.push.knocking import knock, subscribe_on_new, waiting
from tests.push.receiving import Receiver

pytest_plugins = ["tests.push.receivers"]
NEWS, TEST = SENTENCES
GARBAGE = [
    "",
    "{",
    "null",
    "7",
    "[]",
    '{"k": 99}',
    '{"k":"__proto__","id":{}}',
    "\x00\xff",
    "x" * 3800,
]


def token(number: int) -> str:
    return f"bericht-{number:02d}-{'x' * 24}"


def message(number: int, k: int = 0) -> str:
    return json.dumps({"v": 1, "k": k, "id": token(number)})


def test_five_in_a_row_are_each_shown_and_stand_there_as_one(receiver: Receiver) -> None:
    for number in range(5):
        receiver.deliver(message(number))
    every = [(token(number), "shown") for number in range(5)]
    wait_until(receiver.page, lambda: sorted(set(receiver.counter.came)) == every)
    assert receiver.shows() == [NEWS] * 5
    (one,) = receiver.shown()
    assert (one["title"], one["body"], one["tag"]) == (NEWS, "", "nieuws")
    assert one["icon"].endswith("-192.png")
    assert sorted(one["ids"]) == [token(number) for number in range(5)]
    assert receiver.kept() == []


@pytest.mark.parametrize("garbage", GARBAGE)
def test_garbage_is_shown_too_as_the_same_sentence(receiver: Receiver, garbage: str) -> None:
    receiver.deliver(garbage)
    wait_until(receiver.page, lambda: receiver.shows() == [NEWS])
    assert [(each["title"], each["ids"]) for each in receiver.shown()] == [(NEWS, [])]
    assert receiver.counter.came == []


def test_without_a_net_it_is_shown_and_the_receipt_goes_with_the_next_page(
    receiver: Receiver,
) -> None:
    receiver.context.set_offline(True)
    receiver.counter.status = 503
    receiver.deliver(message(1, k=1))
    wait_until(receiver.page, lambda: receiver.kept() == [f"/{token(1)}/shown"])
    assert [each["title"] for each in receiver.shown()] == [TEST]
    receiver.context.set_offline(False)
    receiver.counter.status = 204
    receiver.page.goto("/bellen")
    wait_until(receiver.page, lambda: receiver.counter.came == [(token(1), "shown")])
    wait_until(receiver.page, lambda: receiver.kept() == [])


def test_a_receipt_that_nobody_knows_is_not_kept(receiver: Receiver) -> None:
    receiver.counter.status = 404
    receiver.deliver(message(1))
    receiver.counter.status = 204
    receiver.deliver(message(2))
    wait_until(receiver.page, lambda: (token(2), "shown") in receiver.counter.came)
    wait_until(receiver.page, lambda: receiver.kept() == [])


def test_a_tap_says_opened_of_all_that_it_stands_for(receiver: Receiver) -> None:
    receiver.deliver(message(1))
    receiver.deliver(message(2))
    every = [(token(1), "shown"), (token(2), "shown")]
    wait_until(receiver.page, lambda: set(receiver.counter.came) >= set(every))
    receiver.tap()
    opened = {(token(1), "opened"), (token(2), "opened")}
    wait_until(receiver.page, lambda: opened <= set(receiver.counter.came))
    receiver.page.wait_for_url(
        "**/"
    )  # nothing waits for Els: the neutral address leads to her own page
    assert receiver.shown() == []


def test_the_server_hears_that_it_was_shown_and_opened(receiver: Receiver, at_home: Live) -> None:
    receiver.counter.is_real = True
    house, els = at_home.house, at_home.world.els
    subscribe_on_new(house, els)
    knock(house, els, about=(about := uuid4()))
    row = next(each for each in waiting(house, els) if each.about == about)
    receiver.deliver(json.dumps({"v": 1, "k": 0, "id": str(row.id)}))
    wait_until(receiver.page, lambda: how_far(house, els, about).shown is not None)
    assert how_far(house, els, about).opened is None
    receiver.tap()
    wait_until(receiver.page, lambda: how_far(house, els, about).opened is not None)


def how_far(house: House, person: UUID, about: UUID) -> Progress:
    with house.db.reading(EVERYWHERE) as session:
        return progress(session, about)[person]


def test_a_page_on_which_somebody_writes_is_left_alone(receiver: Receiver) -> None:
    receiver.page.goto("/logboek/nieuw")
    receiver.deliver(message(1))
    wait_until(receiver.page, lambda: (token(1), "shown") in receiver.counter.came)
    receiver.tap()
    wait_until(receiver.page, lambda: (token(1), "opened") in receiver.counter.came)
    assert receiver.page.url.endswith("/logboek/nieuw")
