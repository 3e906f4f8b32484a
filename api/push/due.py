"""The office of the worker: takes what waits, hands it out, and writes down what came back.

It runs beside the chores, and each service has a lane of its own: one that hangs holds up neither the
chores nor the others. What was sent is written down before anything more is taken; while the database
takes nothing, nothing more is sent.
"""

import logging
import random
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from queue import Empty, SimpleQueue
from threading import Event
from time import monotonic

from sqlalchemy.exc import DBAPIError

from api.core.db import EVERYWHERE
from api.core.each import for_each
from api.core.errors import Refusal
from api.core.house import House
from api.push import claiming
from api.push.claiming import Knock
from api.push.lanes import MOST, Lanes
from api.push.recording import Came, record
from api.push.rules import PUSH, Answer, Outcome, outcome
from api.push.sending import CONNECT, READ, Sender
from api.push.ways import Post, Way

log = logging.getLogger("huisboek.worker")
POLL = 1.0
CHANCE = random.SystemRandom()
STAYS = timedelta(days=30)


class Office:
    """One for each worker; `step` belongs to one thread."""

    def __init__(
        self, house: House, more: Mapping[str, Way] | None = None, sender: Sender | None = None
    ) -> None:
        """Send nothing yet. ``more`` are the other channels and how a knock leaves by them."""
        self._house = house
        self._sender = sender or Sender()
        self._ways: dict[str, Way] = {PUSH: Post(house, self._sender).carry, **(more or {})}
        self._lanes = Lanes()
        self._inbox: SimpleQueue[Came | None] = SimpleQueue()
        self._came: list[Came] = []
        self._hands = ThreadPoolExecutor(MOST, thread_name_prefix="knock")

    def run(self, stop: Event) -> None:
        """Work until told to stop, then write down what is still under way."""
        while not stop.is_set():
            self._try(self._house.clock.now())
            self.wait(POLL)
        self.close()

    def wake(self) -> None:
        """Look again at once. From any thread."""
        self._inbox.put(None)

    def wait(self, seconds: float) -> None:
        """Sleep until something came back, or somebody woke us, or these seconds passed."""
        with suppress(Empty):
            self._note(self._inbox.get(timeout=seconds))
            while True:
                self._note(self._inbox.get_nowait())

    def step(self, now: datetime) -> int:
        """Write down what came, take what there is room for; return how many are under way."""
        self._write_down(now)
        for knock in self._take(now):
            self._hands.submit(self._carry, knock)
        return self._lanes.flying

    def close(self) -> None:
        """Take nothing more, wait for what is under way, and write it down."""
        self._hands.shutdown(cancel_futures=False)
        self.wait(0)
        with suppress(Exception):
            self._write_down(self._house.clock.now())
        self._sender.close()

    def _try(self, now: datetime) -> None:
        """One step. It may fail in any way: a worker that stops keeps nothing of what is promised."""
        try:
            self.step(now)
        except Exception as trouble:  # noqa: BLE001 (see above)
            log.warning("push: %s", type(trouble).__name__)

    def _take(self, now: datetime) -> list[Knock]:
        with self._house.db.reading(EVERYWHERE) as session:
            lanes = claiming.waiting_lanes(session, self._ways.keys(), now)
        rooms = {name: self._lanes.room(name, now) for name in self._lanes.in_order(lanes)}
        if not any(rooms.values()):
            return []
        taken: list[Knock] = []
        with self._house.db.writing(EVERYWHERE, by=None, now=now) as session:
            # A lease begins when the database is ours, however long that took.
            now = max(now, self._house.clock.now())
            for name, room in rooms.items():
                left = min(room, MOST - self._lanes.flying - len(taken))
                if left > 0:
                    taken += claiming.take(session, name, self._ways.keys(), left, now)
        for knock in taken:
            self._lanes.takes(knock.lane, 1)
        return taken

    def _carry(self, knock: Knock) -> None:
        """In a thread of its own. Whatever goes wrong, it comes back."""
        answer, began = Answer(status=None), monotonic()
        try:
            answer = self._ways[knock.channel](knock)
        except Exception as trouble:  # noqa: BLE001 (see above)
            log.warning("push: %s", type(trouble).__name__)
        finally:
            took = timedelta(seconds=monotonic() - began)
            self._inbox.put(Came(knock=knock, answer=answer, chance=CHANCE.random(), took=took))

    def _note(self, came: Came | None) -> None:
        if came is None:
            return
        self._came.append(came)
        again = outcome(came.answer.status) is Outcome.AGAIN
        rest = came.answer.wait if again else None
        now = self._house.clock.now()
        self._lanes.back(came.knock.lane, well=not again, took=came.took, rest=rest, now=now)

    def _write_down(self, now: datetime) -> None:
        """All in one; when one of them cannot be written, the others are, and its lease runs out."""
        if not self._came:
            return
        began = monotonic()
        try:
            self._record(self._came, now)
        except (Refusal, DBAPIError, OSError):
            raise
        except Exception:  # noqa: BLE001 - one row that is broken may not silence all houses
            for_each(self._came, lambda each: self._record([each], now), chore="push")
        self._came = []
        self._lanes.wrote(timedelta(seconds=monotonic() - began))

    def _record(self, came: list[Came], now: datetime) -> None:
        with self._house.db.writing(EVERYWHERE, by=None, now=now) as session:
            record(session, came, now)


def deliver(house: House, now: datetime, more: Mapping[str, Way] | None = None) -> None:
    """Deliver what is due, and come back when it is sent or waits for another try."""
    office = Office(house, more)
    try:
        while office.step(now):
            office.wait(CONNECT + READ)
    finally:
        office.close()


def tidy(house: House, now: datetime) -> None:
    """Wait no longer with what is not worth having any more, and forget what was long ago."""
    with house.db.writing(EVERYWHERE, by=None, now=now) as session:
        claiming.give_up_late(session, now)
        claiming.forget(session, before=now - STAYS)
