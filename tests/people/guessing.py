"""A process of its own that guesses: `python guessing.py door|throttle <how many> <device> <person>`.

It prints how each guess was answered, counted by the name of the refusal.
"""

import json
import sys
from collections import Counter
from datetime import UTC, datetime
from uuid import UUID

from argon2 import PasswordHasher

from api.core.clock import FixedClock
from api.core.errors import Busy, Refusal
from api.core.house import House
from api.core.settings import Settings
from api.people import entering, hashing
from api.people.throttle import actions
from api.people.throttle.rules import place

NOW = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)


def guess(house: House, what: str, number: int, device: str, person: UUID) -> str:
    try:
        if what == "throttle":
            actions.take(house, [place(house.secrets.pepper, device, person)], now=NOW)
        else:
            wrong = [f"{number:06}"]
            entering.sign_in(house, device_token=device, person=person, chosen=wrong, now=NOW)
    except Busy:
        return guess(house, what, number, device, person)
    except Refusal as refusal:
        return type(refusal).__name__
    return "in"


def main(what: str, many: str, device: str, person: str) -> None:
    hashing.SLOW = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)  # type: ignore[misc]
    house = House.open(Settings.from_environment(), FixedClock(NOW))
    found = Counter(guess(house, what, n, device, UUID(person)) for n in range(int(many)))
    house.close()
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
