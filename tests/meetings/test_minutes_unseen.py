"""What the minutes must not tell: that somebody read them who fears the reader, and who fears whom."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient

from api.meetings.table import closing, minutes, reading
from api.meetings.table.closing import Ending
from api.meetings.table.queries import seat
from api.people.actions import add_shield
from api.people.going.actions import confirm_suspension, suspend
from tests.house.crawl import masked
from tests.logbook.book import Book
from tests.meetings.table import Table, call
from tests.world import World

pytestmark = pytest.mark.only("sqlite")
ClientOf = Callable[[UUID], FlaskClient]
DAY = timedelta(days=1)


@pytest.fixture
def table(book: Book, world: World) -> Table:
    """Noor, mama, papa Mark, oma Els and buurman Ben are asked; oom Tim and Ben come."""
    found = call(book, world.tim, [world.noor, world.sara, world.mark, world.els, world.ben])
    found.begin(world.tim, world.ben)
    return found


def close(book: Book, table: Table) -> None:
    ending = Ending(next_at=book.now + 30 * DAY, story="We praatten over de nacht.")
    values = {"meeting_id": table.id, "act_id": uuid4(), "next_id": uuid4(), "ending": ending}
    book.do(table.chair, closing.close, **values)


def last(book: Book, table: Table, who: UUID) -> reading.MinutesView:
    return book.ask(who, lambda s, v: reading.versions(s, v, seat(s, v, table.id)))[0]


def read_by(book: Book, table: Table, who: UUID) -> list[UUID]:
    return [each.id for each in last(book, table, who).read_by]


def page(client: FlaskClient, table: Table) -> str:
    """The minutes without what differs each time."""
    return masked(200, [], client.get(f"/samen/{table.id}/verslag").data)[2].decode()


def test_who_is_feared_is_not_told_that_somebody_read_them_who_fears_them(
    book: Book, table: Table, world: World, client_of: ClientOf
) -> None:
    book.change(add_shield, ward=world.sara, feared=world.mark)
    close(book, table)
    version = last(book, table, world.sara).id
    book.do(world.els, minutes.read, minutes_id=version)
    book.house.clock.moment = book.now  # type: ignore[attr-defined]
    mark, before = client_of(world.mark), read_by(book, table, world.mark)
    shown = page(mark, table)
    book.do(world.sara, minutes.read, minutes_id=version)
    assert read_by(book, table, world.mark) == before == [world.els]
    assert page(mark, table) == shown
    assert read_by(book, table, world.els) == [world.els, world.sara]
    assert last(book, table, world.sara).read
    book.do(world.mark, minutes.read, minutes_id=version)
    assert read_by(book, table, world.mark) == [world.els, world.mark]
    assert world.mark in read_by(book, table, world.sara)


def test_who_was_away_is_not_told_who_read_them_in_those_days(
    book: Book, table: Table, world: World
) -> None:
    """Security R6."""
    close(book, table)
    version = last(book, table, world.sara).id
    book.do(world.tim, suspend, person=world.mark, days=5)
    book.do(world.els, confirm_suspension, person=world.mark)
    book.do(world.sara, minutes.read, minutes_id=version)
    book.now += 6 * DAY
    book.do(world.ben, minutes.read, minutes_id=version)
    assert read_by(book, table, world.mark) == [world.ben]
    assert read_by(book, table, world.els) == [world.sara, world.ben]


def test_who_was_there_and_who_was_not_tells_nobody_who_fears_whom(
    book: Book, table: Table, world: World, client_of: ClientOf
) -> None:
    """Everybody who was asked and whom a reader knows stands in one of the two, for all readers alike.

    Who sat at a table is no item of a child: all saw it. Of whom nothing stood there at all, though asked,
    would be known to fear this reader.
    """
    close(book, table)
    book.house.clock.moment = book.now  # type: ignore[attr-defined]
    mark, ben = client_of(world.mark), client_of(world.ben)
    before = page(mark, table)
    assert (there(before), there(page(ben, table))) == (WHO, WHO)
    for ward, feared in (
        (world.sara, world.mark),
        (world.sara, world.ben),
        (world.noor, world.ben),
    ):
        book.change(add_shield, ward=ward, feared=feared)
    assert page(mark, table) == before
    assert there(page(ben, table)) == WHO


WHO = [{"oom Tim", "buurman Ben"}, {"Noor", "oma Els", "Mark", "Sara"}]


def there(shown: str) -> list[set[str]]:
    lines = re.findall(r"Wie er (?:was|niet was):</span>(.*?)</p>", shown, re.DOTALL)
    return [set(" ".join(re.sub("<[^>]+>", "", each).split()).split(", ")) for each in lines]
