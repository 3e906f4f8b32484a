"""Counting what somebody tries at the door; what was right does not count."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from flask import request

from api.core.http import house
from api.people import signed_in
from api.people.throttle import actions, rules
from api.people.throttle.rules import Tap


@contextmanager
def counted(*taps: Tap) -> Iterator[None]:
    """Count a try from this address range and for these; raises TooMany before it is looked at."""
    now = house().clock.now()
    all_of_them = (_range(), *taps)
    actions.take(house(), all_of_them, now=now)
    yield
    actions.give_back(house(), all_of_them, now=now)


def place(person: UUID) -> Tap:
    """One person's place on this device."""
    return rules.place(house().secrets.pepper, _device(), person)


def names() -> Tap:
    """Whatever names are said on this device."""
    return rules.names(house().secrets.pepper, _device())


def _device() -> str:
    return signed_in.device_token_of(request) or ""


def _range() -> Tap:
    return rules.address_range(house().secrets.pepper, request.remote_addr or "")
