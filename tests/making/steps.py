"""Short words for the journeys of writing: open the form, tap, draw, save, and look what arrived."""

from collections.abc import Sequence
from contextlib import suppress
from uuid import UUID

from playwright.sync_api import FloatRect, Locator, Page, expect

from api.logbook import queries
from api.logbook.views import EntryView, MediumBytes
from api.people.queries import viewer as viewer_of
from tests.browsing import Live

PAPER = ".paper canvas[role=img]"
AT_REST = """async (paper) => {
  await document.fonts.ready
  const place = () => JSON.stringify(document.querySelector(paper).getBoundingClientRect())
  let before
  do {
    before = place()
    for (let frames = 0; frames < 3; frames++) await new Promise((done) => requestAnimationFrame(done))
  } while (place() !== before)
}"""
TRIES = 4
HOUSE = ((0.2, 0.8), (0.2, 0.45), (0.5, 0.2), (0.8, 0.45), (0.8, 0.8), (0.2, 0.8))
DOOR = ((0.45, 0.8), (0.45, 0.6), (0.55, 0.6), (0.55, 0.8))


def open_form(page: Page, live: Live, person: UUID, address: str = "/logboek/nieuw") -> None:
    """Sign somebody in and open the form."""
    live.enter(page.context, person)
    page.goto(address)
    page.wait_for_selector("step-by-step:defined")


def card(page: Page, word: str) -> Locator:
    """The picture or row with this word on the question that is on the screen."""
    return page.locator("label:visible", has_text=word).first


def name(page: Page, word: str) -> Locator:
    """The name of somebody that can be ticked."""
    return page.locator(".chip:visible", has_text=word).first


def onward(page: Page) -> None:
    """From what happened to who may read it; the word on the button depends on the last time."""
    page.locator("[data-step=what] [data-next]").click()


def press(page: Page, word: str) -> None:
    """Press the button with exactly this word."""
    page.get_by_role("button", name=word, exact=True).locator("visible=true").first.click()


def stroke(page: Page, points: Sequence[tuple[float, float]]) -> None:
    """Draw with one finger over these places of the paper, and see that it is there.

    On a busy machine the paper may still slide away under the finger: then the finger tries again.
    """
    canvas = page.locator(PAPER)
    before = int(canvas.get_attribute("data-strokes") or 0)
    for _ in range(TRIES):
        _draw_once(page, points)
        with suppress(AssertionError):
            expect(canvas).to_have_attribute("data-strokes", str(before + 1), timeout=3000)
            return
    expect(canvas).to_have_attribute("data-strokes", str(before + 1))


def _draw_once(page: Page, points: Sequence[tuple[float, float]]) -> None:
    page.locator(PAPER).scroll_into_view_if_needed()
    paper = paper_of(page)
    places = [
        (paper["x"] + x * paper["width"], paper["y"] + y * paper["height"]) for x, y in points
    ]
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=8)
    page.mouse.up()


def paper_of(page: Page) -> FloatRect:
    """Where the paper lies, once the drawing pad has come and nothing moves any more."""
    page.locator(f"{PAPER} + canvas.live").wait_for()
    page.evaluate(AT_REST, PAPER)
    found = page.locator(PAPER).bounding_box()
    assert found
    return found


def saved(page: Page) -> None:
    """Wait until the page says that it stands."""
    page.wait_for_url("**/logboek/bewaard/**")


def newest(live: Live, person: UUID) -> EntryView:
    """The note that this person wrote last, as the person sees it."""
    with live.house.db.reading(live.world.household) as session:
        mine = queries.timeline(session, viewer_of(session, person), person=person).items
    return max(mine, key=lambda entry: entry.written_at)


def medium(live: Live, person: UUID, which: UUID, size: str = "full") -> MediumBytes:
    """The bytes of a drawing, photo or voice."""
    with live.house.db.reading(live.world.household) as session:
        return queries.medium(session, viewer_of(session, person), which, size)  # type: ignore[arg-type]
