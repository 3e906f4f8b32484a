"""The walks of the second code: of a grown-up and of a child, each with a place on their own phone."""

from api.people.devices import ThisDevice
from api.people.entering import accept_invitation
from tests.look.walk import Screens, Stage, send_plain, walk
from tests.people.doors import PICTURES, PIN
from tests.people.quietly import QUIET, QUIET_PICTURES


@walk("nobody", "quiet.quiet", "quiet.choose")
def a_second_code(stage: Stage) -> Screens:
    page = stage.page
    comes_in(stage, "sara", [PIN])
    page.goto("/instellingen/rustig")
    yield "quiet"
    page.locator("[name=code]").fill(PIN)
    page.locator("[name=again]").fill(PIN)
    send_plain(page)
    yield "quiet-refused"
    page.locator("[name=code]").fill(QUIET)
    page.locator("[name=again]").fill(QUIET)
    send_plain(page)
    yield "quiet-on"
    page.goto("/instellingen/rustig")
    yield "quiet-when-it-is-on"
    page.locator("form:has([name=do]) button").click()
    yield "quiet-off"


@walk("nobody", "quiet.quiet", "quiet.choose")
def a_second_row_of_pictures(stage: Stage) -> Screens:
    page = stage.page
    comes_in(stage, "noor", PICTURES)
    page.goto("/instellingen/rustig")
    yield "quiet-of-a-child"
    for name in (*QUIET_PICTURES, *QUIET_PICTURES):
        page.locator(f"button.tile[value={name}]:visible").click()
    page.wait_for_load_state()
    yield "quiet-of-a-child-on"


def comes_in(stage: Stage, who: str, chosen: list[str]) -> None:
    """This person comes in by a link, and has a place here from now on."""
    opened = accept_invitation(
        stage.live.house,
        secret=stage.invitation_for(who),
        chosen=chosen,
        device=ThisDevice(token=None, own=True),
        now=stage.live.house.clock.now(),
    )
    stage.live.take_in(stage.page.context, opened)


WALKS = (a_second_code, a_second_row_of_pictures)
