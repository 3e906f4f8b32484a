"""Fixtures: a server, the push service that it sends to, and a real Chromium that takes messages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Playwright
from sqlalchemy import delete

from api.core.db import EVERYWHERE
from api.push.model import Subscription
from tests.browsing import ARGUMENTS, PHONE, Live, serve, wait_until
from tests.carry.phones import ready_offline
from tests.equipment import chromium
from tests.houses import fresh_urls
from tests.push.knocking import give_device
from tests.push.receiving import COUNT, Counter, Receiver
from tests.push.service import Service, serving


@pytest.fixture(scope="module")
def knocks() -> Iterator[Service]:
    """The push service that the house may send to."""
    with serving() as found:
        yield found


@pytest.fixture(scope="module")
def at_home(
    sqlite_template: str, tmp_path_factory: pytest.TempPathFactory, knocks: Service
) -> Iterator[Live]:
    """A server of these tests alone."""
    with fresh_urls("sqlite", sqlite_template, tmp_path_factory.mktemp("push"), "") as environment:
        yield from serve({**environment, "HUISBOEK_PUSH_ORIGINS": knocks.origin})


@pytest.fixture
def receiver(playwright: Playwright, at_home: Live, tmp_path: Path) -> Iterator[Receiver]:
    """Els's phone, which may show messages; a browser without a profile has no push."""
    app: Flask = at_home.app
    counter = Counter(app.wsgi_app)
    app.wsgi_app = counter  # type: ignore[method-assign]
    _forget_phones(at_home)
    context = playwright.chromium.launch_persistent_context(
        str(tmp_path),
        executable_path=str(chromium()),
        args=ARGUMENTS,
        viewport=PHONE,
        base_url=at_home.url,
        locale="nl-NL",
    )
    context.grant_permissions(["notifications"], origin=at_home.url)
    context.add_cookies([{"name": "taal", "value": "nl", "url": at_home.url}])
    at_home.take_in(context, give_device(at_home.house, at_home.world.els))
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    found: list[str] = []
    devtools.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: found.extend(each["registrationId"] for each in event["registrations"]),
    )
    page.goto("/instellingen")
    ready_offline(page)
    devtools.send("ServiceWorker.enable")
    wait_until(page, lambda: bool(found))
    context.service_workers[0].evaluate(COUNT)
    yield Receiver(context, page, devtools, at_home.url, found[0], counter)
    context.close()
    app.wsgi_app = counter.app  # type: ignore[method-assign]


def _forget_phones(live: Live) -> None:
    """What another test of this house subscribed rings no more."""
    with live.house.db.writing(EVERYWHERE, by=None, now=live.house.clock.now()) as session:
        session.execute(delete(Subscription))
