"""A number on a household's own list of whom to call, for tests of other rooms."""

from uuid import UUID, uuid4

from api.people.numbers import add_number
from api.people.policy import Side
from api.people.telephone import Call
from tests.logbook.book import Book


def list_number(book: Book, keeper: UUID, name: str, when: str = "Als iemand ziek is.") -> UUID:
    """Let the keeper put a number on the list, for everybody."""
    call = Call(name=name, number="06 0000 0011", when=when)
    return book.do(keeper, add_number, number_id=uuid4(), call=call, side=Side.BOTH)
