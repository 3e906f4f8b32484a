"""A push service for the tests, and a house that may send to it."""

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from flask import Flask

from api.core.clock import FixedClock
from api.core.house import House
from api.core.settings import Settings
from tests.houses import NOW, make_app
from tests.push.service import Service, serving
from tests.push.someone import Someone
from tests.world import World


@pytest.fixture
def service() -> Iterator[Service]:
    with serving() as found:
        found.now = lambda: NOW
        yield found


@pytest.fixture
def house(environment: dict[str, str], service: Service) -> Iterator[House]:
    """An empty house that may send to this service as well."""
    settings = Settings.from_environment({**environment, "HUISBOEK_PUSH_ORIGINS": service.origin})
    opened = House.open(settings, FixedClock(NOW))
    service.now = opened.clock.now
    yield opened
    opened.close()


@pytest.fixture
def app(house: House) -> Flask:
    return make_app(house)


@pytest.fixture
def someone(app: Flask, house: House, world: World, service: Service) -> Callable[..., Someone]:
    """Somebody with a browser that is knocked for: ``someone(world.els)``."""

    def make(person: UUID, at: Service = service) -> Someone:
        return Someone.with_browser(app, house, person, at)

    return make
