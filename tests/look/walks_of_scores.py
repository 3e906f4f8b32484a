"""Walks along the numbers: one's own first, then those of others, and how it went over the months."""

from datetime import timedelta
from uuid import UUID

from playwright.sync_api import Page

from tests.look.own_house import OwnHouse, open_house
from tests.look.walk import (
    Screens,
    Stage,
    onward,
    pick,
    send,
    send_plain,
    settled,
    tap,
    unfold,
    walk,
)
from tests.scales.marks import agree_on_danger, score, score_then

SAW = "Rob liep even naar buiten. Daarna aten we samen."


def with_numbers(stage: Stage) -> tuple[OwnHouse, UUID]:
    """Over the months Hanna and Jo gave their numbers; Jo has given this month's too."""
    own = open_house(stage)
    hanna, jo, piet = (own.people[name] for name in ("Hanna", "Jo", "Piet"))
    danger = agree_on_danger(own.book, piet, "Rob en Hanna roepen hard. Isa is dan bang.")
    now = stage.live.house.clock.now()
    for ago, value in ((160, 3), (130, 4), (100, 6), (40, 6)):
        score_then(own.book, hanna, danger, value, now - timedelta(days=ago))
        score_then(own.book, jo, danger, value + 1, now - timedelta(days=ago))
    own.book.now = now - timedelta(minutes=9)
    score(own.book, jo, danger, 7, not_higher="Praten over geld lukt nog niet.")
    return own, danger


@walk(
    "nobody",
    "today.today",
    "scores.scores",
    "scores.before_giving",
    "scores.give",
    "scores_history.history",
)
def somebody_gives_a_number(stage: Stage) -> Screens:
    own, danger = with_numbers(stage)
    page = own.enters("Hanna")
    page.goto("/")
    yield "today-with-a-number-to-give"
    page.goto("/cijfers")
    yield "scores-before-ones-own"
    page.goto(f"/cijfers/{danger}")
    send_plain(page)
    yield "score-missing"
    page.goto(f"/cijfers/{danger}")
    onward(page)
    yield "score-number-missing"
    pick(page, "value", "6")
    onward(page)
    yield "score-words"
    onward(page)
    yield "score-words-missing"
    page.locator("[name=seen]").fill(SAW)
    onward(page)
    pick(page, "audience", "circle")
    yield "score-who"
    tap(page, "[data-step=who] [type=submit]")
    page.wait_for_url("**/cijfers?klaar")
    yield "scores-after-ones-own"
    page.goto(f"/cijfers/{danger}/verloop")
    unfold(page, "details >> nth=0")
    yield "scores-history"


@walk("nobody", "scores.scores", "scores_history.before_wording", "scores_history.word")
def who_leads_finds_the_words(stage: Stage) -> Screens:
    own, danger = with_numbers(stage)
    page = own.enters("Piet")
    page.goto(f"/cijfers/{danger}/woorden")
    yield "scale-words"
    page.locator("[name=ten]").fill("")
    send_plain(page)
    yield "scale-words-missing"
    page.locator("[name=ten]").fill("Wij praten rustig, ook over geld.")
    send(page)
    yield "scores-with-own-words"


@walk("nobody", "scores.scores", "scores_history.history")
def a_young_child_says_how_it_is(stage: Stage) -> Screens:
    own, _danger = with_numbers(stage)
    page = own.enters("Isa")
    page.goto("/cijfers")
    yield "faces"
    onward(page)
    yield "faces-missing"
    pick(page, "value", "2")
    settled(page, "[name=seen]")
    yield "faces-words"
    onward(page)
    pick(page, "audience", "circle")
    yield "faces-who"
    tap(page, "[data-step=who] [type=submit]")
    page.wait_for_url("**/cijfers?klaar")
    yield "faces-thanks"
    page.goto(f"/cijfers/{own.people['Isa']}/verloop")
    yield "faces-history"
    _looks_at(own, page)
    yield "faces-of-a-ward"


def _looks_at(own: OwnHouse, page: Page) -> None:
    own.enters("Jo")
    page.goto(f"/cijfers/{own.people['Isa']}/verloop")


@walk("noor", "scores.scores")
def an_older_child_stands_on_a_ladder(stage: Stage) -> Screens:
    stage.page.goto("/cijfers")
    yield "ladder"
    pick(stage.page, "value", "3")
    settled(stage.page, "[name=seen]")
    yield "ladder-words"


WALKS = (
    somebody_gives_a_number,
    who_leads_finds_the_words,
    a_young_child_says_how_it_is,
    an_older_child_stands_on_a_ladder,
)
