"""What somebody took on at a table stays on their first page until it ends in the plan, and on no other page."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from api.core.errors import NotHere
from api.core.house import House
from api.meetings.actions import uninvite
from api.meetings.queries import meeting
from api.meetings.table import closing
from api.meetings.table.closing import Ending
from api.meetings.table.tasks import own_tasks
from api.people.going.actions import confirm_suspension, suspend
from api.people.queries import viewed
from api.plan import actions as planning
from api.plan import queries as plan
from tests.logbook.book import Book
from tests.meetings.table import Table, call
from tests.world import World

ClientOf = Callable[[UUID], FlaskClient]
DAY = timedelta(days=1)


def close(book: Book, table: Table) -> None:
    ending = Ending(next_at=book.now + 30 * DAY)
    values = {"meeting_id": table.id, "act_id": uuid4(), "next_id": uuid4(), "ending": ending}
    book.do(table.chair, closing.close, **values)


def held(book: Book, world: World, text: str, does: UUID) -> Table:
    """A meeting of today at which one thing was decided."""
    table = call(book, world.tim, [world.sara, world.mark, world.els])
    table.begin(world.els, world.mark)
    table.decide(text, does)
    close(book, table)
    return table


def tasks(book: Book, who: UUID, *, quiet: bool = False) -> list[str]:
    with book.house.db.reading(book.household) as session:
        viewer = viewed(session, who, quiet=quiet)
        seen = plan.plan(session, viewer, book.now)
        return [each.text for each in own_tasks(session, viewer, seen)]


def is_there(book: Book, table: Table, who: UUID) -> bool:
    try:
        book.ask(who, meeting, table.id, book.now)
    except NotHere:
        return False
    return True


def send_away(book: Book, world: World, person: UUID) -> None:
    book.do(world.tim, suspend, person=person, days=5)
    book.do(world.els, confirm_suspension, person=person)


def test_the_next_meeting_and_a_long_time_take_nothing_off_the_page(
    book: Book, world: World, client_of: ClientOf
) -> None:
    held(book, world, "Els kookt op vrijdag.", world.els)
    book.now += 30 * DAY
    held(book, world, "Els belt de school.", world.els)
    book.now += 200 * DAY
    assert tasks(book, world.els) == ["Els kookt op vrijdag.", "Els belt de school."]
    assert tasks(book, world.els, quiet=True) == []
    for who in (world.sara, world.mark, world.tim, world.ben):
        assert tasks(book, who) == []
    book.house.clock.moment = book.now  # type: ignore[attr-defined]
    page = client_of(world.els).get("/").text
    assert ("Els kookt op vrijdag." in page, "Els belt de school." in page) == (True, True)


def test_what_ended_in_the_plan_is_done(book: Book, world: World) -> None:
    held(book, world, "Els kookt op vrijdag.", world.els)
    (agreed,) = book.ask(world.els, plan.agreements, book.now)
    values = {"version_id": agreed.version_id, "reason": "Het is klaar."}
    book.do(world.tim, planning.end, **values)
    assert tasks(book, world.els) == []


@pytest.mark.parametrize("how", ["not asked any more", "away when it was closed"])
def test_it_stays_when_the_meeting_is_not_shown_to_them_any_more(
    book: Book, world: World, how: str
) -> None:
    table = call(book, world.tim, [world.sara, world.mark, world.els])
    table.begin(world.mark)
    table.decide("Mark brengt het eten.", world.mark)
    if how == "not asked any more":
        book.do(world.tim, uninvite, meeting_id=table.id, people={world.mark})
    else:
        send_away(book, world, world.mark)
    close(book, table)
    book.now += 6 * DAY
    assert not is_there(book, table, world.mark)
    assert tasks(book, world.mark) == ["Mark brengt het eten."]


@pytest.mark.parametrize("how", ["away", "not asked yet", "not asked any more"])
def test_nobody_is_told_that_they_took_on_what_was_decided_without_them(
    book: Book, world: World, how: str
) -> None:
    """Security R6: it would tell of the table; the plan says itself what they are to do."""
    asked = [world.sara, world.els] + ([world.mark] if how != "not asked yet" else [])
    table = call(book, world.tim, asked)
    if how == "away":
        send_away(book, world, world.mark)
    elif how == "not asked any more":
        book.do(world.tim, uninvite, meeting_id=table.id, people={world.mark})
    table.begin()
    table.decide("Mark brengt het eten.", world.mark)
    close(book, table)
    book.now += 6 * DAY
    assert tasks(book, world.mark) == []


def test_whoever_does_nothing_in_the_plan_is_asked_for_no_table(
    book: Book, house: House, world: World
) -> None:
    """A first page of somebody without tasks costs no question more."""
    held(book, world, "Els kookt op vrijdag.", world.els)
    asked: list[str] = []
    with house.db.reading(book.household) as session:
        viewer = viewed(session, world.sara, quiet=False)
        seen = plan.plan(session, viewer, book.now)
        engine = session.get_bind()
        event.listen(engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
        assert own_tasks(session, viewer, seen) == []
    assert asked == []
