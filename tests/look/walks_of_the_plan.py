"""Walks through the plan: the forms with what they refuse, a proposal, and who is late."""

from datetime import timedelta
from uuid import UUID

from api.plan.words import Agreement, Danger, Event, Floor, Part, Plan
from tests.look.walk import Screens, Stage, tap, unfold, walk
from tests.plan.sheet import Sheet


def plan_of(stage: Stage) -> Sheet:
    """The plan of this house; oom Tim, who leads the meetings, keeps it."""
    live, world = stage.live, stage.live.world
    now = live.house.clock.now() - timedelta(hours=1)
    return Sheet(live.house, world.household, world.tim, now)


def tick(stage: Stage, name: str, person: UUID) -> None:
    stage.page.locator(f'input[name="{name}"][value="{person}"]').check()


def send(stage: Stage, button: str) -> None:
    with stage.page.expect_navigation():
        tap(stage.page, f"button[value={button}] >> nth=0")


@walk("tim", "plan.plan", "plan.part", "plan.change", "plan.past", "plan.order")
def somebody_keeps_the_plan(stage: Stage) -> Screens:
    page, world, sheet = stage.page, stage.live.world, plan_of(stage)
    if not sheet.plan(world.tim).dangers:  # the house is walked through more than once
        sheet.agree(Danger(text="Er is ruzie als er drank is."))
    sheet.agree(Floor(text="Niemand slaat."), people={Part.GUARDS: (world.els,)})
    sheet.agree(Event(text="Er ging een ruit stuk.", year=2024))
    part = sheet.agreement("Els komt op zondag.", world.els, planned_every=7)
    over = sheet.agreement("Ben komt langs.", world.ben)
    people = {Part.DOES: (world.els,)}
    base = sheet.version_of(part)
    words = Agreement(text="Els komt op zaterdag.")
    sheet.propose(world.sara, words, part=part, base=base, people=people, plan=Plan.DIRECT)
    page.goto("/plan")
    yield "plan-of-who-keeps-it"
    page.goto(f"/plan/{part}")
    yield "plan-part"
    send(stage, "agree")
    yield "plan-part-agreed"
    page.goto(f"/plan/{over}")
    unfold(page, "details >> nth=1")
    send(stage, "end")
    yield "plan-part-refused"
    page.locator("textarea[name=reason]").fill("Het is niet meer nodig.")
    send(stage, "end")
    page.goto("/plan/vroeger")
    yield "plan-before"
    page.goto("/plan/volgorde")
    yield "plan-order"


@walk("sara", "plan_writing.new", "plan_writing.write", "plan.plan", "plan.part")
def somebody_proposes(stage: Stage) -> Screens:
    page = stage.page
    plan_of(stage)
    page.goto("/plan/nieuw")
    yield "plan-kinds"
    for sort in ("afspraak", "zorg", "doel", "voorwaarde", "bodem", "eerder"):
        page.goto(f"/plan/nieuw?soort={sort}")
        yield f"plan-new-{sort}"
        send(stage, "propose")
        yield f"plan-new-{sort}-refused"
    page.goto("/plan/nieuw?soort=afspraak")
    page.locator("textarea[name=text]").fill("Ik bel Els.")
    tick(stage, "does", stage.live.world.sara)
    send(stage, "propose")
    yield "plan-proposed"
    page.goto("/plan")
    yield "plan"


@walk("mark", "plan_writing.before_changing", "plan_writing.change")
def somebody_is_late(stage: Stage) -> Screens:
    page, world, sheet = stage.page, stage.live.world, plan_of(stage)
    part = sheet.agreement("Mark belt Els.", world.mark)
    page.goto(f"/plan/{part}/anders")
    yield "plan-change"
    people, base = {Part.DOES: (world.mark,)}, sheet.version_of(part)
    words = Agreement(text="Mark ziet Els.")
    _, version = sheet.draft(
        world.tim, words, part=part, base=base, people=people, plan=Plan.DIRECT
    )
    sheet.settle(version)
    page.locator("textarea[name=text]").fill("Mark appt Els.")
    send(stage, "propose")
    yield "plan-change-late"


@walk("noor", "plan.plan")
def a_child_reads_what_was_agreed(stage: Stage) -> Screens:
    page, world, sheet = stage.page, stage.live.world, plan_of(stage)
    page.goto("/plan")
    yield "plan-of-a-child-empty"
    sheet.agreement(
        "Els komt op zondag.", world.els, child_words="Oma komt op zondag.", child_picture="house"
    )
    page.goto("/plan")
    yield "plan-of-a-child"


WALKS = (
    somebody_keeps_the_plan,
    somebody_proposes,
    somebody_is_late,
    a_child_reads_what_was_agreed,
)
