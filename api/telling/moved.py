"""Tells who makes a book that the plan is not what a page says any more: once for each page as it stands.

The child's own reading leaves such a page out at once, whether anybody was told or not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.db import EVERYWHERE
from api.core.each import for_each
from api.core.house import House
from api.people.notices.actions import tell
from api.people.notices.queries import may_be_told, was_told
from api.people.organisation.halted import stop_of
from api.people.queries import viewer
from api.plan.model import PartVersion
from api.plan.queries import in_force_versions
from api.words_and_pictures.items import sees_draft
from api.words_and_pictures.model import PageVersion
from api.words_and_pictures.rows import Facts, all_facts, pages_of
from api.words_and_pictures.rules import still_true
from api.words_and_pictures.words import Part

KIND: Final = "book_moved"


@dataclass(frozen=True, slots=True)
class News:
    """A page of a book that somebody makes, and that the plan left behind."""

    to: UUID
    ward: UUID
    values: dict[str, str]


def tell_makers(house: House, now: datetime) -> None:
    """Look in each house where a page tells of what is agreed otherwise now, or not any more."""
    told_of = PartVersion.id == PageVersion.agreement_version_id
    tells = select(PageVersion.household_id).join(PartVersion, told_of)
    with house.db.reading(EVERYWHERE) as session:
        found = session.scalars(tells.where(PartVersion.ended_at.is_not(None)).distinct()).all()
    for_each(found, lambda each: _tell(house, each, now), chore="tell_makers")


def _tell(house: House, household: UUID, now: datetime) -> None:
    with house.db.reading(household) as session:
        if stop_of(session, household) is not None or not any(_news(session, household, now)):
            return
    with house.db.writing(household, by=None, now=now) as session:
        for each in list(_news(session, household, now)):
            tell(session, to={each.to}, kind=KIND, about=each.ward, now=now, values=each.values)


def _news(session: Session, household: UUID, now: datetime) -> Iterator[News]:
    """Yield what was not told yet to who may hear it."""
    in_force = in_force_versions(session, household)
    for found in all_facts(session, household):
        versions = [row.version for row in pages_of(session, found.book.id)]
        true = {each.id for each in still_true(versions, in_force)}
        for place, version in enumerate(versions, start=1):
            if version.id not in true:
                yield from _for_makers(session, found, version, place, now)


def _for_makers(
    session: Session, found: Facts, version: PageVersion, place: int, now: datetime
) -> Iterator[News]:
    ward, said = found.book.ward_id, {"version": str(version.id)}
    for person in found.who(Part.MAKES):
        maker = viewer(session, person)
        hears = sees_draft(maker, found, now) and may_be_told(session, maker, KIND, ward, now)
        if hears and not was_told(session, person, kind=KIND, about=ward, values=said):
            yield News(person, ward, {**said, "book": str(found.book.id), "page": str(place)})
