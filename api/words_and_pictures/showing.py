"""Showing a book to its child, and taking it away again.

Which versions of agreements hold, the layer above asks the plan: ``in_force``.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.errors import Invalid, NotHere
from api.people.policy import Viewer
from api.people.queries import names
from api.words_and_pictures.keeping import kept, seen, stop_showing, take_turns
from api.words_and_pictures.model import Showing, ShowingPerson, ShownPage
from api.words_and_pictures.queries import making
from api.words_and_pictures.rows import Facts
from api.words_and_pictures.rules import (
    NO_PAGES,
    NOBODY_AGREES,
    NOT_ALL_READY,
    NOT_HERE,
    NOT_YET,
    NOT_YET_WHOLE,
    PLAN_MOVED_ON,
    WAITS_FOR,
)
from api.words_and_pictures.views import BookView, MadePage
from api.words_and_pictures.words import At
from i18n.dates import here


def show(
    session: Session,
    *,
    by: Viewer,
    book_id: UUID,
    showing_id: UUID,
    day: date,
    beside: Collection[UUID] = (),
    readers: Collection[UUID] | None = None,
    in_force: Collection[UUID],
    now: datetime,
) -> UUID:
    """Show a book to its child: from now on it reads these versions, and may go on doing so by itself.

    `beside` are who sat with the child. `readers` are who else may read it; by default who makes, agrees
    and keeps the child safe. Raises Invalid, naming page and person, while something is missing.
    """
    take_turns(session, by)
    if session.get(Showing, showing_id) is not None:
        seen(session, by, book_id, now)
        return showing_id
    found = seen(session, by, book_id, now)
    view = making(session, by, book_id, in_force=in_force, now=now)
    if not (view.makes or view.keeps):
        raise NotHere(NOT_HERE)
    check_ready(view)
    if day > here(now):
        raise Invalid(NOT_YET, field="day")
    stop_showing(session, by, book_id, now)
    _keep(session, by, view, showing_id, day=day, now=now)
    _invite(session, by, found, showing_id, beside=beside, readers=readers)
    return showing_id


def hide(session: Session, *, by: Viewer, book_id: UUID, now: datetime) -> None:
    """Take a book away from its child: it reads nothing of it until it is shown anew. Twice is once."""
    take_turns(session, by)
    kept(session, by, book_id, now)
    stop_showing(session, by, book_id, now)


def _keep(
    session: Session, by: Viewer, view: BookView, showing_id: UUID, *, day: date, now: datetime
) -> None:
    """Write down what is shown: the pages as they stand now, in their order."""
    session.add(
        Showing(
            id=showing_id,
            household_id=by.household,
            book_id=view.id,
            by_id=by.person,
            day=day,
            at=now,
        )
    )
    session.flush()
    for page in view.pages:
        session.add(
            ShownPage(
                showing_id=showing_id,
                version_id=page.version_id,
                place=page.place,
                household_id=by.household,
            )
        )
    session.flush()


def check_ready(book: BookView) -> None:
    """Raise Invalid with the first thing that is missing, as far as its reader may know of it."""
    if not book.pages:
        raise Invalid(NO_PAGES)
    if not book.agreers and not book.ready:
        raise Invalid(NOBODY_AGREES)
    for page in book.pages:
        _check_page(page)
    if not book.ready:
        raise Invalid(NOT_ALL_READY)


def _check_page(page: MadePage) -> None:
    number = {"page": str(page.place)}
    if not page.still_true:
        raise Invalid(PLAN_MOVED_ON, values=number)
    if not page.is_whole:
        raise Invalid(NOT_YET_WHOLE, values=number)
    if page.waits_for:
        raise Invalid(WAITS_FOR, values={**number, "name": page.waits_for[0].called})


def _invite(
    session: Session,
    by: Viewer,
    found: Facts,
    showing_id: UUID,
    *,
    beside: Collection[UUID],
    readers: Collection[UUID] | None,
) -> None:
    """Write down who was there and who may read; the policy leaves out whom the child may fear."""
    known = names(session, by)
    may_read = found.everyone if readers is None else {*readers, by.person} & set(known)
    for part, people in ((At.WITH, set(beside) & set(known)), (At.READS, may_read)):
        for person in sorted(people):
            session.add(
                ShowingPerson(
                    showing_id=showing_id,
                    person_id=person,
                    part=part,
                    household_id=by.household,
                )
            )
    session.flush()
