"""A picture of every screen, for looking at: in Dutch, dark, right to left, and with letters twice as big.

The pages and the walks are those that the tests look at (tests/look): a screen that is new there is
new here. `make shots` writes them into shots/; words after it choose variants.
"""

import re
import shutil
import sys
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from api.core.db import EVERYWHERE
from api.core.house import House
from api.demo.people import demo_people
from api.people.queries import viewer as viewer_of
from tests.bench.houses import fill
from tests.browsing import ARGUMENTS, Live, serve
from tests.equipment import chromium
from tests.house.source import ROOT
from tests.logbook.book import Book
from tests.look.life import Life, live_a_little, pages_of
from tests.look.walks import WALKS, staged
from tests.world import World

PLACE = ROOT / "shots"
WHO = ("nobody", "noor", "sara", "els", "tim", "amina")
BIG_LETTERS = "--blink-settings=defaultFontSize=32"
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
# From the top, with the letters there; else a bar that sticks would stand in the middle of the picture.
DRAWN = """() => {
  scrollTo(0, 0)
  return document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
}"""


@dataclass(frozen=True)
class Variant:
    name: str
    language: str = "nl"
    dark: bool = False
    big: bool = False


VARIANTS = (
    Variant("nl"),
    Variant("dark", dark=True),
    Variant("rtl", language="ar"),
    Variant("big", big=True),
    Variant("en", language="en_GB"),
)


def main(chosen: list[str]) -> None:
    shutil.rmtree(PLACE, ignore_errors=True)
    with (
        tempfile.TemporaryDirectory(prefix="huisboek-shots-") as folder,
        sync_playwright() as driver,
    ):
        fill(Path(folder))
        for live in serve({"HUISBOEK_DATA": folder, "HUISBOEK_DEMO": "1"}, made_up_people):
            an_hour_ago = live.house.clock.now() - timedelta(hours=1)
            life = live_a_little(Book(live.house, live.world.household, an_hour_ago), live.world)
            for variant in VARIANTS:
                if not chosen or variant.name in chosen:
                    _all_of(driver, live, life, variant)
    print(f"{len(list(PLACE.rglob('*.png')))} pictures in {PLACE}")


def made_up_people(house: House, _now: datetime) -> World:
    """The people of the demo, under the names that the tests use."""
    with house.db.reading(EVERYWHERE) as session:
        people = demo_people(session)
        home, apart = (viewer_of(session, people[each]).household for each in ("noor", "fem"))
    names = ("noor", "sara", "mark", "els", "ben", "tim", "amina", "lotte", "daan", "fem", "ria")
    known = {name: people[name] for name in names}
    return World(household=home, apart=apart, kees=people["fatma"], **known)


def _all_of(driver: Playwright, live: Live, life: Life, variant: Variant) -> None:
    browser = _launch(driver, variant)
    seen = {"language": variant.language, "color_scheme": "dark" if variant.dark else "light"}
    for who in WHO:
        with staged(browser, live, life, who=who, **seen) as stage:
            for address in pages_of(who, life):
                stage.page.goto(address)
                _shoot(stage.page, variant, f"{who}-{_named(address, life)}")
    for steps in WALKS:
        with staged(browser, live, life, who=steps.who, **seen) as stage:
            for name in steps.go(stage):
                _shoot(stage.page, variant, f"{steps.who}-{name}")
    browser.close()


def _named(address: str, life: Life) -> str:
    """The address as the name of a file; a note is called by what is special about it."""
    known = {str(value): name for name, value in vars(life).items()}
    plain = ID.sub(lambda found: known.get(found[0], "een"), address)
    return re.sub(r"[^a-z]+", "-", plain).strip("-") or "begin"


def _shoot(page: Page, variant: Variant, name: str) -> None:
    page.evaluate(DRAWN)
    place = PLACE / variant.name / f"{name}.png"
    place.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=place, full_page=True)


def _launch(driver: Playwright, variant: Variant) -> Browser:
    extra = [BIG_LETTERS] if variant.big else []
    return driver.chromium.launch(executable_path=str(chromium()), args=[*ARGUMENTS, *extra])


if __name__ == "__main__":
    main(sys.argv[1:])
