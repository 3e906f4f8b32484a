"""Counting what somebody tries at the door; what was right does not count."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from uuid import UUID

from flask import request

from api.core.db import EVERYWHERE
from api.core.http import house
from api.people import signed_in
from api.people.devices import known_device
from api.people.rules import is_whole
from api.people.throttle import actions, rules
from api.people.throttle.rules import Tap


@contextmanager
def counted(*taps: Tap) -> Iterator[None]:
    """Count a try for these, and from this address range; raises TooMany before it is looked at.

    A device that is known has its own count, and does not share that of its range: whoever guesses on
    the same wifi would shut out the whole house, the child first.
    """
    taken = count(*taps)
    yield
    actions.give_back(house(), taken, now=house().clock.now())


def count(*taps: Tap) -> tuple[Tap, ...]:
    """Count a try for good, and return for what: where what is right tells as much as what is wrong."""
    all_of_them = taps if taps and _is_known() else (_range(), *taps)
    actions.take(house(), all_of_them, now=house().clock.now())
    return all_of_them


def counted_link(secret: str) -> AbstractContextManager[None]:
    """Count a try of a code that is said. A whole link cannot be guessed, so nobody's guesses shut it."""
    return nullcontext() if is_whole(secret) else counted()


def place(person: UUID) -> Tap:
    """One person's place on this device."""
    return rules.place(house().secrets.pepper, _device(), person)


def names() -> Tap:
    """Whatever names are said on this device."""
    return rules.names(house().secrets.pepper, _device())


def _is_known() -> bool:
    with house().db.reading(EVERYWHERE) as session:
        return known_device(session, _device()) is not None


def _device() -> str:
    return signed_in.device_token_of(request) or ""


def _range() -> Tap:
    return rules.address_range(house().secrets.pepper, request.remote_addr or "")
