"""A child of five taps everything: nothing breaks, nothing of anybody's is lost, nobody is shut out."""

import random
from datetime import timedelta
from uuid import UUID

import pytest
from playwright.sync_api import BrowserContext, Error, Page, Response
from sqlalchemy import func, select

from api.core.db import EVERYWHERE
from api.logbook.model import Entry, Medium
from api.people.devices import ThisDevice
from api.people.entering import accept_invitation, invite
from api.people.invitations import house_rules
from api.people.model import Person, SafetyLink, Shield
from api.people.policy import Audience
from api.people.queries import viewer
from tests.browsing import Live
from tests.logbook.book import Book
from tests.world import sign_in_client

pytestmark = pytest.mark.timeout(600)

PICTURES = ["bear", "sun", "cat", "moon"]
MOST_TRIES = 100
# Where one of the things that can be tapped stands, and whether a tap there stays in the app.
SOME_THING = """(chance) => {
  const all = [...document.querySelectorAll("a, button, label, summary, canvas")]
  const things = all.filter((each) => each.checkVisibility({ visibilityProperty: true }))
  const thing = things[Math.floor(chance * things.length)]
  if (!thing || thing.href?.startsWith(location.origin) === false) return null
  thing.scrollIntoView({ block: "center" })
  const { x, y, width, height } = thing.getBoundingClientRect()
  return [x + width / 2, y + height / 2]
}"""


@pytest.fixture(params=[5, 26])
def chance(request: pytest.FixtureRequest) -> random.Random:
    return random.Random(request.param)


@pytest.fixture
def faults(context: BrowserContext) -> list[str]:
    """What went wrong: an error in a script, or an answer that says that the house broke."""
    found: list[str] = []

    def note(answer: Response) -> None:
        if answer.status >= 500:
            found.append(f"{answer.status} {answer.url}")

    context.on("response", note)
    context.on("weberror", lambda error: found.append(str(error.error)))
    return found


def test_a_child_taps_everything(
    context: BrowserContext, own_live: Live, chance: random.Random, faults: list[str]
) -> None:
    world = own_live.world
    earlier = own_live.house.clock.now() - timedelta(hours=1)
    book = Book(own_live.house, world.household, earlier)
    secret = book.write(world.noor, "Ik kon niet slapen.", audience=Audience.SAFETY_PERSON)
    others = book.write(world.sara, "We bakten pannenkoeken.")
    before = counted(own_live)
    page = open_app(context, own_live)
    seen, taps = set(), 0
    for _ in range(MOST_TRIES):
        taps += tap_something(page, chance, own_live)
        seen.add(page.url.removeprefix(own_live.url).split("?")[0].split("#")[0])
    assert faults == []
    assert len(seen) >= 5, seen
    assert taps >= MOST_TRIES / 3
    after = counted(own_live)
    assert all(after[table] >= before[table] for table in before), (before, after)
    assert after["people"] == before["people"]
    assert after["links"] == before["links"]
    assert after["shields"] == before["shields"]
    for person, entry in ((world.els, secret), (world.sara, others)):
        assert is_there(own_live, person, entry)
    knock_again(page, own_live)


def open_app(context: BrowserContext, live: Live) -> Page:
    """Noor on a tablet, come in by her pictures."""
    house, noor, now = live.house, live.world.noor, live.house.clock.now()
    with house.db.writing(live.world.household, by=noor, now=now) as session:
        link = invite(session, person=noor, now=now)
        house_rules.say_yes(session, by=viewer(session, noor), now=now)
    device = ThisDevice(token=None)
    live.take_in(
        context, accept_invitation(house, secret=link, chosen=PICTURES, device=device, now=now)
    )
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(live.url)
    return page


def tap_something(page: Page, chance: random.Random, live: Live) -> bool:
    """Tap one of the things on the screen, unless it moves away just then; who left comes back."""
    try:
        if not page.url.startswith(live.url) or "/weg" in page.url:
            page.goto(live.url)
        place = page.evaluate(SOME_THING, chance.random())
        if place is None:  # a covered page, or one that leads out of the app
            page.goto(live.url)
            return False
        page.mouse.click(*place)
        page.wait_for_load_state()
    except Error:
        page.wait_for_load_state()
        return False
    return True


def knock_again(page: Page, live: Live) -> None:
    """However it ended, her own pictures let her in."""
    page.wait_for_load_state("networkidle")
    page.goto(f"{live.url}/binnen?wie={live.world.noor}")
    tiles = page.locator("button.tile")
    if tiles.count():
        with page.expect_navigation():
            for each in PICTURES:
                page.locator(f"button.tile[value={each}]").click()
    page.goto(live.url)
    page.get_by_role("heading", name="Hoi Noor").wait_for()


def counted(live: Live) -> dict[str, int]:
    count = func.count
    asked = {
        "entries": select(count()).select_from(Entry),
        "media": select(count()).select_from(Medium),
        "links": select(count()).select_from(SafetyLink).filter_by(until=None),
        "shields": select(count()).select_from(Shield).filter_by(until=None),
        "people": select(count()).select_from(Person).filter_by(ended_at=None),
    }
    with live.house.db.reading(EVERYWHERE) as session:
        return {name: session.scalar(each) or 0 for name, each in asked.items()}


def is_there(live: Live, person: UUID, entry: UUID) -> bool:
    return sign_in_client(live.app, person).get(f"/logboek/{entry}").status_code == 200
