"""P5: from the commit of a signal until it is at the push service, by the worker and by a thread of the same process.

Both in turns in one run, on SQLite and on PostgreSQL; the push service and the worker are processes of
their own. `BENCH_SIGNALS` says how many of each.
"""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from uuid import UUID, uuid4

from sqlalchemy import event

from api.core.clock import SystemClock
from api.core.db import EVERYWHERE, HouseSession
from api.core.heartbeat import beat
from api.core.house import House
from api.core.settings import Settings
from api.push import queue
from api.push.message import Address, make_message
from api.push.rules import Word
from api.push.sending import Sender
from api.push.vapid import Vapid, public_key
from tests.bench.figures import percentile, ratio, say
from tests.houses import fresh_urls
from tests.postgres import ROLE, as_owner, make_roles, running_postgres, url_of
from tests.push.apart import FarService, far_service, workers
from tests.push.knocking import give_device, subscribe
from tests.schema import build_schema
from tests.world import World, build_world

SIGNALS = int(os.environ.get("BENCH_SIGNALS", "200"))
DEVICES, AWAY = 8, 0.04
SILENT = 12


def knocks(_data: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="huisboek-bench-") as folder:
        scratch = Path(folder)
        scratch.chmod(0o755)
        for name, place in (("SQLite", _on_sqlite), ("PostgreSQL", _on_postgres)):
            with place(scratch) as environment, far_service() as service, far_service() as dead:
                origins = f"{service.origin},{dead.origin}"
                known = {**environment, "HUISBOEK_PUSH_ORIGINS": origins}
                with workers(known, service, 1, scratch / "said"):
                    _Run(known, service, dead).all(name)


class _Run:
    """One house with one worker, and what is measured there."""

    def __init__(self, known: dict[str, str], service: FarService, dead: FarService) -> None:
        self.house = House.open(Settings.from_environment(known), SystemClock())
        self.service, self.dead = service, dead
        service.key = dead.key = public_key(self.house.secrets.vapid)
        self.world: World = build_world(self.house, self.house.clock.now())
        self.kept_at = 0.0
        event.listen(HouseSession, "after_commit", self._kept)
        self.thread = _InThread(self.house, service)

    def all(self, name: str) -> None:
        try:
            self._signals(name)
            self._devices(name)
            self._dead(name)
        finally:
            event.remove(HouseSession, "after_commit", self._kept)
            self.thread.stop()
            self.house.close()

    def _signals(self, name: str) -> None:
        self._subscribe(self.world.els, self.service)
        ours, theirs = self._in_turns(lambda: self._knock(self.world.els), self._by_thread)
        for part in (50, 99):
            mine, reference = percentile(ours, part), percentile(theirs, part)
            goal = "goal 1.3 or less" if part == 50 else "goal 3 or less"
            say(f"P5 {name}, commit to push service, p{part}", mine * 1000, "ms")
            say(
                f"P5 {name}, reference: thread of the same process, p{part}", reference * 1000, "ms"
            )
            ratio(f"P5 {name}, worker / thread, p{part}", mine, reference, goal)

    def _devices(self, name: str) -> None:
        for _ in range(DEVICES):
            self._subscribe(self.world.ben, self.service)
        self.service.told(delay=AWAY)
        all_, one = self._in_turns(lambda: self._knock(self.world.ben, DEVICES), self._by_thread)
        self.service.told(delay=0)
        mine, reference = percentile(all_, 50) + AWAY, percentile(one, 50) + AWAY
        say(
            f"P5 {name}, commit to all {DEVICES} devices, service 40 ms away, p50",
            mine * 1000,
            "ms",
        )
        say(f"P5 {name}, reference: one request of the thread, p50", reference * 1000, "ms")
        ratio(
            f"P5 {name}, all {DEVICES} devices / one request", mine, reference, "goal 1.2 or less"
        )

    def _dead(self, name: str) -> None:
        """In turns: alone, and while as many wait for a service that never answers."""
        alone = [self._knock(self.world.els) for _ in range(SIGNALS // 2)]
        for _ in range(SILENT):
            self._subscribe(self.world.tim, self.dead)
        self.dead.told(always="hang")
        self._send(self.world.tim)
        beside = [self._knock(self.world.els) for _ in range(SIGNALS // 2)]
        for part in (50, 99):
            say(
                f"P5 {name}, another service is dead, p{part}",
                percentile(beside, part) * 1000,
                "ms",
            )
            say(f"P5 {name}, reference: none is, p{part}", percentile(alone, part) * 1000, "ms")
        ratio(
            f"P5 {name}, beside a dead service / without, p50",
            percentile(beside, 50), percentile(alone, 50), "delays nobody: about 1",
        )  # fmt: skip

    def _in_turns(
        self, one: Callable[[], float], other: Callable[[], float]
    ) -> tuple[list[float], list[float]]:
        for work in (one, other) * 5:
            work()
        ours, theirs = [], []
        for _ in range(SIGNALS):
            ours.append(one())
            theirs.append(other())
        return ours, theirs

    def _knock(self, person: UUID, many: int = 1) -> float:
        """Seconds from the commit until the last of them is at the service."""
        before = self.service.until(0)
        self._send(person)
        assert self.service.until(before + many) == before + many
        return max(each["at"] for each in self.service.last(many)) - self.kept_at

    def _by_thread(self) -> float:
        """The same transaction for somebody without a device; then a thread of this process sends."""
        before = self.service.until(0)
        self._send(self.world.kees)
        self.thread.go.put(uuid4())
        self.service.until(before + 1)
        return float(self.service.last(1)[0]["at"]) - self.kept_at

    def _send(self, person: UUID) -> None:
        now, mine = self.house.clock.now(), {"person": person, "household": self.world.household}
        with self.house.db.writing(EVERYWHERE, by=None, now=now) as session:
            queue.send(session, **mine, word=Word.SIGNAL, about=uuid4(), now=now)
            if person == self.world.kees:  # nobody to knock for: let it keep something as well
                beat(session, "bench", now)

    def _subscribe(self, person: UUID, service: FarService) -> None:
        subscribe(self.house, person, give_device(self.house, person), service=service)  # type: ignore[arg-type]

    def _kept(self, _session: object) -> None:
        self.kept_at = time.time()


class _InThread:
    """The reference: it knows where to send and keeps no row of it; lost when its process ends."""

    def __init__(self, house: House, service: FarService) -> None:
        told = service.subscribe()
        self.go: SimpleQueue[UUID | None] = SimpleQueue()
        self._to = Address(
            endpoint=told["endpoint"], origin=service.origin, language="nl", **told["keys"]
        )
        self._house, self._sender = house, Sender()
        self._vapid = Vapid(house.secrets.vapid, house.settings.push_contact)
        self._thread = Thread(target=self._run)
        self._thread.start()

    def stop(self) -> None:
        self.go.put(None)
        self._thread.join()
        self._sender.close()

    def _run(self) -> None:
        while (knock := self.go.get()) is not None:
            now = self._house.clock.now()
            header = self._vapid.header(self._to.origin, now)
            settings = self._house.settings
            made = make_message(
                self._to, Word.SIGNAL, knock, authorization=header, base_url=settings.base_url
            )
            self._sender.post(made, now)


@contextmanager
def _on_sqlite(scratch: Path) -> Iterator[dict[str, str]]:
    template = scratch / "template.db"
    build_schema(f"sqlite:///{template}")
    with fresh_urls("sqlite", str(template), scratch, "") as environment:
        yield environment


@contextmanager
def _on_postgres(scratch: Path) -> Iterator[dict[str, str]]:
    with running_postgres(scratch / "pg", scratch / "pgs") as sockets:
        with as_owner(sockets) as connection:
            make_roles(connection)
            connection.execute(f"CREATE DATABASE template_house OWNER {ROLE}")
        build_schema(url_of(sockets, "template_house"))
        with fresh_urls("postgresql", "template_house", scratch, sockets) as environment:
            yield environment
