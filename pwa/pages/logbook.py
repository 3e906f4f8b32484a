"""``/logboek``: what was written, newest first, and one note by itself.

The queries of the logbook decide what there is; a page adds no count to their answer. Searching is
a post, because a browser keeps every address.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from flask import Blueprint, render_template, request

from api.core.http import house, members
from api.core.ids import new_id
from api.core.text import typed_day
from api.logbook import looked_at, queries
from api.logbook.note import Kind
from api.logbook.rules import ADULTS_KINDS
from api.logbook.views import EntryView, Page
from api.people import signed_in
from api.people.policy import Role, Viewer
from api.people.professionals.looked import last_read
from api.people.queries import members as people_here
from i18n.dates import here
from pwa import book_said, looking
from pwa.private import is_closed, prove_for
from pwa.reading_along import TASKS

pages = Blueprint("logbook", __name__)
WRITERS: Final = ("child", "adult", "circle")
LONGEST_SEARCH: Final = 100
KINDS: Final = tuple(kind for kind in Kind if kind in ADULTS_KINDS)

Days = Sequence[tuple[date, Sequence[EntryView]]]


@dataclass(frozen=True)
class Choice:
    """What somebody wants to see. What is not an answer is no choice."""

    kind: Kind | None
    person: UUID | None
    since: date | None
    until: date | None

    def is_made(self) -> bool:
        return any((self.kind, self.person, self.since, self.until))


@pages.get("/logboek")
@members(*WRITERS)
def timeline() -> str:
    """Show a page of the logbook. A child sees what it made, or else what others tell."""
    viewer = signed_in.current_viewer()
    if viewer.role is Role.CHILD:
        return _childs_timeline(viewer)
    choice = read_choice(request.args)
    with house().db.reading(viewer.household) as session:
        page = queries.timeline(
            session,
            viewer,
            before=request.args.get("na"),
            kind=choice.kind,
            person=choice.person,
            since=choice.since,
            until=choice.until,
        )
        people = people_here(session, viewer)
        read = () if choice.is_made() or "na" in request.args else last_read(session, viewer)
    return _show(
        page,
        read=read,
        tasks=TASKS,
        choice=choice,
        people=people,
        sought=choice.is_made(),
        older=_older(page),
        closed=is_closed(viewer),
    )


def _childs_timeline(viewer: Viewer) -> str:
    """Walk on until there is something to see: other people's notes lie in between."""
    by_others = request.args.get("van") == "anderen"
    if not by_others:
        signed_in.prove_first()  # nearly all that a child makes is between it and its safety person
    before = request.args.get("na")
    with house().db.reading(viewer.household) as session:
        while True:
            page = queries.timeline(
                session, viewer, before=before, person=None if by_others else viewer.person
            )
            shown = tuple(entry for entry in page.items if entry.mine is not by_others)
            if shown or page.after is None:
                break
            before = page.after
    return _show(Page(shown, page.after), by_others=by_others, older=_older(page))


@pages.post("/logboek/zoeken")
@members("adult", "circle")
def search() -> str:
    """Show the notes in which all words stand."""
    viewer = signed_in.current_viewer()
    words = request.form.get("words", "").strip()[:LONGEST_SEARCH]
    with house().db.reading(viewer.household) as session:
        page = queries.search(session, viewer, words, before=request.form.get("na") or None)
        people = people_here(session, viewer)
    choice = Choice(None, None, None, None)
    closed = is_closed(viewer)
    return _show(
        page,
        choice=choice,
        people=people,
        sought=True,
        words=words,
        more=page.after,
        closed=closed,
    )


@pages.get("/logboek/<uuid:entry_id>")
@members(*WRITERS)
def entry(entry_id: UUID) -> str:
    """Show one note, what it said before, and the ways to answer it."""
    return show_entry(entry_id)


def show_entry(entry_id: UUID, *, typed: str = "", error: str = "") -> str:
    """Show one note; what somebody typed stays when it could not be kept."""
    viewer = signed_in.current_viewer()
    prove_for(viewer, entry_id)
    with house().db.reading(viewer.household) as session:
        found = queries.entry(session, viewer, entry_id)
        earlier = queries.versions(session, viewer, entry_id)[:-1] if found.versions > 1 else ()
        page = book_said.told_at(session, viewer, found.page_id)
    looking.shows(looked_at.in_whole_notes([found], earlier))
    return render_template(
        "logbook/entry.html",
        entry=found,
        earlier=earlier,
        told_at=page,
        new_id=new_id(),
        typed=typed,
        error=error,
    )


def read_choice(given: Mapping[str, str]) -> Choice:
    """Read the filter out of an address."""
    kind = given.get("soort", "")
    return Choice(
        kind=Kind(kind) if kind in KINDS else None,
        person=_id(given.get("wie", "")),
        since=typed_day(given.get("van", "")),
        until=typed_day(given.get("tot", "")),
    )


def by_day(entries: Iterable[EntryView]) -> Days:
    """Put notes of the same day together, in the order in which they came."""
    return [
        (day, tuple(those))
        for day, those in groupby(entries, key=lambda entry: here(entry.happened_at))
    ]


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _older(page: Page[EntryView]) -> str | None:
    if page.after is None:
        return None
    kept = {name: value for name, value in request.args.items() if name != "na" and value}
    return f"/logboek?{urlencode({**kept, 'na': page.after})}"


def _show(page: Page[EntryView], **more: object) -> str:
    looking.shows(looked_at.in_notes(page.items))
    now = here(house().clock.now())
    return render_template(
        "logbook/timeline.html", days=by_day(page.items), now=now, kinds=KINDS, **more
    )
