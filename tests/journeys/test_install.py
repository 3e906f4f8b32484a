"""On the screen of a phone: a browser finds nothing against installing, under each of the three names."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright

from pwa.pages.shell import APP_NAMES
from tests.browsing import ARGUMENTS, PHONE, Live, until, wait_until
from tests.carry.line import Line
from tests.carry.phones import ready_offline, waiting
from tests.carry.writing import put
from tests.equipment import chromium

pytest_plugins = ["tests.carry.fixtures"]


@pytest.fixture
def installing(playwright: Playwright, away: Live, tmp_path: Path) -> Iterator[BrowserContext]:
    """A browser with a profile: one without never installs anything."""
    context = playwright.chromium.launch_persistent_context(
        str(tmp_path),
        executable_path=str(chromium()),
        args=ARGUMENTS,
        viewport=PHONE,
        base_url=away.url,
        locale="nl-NL",
    )
    context.add_cookies([{"name": "taal", "value": "nl", "url": away.url}])
    away.enter(context, away.world.sara)
    yield context
    context.close()


@pytest.mark.parametrize("name", APP_NAMES, ids=lambda name: name.key)
def test_chromium_has_nothing_against_installing(installing: BrowserContext, name: object) -> None:
    page = installing.new_page()
    page.goto(f"/installeren?naam={name.key}")  # type: ignore[attr-defined]
    devtools = installing.new_cdp_session(page)
    nothing = {"installabilityErrors": list[object]()}
    wait_until(page, lambda: devtools.send("Page.getInstallabilityErrors") == nothing)
    manifest = devtools.send("Page.getAppManifest")
    assert manifest["errors"] == []
    assert manifest["manifest"]["name"] == name.name  # type: ignore[attr-defined]
    assert devtools.send("Page.getAppId")["appId"].endswith("/")


def test_the_worker_registers_under_trusted_types_and_takes_no_other_script(
    sara_page: Page, away: Live
) -> None:
    registered = sara_page.evaluate(
        "navigator.serviceWorker.getRegistration().then((found) => found.active.scriptURL)"
    )
    assert registered == f"{away.url}/sw.js"
    refused = sara_page.evaluate(
        """() => navigator.serviceWorker.register('/static/other.js').then(() => 'taken', ({name}) => name)"""
    )
    assert refused == "TypeError"
    assert (
        sara_page.evaluate(
            """() => { try { trustedTypes.createPolicy('huisboek', {}); return 'made' } catch ({name}) { return name } }"""
        )
        == "TypeError"
    )


def test_no_request_goes_to_another_host(carrier: BrowserContext, away: Live, line: Line) -> None:
    hosts: set[str] = set()
    carrier.on(
        "request",
        lambda request: hosts.add(request.url.split("/")[2] if "//" in request.url else ""),
    )
    page = carrier.new_page()
    page.goto("/instellingen")
    ready_offline(page)
    for address in (
        "/",
        "/logboek",
        "/logboek/nieuw",
        "/mensen",
        "/bellen",
        "/installeren",
        "/schrijf",
        "/weg",
    ):
        page.goto(address)
    assert hosts <= {away.url.split("/")[2], ""}


def test_a_new_release_takes_over_and_loses_nothing(
    sara_page: Page,
    carrier: BrowserContext,
    away: Live,
    line: Line,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    carrier.set_offline(True)
    record = put(sara_page)
    sara_page.evaluate(
        "caches.open('schil-oud').then((cache) => cache.put('/x', new Response('oud')))"
    )
    line.next(*[503] * 9)
    carrier.set_offline(False)
    monkeypatch.setattr("pwa.pages.shell.shell_version", lambda: "nieuwer")
    sara_page.evaluate("navigator.serviceWorker.getRegistration().then((found) => found.update())")
    expect_version(sara_page, "schil-nieuwer-nl")
    assert [each["id"] for each in waiting(sara_page)] == [record["id"]]
    line.next()
    sara_page.reload()
    wait_until(sara_page, lambda: not waiting(sara_page))
    assert line.accepted() == [record["id"]]


def expect_version(page: Page, name: str) -> None:
    until(
        page,
        """async (name) => {
          const shells = (await caches.keys()).filter((each) => each.startsWith("schil-"))
          return shells.length === 1 && shells[0] === name
        }""",
        name,
    )
