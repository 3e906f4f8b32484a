"""Walks through the app that stop at every screen, also at those that no address leads to.

A walk is a generator: it does what a person does and yields the name of each screen on the way. The
tests look at the screen where it stops, `make shots` takes its picture. Walks find things by name
and value, never by a word, so that they can be walked in every language.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from io import BytesIO
from typing import TypeAlias

from PIL import Image
from playwright.sync_api import Page, Response
from werkzeug.routing import Map

from api.people.devices import ThisDevice
from api.people.entering import accept_invitation, invite
from tests.browsing import Live
from tests.look.life import Life

Screens: TypeAlias = Iterator[str]


@dataclass
class Stage:
    """Where somebody walks: a phone, the house behind it, and the notes in it.

    `broken` are screens that say that something went wrong in the house: those have no barrier either.
    """

    page: Page
    live: Live
    life: Life
    shown: list[tuple[str, str]] = field(default_factory=list)
    broken: list[tuple[int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("response", self._note)

    def invitation_for(self, who: str) -> str:
        """The secret of a fresh link for somebody who was never here."""
        self.live.ask_the_rules_again(getattr(self.live.world, who))
        world, now = self.live.world, self.live.house.clock.now()
        with self.live.house.db.writing(world.household, by=None, now=now) as session:
            return invite(session, person=getattr(world, who), now=now)

    def comes_in_elsewhere(self, who: str, chosen: Iterable[str]) -> None:
        """This person comes in on two other devices, and then here again."""
        for _ in range(2):
            accept_invitation(
                self.live.house,
                secret=self.invitation_for(who),
                chosen=list(chosen),
                device=ThisDevice(token=None),
                now=self.live.house.clock.now(),
            )
        self.live.enter(self.page.context, getattr(self.live.world, who), news=True)

    def sign_out(self) -> None:
        """Only the sign-in goes: the device stays known."""
        self.page.context.clear_cookies(name="hb")

    def endpoints(self) -> set[str]:
        """What the application showed so far."""
        return {endpoint_of(self.live.app.url_map, *each) for each in self.shown}

    def _note(self, answer: Response) -> None:
        asked = answer.request
        leads_on = 300 <= answer.status < 400
        if asked.is_navigation_request() and answer.frame == self.page.main_frame and not leads_on:
            path = answer.url.removeprefix(self.live.url).split("?")[0].split("#")[0]
            self.shown.append((asked.method, path))
            if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                self.broken.append((answer.status, path))


@dataclass(frozen=True)
class Walk:
    """Who walks (nobody: not signed in) and which endpoints of the application show themselves."""

    who: str
    endpoints: frozenset[str]
    go: Callable[[Stage], Screens]

    @property
    def name(self) -> str:
        return self.go.__name__


Go: TypeAlias = Callable[[Stage], Screens]


def walk(who: str, *endpoints: str) -> Callable[[Go], Walk]:
    """Make a walk of a generator."""
    return lambda go: Walk(who, frozenset(endpoints), go)


def endpoint_of(routes: Map, method: str, path: str) -> str:
    """Which function of the application answers there."""
    return str(routes.bind("").match(path, method)[0])


def pick(page: Page, name: str, value: str) -> None:
    """Tap the picture, row or name of this answer."""
    page.locator(f'label:visible:has(input[name="{name}"][value="{value}"])').first.click()


def onward(page: Page) -> None:
    """The button to the next question."""
    page.locator("[data-next]:visible").click()


def tap(page: Page, what: str) -> None:
    """Tap the visible thing that this selector finds."""
    page.locator(f"{what} >> visible=true").first.click()


def unfold(page: Page, what: str) -> None:
    """Show what lies behind a summary."""
    page.locator(what).evaluate("(each) => { each.open = true }")


def send(page: Page) -> None:
    """Press the form's own last button and wait for the page that comes."""
    with page.expect_navigation():
        tap(page, "main form:not([role=search]) button[type=submit]")


def send_plain(page: Page) -> None:
    """Send the form as a browser without script does, checking nothing first."""
    with page.expect_navigation():
        page.evaluate("document.querySelector('main form[method=post]').submit()")


def settled(page: Page, what: str) -> None:
    """Wait until this is on the screen."""
    page.locator(what).locator("visible=true").first.wait_for()


def photo() -> dict[str, object]:
    """A photo to choose on the phone."""
    kept = BytesIO()
    Image.linear_gradient("L").resize((640, 480)).convert("RGB").save(kept, "JPEG")
    return {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": kept.getvalue()}
