"""Taking one's book along, with a real browser: one tap, one file, and it opens without the house."""

import zipfile
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, expect

from tests.browsing import Live, new_context
from tests.house.test_two_worlds import DRAWING
from tests.logbook.book import Book

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("script", [True, False])
def test_the_file_comes_and_opens_without_the_house(
    browser: Browser, own_live: Live, tmp_path: Path, script: bool
) -> None:
    words = f"Samen gekookt {uuid4().hex}"
    book = Book(own_live.house, own_live.world.household, own_live.house.clock.now())
    book.write(own_live.world.noor, words, strokes=DRAWING)
    phone = new_context(browser, own_live.url, java_script_enabled=script)
    own_live.enter(phone, own_live.world.noor)
    page = phone.new_page()
    page.goto("/instellingen")
    page.get_by_role("link", name="Neem je boek mee").click()
    with page.expect_download() as coming:
        page.get_by_role("button", name="Neem mijn boek mee").click()
    assert coming.value.suggested_filename == "boek.zip"
    coming.value.save_as(tmp_path / "boek.zip")
    phone.close()

    with zipfile.ZipFile(tmp_path / "boek.zip") as made:
        made.extractall(tmp_path)
    alone = browser.new_context(offline=True)
    page = alone.new_page()
    page.goto((tmp_path / "boek.html").as_uri())
    expect(page.get_by_text(words)).to_be_visible()
    picture = page.get_by_role("img").last
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    alone.close()
