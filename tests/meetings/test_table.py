"""What happens at a table, on both databases."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from api.core.errors import Changed, Invalid, NotHere
from api.core.house import House
from api.meetings.model import Meeting, MeetingCame
from api.meetings.queries import next_meeting
from api.meetings.table import closing, deciding, minutes, queries, reading
from api.meetings.table.closing import Ending
from api.meetings.table.model import TableAct
from api.meetings.table.rules import WHEN_NEXT, WHO_DOES_IT
from api.meetings.table.state import Kind
from api.people.notices.queries import waiting
from api.plan import queries as plan
from api.plan.words import Plan
from tests.houses import NOW
from tests.logbook.book import Book
from tests.meetings.table import Table, call
from tests.world import World


@pytest.fixture
def book(house: House, world: World) -> Book:
    return Book(house, world.household, NOW)


@pytest.fixture
def table(book: Book, world: World) -> Table:
    """Oom Tim leads; mama, papa, oma Els and buurman Ben are asked."""
    return call(book, world.tim, [world.sara, world.mark, world.els, world.ben, world.tim])


def test_an_act_sent_twice_is_done_once_and_the_numbers_have_no_gap(
    book: Book, table: Table, world: World
) -> None:
    table.begin(world.tim)
    same = uuid4()
    for _ in "12":
        table.act(world.els, Kind.IDEA, same, text="Samen eten.")
    table.act(world.ben, Kind.IDEA, text="Ik bel elke dag.")
    assert [each.body["text"] for each in table.state().ideas] == [
        "Samen eten.",
        "Ik bel elke dag.",
    ]
    assert table.state().number == book.count(TableAct) == 4
    with pytest.raises(Changed):
        table.act(world.sara, Kind.IDEA, same, text="Iets anders.")


@pytest.mark.only("sqlite")
def test_who_is_not_asked_has_no_table_and_cannot_tell_it_from_none(
    table: Table, book: Book, world: World
) -> None:
    table.begin()
    for who in (world.kees, world.noor, world.amina):
        for meeting in (table.id, uuid4()):
            with pytest.raises(NotHere) as told:
                book.ask(who, queries.pulse, meeting)
            assert told.value.message == queries.UNKNOWN
        with pytest.raises(NotHere):
            table.act(who, Kind.IDEA, text="x")


@pytest.mark.only("sqlite")
def test_only_who_leads_moves_the_table_on(table: Table, world: World) -> None:
    for kind, body in (
        (Kind.BEGAN, {}),
        (Kind.STEP, {"step": "back"}),
        (Kind.REVEALED, {}),
        (Kind.NOTED, {"step": "aim", "text": "x"}),
        (Kind.CAME, {"person": str(world.els)}),
    ):
        if kind is not Kind.BEGAN:
            table.begin() if not table.state().began else None
        with pytest.raises(NotHere):
            table.act(world.sara, kind, **body)
    table.act(world.tim, Kind.STEP, step="back")
    table.act(world.tim, Kind.CAME, person=str(world.els))
    assert table.state().here == (world.els,)


@pytest.mark.only("sqlite")
def test_somebody_takes_back_their_own_idea_and_nobody_elses(table: Table, world: World) -> None:
    table.begin()
    own = table.act(world.els, Kind.IDEA, text="Een wandeling.")
    with pytest.raises(NotHere):
        table.act(world.sara, Kind.UNDONE, act=str(own))
    table.act(world.els, Kind.UNDONE, act=str(own))
    assert table.state().ideas == ()


def test_a_decision_is_an_agreement_with_who_was_there(
    book: Book, table: Table, world: World
) -> None:
    table.begin(world.sara, world.els, world.tim)
    part = table.decide(
        "Els haalt Noor op.", world.els, when="Op dinsdag", looks=(world.ben,), if_not="Ben komt."
    )
    (agreed,) = book.ask(world.ben, plan.agreements, book.now)
    assert (agreed.id, agreed.text, agreed.when) == (part, "Els haalt Noor op.", "Op dinsdag")
    assert (agreed.does, agreed.looks, agreed.plan) == ((world.els,), (world.ben,), Plan.DIRECT)
    assert agreed.settled is not None
    assert set(agreed.settled.people) == {world.sara, world.els, world.tim}


@pytest.mark.only("sqlite")
def test_a_decision_without_a_person_is_refused_kindly(
    book: Book, table: Table, world: World
) -> None:
    table.begin()
    with pytest.raises(Invalid) as told:
        table.decide("Iemand haalt Noor op.")
    assert (told.value.message, told.value.field) == (WHO_DOES_IT, "does")
    assert book.ask(world.tim, plan.agreements, book.now) == []
    assert table.state().decisions == ()


@pytest.mark.only("sqlite")
def test_a_decision_that_was_taken_back_ends_in_the_plan_too(
    book: Book, table: Table, world: World
) -> None:
    table.begin(world.tim)
    table.decide("Els haalt Noor op.", world.els)
    (decided,) = table.state().decisions
    book.do(world.tim, deciding.take_back, meeting_id=table.id, act_id=uuid4(), decided=decided.id)
    assert table.state().decisions == ()
    assert book.ask(world.els, plan.agreements, book.now) == []


def test_a_meeting_ends_with_the_day_of_the_next_one(
    book: Book, table: Table, world: World
) -> None:
    table.begin(world.sara, world.tim)
    end = {"meeting_id": table.id, "act_id": uuid4(), "next_id": uuid4()}
    with pytest.raises(Invalid) as told:
        book.do(world.tim, closing.close, ending=Ending(next_at=None), **end)
    assert told.value.message == WHEN_NEXT
    ending = Ending(next_at=book.now + timedelta(days=30), inform="We bellen op zondag.")
    for _ in "12":
        assert book.do(world.tim, closing.close, ending=ending, **end) == end["next_id"]
    coming = book.ask(world.els, next_meeting, book.now)
    assert coming is not None
    assert coming.id == end["next_id"]
    assert {each.name for each in coming.invited} == {"Sara", "Mark", "Els", "Ben", "Tim"}
    told = {who: {each.kind for each in book.ask(who, waiting)} for who in (world.els, world.sara)}
    assert "met_without" in told[world.els]
    assert "met_without" not in told[world.sara]
    with book.house.db.reading(world.household) as session:
        meeting = session.get_one(Meeting, table.id)
        assert (meeting.closed_by, meeting.next_id) == (world.tim, end["next_id"])
    assert book.count(MeetingCame) == 2
    with pytest.raises(Changed):
        table.act(world.els, Kind.IDEA, text="Nog iets.")


@pytest.mark.only("sqlite")
def test_a_table_that_nobody_closed_hides_no_later_one_and_can_still_end(
    book: Book, table: Table, world: World
) -> None:
    table.begin(world.tim)
    book.now += timedelta(hours=20)
    coming = book.ask(world.els, next_meeting, book.now)
    assert coming is not None
    assert coming.id == table.id
    book.now += timedelta(days=9)
    later = call(book, world.tim, [world.els])
    coming = book.ask(world.els, next_meeting, book.now)
    assert coming is not None
    assert coming.id == later.id
    ending = Ending(next_at=book.now + timedelta(days=30))
    values = {"act_id": uuid4(), "next_id": uuid4(), "ending": ending}
    book.do(world.tim, closing.close, meeting_id=table.id, **values)


def test_two_who_write_the_minutes_at_once_lose_nothing(
    book: Book, table: Table, world: World
) -> None:
    table.begin(world.tim)

    def write(text: str, base: UUID | None, made: UUID | None = None) -> UUID:
        return book.do(
            world.tim,
            minutes.write,
            meeting_id=table.id,
            minutes_id=made or uuid4(),
            base=base,
            text=text,
        )

    first = write("We aten taart.", None)
    second = write("We aten taart. Els haalt Noor op.", first)
    with pytest.raises(Changed):
        write("Wij praatten.", first)
    assert write("We aten taart.", None, first) == first
    book.do(world.els, minutes.read, minutes_id=second)
    book.do(world.els, minutes.read, minutes_id=second)
    seen = book.ask(world.sara, lambda s, v: reading.versions(s, v, queries.seat(s, v, table.id)))
    assert [each.text for each in seen] == ["We aten taart. Els haalt Noor op.", "We aten taart."]
    assert [each.id for each in seen[0].read_by] == [world.els]
    assert [len(each.mark) for each in seen] == [8, 8]
