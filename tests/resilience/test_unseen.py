"""What a week tells nobody it was not meant for: over a shoulder, on a phone beside it, in the week of the house."""

import re
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.people.actions import add_shield, give_duty
from api.people.homes.living import add_home
from api.people.policy import Side, Viewer
from api.push.model import Delivery
from api.resilience import actions, queries
from tests.houses import NOW
from tests.people.quietly import come_in, make_quiet
from tests.push.knocking import subscribe_on_new
from tests.resilience.days import NEXT, TODAY, Days, cell
from tests.world import World

pytestmark = pytest.mark.only("sqlite")
GAP = {"element": "outside", "day": str(NEXT), "part": "afternoon", "whom": "circle", "do": "ask"}
WEEK = re.compile(r'href="(/week[^"#?]*)')


def test_a_holiday_put_in_one_week_is_told_in_that_week_alone(days: Days, world: World) -> None:
    """Papa reads the week of the house, and not Noor's: where she will be stands there neither."""
    free = {"from_day": TODAY, "until_day": TODAY}
    for who, whose, name in (
        (world.els, world.noor, "Noor slaapt bij oma"),
        (world.sara, world.sara, "Weg met Anna"),
    ):
        days.book.do(who, actions.rest, whose=whose, break_id=uuid4(), name=name, **free)
    home, mine = Days(days.book, None), Days(days.book, world.sara)
    assert [days.day(each).free for each in (world.noor, world.els, world.sara)] == [
        "Noor slaapt bij oma"
    ] * 3
    assert mine.day(world.sara).free == "Weg met Anna"
    for who in (world.mark, world.sara, world.noor):
        assert home.day(who).free == ""


def test_who_goes_along_is_not_told_to_whom_they_may_fear(days: Days, world: World) -> None:
    """Noor does not fear Kees, who reads her week. Mama does: where she will be is not there for him."""
    days.book.change(add_shield, ward=world.sara, feared=world.kees)
    days.begin(world.els, {world.sara, world.tim, world.kees})
    swim, asked = days.want(world.els), days.ask(world.els, chosen={world.sara, world.kees})
    days.book.do(world.sara, actions.go_along, activity_id=swim, day=NEXT)
    days.book.do(world.sara, actions.claim, ask_id=asked)

    def along(who: UUID) -> list[UUID]:
        return [each.id for one in days.day(who, NEXT).wanted for each in one.along]

    assert (along(world.tim), along(world.kees)) == ([world.sara] * 2, [])
    assert days.book.ask(world.els, queries.one_ask, asked).goes.id == world.sara
    for look in (queries.one_ask, _claim):
        with pytest.raises(NotHere):
            days.book.ask(world.kees, look, asked)


def test_the_list_of_who_reads_ones_own_week_misses_nobody(days: Days, world: World) -> None:
    """Over her shoulder it would tell whom she fears. Chosen, they read nothing all the same."""
    days.book.change(add_shield, ward=world.sara, feared=world.mark)
    mine = Days(days.book, world.sara)
    could = days.book.ask(world.sara, queries.choices, world.sara, days.book.now)
    assert world.mark in {each.id for each in could}
    mine.begin(world.sara, {world.mark})
    mine.tick(world.sara)
    with pytest.raises(NotHere):
        mine.week(world.mark)


def test_nobody_is_knocked_for_a_question_that_they_do_not_see(apart: Days, world: World) -> None:
    """What is of no side shows on none."""
    subscribe_on_new(apart.book.house, world.lotte)
    apart.ask(world.ria, chosen={world.lotte})
    assert apart.asked(world.lotte) == []
    assert apart.book.count(Delivery) == 0
    apart.book.change(give_duty, person=world.ria, kind="plan_holder")
    home = apart.book.do(
        world.ria, add_home, home_id=uuid4(), name="Thuis", side=Side.A, people=[world.fem]
    )
    told = {"whose": world.fem, "home_id": home, "days": {(NEXT.weekday(), "every")}}
    apart.book.do(world.lotte, actions.tell_homes, **told)
    apart.ask(world.ria, chosen={world.lotte})
    assert len(apart.asked(world.lotte)) == apart.book.count(Delivery) == 1


def test_with_somebody_reading_along_each_way_of_the_week_opens(
    days: Days, world: World, app: Flask
) -> None:
    """As for who has little: a link that leads nowhere would tell that there is more."""
    for who, whose in ((world.sara, world.sara), (world.noor, world.noor)):
        Days(days.book, whose).tick(who, cell(text="Bij Anna"))
    for who in (world.sara, world.noor, world.els):
        browser = make_quiet(app, come_in(app, who, child=who == world.noor))
        seen = {"/week"}
        for _ in range(3):
            for at in sorted(seen):
                answer = browser.get(at, follow_redirects=True)
                assert answer.status_code == 200, (who, at)
                assert "Bij Anna" not in answer.text
                seen |= set(WEEK.findall(answer.text))
        assert len(seen) > 5, who


def test_with_somebody_reading_along_a_question_is_kept_and_a_reader_is_not(
    days: Days, world: World, app: Flask
) -> None:
    whole, browser = come_in(app, world.mark), make_quiet(app, come_in(app, world.sara))
    at = f"/week/{world.household}"
    asked = [each.post(f"{at}/vragen", data=GAP) for each in (whole, browser)]
    assert [each.status_code for each in asked] == [303, 303]
    assert len(days.asked(world.tim)) == 2
    assert at + "/wie" in browser.get(at).text
    for of in (at, f"/week/{world.sara}"):
        assert browser.post(f"{of}/wie", data={"people": str(world.kees)}).status_code == 303
    for whose in (None, world.sara):
        with pytest.raises(NotHere):
            Days(days.book, whose).week(world.kees)


def _claim(session: Session, by: Viewer, asked: UUID) -> None:
    actions.claim(session, by=by, ask_id=asked, now=NOW)
