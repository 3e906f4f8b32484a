"""Fixtures: a house with its worker, what the maker of a Chromium runs, and Els's own phone."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from api import worker
from api.push.due import Office
from tests.browsing import ARGUMENTS, PHONE, Live, serve
from tests.equipment import chromium
from tests.houses import fresh_urls
from tests.people.doors import Door
from tests.push.hearing import Ahead, Hearing, working
from tests.push.maker import Maker, making


@pytest.fixture
def clock() -> Ahead:
    return Ahead()


@pytest.fixture
def maker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Maker]:
    """What the maker of the browsers runs."""
    with making(tmp_path_factory.mktemp("maker")) as found:
        yield found


@pytest.fixture
def at_work(
    sqlite_template: str, scratch: Path, maker: Maker, clock: Ahead, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Live]:
    """A server and a worker beside it."""
    monkeypatch.setattr(worker, "Office", partial(Office, sender=maker.sender()))
    with fresh_urls("sqlite", sqlite_template, scratch, "") as environment:
        for live in serve(environment, clock=clock):
            with working(live.house):
                yield live


@pytest.fixture
def els(playwright: Playwright, at_work: Live, maker: Maker, tmp_path: Path) -> Iterator[Hearing]:
    """Els, who came in on her own phone with her own code; messages are off still."""
    context = playwright.chromium.launch_persistent_context(
        str(tmp_path / "els"),
        executable_path=str(chromium()),
        args=[*ARGUMENTS, *maker.flags()],
        viewport=PHONE,
        base_url=at_work.url,
        locale="nl-NL",
    )
    context.grant_permissions(["notifications"], origin=at_work.url)
    context.add_cookies([{"name": "taal", "value": "nl", "url": at_work.url}])
    person = at_work.world.els
    at_work.hand_over(context, Door(at_work.house, at_work.app).arrive(person))
    yield Hearing(person, at_work, context, context.new_page())
    context.close()
