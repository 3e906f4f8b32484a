"""The walk of somebody who comes in by finger or face, on a phone whose sensor the browser plays."""

from playwright.sync_api import CDPSession, Page

from tests.look.own_house import open_house
from tests.look.walk import Screens, Stage, settled, walk

PAGE = "/instellingen/vinger"
FORGED = """() => {
    const form = document.querySelector("form[action='/instellingen/vinger']")
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "vinger", value: "x" }))
    form.submit()
}"""


class Sensor:
    """The phone's own sensor; whose finger it is, the test says."""

    def __init__(self, page: Page) -> None:
        self.line: CDPSession = page.context.new_cdp_session(page)
        self.line.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        made = self.line.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        self.id = made["authenticatorId"]

    def knows_the_finger(self, whether: bool) -> None:
        given = {"authenticatorId": self.id, "isUserVerified": whether}
        self.line.send("WebAuthn.setUserVerified", given)


def press(page: Page) -> None:
    """Press the button that asks for a finger, where it shows itself."""
    settled(page, "finger-way button")
    page.locator("finger-way button:visible").click()


@walk(
    "nobody",
    "arrival.inside",
    "passkeys.finger",
    "passkeys.turn_on",
    "staying.once_more",
    "today.today",
)
def somebody_comes_in_by_finger(stage: Stage) -> Screens:
    page, sensor = open_house(stage).enters("Hanna"), Sensor(stage.page)
    page.goto(PAGE)
    settled(page, "finger-way button")
    yield "finger-off"
    with page.expect_navigation():
        page.evaluate(FORGED)
    yield "finger-refused"
    with page.expect_navigation():
        press(page)
    yield "finger-on"
    page.goto("/binnen/nog-eens?naar=/instellingen")
    settled(page, "finger-way button")
    yield "once-more-by-finger"
    stage.sign_out()
    page.goto("/binnen")
    settled(page, "finger-way button")
    yield "door-by-finger"
    sensor.knows_the_finger(False)
    press(page)
    settled(page, "finger-way [role=alert]")
    yield "door-by-finger-missed"
    sensor.knows_the_finger(True)
    with page.expect_navigation():
        press(page)
    page.wait_for_url("**/")
    yield "in-by-finger"


WALKS = (somebody_comes_in_by_finger,)
