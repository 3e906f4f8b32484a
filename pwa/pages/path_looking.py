"""One sheet of the path as somebody looks at it, with what each of its pages needs.

In an apart house each side has a sheet of its own; who stands with both chooses one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

from flask import request

from api.core.errors import NotHere
from api.core.http import house
from api.logbook.rules import row_id
from api.path import queries, rules
from api.path.evidence.facts import Facts
from api.path.evidence.queries import facts as gather
from api.path.outcomes import ORDER
from api.path.views import PartView, PathView
from api.people import queries as people
from api.people import signed_in
from api.people.policy import Role, Side, Viewer
from pwa import path_parts_said, path_said
from pwa.met import met
from pwa.pages.plan_form import part_id_of
from pwa.who_reads import joined

GROWN_UP: Final = ("adult", "circle")


@dataclass(frozen=True)
class Looked:
    """One sheet as this viewer looks at it, with who may be named there."""

    viewer: Viewer
    path: PathView
    names: Mapping[UUID, people.Member]
    facts: Facts | None

    def words(self) -> dict[str, Any]:
        """Return what every page of the path needs."""
        return {
            "path": self.path,
            "names": self.names,
            "said": path_said,
            "parts_said": path_parts_said,
            "keeps": rules.may_keep(self.viewer),
            "kant": f"?kant={self.path.sheet}" if len(self.path.sheets) > 1 else "",
            "order": ORDER,
            "new_id": uuid4(),
        }

    def part(self, part_id: UUID) -> PartView:
        """Return what stands on this sheet; raises NotHere."""
        part = self.path.part(part_id)
        if part is None:
            raise NotHere(people.UNKNOWN)
        return part

    def sheets(self) -> list[tuple[Side, Any]]:
        """Return the sheets to choose from, each by who stands there."""
        if len(self.path.sheets) == 1:
            return []
        adults = [each for each in self.names.values() if each.role is Role.ADULT and each.is_here]
        return [
            (sheet, joined([each for each in adults if each.side is sheet]))
            for sheet in self.path.sheets
        ]


def look(*, with_facts: bool = False) -> Looked:
    """Return the sheet that is asked for; raises NotHere."""
    viewer, now = signed_in.current_viewer(), house().clock.now()
    with house().db.reading(viewer.household) as session:
        sheet = sheet_asked(session, viewer)
        found = queries.path(session, viewer, sheet, now)
        # What stands on one sheet is what that side's books show, also for who reads both.
        beside = viewer if sheet is Side.BOTH else replace(viewer, side=sheet)
        names = people.names(session, viewer)
        facts = _facts(session, beside, now) if with_facts else None
    return Looked(viewer, found, names, facts)


def _facts(session: Any, viewer: Viewer, now: datetime) -> Facts:  # noqa: ANN401
    return gather(session, viewer, now, met=met(session, viewer, now))


def sheet_asked(session: Any, viewer: Viewer) -> Side:  # noqa: ANN401
    """Return the sheet in the address or on the form, when it is theirs to ask."""
    return queries.sheet_of(session, viewer, request.values.get("kant", ""))


def kant() -> str:
    """Return the sheet for an address, as it was asked."""
    asked = request.values.get("kant", "")
    return f"?kant={asked}" if asked in {Side.A, Side.B} else ""


def own_id(what: str) -> UUID:
    """Return the id of the row that this form makes; a form without a good one is a new one."""
    given = part_id_of(request.form.get("id", "")) or uuid4()
    return row_id(house().secrets.pepper, signed_in.current_viewer().person, given, f"path {what}")
