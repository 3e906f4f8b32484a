"""What the pages of the week share: whose week an address means, and which week and day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final
from uuid import UUID, uuid4

from flask import request

from api.core.errors import Invalid, NotHere
from api.core.http import house
from api.core.text import typed_day
from api.logbook.fields import Fields
from api.logbook.rules import row_id
from api.people.policy import Viewer
from api.people.queries import Member
from api.resilience import queries
from api.resilience.rules import NOT_HERE, check_day, monday_of
from i18n.dates import here

WRITERS: Final = ("child", "adult", "circle")
GROWN_UP: Final = ("adult", "circle")


def whose_of(viewer: Viewer, given: UUID) -> UUID | None:
    """Return whose week an address means: that of a person, or of the house by the id of the house."""
    return None if given == viewer.household else given


def address_of(viewer: Viewer, whose: UUID | None) -> str:
    """Return the address of a week."""
    return f"/week/{whose or viewer.household}"


def monday() -> date:
    """Return the Monday of the week that is asked for, this week without one. Raises NotHere."""
    today = here(house().clock.now())
    return monday_of(day_of(request.args["van"]) if "van" in request.args else today)


def day_of(word: str) -> date:
    """Return a day out of an address; raises NotHere for one that is none, or too far away."""
    day = typed_day(word)
    if day is None:
        raise NotHere(NOT_HERE)
    try:
        return check_day(day, here(house().clock.now()))
    except Invalid:
        raise NotHere(NOT_HERE) from None


def others(session: Any, viewer: Viewer) -> tuple[Member | None, ...]:  # noqa: ANN401
    """Return whose weeks this viewer reads."""
    return queries.whose_weeks(session, viewer, house().clock.now())


def offered(people: Iterable[Member], viewer: Viewer) -> list[tuple[UUID, str]]:
    """Return who can be named on a form, with how they are called."""
    return [
        (each.id, each.called or each.name)
        for each in people
        if each.role in WRITERS and each.id != viewer.person
    ]


def fields() -> Fields:
    return Fields(request.form.to_dict(flat=False))


def row(viewer: Viewer, what: str) -> UUID:
    """Return the row of what a form asks for: sent twice it is one, and something else is another."""
    given = next(iter(fields().ids("id")), uuid4())
    return row_id(house().secrets.pepper, viewer.person, given, what)
