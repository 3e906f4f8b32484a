"""Beginning a book, who makes it, and who agrees with what. Each action may come twice.

Pages are written in `writing`, and shown in `showing`.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.errors import Invalid, NotHere
from api.core.ids import new_id
from api.people.model import Person
from api.people.notices.actions import put_aside_done, tell
from api.people.policy import Role, Side, Verb, Viewer, may
from api.people.queries import names, viewers
from api.words_and_pictures.items import new_book
from api.words_and_pictures.keeping import book_of, close, kept, seen, stop_showing, take_turns
from api.words_and_pictures.model import (
    Book,
    BookPerson,
    PageYes,
)
from api.words_and_pictures.queries import making
from api.words_and_pictures.rules import (
    NOT_HERE,
    NOT_WHOLE,
    THERE_IS_ONE,
    keeps_books,
    may_name,
)
from api.words_and_pictures.views import BookView, MadePage
from api.words_and_pictures.words import Kind, Part

ASKING: Final = frozenset({"book_asked", "book_again"})


def begin(
    session: Session, *, by: Viewer, book_id: UUID, ward: UUID, kind: Kind, now: datetime
) -> UUID:
    """Begin a book for a child; who begins it makes it too. Raises Invalid when there is one on this side."""
    take_turns(session, by)
    known = session.get(Book, book_id)
    if known is not None:
        return seen(session, by, known.id, now).book.id
    child = session.get(Person, ward)
    if child is None or child.household_id != by.household or child.role != Role.CHILD:
        raise NotHere(NOT_HERE)
    if not keeps_books(by, ward) or not may(by, Verb.WRITE, new_book(by, ward, now)):
        raise NotHere(NOT_HERE)
    same = select(Book.id).filter_by(ward_id=ward, kind=kind, side=by.side, ended_at=None)
    if session.scalars(same).first() is not None:
        raise Invalid(THERE_IS_ONE, field="kind")
    session.add(
        Book(
            id=book_id,
            household_id=by.household,
            ward_id=ward,
            kind=kind,
            side=by.side,
            by_id=by.person,
            made_at=now,
        )
    )
    session.flush()
    _name(session, by=by, book_id=book_id, person=by.person, part=Part.MAKES, now=now)
    return book_id


def end_book(session: Session, *, by: Viewer, book_id: UUID, now: datetime) -> None:
    """Put a book away, for its child too. Twice is once."""
    take_turns(session, by)
    found = kept(session, by, book_id, now)
    stop_showing(session, by, book_id, now)
    found.book.ended_at = now
    session.flush()


def name_people(
    session: Session,
    *,
    by: Viewer,
    book_id: UUID,
    makes: Collection[UUID],
    agrees: Collection[UUID],
    now: datetime,
) -> None:
    """Say who makes the book and who must agree. Whom this viewer does not know of stays as they are.

    Raises Invalid for somebody who cannot be named. Who is new hears that they are asked.
    """
    take_turns(session, by)
    found = kept(session, by, book_id, now)
    people = {each.person: each for each in viewers(session, by.household)}
    known = names(session, by)
    wanted = {(each, Part.MAKES) for each in makes} | {(each, Part.AGREES) for each in agrees}
    before = {(each.person, Part(each.part)) for each in found.named}
    for person, part in sorted(wanted - before):
        someone = people.get(person)
        if someone is None or person not in known:
            raise Invalid(NOT_HERE, field=str(part))
        if not may_name(by, found.book.ward_id, someone, Side(found.book.side)):
            raise Invalid(NOT_HERE, field=str(part))
        close(session, book_id, person, part, now)
        _name(session, by=by, book_id=book_id, person=person, part=part, now=now)
    for person, part in sorted(before - wanted):
        if person in known:
            close(session, book_id, person, part, now)
    new = {person for person, _ in wanted - before} - {person for person, _ in before}
    about = {"book": str(book_id)}
    tell(session, to=new - {by.person}, kind="book_asked", about=by.person, values=about, now=now)


def say_yes(session: Session, *, by: Viewer, version_id: UUID, now: datetime) -> None:
    """Agree with a page as it stands now (wij zijn het eens). Twice is once.

    Raises NotHere for who was not asked or for words that are not there any more, Invalid for a draft.
    """
    take_turns(session, by)
    book, page = _asked(session, by, version_id, now)
    if not page.is_whole:
        raise Invalid(NOT_WHOLE)
    if any(each.by.id == by.person for each in page.yes):
        return
    session.add(
        PageYes(
            id=new_id(),
            household_id=by.household,
            version_id=version_id,
            person_id=by.person,
            at=now,
        )
    )
    session.flush()
    if not any(each.asks(by.person) for each in book.pages if each is not page):
        values = {"book": str(book.id)}
        put_aside_done(session, by=by, kinds=ASKING, values=values, now=now)


def take_back_yes(session: Session, *, by: Viewer, version_id: UUID, now: datetime) -> None:
    """Agree no longer. What was shown stays shown until somebody hides it. Twice is once."""
    take_turns(session, by)
    _asked(session, by, version_id, now)
    mine = select(PageYes).filter_by(version_id=version_id, person_id=by.person, taken_back_at=None)
    for row in session.scalars(mine):
        row.taken_back_at = now
    session.flush()


def _asked(
    session: Session, by: Viewer, version_id: UUID, now: datetime
) -> tuple[BookView, MadePage]:
    """Return the page that stands in this version now, to whom it is asked, in its book; raises NotHere."""
    from_book = book_of(session, by, version_id)
    view = making(session, by, from_book, in_force=(), now=now)
    page = next((each for each in view.pages if each.version_id == version_id), None)
    if page is None or not view.agrees:
        raise NotHere(NOT_HERE)
    return view, page


def _name(
    session: Session, *, by: Viewer, book_id: UUID, person: UUID, part: Part, now: datetime
) -> None:
    session.add(
        BookPerson(
            id=new_id(),
            household_id=by.household,
            book_id=book_id,
            person_id=person,
            part=part,
            by_id=by.person,
            at=now,
        )
    )
    session.flush()
