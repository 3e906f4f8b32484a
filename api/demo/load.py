"""Fills a house with the families of the demo, through the same actions as a person's phone.

Everything is written at its own moment by its own person, so the journal and the pages read like
eighteen months. Nothing happens in a house where the demo already lives.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select

from api.core.db import EVERYWHERE
from api.core.erasing import erase_household
from api.core.house import House
from api.core.settings import Settings
from api.demo import UNFINISHED
from api.demo.agreed import agreed
from api.demo.almanac import BEFORE, DAYS
from api.demo.binding import book_steps
from api.demo.bound import bound
from api.demo.cast import TOLD
from api.demo.circle import say_whom_they_met
from api.demo.living import Filling, Step, live
from api.demo.noting import note_steps
from api.demo.own_world import own_steps
from api.demo.people import demo_people, settle
from api.demo.planning import plan_steps
from api.demo.put_aside import aside_steps
from api.demo.reading_along import read_along, stopped_house
from api.demo.rounds import round_steps
from api.demo.scored import ends, scored
from api.demo.scoring import ends_steps, score_steps
from api.demo.signals import let_them_come
from api.demo.sitting import sitting_steps
from api.demo.story import known, tell
from api.demo.ticking import week_steps
from api.demo.walking import path_steps
from api.people.model import Household
from api.people.organisation.model import Organisation
from i18n.dates import AMSTERDAM

SETTLED: Final = timedelta(days=DAYS + BEFORE + 4)  # before anything of the story


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
    # The organisation last: whoever reads along has seats in the houses.
    ours = ours.outerjoin(Organisation, Organisation.household_id == Household.id)
    ours = ours.order_by(Organisation.household_id.is_not(None))
    with house.db.reading(EVERYWHERE) as session:
        homes = session.scalars(ours).all()
    for home in homes:
        erase_household(house, home, now)


def _fill(house: House, now: datetime) -> None:
    today = now.astimezone(AMSTERDAM).date()
    settled: dict[str, UUID] = {}
    for mode in TOLD:
        people = settle(house, mode, then=now - SETTLED, today=today)
        settled |= people
        filling = Filling.of(house, people)
        live(filling, steps(filling, mode, now))
        with house.db.writing(filling.home, by=None, now=now) as session:
            say_whom_they_met(session, people, now)
        let_them_come(house, filling.home, people, now)
    settled |= stopped_house(house, then=now - SETTLED, now=now)
    read_along(house, settled, then=now - SETTLED, now=now)


def steps(filling: Filling, mode: str, now: datetime) -> Iterator[Step]:
    """Return all that the people of a household did, in whatever order."""
    moments = known(now)
    plan = agreed(mode, moments)
    yield from note_steps(filling, (told for told in tell(now) if told.note.by in filling.people))
    yield from plan_steps(filling, plan)
    yield from score_steps(filling, plan, scored(mode, moments, now))
    yield from round_steps(filling, now)
    yield from ends_steps(filling, plan, ends(mode, moments))
    yield from week_steps(filling, mode, moments)
    yield from sitting_steps(filling, mode, moments)
    yield from path_steps(filling, mode, moments)
    yield from own_steps(filling, moments)
    yield from aside_steps(filling, moments)
    for book in bound(moments):
        if book.ward in filling.people:
            yield from book_steps(filling, plan, book)
