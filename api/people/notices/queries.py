"""Which notices wait for somebody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.vault import Box, Tampered
from api.people.notices.model import Notice
from api.people.policy import Audience, Item, Verb, Viewer, may
from api.people.queries import Member, names, viewer

MOST: Final = 20
# That somebody goes, stays or comes back shows on the pages of the people too.
TOLD_TO_ALL: Final = frozenset({"removal", "stays", "away", "back"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A notice as its reader sees it; ``about`` is the person it is about."""

    id: UUID
    kind: str
    about: Member
    values: Mapping[str, str]
    at: datetime

    @property
    def same(self) -> tuple[object, ...]:
        """What two notices have in common that say the same about the same person."""
        return self.kind, self.about.id, *sorted(self.values.items())


def waiting(session: Session, reader: Viewer, *, device: UUID | None = None) -> list[Told]:
    """Return what this person has not put aside, newest first; not what is about this ``device``.

    What was told more than once stands here once, as it was told last.
    """
    last: dict[tuple[object, ...], Told] = {}
    for each in told_here(session, reader, device=device):
        last.setdefault(each.same, each)
    return list(last.values())


def told_here(session: Session, reader: Viewer, *, device: UUID | None) -> list[Told]:
    """Return the same with all that was told more than once."""
    mine = select(Notice).filter_by(person_id=reader.person, seen_at=None)
    known = names(session, reader)
    box = Box.of(session, reader.household)
    told = (
        (row, each)
        for row in session.scalars(mine.order_by(Notice.made_at.desc()))
        if row.about_id in known and (row.not_on is None or row.not_on != device)
        if (each := _told(box, row, known[row.about_id]))
    )
    shown = (
        each
        for row, each in told
        if may(
            reader,
            Verb.SEE,
            item_about(viewer(session, row.about_id), reader.person, row.made_at, each.kind),
        )
    )
    return list(islice(shown, MOST))


def item_about(someone: Viewer, reader: UUID, told_at: datetime, kind: str) -> Item:
    """Return a notice about somebody as the policy sees it: that person's own, kept by one reader.

    Nobody says it, so it is not refused for who says it: a child may hear that its father moved out.
    What all grown-ups hear is nobody's own: the one who did not would know that they are feared.
    """
    return Item(
        kind="notice",
        household=someone.household,
        author=reader,
        ward=None if kind in TOLD_TO_ALL else someone.person,
        side=someone.side,
        audience=Audience.CHOSEN,
        chosen=frozenset({reader}),
        shared_at=told_at,
    )


def _told(box: Box, row: Notice, about: Member) -> Told | None:
    """One notice that does not open must not take the first page down with it."""
    try:
        body = box.open_json("notices", "body", row.id, row.body)
    except Tampered:
        return None
    return Told(id=row.id, kind=body.pop("kind"), about=about, values=body, at=row.made_at)


def may_be_told(session: Session, reader: Viewer, kind: str, about: UUID, now: datetime) -> bool:
    """Say whether somebody may have such a notice about this person."""
    item = item_about(viewer(session, about), reader.person, now, kind)
    return may(reader, Verb.SEE, item)


def was_told(
    session: Session, person: UUID, *, kind: str, about: UUID, values: Mapping[str, str]
) -> bool:
    """Say whether somebody was told this before, read or not; other values of that notice do not count."""
    rows = session.scalars(select(Notice).filter_by(person_id=person, about_id=about)).all()
    if not rows:
        return False
    box, said = Box.of(session, rows[0].household_id), {"kind": kind, **values}.items()
    return any(said <= _body(box, row).items() for row in rows)


def _body(box: Box, row: Notice) -> Mapping[str, str]:
    try:
        return dict(box.open_json("notices", "body", row.id, row.body))
    except Tampered:
        return {}
