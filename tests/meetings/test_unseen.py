"""What a sitting must not tell: to who was away meanwhile, to who is not asked, and by what others write."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient

from api.core.errors import NotHere
from api.meetings import queries
from api.meetings.actions import set_chair
from api.meetings.kinds import Mode, Says
from api.meetings.sorting import sort_meetings
from api.meetings.table import closing, reading
from api.meetings.table.closing import Ending
from api.meetings.table.queries import pulse, seat
from api.meetings.table.state import Kind
from api.people.actions import add_shield, end_membership, give_duty
from api.people.apart import actions as putting
from api.people.going.actions import confirm_suspension, suspend
from api.people.policy import Side
from tests.house.crawl import masked
from tests.logbook.book import Book
from tests.meetings import sitting
from tests.meetings.table import Table, call
from tests.scales.marks import keeper_of
from tests.world import World

pytestmark = pytest.mark.only("sqlite")

DAY = timedelta(days=1)


def read(book: Book, table: Table, who: UUID) -> tuple[reading.MinutesView, ...]:
    return book.ask(who, lambda s, v: reading.versions(s, v, seat(s, v, table.id)))


def close(book: Book, table: Table) -> UUID:
    ending = Ending(next_at=book.now + 30 * DAY, story="We praatten over de nacht.")
    values = {"meeting_id": table.id, "act_id": uuid4(), "next_id": uuid4(), "ending": ending}
    return book.do(table.chair, closing.close, **values)


def send_away(book: Book, world: World, person: UUID) -> None:
    book.do(world.tim, suspend, person=person, days=5)
    book.do(world.els, confirm_suspension, person=person)


def test_what_was_held_while_somebody_was_away_is_not_there_for_them(
    book: Book, world: World
) -> None:
    """Security R6: of the days in which somebody was sent away nothing shows afterwards, unless shared."""
    table = call(book, world.tim, [world.mark, world.els, world.sara])
    other = call(book, world.tim, [world.mark, world.els])
    send_away(book, world, world.mark)
    table.begin(world.els)
    table.act(world.els, Kind.IDEA, text="Els haalt Noor op.")
    coming = close(book, table)
    book.now += 6 * DAY
    for looks in (
        lambda s, v: queries.meeting(s, v, table.id, book.now),
        lambda s, v: queries.meeting(s, v, coming, book.now),
        lambda s, v: seat(s, v, table.id),
        lambda s, v: pulse(s, v, table.id),
    ):
        with pytest.raises(NotHere):
            book.ask(world.mark, looks)
    there = book.ask(world.mark, queries.meetings, book.now)
    assert [each.id for each in there] == [other.id]
    assert len(book.ask(world.sara, queries.meetings, book.now)) == 2
    assert world.mark not in {
        each.id for each in book.ask(world.tim, queries.meeting, coming, book.now).invited
    }


def test_minutes_that_were_written_while_somebody_was_away_are_not_read_by_them(
    book: Book, world: World
) -> None:
    table = call(book, world.tim, [world.mark, world.els])
    table.begin(world.mark)
    first = table.minutes("Mark was er.")
    send_away(book, world, world.mark)
    table.minutes("Noor slaapt bij Els.", base=first)
    book.now += 6 * DAY
    assert [each.text for each in read(book, table, world.mark)] == ["Mark was er."]
    assert len(read(book, table, world.els)) == 2


def test_the_table_is_laid_for_who_can_come_and_not_for_who_was_sent_away(
    book: Book, world: World
) -> None:
    """What was written since would else lie there for nobody."""
    table = call(book, world.tim, [world.mark, world.els])
    send_away(book, world, world.mark)
    book.write(world.sara, "Het was een rustige nacht.")
    assert [each.text for each in table.review(world.els).notes] == ["Het was een rustige nacht."]
    book.now += 6 * DAY
    assert table.review(world.els).notes == ()


def test_a_meeting_of_which_somebody_left_the_circle_can_be_closed(
    book: Book, world: World
) -> None:
    table = call(book, world.tim, [world.els, world.ben])
    table.begin(world.els)
    book.change(end_membership, person=world.ben)
    coming = close(book, table)
    asked = book.ask(world.tim, queries.meeting, coming, book.now).invited
    assert {each.id for each in asked} == {world.tim, world.els}


def test_who_brought_what_a_reader_may_not_read_brought_nothing_as_far_as_they_see(
    book: Book, world: World
) -> None:
    """Who gave something that lies nowhere would else be known to fear the one who looks."""
    seen = []
    for fears in (False, True):
        if fears:
            book.change(add_shield, ward=world.sara, feared=world.mark)
        table = sitting.call(book, world.tim, [world.mark, world.els, world.sara])
        if fears:
            table.bring(world.sara, worry="De nacht.")
        table.bring(world.mark, well="Het eten.")
        table.open()
        view = table.seen(world.mark)
        seen.append(({each.id for each in view.missing}, [each.text for each in view.inputs]))
        nobody = {world.tim, world.els} | (set() if fears else {world.sara})
        assert {each.id for each in table.seen(world.els).missing} == nobody
    assert seen[0] == seen[1]


def test_a_table_of_one_side_names_nobody_of_the_other_to_choose(
    apart: Book, world: World, client_of: Callable[[UUID], FlaskClient]
) -> None:
    """Who stands with both leads there, and holds a phone that those beside them see."""
    keeper_of(apart, world)
    table = call(apart, world.ria, [world.lotte], side=Side.A)
    table.begin()
    table.act(world.ria, Kind.STEP, step="decide")
    apart.house.clock.moment = apart.now  # type: ignore[attr-defined]
    ria, address = client_of(world.ria), f"/samen/{table.id}/tafel"
    page = ria.get(address).text
    assert f'name="does" value="{world.lotte}"' in page
    assert str(world.daan) not in page
    form = {"do": "decide", "text": "Daan haalt Fem op.", "does": str(world.daan)}
    assert ria.post(address, data=form).status_code == 422
    assert table.state().decisions == ()


def test_who_leads_reads_who_else_will_read_a_decision(
    book: Book, world: World, client_of: Callable[[UUID], FlaskClient]
) -> None:
    """It stands in the plan at once, and the plan is read by more people than sit at the table."""
    table = call(book, world.tim, [world.els, world.sara])
    table.begin()
    table.act(world.tim, Kind.STEP, step="decide")
    book.house.clock.moment = book.now  # type: ignore[attr-defined]
    address = f"/samen/{table.id}/tafel"
    page = re.sub("<[^>]+>", "", client_of(world.tim).get(address).text)
    assert "Dit lezen ook mensen die er nu niet zijn: Mark en buurman Ben." in page
    assert "Dit lezen ook mensen" not in client_of(world.els).get(address).text
    assert "Dit lezen ook mensen" not in client_of(world.tim).get(f"/samen/{table.id}/scherm").text


def test_what_was_said_at_a_table_goes_along_when_a_house_is_put_apart(
    book: Book, world: World
) -> None:
    """Minutes, ideas, decisions and what was brought name people as well as the invitation does."""

    def hers() -> Table:
        table = call(book, world.tim, [world.sara, world.els], place="", goal="")
        table.begin(world.sara)
        return table

    written, said, agreed, plain = hers(), hers(), hers(), hers()
    written.minutes("Mark belt elke avond.")
    said.act(world.els, Kind.IDEA, text="Wij vragen het aan Mark.")
    agreed.decide("Iemand belt Els.", world.mark)
    plain.minutes("Els komt eten.")
    sides = {world.sara: Side.A, world.mark: Side.B} | dict.fromkeys(
        (world.noor, world.els, world.ben, world.tim, world.kees, world.amina), Side.BOTH
    )
    book.do(world.tim, putting.freeze)
    book.do(world.tim, putting.finish, sides=sides, follow=sort_meetings)
    found = book.ask(world.sara, queries.meetings, book.now)
    assert [each.id for each in found] == [plain.id]
    assert len(book.ask(world.els, queries.meetings, book.now)) == 4


def test_the_day_of_a_meeting_that_somebody_was_sent_away_from_is_not_told_at_the_next(
    book: Book, world: World
) -> None:
    table = call(book, world.tim, [world.mark, world.els])
    send_away(book, world, world.mark)
    table.begin(world.els)
    close(book, table)
    ended = book.now
    book.now += 6 * DAY
    following = call(book, world.tim, [world.mark, world.els])
    assert following.review(world.mark).last is None
    assert call(book, world.tim, [world.els]).review(world.els).last == ended


def test_who_leads_gets_no_answer_of_somebody_who_fears_them(
    book: Book, world: World, client_of: Callable[[UUID], FlaskClient]
) -> None:
    """Not on which days she can, not by the best day, and not that she brought something."""
    book.change(add_shield, ward=world.sara, feared=world.ben)
    table = sitting.call(book, world.tim, [world.sara, world.ben, world.els])
    table.do(set_chair, mode=Mode.CIRCLE, person=world.ben)
    table.answer(world.els, Says.CAN, Says.CAN)
    ben = client_of(world.ben)
    book.house.clock.moment = book.now  # type: ignore[attr-defined]
    pages = [f"/samen/{table.id}{page}" for page in ("", "/dagen", "/wie")]

    def seen() -> tuple[object, list[bytes]]:
        return table.seen(world.ben), [masked(200, [], ben.get(page).data)[2] for page in pages]

    before = seen()
    assert table.seen(world.ben).leads
    table.answer(world.sara, Says.CANNOT, Says.CAN)
    table.bring(world.sara, worry="De nacht.")
    assert seen() == before
    told = [{who.id for who, _ in each.answers} for each in table.seen(world.tim).days]
    assert told == [{world.sara, world.els}] * 2
    assert [each.best for each in table.seen(world.tim).days] == [False, True]
    table.open()
    assert world.sara in {each.id for each in table.seen(world.ben).missing}
    assert [each.text for each in table.seen(world.ben).inputs] == []


def test_who_leads_and_fears_somebody_reads_on_which_days_they_can(
    book: Book, world: World
) -> None:
    book.change(give_duty, person=world.sara, kind="plan_holder")
    book.change(add_shield, ward=world.sara, feared=world.mark)
    table = sitting.call(book, world.tim, [world.mark, world.sara])
    table.answer(world.mark, Says.CAN, Says.CANNOT)
    told = [[who.id for who, _ in each.answers] for each in table.seen(world.sara).days]
    assert told == [[world.mark], [world.mark]]
