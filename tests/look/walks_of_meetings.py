"""Walks through calling people together: the forms with what they refuse, who is late, and what one brings."""

from datetime import timedelta

from api.meetings import actions
from api.meetings.rules import LONGEST
from tests.logbook.book import Book
from tests.look.walk import Screens, Stage, send_plain, tap, unfold, walk
from tests.meetings.sitting import Sitting, call


def called(stage: Stage) -> Sitting:
    """A sitting that oom Tim called, with a day."""
    live, world = stage.live, stage.live.world
    book = Book(live.house, world.household, live.house.clock.now() - timedelta(hours=1))
    sitting = call(book, world.tim, (world.sara, world.els, world.noor))
    sitting.choose()
    return sitting


def press(stage: Stage, button: str) -> None:
    with stage.page.expect_navigation():
        tap(stage.page, f"main {button} >> nth=0")


@walk(
    *("tim", "meeting_planning.new", "meeting_planning.plan", "meetings.everything"),
    *("meeting_people.who", "meeting_people.ask", "meeting_days.days", "meeting_days.answer"),
)
def somebody_calls_people_together(stage: Stage) -> Screens:
    page, sitting = stage.page, called(stage)
    page.goto("/samen")
    yield "meetings-of-who-leads"
    page.goto("/samen/nieuw")
    yield "meeting-new"
    send_plain(page)
    yield "meeting-new-refused"
    page.goto(f"/samen/{sitting.id}/wie")
    yield "meeting-who"
    page.locator("input[name=mode][value=professional]").check()
    page.locator("input[name=person]").evaluate_all("all => all.forEach(e => e.checked = false)")
    press(stage, "button[value=chair]")
    yield "meeting-who-refused"
    page.goto(f"/samen/{sitting.id}/dagen")
    yield "meeting-days"
    unfold(page, "details.more")
    press(stage, "button[value=offer]")
    yield "meeting-days-refused"


@walk("tim", "meetings.one", "meetings.change")
def somebody_changes_it_late(stage: Stage) -> Screens:
    page, sitting = stage.page, called(stage)
    page.goto(f"/samen/{sitting.id}")
    yield "meeting-of-who-leads"
    words = {"goal": "Rust.", "base": sitting.seen(sitting.by).number}
    sitting.do(actions.change_words, place="Bij Els", **words)
    unfold(page, "details >> nth=0")
    page.locator("input[name=place]").fill("Bij Kees")
    press(stage, "button[value=words]")
    yield "meeting-late"


@walk(
    "sara", "meetings.everything", "meetings.one", "meeting_before.before", "meeting_before.bring"
)
def somebody_brings_something(stage: Stage) -> Screens:
    page, world, sitting = stage.page, stage.live.world, called(stage)
    page.goto("/samen")
    yield "meetings"
    page.goto(f"/samen/{sitting.id}/vooraf")
    yield "meeting-before"
    page.locator("textarea[name=well]").fill("x" * (LONGEST + 1))
    press(stage, "form button[type=submit]")
    yield "meeting-before-refused"
    sitting.bring(world.els, well="Sara belde elke avond.")
    sitting.bring(world.els, ward=world.noor, worry="Het is soms hard.")
    sitting.open()
    page.goto(f"/samen/{sitting.id}")
    yield "meeting-opened"


@walk("els", "meeting_before.before")
def a_safety_person_says_it_for_a_child(stage: Stage) -> Screens:
    stage.page.goto(f"/samen/{called(stage).id}/vooraf")
    yield "meeting-before-for-a-child"


@walk("noor", "meetings.everything", "meetings.one")
def a_child_reads_when_it_is(stage: Stage) -> Screens:
    page, sitting = stage.page, called(stage)
    page.goto("/samen")
    yield "meetings-of-a-child"
    page.goto(f"/samen/{sitting.id}")
    yield "meeting-of-a-child"


WALKS = (
    somebody_calls_people_together,
    somebody_changes_it_late,
    somebody_brings_something,
    a_safety_person_says_it_for_a_child,
    a_child_reads_when_it_is,
)
