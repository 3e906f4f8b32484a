"""The worker: what is due now, in a process of its own. Stops between two chores, never within one.

It keeps the house: a sign of life, the write-ahead log, the daily mark of the journals, and what has
run out. A chore that fails is tried again at its next turn and never stops the others. Knocks on phones
go out beside the chores, by threads of their own: no push service holds up anything here.
"""

import logging
import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event, Thread
from typing import Any

from sqlalchemy import ColumnElement, select

from api.core import wal
from api.core.db import EVERYWHERE
from api.core.heartbeat import beat
from api.core.house import House
from api.core.journal import JournalHead
from api.meetings.reminding import remind_of_meetings
from api.outbox.model import Receipt
from api.outbox.scoring import has_scale
from api.path.reminding import remind_of_path
from api.people.erasing.due import Again, erase_due
from api.people.going.due import carry_out_due
from api.people.invitations.model import WayIn
from api.people.model import Invitation, SignIn
from api.people.organisation.codes import give_codes
from api.people.organisation.due import Eraser
from api.people.passkeys import rules as passkeys
from api.people.passkeys.model import PasskeyQuestion
from api.people.professionals import fetching
from api.people.recovery.model import Voice
from api.people.rules import INVITATION_HOURS
from api.people.throttle import actions as throttle
from api.push.bell import listen
from api.push.due import Office, tidy
from api.push.model import Subscription
from api.push.queries import unused
from api.push.reach.due import send_tests
from api.push.reach.due import watch as watch_reach
from api.push.rules import SECOND
from api.push.second.carrying import check_patterns
from api.push.second.leaving import carry
from api.push.second.putting import due as take_second_way
from api.safe_object import due as signals
from api.safe_object import warning
from api.scales.reminding import remind as ask_for
from api.sharing.reminding import remind_of_sharing
from api.telling.going import tell_of_going
from api.telling.moved import tell_makers
from api.visits.reminding import remind

log = logging.getLogger("huisboek.worker")

BREATH = 0.5
AT_ONCE = 500
INVITATION_STAYS = timedelta(days=30)
SIGN_IN_STAYS = timedelta(days=180)
RECEIPT_STAYS = timedelta(days=400)
ENDPOINT_STAYS = timedelta(days=90)


@dataclass
class Chore:
    """Something to do again and again; `due` is its next turn. Some are done as well when something is kept."""

    every: timedelta
    do: Callable[[House, datetime], None]
    when_woken: bool = False
    due: datetime | None = field(default=None)

    def waits(self, now: datetime) -> bool:
        """Say whether its turn is still to come. Never longer than a turn: a clock that was ahead is put right."""
        return self.due is not None and self.due - self.every <= now < self.due


def main(house: House) -> None:
    """Work until SIGTERM or SIGINT. Raises RuntimeError for a second way that could send nothing."""
    check_patterns(house)
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    work(house, stop)


def work(house: House, stop: Event) -> None:
    """Do what is due, at once when something is kept and every half second, until told to stop."""
    chores, woken, office = daily_round(), Event(), Office(house, {SECOND: carry(house)})

    def ring() -> None:
        woken.set()
        office.wake()

    beside = [listen(house, ring, stop), Thread(target=office.run, args=(stop,), name="office")]
    beside[1].start()
    heard = False
    while not stop.is_set():
        woken.clear()
        once(house, chores, house.clock.now(), woken=heard)
        heard = woken.wait(BREATH)
    office.wake()
    for thread in beside:
        thread.join()


def daily_round() -> list[Chore]:
    """Return the chores of the house, all due at once at the start."""
    return [
        Chore(timedelta(seconds=30), say_alive),
        Chore(timedelta(seconds=1), signals.step, when_woken=True),
        Chore(timedelta(seconds=1), checkpoint),
        Chore(timedelta(seconds=5), carry_out_goings),
        Chore(timedelta(seconds=20), erase_due),
        Chore(timedelta(seconds=20), Again().erase_again),
        Chore(timedelta(minutes=1), give_codes),
        Chore(timedelta(minutes=1), Eraser().erase_closed),
        Chore(timedelta(hours=1), mark_journals),
        Chore(timedelta(hours=1), sweep),
        Chore(timedelta(hours=1), warning.warn),
        Chore(timedelta(minutes=1), throttle.sweep),
        Chore(timedelta(hours=1), fetching.sweep),
        Chore(timedelta(minutes=1), tidy),
        Chore(timedelta(seconds=5), take_second_way),
        Chore(timedelta(seconds=30), watch_reach),
        Chore(timedelta(minutes=1), ask_for_scores),
        Chore(timedelta(minutes=1), send_tests),
        Chore(timedelta(minutes=1), remind),
        Chore(timedelta(minutes=1), tell_makers),
        Chore(timedelta(minutes=1), tell_of_going),
        Chore(timedelta(minutes=1), remind_of_path),
        Chore(timedelta(minutes=1), remind_of_meetings),
        Chore(timedelta(minutes=10), remind_of_sharing),
    ]


def once(house: House, chores: list[Chore], now: datetime, *, woken: bool = False) -> None:
    """Do what is due, and what is done whenever something is kept. A chore may fail in any way: a worker that stops keeps nothing of what is promised."""
    for chore in chores:
        if chore.waits(now) and not (woken and chore.when_woken):
            continue
        chore.due = now + chore.every
        try:
            chore.do(house, now)
        except Exception as trouble:  # noqa: BLE001 (see above)
            log.warning("%s: %s", chore.do.__name__, type(trouble).__name__)


def say_alive(house: House, now: datetime) -> None:
    """Give the sign of life that `/healthz` looks for."""
    with house.db.writing(EVERYWHERE, by=None, now=now) as session:
        beat(session, "worker", now)


def checkpoint(house: House, _now: datetime) -> None:
    """Carry SQLite's log into the database, so that no page has to wait for it."""
    if house.db.is_sqlite:
        wal.checkpoint(house.settings.database_url, "PASSIVE")


def carry_out_goings(house: House, now: datetime) -> None:
    """End the memberships whose time has come. The policy held since that moment already."""
    carry_out_due(house, now)


def ask_for_scores(house: House, now: datetime) -> None:
    """Knock at the beginning of a month for who may give a number."""
    ask_for(house, now, has_scale=has_scale)


def mark_journals(house: House, now: datetime) -> None:
    """Note in the other store how far each journal came: cutting its end off now shows."""
    with house.db.reading(EVERYWHERE) as session:
        heads = session.execute(select(JournalHead.household_id, JournalHead.seq, JournalHead.link))
        house.keys.mark({head.household_id: (head.seq, head.link) for head in heads}, now)


def sweep(house: House, now: datetime) -> None:
    """Take away what has run out and can open nothing any more."""
    old = (
        (Invitation, Invitation.expires_at < now - INVITATION_STAYS),
        (WayIn, WayIn.made_at < now - INVITATION_STAYS - timedelta(hours=INVITATION_HOURS)),
        (Voice, Voice.at < now - INVITATION_STAYS),
        (PasskeyQuestion, PasskeyQuestion.asked_at < now - passkeys.LASTS),
        (SignIn, SignIn.ended_at < now - SIGN_IN_STAYS),
        (SignIn, SignIn.began_at < now - 2 * SIGN_IN_STAYS),
        (Receipt, Receipt.at < now - RECEIPT_STAYS),
        (Subscription, unused(before=now - ENDPOINT_STAYS)),
    )
    for model, run_out in old:
        _sweep(house, model, run_out, now)


def _sweep(house: House, model: Any, run_out: ColumnElement[bool], now: datetime) -> None:  # noqa: ANN401
    """A handful at a time, row by row: the journal sees each one go."""
    with house.db.writing(EVERYWHERE, by=None, now=now) as session:
        for row in session.scalars(select(model).where(run_out).limit(AT_ONCE)):
            session.delete(row)
