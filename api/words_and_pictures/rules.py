"""Rules of the two books (woord en beeld). Values in, values out: no database, no clock.

Source: domain.md section 3, Woord en Beeld: adults explain with the child in mind, and the child gets
to see it only when they agree. design.md section 2: draft, agreed by named adults, shown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol, TypeVar
from uuid import UUID

from api.people.policy import Duty, Role, Side, Viewer
from i18n.marking import N_

PAGES_IN_A_BOOK: Final = 40
MEDIA_A_DAY: Final = 200
# A drawing, a photo or pictures, and what they mean: with less a page is a draft.
NOT_WHOLE: Final = N_("Deze bladzijde is nog niet af. Er hoort een plaatje en een zin bij.")
NOT_ALL_READY: Final = N_("Nog niet alle bladzijden zijn klaar.")
NO_PAGES: Final = N_("Dit boek heeft nog geen bladzijden.")
PLAN_MOVED_ON: Final = N_("Het plan is anders. Kijk naar bladzijde %(page)s.")
WAITS_FOR: Final = N_("%(name)s zei nog geen ja bij bladzijde %(page)s.")
NOT_YET_WHOLE: Final = N_("Bladzijde %(page)s is nog niet af.")
NOBODY_AGREES: Final = N_("Kies eerst wie het eens moeten zijn.")
FULL: Final = N_("Een boek heeft niet meer dan 40 bladzijden.")
THERE_IS_ONE: Final = N_("Dit boek is er al. Maak het samen verder.")
ALREADY_OTHER: Final = N_("Iemand veranderde deze bladzijde ook. Jouw zinnen staan er nog.")
NOT_YET: Final = N_("Deze dag komt nog. Kies een dag die al geweest is.")
NOT_HERE: Final = N_("Dit is er niet.")


class TellsOf(Protocol):
    """A page that may tell of an agreement, in one of its versions."""

    @property
    def agreement_version_id(self) -> UUID | None: ...


P = TypeVar("P", bound=TellsOf)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Somebody was named in a book at a moment."""

    person: UUID
    part: str
    at: datetime


def still_true(pages: Iterable[P], in_force: Collection[UUID]) -> tuple[P, ...]:
    """Return the pages that say nothing false: those of no agreement, or of one that holds as it was told."""
    return tuple(
        each
        for each in pages
        if each.agreement_version_id is None or each.agreement_version_id in in_force
    )


def is_whole(*, sentences: Collection[str], pictures: Collection[str], picture: bool) -> bool:
    """Say whether a page has a picture and a sentence, so that somebody can agree with it."""
    return bool(sentences) and (picture or bool(pictures))


def keeps_books(viewer: Viewer, ward: UUID) -> bool:
    """Say whether somebody begins a book of this child, names people and sees all that is made.

    Its safety person does, and who leads or keeps the plan from outside the house. A parent is named by
    them: if a parent could begin, the one whom the child fears would find out by trying.
    """
    if ward in viewer.feared_by:
        return False
    leads = bool(viewer.duties & {Duty.CHAIR, Duty.PLAN_HOLDER})
    return ward in viewer.wards or (leads and viewer.role is Role.CIRCLE)


def may_name(by: Viewer, ward: UUID, person: Viewer, side: Side) -> bool:
    """Say whether somebody may name this person in a book: a grown-up of the same side.

    Whom the child fears only who leads may name, because it also knows of what came before.
    """
    if person.role not in {Role.ADULT, Role.CIRCLE} or not person.side.meets(side):
        return False
    return ward not in person.feared_by or bool(by.duties & {Duty.CHAIR, Duty.PLAN_HOLDER})


def counts(named: Named, *, feared_since: Mapping[UUID, datetime]) -> bool:
    """Say whether a name still counts: the child may have come to fear this person after it."""
    return named.person not in feared_since or feared_since[named.person] <= named.at
