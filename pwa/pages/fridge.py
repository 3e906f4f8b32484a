"""``/plan/koelkast``: the sheet on the fridge, for the house or for one child. One A4, for whoever comes by.

A visitor reads it, so it says no name of a service that tells what is going on, and no worry.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from flask import Blueprint, render_template, request

from api.core.errors import NotHere
from api.core.http import house, members
from api.people import signed_in
from api.people.numbers import may_keep_numbers
from api.people.policy import Role, Side, Viewer
from api.people.queries import UNKNOWN
from api.plan.fridge.queries import sheet
from api.plan.fridge.views import FridgeSheet
from i18n.dates import here
from i18n.translator import _, pgettext
from pwa.pages.calling import lines
from pwa.pages.own_numbers import sides_of

pages = Blueprint("fridge", __name__)
ADDRESS: Final = "/plan/koelkast"


@dataclass(frozen=True)
class OnPaper:
    """A number that stands on every sheet."""

    name: str
    number: str


@pages.get(ADDRESS)
@members("child", "adult", "circle")
def fridge() -> str:
    """Show the sheet as it is printed."""
    viewer, now = signed_in.current_viewer(), house().clock.now()
    side, child = _side(viewer), _asked_child(viewer)
    always = fixed(child=child is not None)
    with house().db.reading(viewer.household) as session:
        found = sheet(
            session, viewer, now, child=child, side=side, fixed=[each.name for each in always]
        )
    return render_template(
        "plan/fridge.html",
        sheet=found,
        fixed=always,
        others=list(_others(viewer, found, side)),
        may_keep=may_keep_numbers(viewer),
        today=here(now),
    )


def fixed(*, child: bool) -> tuple[OnPaper, ...]:
    """Return the numbers for everybody; the one to talk stands there by what it is for."""
    danger, talk, young, *_rest = lines()
    if child:
        return (
            OnPaper(pgettext("kind", "Bij gevaar"), danger.number),
            OnPaper(young.name, young.number),
        )
    return (
        OnPaper(_("Bij gevaar"), danger.number),
        OnPaper(_("Praten, dag en nacht"), talk.number),
    )


def _asked_child(viewer: Viewer) -> UUID | None:
    """Return whose sheet it is; a child's is its own, and None is that of the house."""
    asked = request.args.get("voor", "")
    if not asked:
        return viewer.person if viewer.role is Role.CHILD else None
    try:
        return UUID(asked)
    except ValueError:
        raise NotHere(UNKNOWN) from None


def _side(viewer: Viewer) -> Side:
    """Return whose fridge it is; a child's sheet holds what both homes may read."""
    asked = request.args.get("kant", "")
    return Side(asked) if viewer.role is not Role.CHILD and asked in {*Side} else Side.BOTH


def _others(viewer: Viewer, shown: FridgeSheet, side: Side) -> Iterator[tuple[str, str]]:
    """Yield the other sheets that this viewer may open: where they are, and what they are."""
    if viewer.role is Role.CHILD:
        return
    if shown.child:
        yield _address(None, side), _("Het blad van het huis")
    for child in shown.children:
        if shown.child is None or child.id != shown.child.id:
            yield _address(child.id, side), _("Het blad van %(name)s", name=child.called)
    for value, label, _hint in sides_of(viewer):
        if value != side:
            yield _address(shown.child.id if shown.child else None, Side(value)), label


def _address(child: UUID | None, side: Side) -> str:
    asked = [f"voor={child}"] if child else []
    asked += [f"kant={side}"] if side is not Side.BOTH else []
    return f"{ADDRESS}?{'&'.join(asked)}" if asked else ADDRESS
