"""What a table looks back on: what everybody around it may read, and nothing that shows there was more."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy.orm import Session

from api.core.house import House
from api.logbook.note import Kept, Visit
from api.logbook.note import Kind as NoteKind
from api.meetings.table import closing
from api.meetings.table.closing import Ending
from api.meetings.table.common import Numbers, numbers
from api.meetings.table.queries import around, seat, state_of
from api.meetings.table.state import Kind
from api.people.policy import Audience, Side, Viewer
from api.scales.shared import seen_by_all
from tests.houses import NOW
from tests.logbook.book import Book
from tests.meetings.table import Table, call, viewer_in
from tests.scales.marks import agree_on_danger, keeper_of, score
from tests.world import World

pytestmark = pytest.mark.only("sqlite")


@pytest.fixture
def book(house: House, world: World) -> Book:
    return Book(house, world.household, NOW)


def written(book: Book, world: World) -> None:
    """A little of everything: for the circle, for a few, and what a child keeps between two."""
    book.write(world.sara, "We bakten taart.", helped="Samen zingen.", helped_by=(world.ben,))
    book.write(world.noor, "Ik fietste met oma.")
    book.write(world.noor, "Ik ben bang.", kind=NoteKind.TELL, audience=Audience.SAFETY_PERSON)
    book.write(
        world.els, "Alleen voor Ben.", audience=Audience.CHOSEN, chosen=frozenset({world.ben})
    )
    book.write(world.sara, "Het werd luid.", kind=NoteKind.WRONG, helped="Mark ging lopen.")
    book.write(
        world.ben, "Ik kwam langs.", kind=NoteKind.CHECK, kept=Kept.YES, visit=Visit.UNANNOUNCED
    )


def texts(table: Table, who: UUID) -> list[str]:
    return [each.text for each in table.review(who).notes]


def test_the_story_is_what_all_may_read_with_the_good_first(book: Book, world: World) -> None:
    written(book, world)
    table = call(book, world.tim, [world.sara, world.els, world.ben, world.tim])
    found = table.review(world.tim)
    assert [each.text for each in found.notes] == [
        "We bakten taart.",
        "Ik fietste met oma.",
        "Het werd luid.",
        "Ik kwam langs.",
    ]
    assert [each.text for each in found.of(NoteKind.GOOD)] == [
        "We bakten taart.",
        "Ik fietste met oma.",
    ]
    assert [each.kept for each in found.of(NoteKind.CHECK)] == [Kept.YES]
    assert found.pinned([uuid4(), found.notes[0].id]) == found.notes[:1]


def test_with_somebody_a_child_fears_at_the_table_nothing_of_that_child_lies_there(
    book: Book, world: World
) -> None:
    written(book, world)
    people = [world.sara, world.els, world.ben, world.tim, world.mark]
    table = call(book, world.tim, people)
    for who in people:
        assert texts(table, who) == ["We bakten taart.", "Het werd luid.", "Ik kwam langs."]


def test_that_somebody_sits_down_or_goes_changes_nothing(book: Book, world: World) -> None:
    written(book, world)
    table = call(book, world.tim, [world.sara, world.els, world.tim, world.mark])
    before = table.review(world.tim).notes
    table.begin(world.mark)
    assert table.review(world.tim).notes == before
    table.act(world.mark, Kind.LEFT, person=str(world.mark))
    assert [each.id for each in table.review(world.sara).notes] == [each.id for each in before]


def test_what_was_shared_with_nobody_who_works_here_is_not_shown_to_them(
    book: Book, world: World
) -> None:
    written(book, world)
    table = call(book, world.tim, [world.sara, world.tim, world.amina])
    assert "We bakten taart." in texts(table, world.tim)
    table.begin()
    table.act(world.tim, Kind.CAME, person=str(world.amina))
    assert texts(table, world.tim) == []


def test_words_that_one_of_them_did_not_hear_are_not_read_out(book: Book, world: World) -> None:
    first = book.write(
        world.els, "Eerst zo.", audience=Audience.CHOSEN, chosen=frozenset({world.sara, world.tim})
    )
    table = call(book, world.tim, [world.sara, world.els])
    assert texts(table, world.sara) == ["Eerst zo."]
    book.correct(
        world.els, first, "Nu anders.", audience=Audience.CHOSEN, chosen=frozenset({world.ben})
    )
    assert texts(table, world.sara) == []
    taken = book.write(world.els, "Toch niet.")
    book.withdraw(world.els, taken)
    assert texts(table, world.els) == []


def test_it_begins_where_the_meeting_before_ended(book: Book, world: World) -> None:
    book.write(world.sara, "Lang geleden.")
    people = [world.sara, world.els, world.tim]
    before = call(book, world.tim, people)
    before.begin(*people)
    book.do(
        world.tim,
        closing.close,
        meeting_id=before.id,
        act_id=uuid4(),
        ending=Ending(next_at=book.now + timedelta(days=30)),
        next_id=uuid4(),
    )
    ended = book.now
    book.now += timedelta(days=1)
    book.write(world.sara, "Gisteren.")
    table = call(book, world.tim, people)
    assert texts(table, world.els) == ["Gisteren."]
    assert table.review(world.els).last == ended
    wider = call(book, world.tim, [*people, world.ben])
    assert wider.review(world.ben).last is None
    assert "Lang geleden." in texts(wider, world.ben)


def test_at_the_table_of_one_side_nothing_of_the_other_lies(house: House, world: World) -> None:
    apart = Book(house, world.apart, NOW)
    keeper_of(apart, world)
    apart.write(world.lotte, "Bij Lotte was het rustig.")
    apart.write(world.daan, "Bij Daan was het rustig.")
    apart.write(world.ria, "Fem zong.")
    table = call(apart, world.ria, [world.lotte, world.ria], side=Side.A)
    both = ["Bij Lotte was het rustig.", "Fem zong."]
    assert texts(table, world.lotte) == texts(table, world.ria) == both


def test_numbers_lie_open_as_far_as_all_may_see_them(book: Book, world: World) -> None:
    danger = agree_on_danger(book, world.tim)
    score(book, world.els, danger, 6)
    score(book, world.els, danger, 7)
    score(book, world.sara, danger, 5)
    score(book, world.ben, danger, 3, audience="chosen", chosen=[world.els])

    def seen(*people: UUID) -> dict[str, int]:
        viewers: list[Viewer] = [viewer_in(book.house, world.household, each) for each in people]
        with book.house.db.reading(world.household) as session:
            found = seen_by_all(session, viewers, danger, NOW - timedelta(days=31))
        return {each.by.name: each.value for each in found}

    assert seen(world.els, world.ben) == {"Els": 7, "Sara": 5, "Ben": 3}
    assert seen(world.els, world.ben, world.tim) == {"Els": 7, "Sara": 5}


def test_a_newer_number_that_is_for_a_few_leaves_the_older_one_on_the_table(
    book: Book, world: World
) -> None:
    """Else all would see that there is another one since, and lose what they could read before."""
    danger = agree_on_danger(book, world.tim)
    table = call(book, world.tim, [world.sara, world.els, world.ben], danger=danger)
    score(book, world.els, danger, 6)
    score(book, world.ben, danger, 4)

    def laid(who: UUID) -> tuple[dict[str, int], set[str]]:
        def ask(session: Session, viewer: Viewer) -> Numbers:
            at = seat(session, viewer, table.id)
            state = state_of(session, at.meeting)
            people = around(session, viewer, at.row, state, book.now)
            return numbers(session, people, at.row, book.now)

        found = book.ask(who, ask)
        return {each.by.name: each.value for each in found.scores}, {
            each.name for each in found.without
        }

    before = {who: laid(who) for who in (world.tim, world.sara, world.els, world.ben)}
    assert before[world.sara] == ({"Els": 6, "Ben": 4}, {"Sara", "Tim"})
    score(book, world.els, danger, 2, audience="chosen", chosen=[world.sara])
    assert {who: laid(who) for who in before} == before
    score(book, world.els, danger, 8)
    assert laid(world.tim) == ({"Els": 8, "Ben": 4}, {"Sara", "Tim"})
