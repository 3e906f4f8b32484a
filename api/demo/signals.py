"""Who comes for Noor, one time that she moved her thing, one time that they practised, a weekend away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5

from api.core.house import House
from api.people.queries import viewer
from api.safe_object.actions import set_signal
from api.safe_object.answering import Said, answer
from api.safe_object.availability import Days, add_absent
from api.safe_object.ladder_rules import Wanted
from api.safe_object.laddering import propose, say_yes
from api.safe_object.objects import agree
from api.safe_object.practising import begin_practice, end_practice
from api.safe_object.words import Face, How, Kind
from i18n.dates import AMSTERDAM, here


@dataclass(frozen=True)
class Happening:
    """What goes on in one house, each thing at its own moment and by its own person."""

    house: House
    home: UUID
    people: Mapping[str, UUID]

    def does(self, who: str, at: datetime, action: Callable[..., object], **values: Any) -> None:  # noqa: ANN401
        """Let somebody do something."""
        person = self.people[who]
        with self.house.db.writing(self.home, by=person, now=at) as session:
            action(session, by=viewer(session, person), now=at, **values)

    def moves(self, who: str, at: datetime, *, practice: bool) -> UUID:
        """Let a child move its thing; return the id of its record."""
        ward, given = self.people[who], uuid5(self.home, at.isoformat())
        with self.house.db.writing(self.home, by=ward, now=at) as session:
            set_signal(
                session,
                ward=ward,
                household=self.home,
                signal_id=given,
                how=How.MOVED,
                by=ward,
                made_at=at,
                practice=practice,
                now=at,
            )
        return given


def let_them_come(house: House, home: UUID, people: Mapping[str, UUID], now: datetime) -> None:
    """Agree who comes for Noor, and let it have been used; only in the house where she lives."""
    if "noor" not in people:
        return
    goes_on = Happening(house, home, people)
    _agree(goes_on, now - timedelta(days=60))
    _practise(goes_on, _at(now, 45, time(15, 40)))
    _come(goes_on, _at(now, 24, time(18, 20)))
    _be_away(goes_on, now)


def _at(now: datetime, days: int, clock: time) -> datetime:
    """So many days ago, at this time by the clock on the wall."""
    return datetime.combine(here(now) - timedelta(days=days), clock, AMSTERDAM)


def _agree(goes_on: Happening, at: datetime) -> None:
    order = [
        Wanted(goes_on.people[who], after) for who, after in (("els", 0), ("ben", 5), ("tim", 15))
    ]
    noor = goes_on.people["noor"]
    goes_on.does("els", at, agree, ward=noor, thing="bear", spot="window")
    goes_on.does("els", at, propose, ward=noor, wanted=order, card_after=30)
    goes_on.does("tim", at + timedelta(hours=3), say_yes, ward=noor)


def _practise(goes_on: Happening, at: datetime) -> None:
    noor = goes_on.people["noor"]
    goes_on.does("els", at, begin_practice, ward=noor)
    signal = goes_on.moves("noor", at + timedelta(minutes=2), practice=True)
    later = at + timedelta(minutes=3)
    goes_on.does("els", later, answer, signal_id=signal, kind=Kind.GO)
    said = Said(face=Face.HAPPY, text="Noor koos waar de beer staat. Ze lachte.")
    goes_on.does("els", later, answer, signal_id=signal, kind=Kind.SEEN, said=said)
    _finish(goes_on, "els", later + timedelta(minutes=6), signal, Said(play=True))
    goes_on.does("els", later + timedelta(minutes=7), end_practice, ward=noor)


def _come(goes_on: Happening, at: datetime) -> None:
    signal = goes_on.moves("noor", at, practice=False)
    goes_on.does("els", at + timedelta(minutes=3), answer, signal_id=signal, kind=Kind.GO)
    seen = at + timedelta(minutes=25)
    said = Said(face=Face.WORRIED, text="Noor zat op haar kamer. Ze wilde graag mee naar buiten.")
    goes_on.does("els", seen, answer, signal_id=signal, kind=Kind.SEEN, said=said)
    done = Said(text="We liepen met de hond en dronken thee. Noor at bij ons.")
    _finish(goes_on, "els", at + timedelta(hours=2), signal, done)


def _finish(goes_on: Happening, who: str, at: datetime, signal: UUID, said: Said) -> None:
    goes_on.does(who, at, answer, signal_id=signal, kind=Kind.DONE, said=said)
    goes_on.does(who, at, answer, signal_id=signal, kind=Kind.CLOSE)


def _be_away(goes_on: Happening, now: datetime) -> None:
    first = here(now) + timedelta(days=10)
    given, days = uuid5(goes_on.home, "away"), Days(first=first, last=first + timedelta(days=2))
    instead = goes_on.people["piet"]
    goes_on.does("ben", now, add_absent, absent_id=given, when=days, stand_in=instead)
