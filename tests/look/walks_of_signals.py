"""Walks of who comes: from what somebody saw to the last word, and what is agreed beforehand."""

from uuid import UUID, uuid4

from api.core.db import EVERYWHERE
from api.people.queries import viewer
from api.safe_object.actions import set_signal
from api.safe_object.ladder_rules import Wanted
from api.safe_object.laddering import propose
from api.safe_object.practising import begin_practice
from api.safe_object.words import How
from tests.look.own_house import OwnHouse, open_house
from tests.look.walk import Screens, Stage, pick, send_plain, tap, unfold, walk


def moves_it(house: OwnHouse, *, practice: bool = False) -> UUID:
    """Isa moves her thing."""
    opened, given, now = house.book.house, uuid4(), house.book.house.clock.now()
    with opened.db.writing(EVERYWHERE, by=None, now=now) as session:
        if practice:
            by = viewer(session, house.people["Jo"])
            begin_practice(session, by=by, ward=house.people["Isa"], now=now)
        set_signal(
            session,
            ward=house.people["Isa"],
            household=house.book.household,
            signal_id=given,
            how=How.MOVED,
            by=house.people["Isa"],
            made_at=now,
            practice=practice,
            now=now,
        )
    return given


def presses(stage: Stage, do: str) -> None:
    with stage.page.expect_navigation():
        tap(stage.page, f"button[name=do][value={do}]")


@walk("nobody", "today.today", "signals.open_ones", "signals.one", "signals.answer")
def somebody_comes(stage: Stage) -> Screens:
    house = open_house(stage)
    signal = moves_it(house)
    page = house.enters("Jo")
    page.goto("/")
    yield "signal-on-the-first-page"
    page.goto("/nu")
    yield "signals"
    page.goto(f"/nu/{signal}")
    yield "signal"
    presses(stage, "go")
    yield "signal-mine"
    with page.expect_navigation():
        page.evaluate("document.querySelector('main form:has([name=how])').submit()")
    yield "signal-seen-refused"
    pick(page, "how", "spoke")
    pick(page, "face", "calm")
    with page.expect_navigation():
        tap(page, "form:has([name=how]) button[type=submit]")
    yield "signal-seen"
    presses(stage, "close")
    yield "signal-close-refused"
    pick(page, "play", "ja")
    presses(stage, "close")
    yield "signals-none"


@walk("nobody", "signals.one", "signals.before")
def somebody_practises(stage: Stage) -> Screens:
    house = open_house(stage)
    signal = moves_it(house, practice=True)
    page = house.enters("Jo")
    page.goto(f"/nu/{signal}")
    yield "signal-practice"
    presses(stage, "call")
    unfold(page, "details:has([name=to])")
    yield "signal-hand-over"
    pick(page, "how", "seen")
    pick(page, "face", "happy")
    with page.expect_navigation():
        tap(page, "form:has([name=how]) button[type=submit]")
    pick(page, "play", "ja")
    with page.expect_navigation():
        page.goto("/nu/eerder")
    yield "signals-before"


@walk("nobody", "person.person", "ladder.who_comes", "ladder.change")
def somebody_agrees_who_comes(stage: Stage) -> Screens:
    house = open_house(stage)
    page, isa = house.enters("Jo"), house.people["Isa"]
    page.goto(f"/mensen/{isa}")
    yield "person-of-a-ward"
    page.goto(f"/mensen/{isa}/wie-komt")
    yield "ladder"
    unfold(page, "details")
    page.locator("[name=after-1]").fill("9")
    with page.expect_navigation():
        tap(page, "details button[type=submit]")
    yield "ladder-refused"
    page.locator("[name=after-1]").fill("0")
    with page.expect_navigation():
        tap(page, "details button[type=submit]")
    yield "ladder-proposed"
    presses(stage, "begin")
    yield "ladder-practising"
    page = house.enters("Piet")
    page.goto(f"/mensen/{isa}/wie-komt")
    yield "ladder-to-say-yes-to"


@walk("nobody", "ladder.who_comes")
def a_child_says_yes(stage: Stage) -> Screens:
    house = open_house(stage)
    people, now = house.people, house.book.house.clock.now()
    with house.book.house.db.writing(EVERYWHERE, by=people["Jo"], now=now) as session:
        order = [Wanted(people["Jo"], 0), Wanted(people["Hanna"], 5)]
        by = viewer(session, people["Jo"])
        propose(session, by=by, ward=people["Isa"], wanted=order, card_after=20, now=now)
    page = house.enters("Isa")
    page.goto(f"/mensen/{people['Isa']}/wie-komt")
    yield "ladder-of-a-child"
    presses(stage, "yes")
    yield "ladder-of-a-child-agreed"


@walk("nobody", "ladder.before_reporting", "ladder.report")
def somebody_sees_the_thing(stage: Stage) -> Screens:
    house = open_house(stage)
    page = house.enters("Piet")
    page.goto(f"/mensen/{house.people['Isa']}/verplaatst")
    yield "thing-seen"
    send_plain(page)
    yield "thing-seen-thanks"


@walk("nobody", "availability.when", "availability.add")
def somebody_cannot_come(stage: Stage) -> Screens:
    house = open_house(stage)
    page = house.enters("Jo")
    page.goto("/instellingen/bereikbaar")
    yield "available"
    send_plain(page)
    yield "available-refused"
    pick(page, "kind", "nights")
    page.locator("[name=begins]").fill("22:00")
    page.locator("[name=ends]").fill("07:00")
    pick(page, "stand_in", str(house.people["Piet"]))
    with page.expect_navigation():
        tap(page, "form:has([name=stand_in]) button[type=submit]")
    yield "available-told"


WALKS = (
    somebody_comes,
    somebody_practises,
    somebody_agrees_who_comes,
    a_child_says_yes,
    somebody_sees_the_thing,
    somebody_cannot_come,
)
