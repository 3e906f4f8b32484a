"""Security R26: a weekly test, and within a minute those are told who must know that a helper hears nothing."""

import re
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import select

from api.core.db import EVERYWHERE
from api.core.house import House
from api.people import queries
from api.people.actions import give_duty
from api.people.model import Duty
from api.people.notices.model import Notice
from api.people.notices.queries import waiting as notices_of
from api.people.organisation.model import Halt
from api.push.model import Subscription
from api.push.reach import rules
from api.push.reach.due import LOST, send_tests, watch
from api.push.reach.model import Reach
from api.push.reach.queries import helpers
from api.push.rules import Word
from i18n.dates import AMSTERDAM
from tests.houses import NOW
from tests.push.knocking import deliveries, subscribe_on_new
from tests.push.test_second_due import give_way
from tests.world import World, sign_in_client

DAY = timedelta(days=1)
DAY_OF = NOW.astimezone(AMSTERDAM).date()


def told(house: House, person: UUID) -> list[str]:
    """The kinds of what somebody reads about who is out of reach, by whom it is about."""
    with house.db.reading(EVERYWHERE) as session:
        found = notices_of(session, queries.viewer(session, person))
    return [each.about.name for each in found if each.kind == LOST]


def change(house: House, row: UUID, **facts: object) -> None:
    with house.db.writing(EVERYWHERE, by=None, now=NOW) as session:
        found = session.get_one(Subscription, row)
        for name, value in facts.items():
            setattr(found, name, value)


def listed(house: House, person: UUID, now: datetime = NOW) -> dict[str, tuple[bool, object]]:
    with house.db.reading(EVERYWHERE) as session:
        found = helpers(session, queries.viewer(session, person), now)
    return {each.member.name: (each.can, each.lost_on) for each in found}


def tries_of(house: House, person: UUID) -> int:
    with house.db.reading(EVERYWHERE) as session:
        return sum(row.word == Word.TEST for row in deliveries(session, person))


def everybody(world: World) -> dict[str, UUID]:
    names = ("noor", "sara", "mark", "els", "ben", "tim", "kees")
    return {name: getattr(world, name) for name in names}


def test_a_dead_device_is_told_to_the_helper_who_leads_and_who_helps_beside(
    house: House, world: World
) -> None:
    row = subscribe_on_new(house, world.els)
    watch(house, NOW)
    assert not any(told(house, person) for person in everybody(world).values())
    change(house, row, dead_at=NOW)
    watch(house, NOW)
    watch(house, NOW + DAY)
    heard = {name: told(house, person) for name, person in everybody(world).items()}
    assert {name: len(found) for name, found in heard.items() if found} == {
        "els": 1,
        "ben": 1,
        "tim": 1,
    }


def test_the_one_who_is_feared_is_not_told_even_as_chair(house: House, world: World) -> None:
    with house.db.writing(world.household, by=None, now=NOW) as session:
        mine = {"household_id": world.household, "person_id": world.mark, "kind": "chair"}
        session.add(Duty(id=uuid4(), since=NOW, until=None, **mine))  # no page gives it to him
    row = subscribe_on_new(house, world.els)
    watch(house, NOW)
    change(house, row, dead_at=NOW)
    watch(house, NOW)
    assert told(house, world.ben)
    assert told(house, world.mark) == []
    assert listed(house, world.mark) == {}


def test_a_parent_is_told_only_as_chair(house: House, world: World) -> None:
    with house.db.writing(world.household, by=None, now=NOW) as session:
        give_duty(session, person=world.sara, kind="chair", now=NOW)
    row = subscribe_on_new(house, world.els)
    watch(house, NOW)
    change(house, row, dead_at=NOW)
    watch(house, NOW)
    assert len(told(house, world.sara)) == 1
    assert listed(house, world.sara)["Els"] == (False, DAY_OF)


def test_a_week_without_a_sign_is_out_of_reach_and_back_again_is_told_anew(
    house: House, world: World
) -> None:
    row = subscribe_on_new(house, world.els)
    watch(house, NOW)
    change(house, row, shown_at=NOW + 2 * DAY)
    late = NOW + 9 * DAY
    watch(house, late)
    assert told(house, world.els) == []
    watch(house, late + timedelta(minutes=1))
    assert len(told(house, world.els)) == 1
    change(house, row, shown_at=late + DAY)
    watch(house, late + DAY)
    assert listed(house, world.tim, late + DAY)["Els"] == (True, None)
    change(house, row, dead_at=late + DAY)
    watch(house, late + DAY)
    assert listed(house, world.tim, late + DAY)["Els"][0] is False


def test_an_address_of_ones_own_counts_and_who_never_had_any_is_listed_and_not_told(
    house: House, world: World
) -> None:
    give_way(house, world.els)
    watch(house, NOW)
    assert listed(house, world.tim) == {"Els": (True, None), "Ben": (False, None)}
    assert told(house, world.tim) == []


def test_the_list_says_a_day_and_no_time(house: House, world: World) -> None:
    row = subscribe_on_new(house, world.els)
    watch(house, NOW)
    change(house, row, dead_at=NOW)
    watch(house, NOW)
    can, lost_on = listed(house, world.tim)["Els"]
    assert (can, lost_on) == (False, DAY_OF)
    assert not isinstance(lost_on, datetime)


def test_the_list_is_for_who_leads_and_for_who_helps_the_same_child(
    house: House, world: World
) -> None:
    seen = {name: len(listed(house, person)) for name, person in everybody(world).items()}
    assert seen["tim"] == seen["els"] == seen["ben"] == 2
    assert seen["sara"] == seen["mark"] == seen["kees"] == 0


def test_a_device_is_tested_once_when_its_week_is_over(house: House, world: World) -> None:
    row = subscribe_on_new(house, world.els)
    send_tests(house, NOW + 5 * DAY)
    assert tries_of(house, world.els) == 0
    evening = (NOW + 6 * DAY).astimezone(AMSTERDAM).replace(hour=19, minute=45)
    send_tests(house, evening)
    send_tests(house, evening + timedelta(minutes=1))
    assert tries_of(house, world.els) == 1
    change(house, row, tested_at=evening)
    send_tests(house, evening + DAY)
    assert tries_of(house, world.els) == 1


def test_nobody_is_rung_at_night_and_not_all_at_once() -> None:
    since = datetime(2026, 3, 1, tzinfo=UTC)
    begins = set()
    for _ in range(200):
        device = uuid4()
        hours = [
            datetime(2026, 3, 28, tzinfo=AMSTERDAM) + timedelta(minutes=10 * n) for n in range(432)
        ]
        due = [
            at
            for at in hours
            if rules.is_test_due(device=device, tested_at=None, since=since, now=at)
        ]
        assert due
        assert all(9 <= at.astimezone(AMSTERDAM).hour < 20 for at in due)
        begins.add(rules.minute_of(device))
    assert len(begins) > 100


def test_what_is_sent_about_it_says_nothing_and_goes_to_the_others(
    house: House, world: World
) -> None:
    row = subscribe_on_new(house, world.els)
    subscribe_on_new(house, world.ben)
    watch(house, NOW)
    change(house, row, dead_at=NOW)
    watch(house, NOW)
    with house.db.reading(EVERYWHERE) as session:
        rows = deliveries(session, world.ben)
        assert session.scalars(select(Subscription.dead_at)).all()
    assert [row.word for row in rows] == [Word.NEWS]


def test_who_is_away_and_a_house_that_stands_still_is_not_told_of(
    house: House, world: World
) -> None:
    subscribe_on_new(house, world.els)
    watch(house, NOW)
    with house.db.writing(EVERYWHERE, by=None, now=NOW) as session:
        session.add(
            Halt(id=uuid4(), household_id=world.household, kind="still", by_id=None, since=NOW)
        )
    watch(house, NOW)
    with house.db.reading(EVERYWHERE) as session:
        assert session.get_one(Reach, world.els).lost_at is None
        assert session.scalars(select(Notice)).all() == []


def test_a_notice_says_the_day_and_no_time(house: House, app: Flask, world: World) -> None:
    row = subscribe_on_new(house, world.els)
    watch(house, NOW)
    change(house, row, dead_at=NOW)
    watch(house, NOW)
    page = sign_in_client(app, world.tim).get("/").get_data(as_text=True)
    card = page.split("komen geen berichten meer aan")[1].split("</form>")[0]
    assert "zaterdag 21 november" in card
    assert ":" not in re.sub(r"<[^>]*>", "", card)
