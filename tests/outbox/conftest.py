"""Phones in the small world, and the logbook that they send to."""

from collections.abc import Callable
from uuid import UUID

import pytest
from flask import Flask

from api.core.house import House
from tests.houses import NOW
from tests.logbook.book import Book
from tests.outbox.phone import Phone
from tests.world import World, sign_in_client


@pytest.fixture
def phone_of(app: Flask, world: World) -> Callable[[UUID], Phone]:
    """A phone with somebody signed in: ``phone_of(world.noor)``."""
    return lambda person: Phone(sign_in_client(app, person), person, NOW)


@pytest.fixture
def book(house: House, world: World) -> Book:
    """The logbook of the house of Noor."""
    return Book(house, world.household, NOW)
