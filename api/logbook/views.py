"""What a screen gets to see of the logbook: plain values, already filtered by who is looking.

A view holds nothing that its reader may not see, so a template cannot show too much.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar
from uuid import UUID

from api.logbook.note import Feeling, Kept, Kind, Placed, Sheet, Source, Visit
from api.people.policy import Audience
from api.people.queries import Member

Item = TypeVar("Item")


@dataclass(frozen=True)
class MediumView:
    """A drawing, photo or voice note. `strokes_url` is there when the drawing can be drawn again."""

    id: UUID
    kind: str
    type: str
    url: str
    small_url: str | None
    strokes_url: str | None
    width: int | None
    height: int | None
    seconds: float | None


@dataclass(frozen=True)
class ReplyView:
    """An answer. `text` is None when the reader may know only that there was one, or it is damaged.

    A `private` one was said between a ward and its safety people, whoever reads the note now. `side`:
    the note is about who said it; `earlier`: they put it right since.
    """

    id: UUID
    by: Member
    at: datetime
    text: str | None
    mine: bool
    private: bool
    damaged: bool = False
    side: bool = False
    earlier: bool = False


@dataclass(frozen=True)
class Withdrawn:
    """The mark that a withdrawal leaves: who and when."""

    by: Member
    at: datetime


@dataclass(frozen=True)
class VersionView:
    """The words as they stood from `written_at` on. Number 1 is the first.

    `private` ones were for the safety people alone, whoever reads the note now.
    """

    number: int
    private: bool
    by: Member
    written_at: datetime
    kind: Kind
    feeling: Feeling | None
    text: str
    helped: str
    helped_by: tuple[Member, ...]
    helped_by_name: str
    sheet: Sheet | None
    alt: str
    pictures: tuple[Placed, ...]
    agreement: str
    agreement_id: UUID | None
    page_id: UUID | None
    kept: Kept | None
    visit: Visit | None
    trigger: str
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class EntryView:
    """One note as this reader may see it. A withdrawn one has no words left, except for its author.

    A damaged one has no words for anybody, and nothing below it.
    """

    id: UUID
    kind: Kind
    author: Member
    happened_at: datetime
    written_at: datetime
    late: bool
    source: Source | None
    audience: Audience
    chosen: tuple[Member, ...]
    about: tuple[Member, ...]
    text: str
    feeling: Feeling | None
    helped: str
    helped_by: tuple[Member, ...]
    helped_by_name: str
    sheet: Sheet | None
    alt: str
    pictures: tuple[Placed, ...]
    agreement: str
    agreement_id: UUID | None
    page_id: UUID | None
    kept: Kept | None
    visit: Visit | None
    trigger: str
    left_out: tuple[str, ...]
    media: tuple[MediumView, ...]
    thanks: tuple[Member, ...]
    replies: tuple[ReplyView, ...]
    versions: int
    changed_at: datetime | None
    withdrawn: Withdrawn | None
    damaged: bool
    mine: bool
    may_correct: bool
    may_withdraw: bool
    may_reply: bool
    gives_side: bool
    may_thank: bool


@dataclass(frozen=True)
class Page(Generic[Item]):
    """A page of a long list. `after` is the cursor of the next page, None at the end."""

    items: tuple[Item, ...]
    after: str | None


@dataclass(frozen=True)
class AudienceNames:
    """Who will read it, beside each choice. None: this choice shows no names.

    For a child the circle shows none: a list would show a watcher who is missing from it.
    """

    names: Mapping[Audience, tuple[Member, ...] | None]
    may_choose: tuple[Member, ...]


@dataclass(frozen=True)
class LastAudience:
    """What somebody chose the last time; offered again, never ticked for them."""

    audience: Audience
    chosen: tuple[Member, ...]


@dataclass(frozen=True)
class MediumBytes:
    """The bytes of a medium, for one answer; ``author`` and ``audience`` are those of its note."""

    data: bytes
    type: str
    author: UUID
    audience: Audience
