"""A worker sleeps until something is kept for it, and never for long when nobody wakes it."""

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from sqlalchemy import event

from api import worker
from api.core.clock import SystemClock
from api.core.db import EVERYWHERE
from api.core.house import House
from api.core.ids import new_id
from api.core.secret_file import load
from api.core.settings import Settings
from api.push import adding, due, queue, waking
from api.push.bell import listen
from api.push.rules import Word
from tests.houses import NOW
from tests.push.knocking import knock, subscribe_on_new, until
from tests.push.someone import Someone
from tests.world import World

SomeoneOf = Callable[..., Someone]
FOREVER = 3600.0


@contextmanager
def listening(house: House) -> Iterator[list[int]]:
    """Count the rings from now on."""
    rings: list[int] = []
    stop = Event()
    thread = listen(house, lambda: rings.append(1), stop)
    until(lambda: has_ear(house, rings))
    rings.clear()
    try:
        yield rings
    finally:
        stop.set()
        thread.join()


def has_ear(house: House, rings: list[int]) -> bool:
    if house.db.is_sqlite:
        folder = waking.folder_of(house.settings.database_url)
        return folder.exists() and any(folder.iterdir())
    return bool(rings)


def test_a_knock_that_is_kept_wakes_each_worker(house: House, world: World) -> None:
    subscribe_on_new(house, world.els)
    with listening(house) as one, listening(house) as other:
        knock(house, world.els)
        until(lambda: bool(one and other))


def test_whoever_asks_wakes_them(house: House) -> None:
    with listening(house) as rings:
        waking.wake(house)
        until(lambda: bool(rings))


def test_a_bell_that_is_broken_is_no_trouble_of_who_kept_something(
    house: House, world: World
) -> None:
    if house.db.is_sqlite:
        waking.folder_of(house.settings.database_url).write_text("no folder")
    subscribe_on_new(house, world.els)
    assert knock(house, world.els) == 1


def test_what_is_not_kept_wakes_nobody(house: House, world: World) -> None:
    subscribe_on_new(house, world.els)
    with listening(house) as rings:
        with pytest.raises(RuntimeError), house.db.writing(EVERYWHERE, by=None, now=NOW) as session:
            told = {"person": world.els, "household": world.household, "word": Word.SIGNAL}
            queue.send(session, **told, about=new_id(), now=NOW)
            raise RuntimeError
        assert rings == []
        waking.wake(house)
        until(lambda: bool(rings))
        assert len(rings) == 1


@pytest.mark.only("postgresql")
def test_what_can_wait_a_second_makes_no_commit_wait(house: House, world: World) -> None:
    """NOTIFY puts commits in a row, so only a signal and a test ask for it."""
    subscribe_on_new(house, world.els)
    said: list[str] = []
    event.listen(
        house.db.engine, "before_cursor_execute", lambda _c, _u, text, *_more: said.append(text)
    )
    asked = []
    for word in (Word.NEWS, Word.REMINDER, Word.SIGNAL, Word.TEST):
        said.clear()
        knock(house, world.els, word)
        asked.append(any(text.startswith("NOTIFY") for text in said))
    assert asked == [False, False, True, True]


@pytest.mark.only("sqlite")
def test_the_ears_are_for_the_house_alone_and_are_taken_away(house: House) -> None:
    folder = waking.folder_of(house.settings.database_url)
    with listening(house):
        assert folder.stat().st_mode & 0o077 == 0
        dead = folder / "0123456789abcdef"
        leave_a_dead_ear(dead)
        waking.wake(house)
        assert not dead.exists()
    assert list(folder.iterdir()) == []
    waking.wake(house)


def leave_a_dead_ear(path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(str(path))


@contextmanager
def at_work(house: House, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The whole worker, which looks by itself only once in a blue moon."""
    monkeypatch.setattr(due, "POLL", FOREVER)
    monkeypatch.setattr(worker, "BREATH", 0.05)
    stop = Event()
    thread = Thread(target=worker.work, args=(house, stop))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def test_the_worker_sends_what_is_kept_while_it_sleeps(
    someone: SomeoneOf, house: House, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    els = someone(world.els)
    with at_work(house, monkeypatch):
        until(lambda: has_ear(house, [1]))
        for times in (1, 2):
            waking.wake(house)
            knock(house, world.els)
            until(lambda: len(els.heard()) >= 1)
            until(lambda times=times: len(els.heard()) == times)  # type: ignore[misc]


def test_the_worker_sends_what_nobody_woke_it_for(
    someone: SomeoneOf, house: House, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A lost knock on the door, a retry that came due, a lease that ran out: it looks by itself."""
    els = someone(world.els)
    monkeypatch.setattr(waking, "_knock", lambda _folder: None)
    monkeypatch.setattr(adding, "wake_after", lambda *_a, **_k: None)
    stop = Event()
    thread = Thread(target=worker.work, args=(house, stop))
    thread.start()
    knock(house, world.els)
    until(lambda: len(els.heard()) == 1)
    stop.set()
    thread.join()


def test_a_service_that_hangs_holds_up_no_chore(
    someone: SomeoneOf, house: House, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    els = someone(world.els)
    els.service.always = "hang"
    done: list[int] = []
    chore = worker.Chore(worker.timedelta(0), lambda *_: done.append(1))
    monkeypatch.setattr(worker, "daily_round", lambda: [chore])
    knock(house, world.els)
    with at_work(house, monkeypatch):
        until(lambda: bool(els.service.came()))
        before = len(done)
        until(lambda: len(done) > before + 3)
        assert els.row().accepted_at is None
        els.service.ended.set()


def test_some_chores_are_done_when_something_is_kept(house: House) -> None:
    done: list[str] = []
    chores = [
        worker.Chore(worker.timedelta(hours=1), lambda *_: done.append("patient")),
        worker.Chore(worker.timedelta(hours=1), lambda *_: done.append("quick"), when_woken=True),
    ]
    worker.once(house, chores, NOW)
    worker.once(house, chores, NOW, woken=True)
    worker.once(house, chores, NOW)
    assert done == ["patient", "quick", "quick"]


def test_an_office_that_fails_goes_on(
    someone: SomeoneOf, house: House, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    els = someone(world.els)
    fails = [KeyError("Els")] * 2
    real = due.claiming.waiting_lanes

    def failing(*args: Any) -> Any:  # noqa: ANN401
        if fails:
            raise fails.pop()
        return real(*args)

    monkeypatch.setattr(due.claiming, "waiting_lanes", failing)
    monkeypatch.setattr(due, "POLL", 0.01)
    knock(house, world.els)
    stop, office = Event(), due.Office(house)
    thread = Thread(target=office.run, args=(stop,))
    thread.start()
    until(lambda: len(els.heard()) == 1)
    stop.set()
    thread.join()
    assert fails == []


@pytest.mark.only("sqlite")
def test_an_older_house_gets_its_key_at_the_next_start(
    house: House, environment: dict[str, str]
) -> None:
    path = house.settings.secret_file
    raw = json.loads(path.read_text())
    known = raw.pop("vapid")
    path.write_text(json.dumps(raw))
    secrets = [load(path) for _ in range(2)]
    numbers = {each.vapid.private_numbers().private_value for each in secrets}
    assert len(numbers) == 1
    assert numbers != {int(known)}
    assert {each.journal for each in secrets} == {house.secrets.journal}
    assert path.stat().st_mode & 0o777 == 0o600
    again = House.open(Settings.from_environment(environment), SystemClock())
    assert {again.secrets.vapid.private_numbers().private_value} == numbers
    again.close()
