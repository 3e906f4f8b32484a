"""Away, asleep, and who comes then; a week ahead it is told when nobody could come."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from api.core.errors import Invalid, NotHere
from api.core.house import House
from api.people.actions import end_safety_link
from api.people.model import Person
from api.people.notices.queries import waiting
from api.people.policy import Ring, Role
from api.safe_object.availability import Days, Nights, absents, add_absent, end_absent
from api.safe_object.available import is_missing
from api.safe_object.ladder_rules import Wanted
from api.safe_object.laddering import propose, say_yes
from api.safe_object.practising import begin_practice, end_practice
from api.safe_object.warning import warn
from tests.safe_object.calls import (
    act,
    all_hear,
    ask,
    later,
    move,
    seen_by,
    signals,
    step,
    told,
)
from tests.safe_object.room import agree_on
from tests.world import World

Client = Callable[[UUID], FlaskClient]
WEEKEND = Days(first=date(2026, 11, 21), last=date(2026, 11, 22))


def away(house: House, person: UUID, instead: UUID | None, when: object = WEEKEND) -> UUID:
    given = uuid4()
    act(house, person, add_absent, absent_id=given, when=when, stand_in=instead)
    return given


def test_who_stands_in_is_told_of_it_and_comes_in_their_place(house: House, world: World) -> None:
    all_hear(house, world.els, world.ben, world.kees)
    away(house, world.els, world.kees)
    assert [each.kind for each in ask(house, world.kees, waiting)] == ["stands_in"]
    signal = move(house, world)
    assert told(house, signal) == [(world.kees, "stand_in")]
    assert [each.id for each in seen_by(house, world.kees)] == [signal]


def test_taken_back_one_comes_again(house: House, world: World) -> None:
    all_hear(house, world.els, world.kees)
    given = away(house, world.els, world.kees)
    with pytest.raises(NotHere):
        act(house, world.ben, end_absent, absent_id=given)
    act(house, world.els, end_absent, absent_id=given)
    assert told(house, move(house, world)) == [(world.els, "turn")]


def test_nobody_is_away_without_somebody_instead(house: House, world: World) -> None:
    for instead in (None, world.els, world.sara, world.mark, world.noor, world.lotte):
        with pytest.raises(Invalid):
            away(house, world.els, instead)


@pytest.mark.parametrize(
    "when",
    [
        Days(first=date(2026, 11, 22), last=date(2026, 11, 20)),
        Days(first=date(2026, 11, 1), last=date(2026, 11, 20)),
        Days(first=date(2026, 11, 22), last=date(2029, 11, 20)),
        Nights(begins=time(22), ends=time(22)),
    ],
)
def test_days_that_cannot_be_are_refused(house: House, world: World, when: object) -> None:
    with pytest.raises(Invalid):
        away(house, world.els, world.ben, when)


@pytest.mark.parametrize(
    ("moment", "asleep"),
    [
        ("2026-11-21T21:30", True),  # 22:30 in Amsterdam
        ("2026-11-21T20:30", False),
        ("2026-10-25T00:30", True),  # 2:30, the hour that comes twice
        ("2026-10-25T01:30", True),  # 2:30 again
        ("2026-10-25T06:30", False),  # 7:30 by the clock of winter
        ("2026-03-29T00:30", True),  # 1:30, before the hour that is not there
        ("2026-03-29T01:30", True),  # 3:30, just after it
        ("2026-03-29T05:30", False),  # 7:30 by the clock of summer
    ],
)
def test_a_night_is_a_night_by_the_clock_on_the_wall(moment: str, asleep: bool) -> None:
    night = SimpleNamespace(from_at=None, until_at=None, from_minute=22 * 60, until_minute=7 * 60)
    assert is_missing(night, datetime.fromisoformat(moment).replace(tzinfo=UTC)) is asleep


def test_a_week_ahead_its_people_hear_that_nobody_can_come(house: House, world: World) -> None:
    order = [Wanted(world.els, 0), Wanted(world.ben, 5)]
    act(house, world.els, propose, ward=world.noor, wanted=order, card_after=20)
    act(house, world.tim, say_yes, ward=world.noor)
    days = Days(first=date(2026, 11, 28), last=date(2026, 11, 30))
    away(house, world.els, world.ben, days)
    away(house, world.ben, world.els, days)
    warn(house, house.clock.now())
    later(house, days=1)
    for _ in range(3):
        warn(house, house.clock.now())
    for person in (world.els, world.ben, world.tim):
        kinds = [each.kind for each in ask(house, person, waiting)]
        assert kinds.count("nobody_left") == 1
    for person in (world.mark, world.sara, world.noor, world.kees):
        assert ask(house, person, waiting) == []


def test_somebody_left_is_no_warning(house: House, world: World) -> None:
    away(house, world.els, world.ben)
    warn(house, house.clock.now())
    assert "nobody_left" not in {each.kind for each in ask(house, world.els, waiting)}


def test_the_page_takes_days_and_nights_and_takes_them_back(
    house: House, world: World, client_of: Client
) -> None:
    els, page = client_of(world.els), "/instellingen/bereikbaar"
    form = {"id": str(uuid4()), "kind": "nights", "begins": "22:30", "ends": "06:45"}
    assert els.post(page, data=form).status_code == 422
    form["stand_in"] = str(world.ben)
    for _ in range(2):
        assert els.post(page, data=form).status_code == 303
    (kept,) = ask(house, world.els, absents, house.clock.now())
    assert kept.nights == Nights(begins=time(22, 30), ends=time(6, 45))
    assert b"22:30" in els.get(page).data
    assert els.post(page, data={"do": "end", "id": str(kept.id)}).status_code == 303
    assert ask(house, world.els, absents, house.clock.now()) == []
    assert client_of(world.mark).get(page).status_code == 404


def test_practice_ends_by_itself_and_takes_only_practice_along(house: House, world: World) -> None:
    all_hear(house, world.els, world.ben)
    act(house, world.els, begin_practice, ward=world.noor)
    practised = move(house, world, practice=True)
    later(house, seconds=1)
    real = move(house, world)
    assert told(house, real) == [(world.els, "turn")]
    step(house, minutes=31)
    assert {each.id: each.closed_at is None for each in signals(house)} == {
        practised: False,
        real: True,
    }
    assert signals(house)[0].practice_since is not None
    later(house, minutes=1)
    again = move(house, world, practice=True)
    assert again not in {each.id for each in signals(house)}  # beside the real one


def test_practice_is_stopped_by_a_safety_person(house: House, world: World) -> None:
    act(house, world.els, begin_practice, ward=world.noor)
    move(house, world, practice=True)
    with pytest.raises(NotHere):
        act(house, world.tim, end_practice, ward=world.noor)
    act(house, world.ben, end_practice, ward=world.noor)
    (kept,) = signals(house)
    assert kept.closed_at == house.clock.now()


def test_a_thing_for_which_nobody_comes_any_more_is_a_warning(house: House, world: World) -> None:
    """Its safety people went and the circle with them: who leads hears it, be there a link left or not."""
    agree_on(house, world.noor, world.els)
    now = house.clock.now()
    with house.db.writing(world.household, by=None, now=now) as session:
        for keeper in (world.els, world.ben):
            end_safety_link(session, ward=world.noor, person=keeper, now=now)
        for each in session.scalars(select(Person).filter_by(household_id=world.household)):
            if each.role == Role.CIRCLE and each.id != world.tim:
                each.ended_at = now
        session.get_one(Person, world.tim).ring = Ring.PART
    warn(house, now)
    assert "nobody_left" in {each.kind for each in ask(house, world.tim, waiting)}
