"""Eighteen months of two families, told from the written notes: what, by whom and when.

Pure: the same moment and seed always tell the same story, whatever the machine. Nothing is placed
later than the moment it is told at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from random import Random
from typing import Final

from api.demo import almanac
from api.demo.agreed import KEEPER, agreed
from api.demo.anchors import Points, points
from api.demo.cast import CAST
from api.demo.moments import Moment, after, moment
from api.demo.notes import Written, written
from i18n.dates import AMSTERDAM

SEED: Final = 20
DRAWS: Final = 5  # of so many days that fit, the least busy is taken
SOON: Final = timedelta(minutes=5)
OFTEN: Final = 0.4  # nobody thanks every time

Held = Callable[[str, str, date], bool]


@dataclass(frozen=True)
class Said:
    """What somebody added to a note later: an answer, thanks, a correction, a withdrawal."""

    act: str
    by: str
    at: datetime
    text: str = ""


@dataclass(frozen=True)
class Told:
    """A note at its place in time, with what came after it."""

    note: Written
    happened: datetime
    at: datetime
    later: tuple[Said, ...]
    hand: int

    @property
    def key(self) -> str:
        """The note's own name, the same in every telling."""
        return self.note.key


def tell(now: datetime, seed: int = SEED) -> tuple[Told, ...]:
    """Return all notes in the order in which they were written down."""
    placed, _ = _place(now.astimezone(AMSTERDAM).date(), seed)
    notes = {note.key: note for note in written()}
    told = (_tell(notes[key], at, now, seed) for key, at in placed.items())
    return tuple(sorted(told, key=lambda one: (one.at, one.key)))


def known(now: datetime, seed: int = SEED) -> Points:
    """Return the moments that the rest of the story is counted from."""
    today = now.astimezone(AMSTERDAM).date()
    return points(today, _place(today, seed)[1])


@cache
def _place(today: date, seed: int) -> tuple[Mapping[str, datetime], Points]:
    """Give every note its moment: first those that others follow, then the rest."""
    busy: Counter[date] = Counter()
    placed: dict[str, datetime] = {}
    anchors: dict[str, datetime] = {}
    notes = sorted(written(), key=_turn)
    following = [note for note in notes if note.first and note.get("after")]
    waiting = {note.key for note in following}
    for note in (note for note in notes if note.get("id") and note.key not in waiting):
        placed[note.key] = _pick(note, _fitting(note, today), busy, seed)
        if note.first:
            anchors[note.get("id")] = placed[note.key]
    placed.update(_follow(following, anchors))
    held = _held(points(today, anchors))
    for note in notes:
        if note.key not in placed:
            placed[note.key] = _pick(note, _fitting(note, today, held), busy, seed)
    return placed, anchors


def _held(known: Points) -> Held:
    """Return what says whether an agreement of a household was in force on a day."""
    plans = {mode: agreed(mode, known) for mode in KEEPER}
    span = cache(lambda mode, name: plans[mode].span(name))

    def held(mode: str, name: str, day: date) -> bool:
        since, until = span(mode, name)
        return bool(since < day < until)

    return held


def _fitting(note: Written, today: date, held: Held | None = None) -> Moment:
    """Return when a note may have been written; nobody checks what is not agreed at that time."""
    when = note.get("when")
    early = when.startswith("early ")
    found = moment(when, almanac.beginning(today) if early else almanac.window(today))
    name, mode = note.get("agreement"), CAST[note.by].mode
    if held is None or not name:
        return found
    return replace(found, days=tuple(day for day in found.days if held(mode, name, day)))


def _turn(note: Written) -> tuple[int, str]:
    """What others follow comes first, then feasts; the other days fill evenly round them."""
    _, _, clock = note.get("when").partition(" ")
    return (0 if note.get("id") else 1 if ":" in clock and " " not in clock else 2, note.key)


def _follow(
    followers: Iterable[Written], anchors: dict[str, datetime]
) -> Iterator[tuple[str, datetime]]:
    """Place what follows another note; one may follow a follower."""
    waiting = list(followers)
    while waiting:
        note = next(each for each in waiting if after(each.get("after"))[0] in anchors)
        waiting.remove(note)
        name, later = after(note.get("after"))
        at = anchors[name] + later
        if note.get("id"):
            anchors[note.get("id")] = at
        yield note.key, at


def _pick(note: Written, fitting: Moment, busy: Counter[date], seed: int) -> datetime:
    """Take a quiet day out of this note's own part of the days that fit."""
    chance = Random(f"{seed}/{note.key}")  # nosec B311 - made-up life, no secret
    size = len(fitting.days)
    begin = note.number * size // note.times
    part = fitting.days[begin : max((note.number + 1) * size // note.times, begin + 1)]
    drawn = sorted(chance.choice(part) for _ in range(DRAWS))
    day = min(drawn, key=lambda one: busy[one])
    busy[day] += 1
    at = datetime.combine(day, fitting.at, AMSTERDAM)
    return at + timedelta(minutes=0 if note.get("id") else chance.randrange(12))


def _tell(note: Written, happened: datetime, now: datetime, seed: int) -> Told:
    chance = Random(f"{seed}/{note.key}/later")  # nosec B311 - see above
    late = note.get("late")
    wait = timedelta(days=int(late.removesuffix("d"))) if late else timedelta()
    at = min(happened + wait + timedelta(minutes=chance.randrange(4, 40)), now - SOON)
    later = tuple(said for said in _later(note, at, chance) if said.at < now)
    return Told(note, min(happened, at), at, later, hand=chance.randrange(3))


def _later(note: Written, at: datetime, chance: Random) -> Iterator[Said]:
    """Answers, thanks, a correction, a withdrawal: what is said once hangs on the first telling."""
    for who in note.names("thanks"):
        if note.first or chance.random() < OFTEN:
            yield Said("thanks", who, at + timedelta(minutes=chance.randrange(20, 1800)))
    if not note.first:
        return
    when = at
    for answer in note.names("replies"):
        who, _, text = answer.partition(": ")
        when += timedelta(minutes=chance.randrange(6, 90))
        yield Said("reply", who, when, text)
    if note.get("fix"):
        yield Said("fix", note.by, at + timedelta(hours=chance.randrange(2, 20)), note.get("fix"))
    if note.fields.get("withdraw"):
        yield Said("withdraw", note.by, at + timedelta(hours=chance.randrange(2, 30)))
