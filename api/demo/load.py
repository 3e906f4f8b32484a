"""Fills a house with the two families of the demo, through the same actions as a person's phone.

Everything is written at its own moment by its own person, so the journal and the pages read like
eighteen months. Nothing happens in a house where the demo already lives.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final, TypeVar
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.db import EVERYWHERE
from api.core.erasing import erase_household
from api.core.house import House
from api.core.settings import Settings
from api.demo import UNFINISHED
from api.demo.almanac import BEFORE, DAYS
from api.demo.circle import say_whom_they_met
from api.demo.media import ready, strokes_of
from api.demo.people import CAST, HOUSEHOLDS, demo_people, settle
from api.demo.signals import let_them_come
from api.demo.story import Said, Told, tell
from api.logbook.actions import correct_entry, reply, thank, withdraw_entry, write_entry
from api.logbook.media import ReadyMedium
from api.logbook.note import Feeling, Kept, Kind, Note, Placed, Sheet, Source, Upload, Visit
from api.logbook.rules import row_id
from api.people.model import Household, Person
from api.people.policy import Audience, Role, Viewer
from api.people.queries import viewers
from i18n.dates import AMSTERDAM

Word = TypeVar("Word", bound=StrEnum)

SETTLED: Final = timedelta(days=DAYS + BEFORE + 4)  # before anything of the story
AT_ONCE: Final = 25  # so many events in one transaction


@dataclass(frozen=True)
class Step:
    """One thing that one person did: `said` is None for the writing of the note itself."""

    at: datetime
    by: str
    told: Told
    said: Said | None = None


@dataclass(frozen=True)
class Filling:
    """What is needed while one household is filled; who is who does not change meanwhile."""

    house: House
    home: UUID
    people: Mapping[str, UUID]
    seen: Mapping[UUID, Viewer]

    @classmethod
    def of(cls, house: House, people: Mapping[str, UUID]) -> Filling:
        """Look once who is who."""
        with house.db.reading(EVERYWHERE) as session:
            home = session.get_one(Person, next(iter(people.values()))).household_id
            return cls(house, home, people, {each.person: each for each in viewers(session, home)})


def fill(house: House, now: datetime) -> None:
    """Put the demo in the house, unless it is there; one that was broken off is made again."""
    take_away(house, now)
    with house.db.reading(EVERYWHERE) as session:
        if demo_people(session):
            return
    mark = house.settings.data / UNFINISHED
    mark.write_text((now - SETTLED).isoformat())
    _fill(house, now)
    mark.unlink()


def is_unfinished(settings: Settings) -> bool:
    """Say whether a demo was begun here and not finished."""
    return (settings.data / UNFINISHED).exists()


def take_away(house: House, now: datetime) -> None:
    """Erase a demo that was broken off: the houses that were opened at its very moment.

    That moment lies in the past and is exact to the microsecond, so no real house shares it.
    """
    mark = house.settings.data / UNFINISHED
    begun = mark.read_text() if mark.exists() else ""
    if not begun:
        return
    ours = select(Household.id).filter_by(opened_at=datetime.fromisoformat(begun))
    with house.db.reading(EVERYWHERE) as session:
        homes = session.scalars(ours).all()
    for home in homes:
        erase_household(house, home, now)


def _fill(house: House, now: datetime) -> None:
    today = now.astimezone(AMSTERDAM).date()
    story = tell(now)
    for mode in HOUSEHOLDS:
        people = settle(house, mode, then=now - SETTLED, today=today)
        ours = [told for told in story if told.note.by in people]
        filling = Filling.of(house, people)
        _live(filling, ours)
        with house.db.writing(filling.home, by=None, now=now) as session:
            say_whom_they_met(session, people, now)
        let_them_come(house, filling.home, people, now)


def _live(filling: Filling, story: list[Told]) -> None:
    """Let everything happen in order, a handful of events to a transaction."""
    steps = sorted(_steps(story), key=lambda step: (step.at, step.told.key))
    for first in range(0, len(steps), AT_ONCE):
        together = steps[first : first + AT_ONCE]
        brought = {step.told.key: ready(step.told) for step in together if step.said is None}
        with filling.house.db.writing(filling.home, by=None, now=together[0].at) as session:
            for step in together:
                _do(filling, session, step, brought.get(step.told.key, ()))


def _steps(story: list[Told]) -> Iterator[Step]:
    for told in story:
        yield Step(told.at, told.note.by, told)
        for said in told.later:
            yield Step(said.at, said.by, told, said)


def _do(filling: Filling, session: Session, step: Step, media: tuple[ReadyMedium, ...]) -> None:
    """Do one step as that person at that moment; the journal says so too."""
    session.flush()
    session.info["by"], session.info["now"] = filling.people[step.by], step.at
    by = filling.seen[filling.people[step.by]]
    entry = _entry_id(filling, step.told)
    if step.said is None:
        note = as_note(step.told, filling.people, media)
        write_entry(session, by=by, entry_id=entry, note=note, now=step.at, media=media)
    else:
        _add(filling, session, step.told, step.said, by)


def _add(filling: Filling, session: Session, told: Told, said: Said, by: Viewer) -> None:
    """Add what was said later: thanks, an answer, a correction or a withdrawal."""
    entry, now = _entry_id(filling, told), said.at
    row = uuid5(entry, f"{said.act}/{said.by}/{said.at.isoformat()}")
    if said.act == "thanks":
        thank(session, by=by, entry_id=entry, now=now)
    elif said.act == "reply":
        reply(session, by=by, entry_id=entry, reply_id=row, text=said.text, now=now)
    elif said.act == "withdraw":
        withdraw_entry(session, by=by, entry_id=entry, now=now)
    else:
        again = as_note(told, filling.people, ())
        note = replace(again, text=said.text, strokes="", audience=None, on=None, at=None)
        correct_entry(session, by=by, entry_id=entry, version_id=row, note=note, now=now)


def _entry_id(filling: Filling, told: Told) -> UUID:
    given = uuid5(NAMESPACE_URL, f"demo/{told.key}")
    return row_id(filling.house.secrets.pepper, filling.people[told.note.by], given)


def as_note(told: Told, people: Mapping[str, UUID], media: Sequence[ReadyMedium]) -> Note:
    """Return the note as if its form had been filled in."""
    note, here = told.note, told.happened.astimezone(AMSTERDAM)

    def them(name: str) -> tuple[UUID, ...]:
        return tuple(people[handle] for handle in note.names(name))

    return Note(
        kind=Kind(note.get("kind")),
        text=note.get("text"),
        audience=Audience(note.get("audience")),
        chosen=frozenset(them("chosen")),
        feeling=_word(Feeling, note.get("feeling")),
        helped=note.get("helped"),
        helped_by=tuple(dict.fromkeys(them("helped_by"))),
        helped_by_name=note.get("helped_by_name"),
        about=them("about"),
        source=_word(Source, note.get("source")) or _seen(told),
        on=here.date(),
        at=here.time().replace(second=0, microsecond=0),
        sheet=_word(Sheet, note.get("sheet")),
        alt=note.get("alt"),
        strokes=strokes_of(told),
        pictures=_placed(note.get("pictures")),
        agreement=note.get("agreement"),
        kept=_word(Kept, note.get("kept")),
        visit=_word(Visit, note.get("visit")),
        trigger=note.get("trigger"),
        uploads=tuple(
            Upload(each.kind, each.type, each.data) for each in media if each.strokes is None
        ),
    )


def _seen(told: Told) -> Source | None:
    """Adults say how they know; what they wrote without a word about it, they saw."""
    return None if CAST[told.note.by].role is Role.CHILD else Source.SAW


def _placed(text: str) -> tuple[Placed, ...]:
    pairs: list[Any] = [word.split(":") for word in text.split()]
    return tuple(Placed(picture, int(cell)) for picture, cell in pairs)


def _word(kind: type[Word], text: str) -> Word | None:
    return kind(text) if text else None
