"""Reading the sheet for the fridge. Everything goes through the viewer who asks, and then through a
second sieve: what the viewer may read is not yet what may hang on a wall.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.people import queries as people
from api.people.numbers import Number, numbers
from api.people.policy import Role, Side, Viewer
from api.people.queries import UNKNOWN, Member
from api.plan.fridge.rules import (
    CHILD_SIZES,
    MOST_NUMBERS,
    SIZES,
    fits,
    may_hang,
    may_open_childs,
    moment,
    on_childs_sheet,
    room_for_words,
)
from api.plan.fridge.views import FridgeLine, FridgeSheet
from api.plan.queries import agreements
from api.plan.views import AgreementView


def sheet(
    session: Session,
    viewer: Viewer,
    now: datetime,
    *,
    child: UUID | None = None,
    side: Side = Side.BOTH,
    fixed: Sequence[str] = (),
) -> FridgeSheet:
    """Return the sheet of the house, or that of one child; raises NotHere for who may not open it.

    ``side`` says whose fridge it is, for who stands on both. A child has its own sheet alone.
    ``fixed`` are the names at the numbers that stand on every sheet.
    """
    known = people.names(session, viewer)
    here = viewer.side if viewer.side is not Side.BOTH else side
    hung = [each for each in agreements(session, viewer, now) if _hangs(each, here)]
    own = _numbers(session, viewer, here, MOST_NUMBERS - len(fixed))
    if child is None and viewer.role is not Role.CHILD:
        lines = [_line(each, known) for each in hung]
        return _laid_out(viewer, known, lines, numbers=own, fixed=fixed)
    child = child or viewer.person
    whose = _child(viewer, known, child)
    hung = [each for each in hung if each.child_words]
    return _laid_out(
        viewer,
        known,
        [_childs_line(each) for each in hung],
        numbers=own,
        fixed=fixed,
        child=whose,
        comes=_named(session, known, child, (each.looks for each in hung)),
        told=_named(session, known, child, (each.told for each in hung)),
    )


def _hangs(agreed: AgreementView, here: Side) -> bool:
    return may_hang(
        audience=agreed.audience, side=agreed.side, on_fridge=agreed.on_fridge, here=here
    )


def _numbers(session: Session, viewer: Viewer, here: Side, most: int) -> tuple[Number, ...]:
    """Return the numbers that somebody ticked for paper; those of one side hang there alone."""
    found = (each for each in numbers(session, viewer) if each.on_paper)
    return tuple(each for each in found if each.side in {Side.BOTH, here})[: max(most, 0)]


def _child(viewer: Viewer, known: Mapping[UUID, Member], child: UUID) -> Member:
    whose = known.get(child)
    if whose is None or not _is_open_child(viewer, whose):
        raise NotHere(UNKNOWN)
    return whose


def _is_open_child(viewer: Viewer, member: Member) -> bool:
    is_child = member.role is Role.CHILD and member.is_here
    return is_child and may_open_childs(viewer, member.id)


def _line(agreed: AgreementView, known: Mapping[UUID, Member]) -> FridgeLine:
    return FridgeLine(
        id=agreed.id,
        text=agreed.text,
        when=moment(agreed.when, agreed.repeats),
        picture=agreed.child_picture,
        does=tuple(known[each] for each in agreed.does if each in known and known[each].is_here),
    )


def _childs_line(agreed: AgreementView) -> FridgeLine:
    return FridgeLine(
        id=agreed.id, text=agreed.child_words, when="", picture=agreed.child_picture, does=()
    )


def _named(
    session: Session,
    known: Mapping[UUID, Member],
    child: UUID,
    named: Iterable[Sequence[UUID]],
) -> tuple[Member, ...]:
    """Return whom a child's sheet names. Whom the child may fear opens it only as a grown-up of the house,
    and of those it names nobody: so who is missing cannot tell them that they are feared.
    """
    circle = {each.id for each in known.values() if each.role is Role.CIRCLE and each.is_here}
    feared = people.viewer(session, child).fears
    found = on_childs_sheet((one for each in named for one in each), circle=circle, feared=feared)
    return tuple(known[each] for each in found)


def _laid_out(
    viewer: Viewer,
    known: Mapping[UUID, Member],
    lines: Sequence[FridgeLine],
    *,
    numbers: tuple[Number, ...],
    fixed: Sequence[str],
    child: Member | None = None,
    comes: tuple[Member, ...] = (),
    told: tuple[Member, ...] = (),
) -> FridgeSheet:
    room = room_for_words(
        numbers=[*fixed, *(each.name for each in numbers)],
        people=[[each.called for each in column] for column in (told, comes)],
    )
    texts = [_paragraphs(each) for each in lines]
    fit = fits(texts, room, CHILD_SIZES if child else SIZES)
    open_to = (each for each in known.values() if _is_open_child(viewer, each))
    return FridgeSheet(
        child=child,
        lines=tuple(lines[place] for place in fit.kept),
        left=tuple(lines[place] for place in fit.left),
        size=fit.size.points,
        comes=comes,
        told=told,
        numbers=numbers,
        children=tuple(sorted(open_to, key=lambda each: each.name.casefold())),
    )


def _paragraphs(line: FridgeLine) -> tuple[str, ...]:
    """Return a line as it is set: who does it, what it is, and when."""
    return (", ".join(each.called for each in line.does), line.text, line.when)
