"""What goes along besides the notes: a chapter of each room, in plain values. The rooms know no words.

Each is asked when its turn comes and put into its file at once, so that one chapter at a time is open.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from api.child_world import taking as talks
from api.core.house import House
from api.meetings import taking as meetings
from api.path import taking as path
from api.people import taking as numbers
from api.people.policy import Viewer
from api.people.taking import Values
from api.plan import taking as plan
from api.plan.queries import dangers, in_force_versions
from api.resilience import taking as weeks
from api.scales import taking as scores
from api.sharing import taking as sharing
from api.words_and_pictures import taking as books

Ask = Callable[[Any, Viewer, datetime], list[Values]]


def _scores(session: Any, viewer: Viewer, now: datetime) -> list[Values]:  # noqa: ANN401
    about = {each.id: each.text for each in dangers(session, viewer, now)}
    return scores.to_take(session, viewer, about)


def _books(session: Any, viewer: Viewer, _now: datetime) -> list[Values]:  # noqa: ANN401
    return books.to_take(session, viewer, in_force=in_force_versions(session, viewer.household))


# By the name of its file, which tells a bystander nothing.
CHAPTERS: Final[Mapping[str, Ask]] = {
    "plan": plan.to_take,
    "pad": path.to_take,
    "gesprekken": meetings.to_take,
    "weken": weeks.to_take,
    "boekjes": _books,
    "cijfers": _scores,
    "praten": lambda session, viewer, _now: talks.to_take(session, viewer),
    "delen": lambda session, viewer, _now: sharing.to_take(session, viewer),
    "nummers": lambda session, viewer, _now: numbers.to_take(session, viewer),
}


def chapters(session: Any, viewer: Viewer, now: datetime) -> Iterator[tuple[str, list[Values]]]:  # noqa: ANN401
    """Yield the chapters in which something stands for this viewer to take along."""
    for name, ask in CHAPTERS.items():
        found = ask(session, viewer, now)
        if found:
            yield name, found


def named_media(found: list[Values]) -> dict[UUID, str]:
    """Return which files the pages of books name, by their ids; from now on the pages name the files alone."""
    names: dict[UUID, str] = {}
    for page in (page for each in found for page in each.get("pages", ())):
        several = page.get("media", ())
        names |= {each["id"]: each["file"] for each in several}
        if several:
            page["media"] = [each["file"] for each in several]
    return names


def book_files(
    house: House, viewer: Viewer, names: Mapping[UUID, str], now: datetime
) -> Iterator[tuple[str, bytes]]:
    """Yield the pictures and voices of the books."""
    return books.media_files(house, viewer, names, in_force_versions, now)


def as_json(values: object) -> str:
    """Return plain values for other programs; days and moments as ISO 8601."""
    return json.dumps(values, ensure_ascii=False, indent=1, default=_moment)


def _moment(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
