"""Walks along a table: every step of who leads, the big screen, the end with what it refuses, and the minutes."""

from datetime import timedelta
from uuid import uuid4

from api.meetings.table.state import Kind
from api.meetings.table.steps import Step
from tests.browsing import until
from tests.logbook.book import Book
from tests.look.walk import Screens, Stage, send_plain, tap, unfold, walk
from tests.look.walks_of_sharing import seats_of
from tests.meetings.table import Table, call
from tests.plan.sheet import Sheet


def laid(stage: Stage) -> Table:
    """A table at which oom Tim leads, with a little of everything on it."""
    live, world = stage.live, stage.live.world
    book = Book(live.house, world.household, live.house.clock.now() - timedelta(hours=1))
    sheet = Sheet(live.house, world.household, world.tim, book.now)
    worries = sheet.plan(world.tim).dangers
    table = call(
        book, world.tim, (world.sara, world.els), danger=worries[0].id if worries else None
    )
    table.begin(world.tim, world.els)
    table.act(world.els, Kind.IDEA, text="Ik kook op vrijdag.")
    table.act(world.tim, Kind.IDEA, text="Ik haal Noor op.")
    table.act(world.tim, Kind.NOTED, step="aim", text="We praten over de avond.")
    return table


def press(stage: Stage, button: str) -> None:
    """The page stays, and what changed comes into it."""
    page = stage.page
    with page.expect_response(lambda each: "/nu?" in each.url and each.status == 200):
        tap(page, f"main button[value={button}] >> nth=0")
    until(page, "() => !document.querySelector('table-live').busy")


def leave_by(stage: Stage, button: str) -> None:
    with stage.page.expect_navigation():
        tap(stage.page, f"main {button} >> nth=0")


@walk("tim", "table.table", "table.act", "table.screen")
def somebody_leads_a_table(stage: Stage) -> Screens:
    page, table = stage.page, laid(stage)
    for step in Step:
        table.act(table.chair, Kind.STEP, step=str(step))
        page.goto(f"/samen/{table.id}/tafel")
        yield f"table-{step}"
        if step in {Step.BACK, Step.BEFORE, Step.SCALE}:
            button = {Step.BACK: "pin", Step.BEFORE: "brought", Step.SCALE: "numbers"}[step]
            if page.locator(f"button[value={button}]").count():
                press(stage, button)
                yield f"table-{step}-{button}"
        if step is Step.DECIDE:
            leave_by(stage, "button[value=decide]")
            yield "table-decide-refused"
    page.goto(f"/samen/{table.id}/scherm")
    yield "table-screen"


@walk("els", "table.table")
def somebody_sits_at_a_table(stage: Stage) -> Screens:
    page, table = stage.page, laid(stage)
    table.decide(
        "Els kookt op vrijdag.", stage.live.world.els, when="Op vrijdag", if_not="Ben komt."
    )
    for step in (Step.BACK, Step.SCALE, Step.IDEAS):
        table.act(table.chair, Kind.STEP, step=str(step))
        page.goto(f"/samen/{table.id}/tafel")
        yield f"table-of-who-sits-there-{step}"


@walk(
    *("tim", "table_closing.end", "table_closing.close", "table_report.report"),
    *("table_report.write", "table.table"),
)
def somebody_ends_a_meeting(stage: Stage) -> Screens:
    page, table = stage.page, laid(stage)
    table.decide("Els kookt op vrijdag.", stage.live.world.els, looks=(stage.live.world.ben,))
    seats_of(stage)  # so that the page says who reads along
    page.goto(f"/samen/{table.id}/sluiten")
    yield "table-end"
    send_plain(page)
    yield "table-end-refused"
    day = (stage.live.house.clock.now() + timedelta(days=30)).date().isoformat()
    page.locator("input[name=day]").fill(day)
    page.locator("input[name=at]").fill("19:30")
    send_plain(page)
    yield "minutes"
    unfold(page, "details.more")
    page.locator("input[name=base]").evaluate("(each) => { each.value = '' }")
    page.locator("input[name=id]").evaluate("(each, id) => { each.value = id }", str(uuid4()))
    page.locator("textarea[name=text]").fill("Het was een goed gesprek.")
    leave_by(stage, "button[value=write]")
    yield "minutes-late"
    page.goto(f"/samen/{table.id}/tafel")
    yield "table-over"
    page.goto(f"/samen/{table.id}/sluiten")
    yield "table-end-over"


WALKS = (somebody_leads_a_table, somebody_sits_at_a_table, somebody_ends_a_meeting)
