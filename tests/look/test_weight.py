"""What the first page costs on the wire: HTML, styles, script and pictures, compressed; letters apart."""

import gzip

import pytest
from playwright.sync_api import Browser, Response

from pwa.assets import STATIC, css
from tests.browsing import Live, new_context
from tests.look.life import Life

KB = 1024
SHELL = [*sorted((STATIC / "css" / "shell").glob("*.css"))]
PAGES = sorted(path.stem for path in (STATIC / "css" / "pages").glob("*.css"))


@pytest.mark.parametrize("page", PAGES)
def test_the_styles_of_a_page_are_small(page: str) -> None:
    assert len(gzip.compress(css(page).encode())) <= 10 * KB


@pytest.mark.browser
@pytest.mark.parametrize("who", ["nobody", "noor", "sara"])
def test_the_first_page_is_light(who: str, browser: Browser, live: Live, shown: Life) -> None:
    context = new_context(browser, live.url, service_workers="block")
    if who != "nobody":
        live.enter(context, getattr(live.world, who))
    page = context.new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 a method of list cannot be wrapped
    page.goto("/bellen" if who == "nobody" else "/", wait_until="networkidle")
    sizes = {
        answer.url: (kind(answer), answer.request.sizes()["responseBodySize"]) for answer in answers
    }
    context.close()
    total = {
        name: sum(size for sort, size in sizes.values() if sort == name)
        for name in ("page", "script", "font")
    }
    assert all(url.startswith(live.url) for url in sizes), sizes
    assert total["page"] + total["script"] <= 60 * KB, sizes
    assert total["script"] <= 20 * KB, sizes
    assert total["font"] <= 60 * KB, sizes


def kind(answer: Response) -> str:
    type_ = answer.headers.get("content-type", "")
    if "font" in type_ or answer.url.endswith(".woff2"):
        return "font"
    return "script" if "javascript" in type_ else "page"
