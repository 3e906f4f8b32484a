"""Who is told next of a signal. Values in, values out: no database, no Flask, no clock.

Sources: security.md R27; domain.md section 9, "alarm not answered" and "diffusion". The house tells one
place of the ladder after another, each person once, until somebody owns the signal; if nobody does, the
card with whom to call is the end. Moments are in UTC, so a night in which the clock changes is no other
night. A clock that was put right must not let anybody wait an hour: seen from before what is written down
already, the next step is due at once, and its own moment counts from there.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from api.safe_object.available import available
from api.safe_object.standing import HAND_OVER_WAITS, Answered, Standing, standing
from api.safe_object.words import Why

REMIND_FIRST: Final = timedelta(minutes=30)
REMIND_AGAIN: Final = timedelta(hours=1)
# Clocks of two workers differ a little; from here on somebody has put one back.
PUT_BACK: Final = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Place:
    """People who are told together, this long after the signal came in."""

    people: tuple[UUID, ...]
    after: timedelta


@dataclass(frozen=True, slots=True)
class Order:
    """A ladder: its places, never earlier than the one before, and when it ends at the card.

    `last` hear it at its end when nobody on it does: who was agreed on may be away, gone or feared by now,
    or all of them asleep.
    """

    places: tuple[Place, ...]
    card_after: timedelta
    last: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Reach:
    """Who `may` answer this signal at all, on whose phone it `hears`, and who stands in for whom now."""

    may: frozenset[UUID]
    hears: frozenset[UUID]
    stand_ins: Mapping[UUID, UUID]


@dataclass(frozen=True, slots=True)
class Telling:
    """Somebody was told, or is to be told now. Without a person: the card."""

    person: UUID | None
    place: int
    at: datetime
    why: Why


@dataclass(frozen=True, slots=True)
class Steps:
    """What is due now, and when there may be more."""

    tell: tuple[Telling, ...] = ()
    remind: tuple[UUID, ...] = ()
    card: bool = False
    look_again: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Signal:
    """A signal with all that is known of it at this moment."""

    came_at: datetime
    order: Order
    told: Sequence[Telling]
    stands: Standing
    reach: Reach
    now: datetime

    @property
    def put_back(self) -> bool:
        """Say whether the clock is now before what was written down already."""
        marks = [self.came_at, *(each.at for each in self.told)]
        return max(marks) > self.now + PUT_BACK

    @property
    def is_asking(self) -> bool:
        """Nobody owns it, or whom the owner asked to take over did not."""
        stands = self.stands
        if stands.seen:
            return False
        late = stands.handed_at is not None and _has_come(
            stands.handed_at + HAND_OVER_WAITS, self.now, since=stands.handed_at
        )
        return stands.owner is None or late


def next_steps(
    came_at: datetime,
    *,
    order: Order,
    told: Sequence[Telling],
    answers: Sequence[Answered],
    reach: Reach,
    now: datetime,
) -> Steps:
    """Return what is due now for an open signal; asked again after it was done, it is nothing new."""
    stands = standing(answers, reach.may)
    signal = _Signal(came_at, order, told, stands, reach, now)
    tell, card, later = _ladder(signal) if signal.is_asking else ((), False, None)
    tell += tuple(_last(signal, tell, card=card))
    remind, again = _reminders(signal)
    handed = (
        stands.handed_at + HAND_OVER_WAITS
        if stands.handed_at is not None and not signal.is_asking and not stands.seen
        else None
    )
    moments = [each for each in (later, again, handed) if each is not None]
    return Steps(tell, remind, card, min(moments, default=None))


def _ladder(signal: _Signal) -> tuple[tuple[Telling, ...], bool, datetime | None]:
    """Walk up the places that are due; a place where nobody hears passes on at once."""
    told, heard = list(signal.told), True
    begun = len(told)
    for number, place in enumerate(signal.order.places):
        due = _due(signal, told, number, place.after)
        if heard and number and not _has_come(due, signal.now):
            return tuple(told[begun:]), False, due
        known = {each.person for each in told}
        told += [each for each in _resolved(signal, number, place) if each.person not in known]
        heard = any(each.place == number and each.person in signal.reach.hears for each in told)
    if _had_card(signal):
        return tuple(told[begun:]), False, None
    due = _due(signal, told, len(signal.order.places), signal.order.card_after)
    if heard and signal.order.places and not _has_come(due, signal.now):
        return tuple(told[begun:]), False, due
    told += _spared(signal, told)
    return tuple(told[begun:]), True, None


def _had_card(signal: _Signal) -> bool:
    """Say whether all were told that nobody came; not when somebody had it since, and let it go."""
    cards = [each.at for each in signal.told if each.why is Why.CARD]
    let_go = signal.stands.let_go_at
    if not cards or let_go is None or let_go > signal.now:
        return bool(cards)
    return max(cards) >= let_go


def _spared(signal: _Signal, told: Sequence[Telling]) -> Iterator[Telling]:
    """At the end nobody is spared: who is not available hears it too when nobody else came."""
    known, last = {each.person for each in told}, len(signal.order.places)
    on_it = dict.fromkeys(each for place in signal.order.places for each in place.people)
    for person in on_it:
        if person in signal.reach.may and person not in known:
            yield Telling(person, last, signal.now, Why.TURN)


def _last(signal: _Signal, tell: Sequence[Telling], *, card: bool) -> Iterator[Telling]:
    """When the ladder is at its end and nobody who was told can hear it: whoever watches over the ward."""
    told = [*signal.told, *tell]
    people = {each.person for each in told}
    ended = card or any(each.why is Why.CARD for each in told)
    if not (ended and signal.is_asking) or people & signal.reach.may & signal.reach.hears:
        return
    for person in signal.order.last:
        if person in signal.reach.may and person not in people:
            yield Telling(person, len(signal.order.places), signal.now, Why.TURN)


def _resolved(signal: _Signal, number: int, place: Place) -> Iterator[Telling]:
    """Whoever is not available is not woken: who stands in is, or nobody."""
    found: dict[UUID, Why] = {}
    for person in place.people:
        comes = available(person, signal.reach.stand_ins)
        if comes is not None and comes in signal.reach.may:
            found.setdefault(comes, Why.TURN if comes == person else Why.STAND_IN)
    for person, why in found.items():
        yield Telling(person, number, signal.now, why)


def _due(signal: _Signal, told: Sequence[Telling], number: int, after: timedelta) -> datetime:
    """Return the moment of a place.

    It counts from the signal, so that what was missed while the house was down comes at once. When
    somebody had it and let it go, or the clock was put back, it counts from the place before.
    """
    if signal.stands.since is None and not signal.put_back:
        return signal.came_at + after
    before = [each.at for each in told if each.place == number - 1]
    let_go = signal.stands.let_go_at
    if not before or min(before) > signal.now + PUT_BACK:
        return signal.now
    if let_go is not None and min(before) < let_go:
        return signal.now
    return min(before) + after - signal.order.places[number - 1].after


def _reminders(signal: _Signal) -> tuple[tuple[UUID, ...], datetime | None]:
    """Who has it is reminded to go on with it; when nobody came, all who were told are, every hour.

    Going is no coming: when nobody saw the ward for too long, everybody on the ladder hears it too.
    """
    stands, told = signal.stands, signal.told
    cards = [each.at for each in told if each.why is Why.CARD]
    to: tuple[UUID, ...]
    unseen = stands.unseen_from
    if unseen is not None and _has_come(unseen, signal.now, since=stands.had_since):
        people = dict.fromkeys(each.person for each in told) | dict.fromkeys(
            each for place in signal.order.places for each in place.people
        )
        to = tuple(each for each in people if each is not None and each in signal.reach.may)
        since, first = unseen, timedelta(0)
    elif stands.owner is not None and stands.since is not None:
        to, since, first = (stands.owner,), stands.since, REMIND_FIRST
    elif stands.since is not None or cards:
        people = dict.fromkeys(each.person for each in told)
        to = tuple(each for each in people if each is not None and each in signal.reach.may)
        since, first = (stands.since or max(cards)), REMIND_AGAIN
    else:
        return (), None
    due = _next_reminder(signal, to, since, first)
    return (to, signal.now + REMIND_AGAIN) if due <= signal.now else ((), due)


def _next_reminder(
    signal: _Signal, to: Sequence[UUID], since: datetime, first: timedelta
) -> datetime:
    """Count from the last reminder of this clock; when all of it lies ahead, the clock was put back."""
    soon = signal.now + PUT_BACK
    before = [
        each.at
        for each in signal.told
        if each.why is Why.REMIND
        and each.person in to
        and (since > soon or each.at >= since - PUT_BACK)
    ]
    seen = [each for each in before if each <= soon]
    if seen:
        return max(seen) + REMIND_AGAIN
    return signal.now if before or since > soon else since + first


def _has_come(due: datetime, now: datetime, *, since: datetime | None = None) -> bool:
    """Say whether a moment has come; also when the clock is now before what it counts from."""
    return due <= now or (since is not None and since > now + PUT_BACK)
