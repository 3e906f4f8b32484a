"""Signals in every state, as a house that used them has: for tests of what others see of it."""

from datetime import date, timedelta
from uuid import UUID, uuid4

from api.core.house import House
from api.safe_object.availability import Days, add_absent
from api.safe_object.ladder_rules import Wanted
from api.safe_object.laddering import propose, say_yes
from api.safe_object.practising import begin_practice
from api.safe_object.warning import warn
from api.safe_object.words import Face, Kind
from tests.safe_object.calls import act, move, say, step
from tests.world import World


def live_with_signals(house: House, world: World, words: str) -> list[UUID]:
    """A ladder that holds and one that waits, days away, practice; a closed signal and an open one."""
    order = [Wanted(world.els, 0), Wanted(world.ben, 5), Wanted(world.tim, 15)]
    act(house, world.els, propose, ward=world.noor, wanted=order, card_after=30)
    act(house, world.tim, say_yes, ward=world.noor)
    act(house, world.els, propose, ward=world.noor, wanted=order[:2], card_after=20)
    away = Days(first=date(2026, 11, 28), last=date(2026, 12, 1))
    act(house, world.ben, add_absent, absent_id=uuid4(), when=away, stand_in=world.tim)
    closed = move(house, world)
    say(house, world.els, closed, Kind.GO)
    say(house, world.els, closed, Kind.SEEN, face=Face.SAD, text=words)
    say(house, world.els, closed, Kind.DONE, text=words)
    say(house, world.els, closed, Kind.CLOSE)
    act(house, world.els, begin_practice, ward=world.noor)
    practised = move(house, world, practice=True)
    still_open = move(house, world)
    move(house, world)
    step(house)
    say(house, world.ben, still_open, Kind.CALL)
    say(house, world.ben, still_open, Kind.HAND_OVER, to=world.tim)
    warn(house, house.clock.now() + timedelta(days=1))
    return [closed, practised, still_open]
