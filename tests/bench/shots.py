"""A picture of every screen, for looking at: by person, in Dutch, dark, right to left, and with letters twice as big.

New pages are found by themselves in the application's own map. `make shots` writes them into shots/.
"""

import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from pwa import create_app
from tests.bench.houses import fill, open_house, running
from tests.browsing import ARGUMENTS, PHONE
from tests.equipment import chromium
from tests.house.source import ROOT

PLACE = ROOT / "shots"
WHO = ("nobody", "noor", "sara", "els", "amina")
NOT_A_SCREEN = {"/healthz", "/sw.js", "/manifest.webmanifest", "/api/v1/key", "/logboek/afdruk"}
LAST = {"/weg"}  # leaving ends the sign-in
BIG_LETTERS = "--blink-settings=defaultFontSize=32"


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


def main() -> None:
    shutil.rmtree(PLACE, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix="huisboek-shots-") as folder:
        data = Path(folder) / "var"
        fill(data)
        with running(data, "api.cli", "serve") as server, sync_playwright() as driver:
            screens = _screens(data)
            for variant in VARIANTS:
                browser = _launch(driver, variant)
                for who in WHO:
                    _shoot(browser, server.url, who, variant, screens)
                browser.close()
    print(f"{len(list(PLACE.rglob('*.png')))} pictures in {PLACE}")


def _screens(data: Path) -> list[str]:
    house = open_house(data)
    rules = list(create_app(house).url_map.iter_rules())
    house.close()
    plain = {rule.rule for rule in rules if "GET" in (rule.methods or ()) and not rule.arguments}
    return sorted(plain - NOT_A_SCREEN - LAST) + sorted(LAST)


def _shoot(browser: Browser, url: str, who: str, variant: Variant, screens: list[str]) -> None:
    context = _context(browser, url, who, variant)
    page = context.new_page()
    for address in [*_notes(page), *screens]:
        answer = page.goto(address, wait_until="load")
        landed = page.url.removeprefix(url).split("#")[0].split("?")[0]
        if answer is None or answer.status != 200 or landed != address:
            continue
        page.wait_for_timeout(150)
        name = (
            re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "een", address).strip("/").replace("/", "-")
            or "begin"
        )
        place = PLACE / variant.name / f"{who}-{name}.png"
        place.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=place, full_page=True)
    context.close()


def _notes(page: Page) -> Iterator[str]:
    """The newest note, and its other screens."""
    page.goto("/logboek")
    found = re.search(r'href="(/logboek/[0-9a-f-]{36})"', page.content())
    if found:
        yield found.group(1)
        yield f"{found.group(1)}/anders"
        yield f"{found.group(1)}/weghalen"


def _context(browser: Browser, url: str, who: str, variant: Variant) -> BrowserContext:
    context = browser.new_context(
        viewport=PHONE,  # type: ignore[arg-type]
        base_url=url,
        locale="nl-NL",
        color_scheme="dark" if variant.dark else "light",
        service_workers="block",
    )
    context.add_cookies([{"name": "taal", "value": variant.language, "url": url}])
    if who != "nobody":
        page = context.new_page()
        page.goto("/demo")
        page.locator(f'form[action$="/demo/{who}"] button').first.click()
        page.close()
    return context


def _launch(driver: Playwright, variant: Variant) -> Browser:
    extra = [BIG_LETTERS] if variant.big else []
    return driver.chromium.launch(executable_path=str(chromium()), args=[*ARGUMENTS, *extra])


if __name__ == "__main__":
    main()
