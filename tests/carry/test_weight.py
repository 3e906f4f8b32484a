"""What a page loads of script stays light: most phones of these families are slow."""

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Request

from pwa.assets import STATIC, static_url
from tests.browsing import Live

pytest_plugins = ["tests.carry.fixtures"]

MOST = 20_000


@pytest.mark.parametrize("address", ["/", "/logboek", "/logboek/nieuw", "/instellingen/wissen"])
def test_the_scripts_of_a_page_stay_under_twenty_kilobytes(
    carrier: BrowserContext, away: Live, address: str
) -> None:
    total = weight_of_scripts(carrier, address)
    print(f"{address}: {total} bytes of script")
    assert 5_000 < total <= MOST


def weight_of_scripts(carrier: BrowserContext, address: str) -> int:
    """What came over the line, compressed, headers not counted."""
    page = carrier.new_page()
    sizes: list[int] = []
    page.on("requestfinished", lambda request: note(sizes, request))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.close()
    return sum(sizes)


def note(sizes: list[int], request: Request) -> None:
    if request.url.endswith(".js") and request.resource_type == "script":
        sizes.append(request.sizes()["responseBodySize"])


def test_scripts_go_out_without_their_comments_and_still_whole(app: Flask) -> None:
    answer = app.test_client().get(static_url("js/flush.js"))
    sent = answer.get_data(as_text=True)
    assert "A record leaves this phone" not in sent
    assert "export async function send(record" in sent
    assert answer.mimetype == "text/javascript"
    assert len(sent) < len((STATIC / "js" / "flush.js").read_text())
