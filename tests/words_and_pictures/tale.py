"""Short words for the tests: a book of a child, its pages, and who says yes."""

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from api.words_and_pictures import actions, queries, showing, writing
from api.words_and_pictures.views import BookView, Reading
from api.words_and_pictures.words import Agreement, Kind, PageDraft
from i18n.dates import here
from tests.logbook.book import Book

WORDS = ("Mama en papa houden van jou.",)


@dataclass
class Tale:
    """A book about one child; `holds` are the versions of agreements that hold."""

    book: Book
    keeper: UUID
    ward: UUID
    kind: Kind = Kind.WHY
    holds: set[UUID] = field(default_factory=set)
    id: UUID = field(default_factory=uuid4)

    def begin(self, makes: Collection[UUID] = (), agrees: Collection[UUID] = ()) -> "Tale":
        """Begin it, and name who makes it and who must agree."""
        self.book.do(self.keeper, actions.begin, book_id=self.id, ward=self.ward, kind=self.kind)
        self.name(makes, agrees)
        return self

    def name(self, makes: Collection[UUID] = (), agrees: Collection[UUID] = ()) -> None:
        """Name people; the keeper goes on making it."""
        self.book.do(
            self.keeper,
            actions.name_people,
            book_id=self.id,
            makes={self.keeper, *makes},
            agrees=agrees,
        )

    def page(
        self,
        *sentences: str,
        by: UUID | None = None,
        pictures: Collection[str] = ("house",),
        of: Agreement | None = None,
    ) -> UUID:
        """Add a page that is whole; return its id."""
        draft = PageDraft(sentences=sentences or WORDS, pictures=tuple(pictures), agreement=of)
        values = {"book_id": self.id, "page_id": uuid4(), "version_id": uuid4(), "draft": draft}
        return self.book.do(by or self.keeper, writing.add_page, **values)

    def change(self, page: UUID, *sentences: str, by: UUID, base: UUID | None = None) -> None:
        """Write a page anew on top of what stands there, or of what was looked at."""
        draft = PageDraft(sentences=sentences, pictures=("house",))
        base_id = base or self.version(page)
        values = {"page_id": page, "version_id": uuid4(), "base_id": base_id, "draft": draft}
        self.book.do(by, writing.change_page, **values)

    def version(self, page: UUID) -> UUID:
        """The version of a page that stands there now."""
        found = self.seen(self.keeper).pages
        return next(each.version_id for each in found if each.page_id == page)

    def yes(self, *people: UUID) -> None:
        """Let these agree with every page."""
        for person in people:
            for each in self.seen(person).pages:
                self.book.do(person, actions.say_yes, version_id=each.version_id)

    def show(self, by: UUID | None = None, **more: object) -> UUID:
        """Show it to the child."""
        values = {"book_id": self.id, "showing_id": uuid4(), "day": here(self.book.now), **more}
        return self.book.do(by or self.keeper, showing.show, in_force=self.holds, **values)

    def seen(self, who: UUID) -> BookView:
        """The book as somebody sees it while it is made."""
        now = self.book.now
        return self.book.ask(who, queries.making, self.id, in_force=self.holds, now=now)

    def read(self, who: UUID) -> Reading:
        """The book as somebody reads it."""
        return self.book.ask(who, queries.reading, self.id, in_force=self.holds)

    def listed(self, who: UUID) -> list[UUID]:
        """The books that somebody sees in a list."""
        now = self.book.now
        found = self.book.ask(who, queries.books, in_force=self.holds, now=now)
        return [each.id for each in found]
