"""Walks along the path: where we are, going on with something missing, and what is agreed for on the way."""

from datetime import timedelta

from api.path.kinds import Says
from api.path.outcomes import Phase
from tests.look.walk import Screens, Stage, tap, walk
from tests.path.walk import Walk


def path_of(stage: Stage) -> Walk:
    """The path of this house, with something of everything; the house is walked through more than once."""
    live, world = stage.live, stage.live.world
    along = Walk(
        live.house, world.household, world.tim, live.house.clock.now() - timedelta(hours=1)
    )
    if along.path(world.tim).phase is Phase.TUNING:
        along.tick(world.els, "who_looks", words="Amina kijkt mee.")
        along.on("Tim belt morgen over de rest.")
    if not along.path(world.tim).tests:
        step = along.step("Mark gaat praten.", world.mark)
        along.step("Els belt elke week.", world.els)
        along.say(world.mark, step, Says.DONE, "3 keer gedaan.")
        along.say(
            world.els, along.test("Mark komt te laat.", world.els), Says.NOT_HELD, "We belden laat."
        )
        along.point("Noor gaat weer zwemmen.")
        along.closing("Als er drank in huis is.", world.els)
    return along


@walk(
    "tim",
    *("path.path", "path.phase", "path_moving.before_going_on", "path_moving.go_on"),
    *("path_moving.before_going_back", "path_parts.steps", "path_parts.tests"),
    *("path_parts.recovery", "path_parts.closing", "path_writing.new", "path_writing.write"),
    *("path_writing.before_changing", "path_writing.change"),
)
def somebody_keeps_the_path(stage: Stage) -> Screens:
    page, world, along = stage.page, stage.live.world, path_of(stage)
    for name, address in (
        ("path", "/pad"),
        ("path-later", "/pad/later"),
        ("path-back", "/pad/terug"),
        ("path-steps", "/pad/stappen"),
        ("path-tests", "/pad/proef"),
        ("path-recovery", "/pad/herstel"),
        ("path-closing", "/pad/weer"),
        ("path-on", "/pad/verder"),
    ):
        page.goto(address)
        yield name
    send(stage)
    yield "path-on-refused"
    for sort in ("stap", "proef", "herstel", "weer"):
        page.goto(f"/pad/deel/nieuw?soort={sort}")
        yield f"path-new-{sort}"
        send(stage)
        yield f"path-new-{sort}-refused"
    step = along.path(world.tim).steps[-1]
    page.goto(f"/pad/deel/{step.id}/anders")
    yield "path-change"
    along.step("Els belt elke dag.", world.els, part=step.id, base=step.version_id)
    page.locator("textarea[name=text]").fill("Els belt soms.")
    send(stage)
    yield "path-change-late"


@walk("sara", "path.path", "path_parts.closing", "path_parts.tests")
def somebody_of_the_house_reads_the_path(stage: Stage) -> Screens:
    path_of(stage)
    for name, address in (
        ("path-of-a-parent", "/pad"),
        ("path-closing-of-a-parent", "/pad/weer"),
        ("path-tests-of-a-parent", "/pad/proef"),
    ):
        stage.page.goto(address)
        yield name


def send(stage: Stage) -> None:
    with stage.page.expect_navigation():
        tap(stage.page, "main form button[type=submit] >> nth=-1")


WALKS = (somebody_keeps_the_path, somebody_of_the_house_reads_the_path)
