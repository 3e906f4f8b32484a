"""Books as somebody may see them. People are members that this viewer may know of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from api.people.policy import Side
from api.people.queries import Member
from api.words_and_pictures.words import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class MediumView:
    """A drawing, a photo or a voice; its bytes are asked for by its id."""

    id: UUID
    kind: str
    type: str
    width: int | None
    height: int | None
    seconds: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """A page in one version. `place` counts from 1, in this list."""

    page_id: UUID
    version_id: UUID
    place: int
    sentences: tuple[str, ...]
    alt: str
    pictures: tuple[str, ...]
    media: tuple[MediumView, ...]
    agreement_id: UUID | None
    agreement_version_id: UUID | None

    @property
    def picture(self) -> MediumView | None:
        """The drawing or the photo."""
        return next((each for each in self.media if each.kind != "voice"), None)

    @property
    def voice(self) -> MediumView | None:
        """What somebody recorded for this page."""
        return next((each for each in self.media if each.kind == "voice"), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class YesView:
    """Somebody agrees with a page."""

    by: Member
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePage(PageView):
    """A page as its makers see it. `waits_for` are those who still must agree, as far as one may know them.

    `by` made this version, None when this viewer may not know of them; `still_true` says that the plan
    still is as the page tells.
    """

    is_whole: bool
    yes: tuple[YesView, ...]
    waits_for: tuple[Member, ...]
    by: Member | None
    at: datetime
    still_true: bool

    def asks(self, person: UUID) -> bool:
        """Say whether this page waits for the yes of this person."""
        return self.is_whole and any(each.id == person for each in self.waits_for)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """When a book was shown, by whom and with whom, as far as this viewer may know them."""

    showing_id: UUID
    day: date
    by: Member | None
    people: tuple[Member, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BookCard:
    """A book in a list. `mine_to_answer` are the pages that wait for this viewer's own yes."""

    id: UUID
    ward: Member
    kind: Kind
    pages: int
    mine_to_answer: int
    shown: Shown | None
    makes: bool
    agrees: bool
    keeps: bool
    reads: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BookView:
    """A book as it is made. `ready` says that nothing stands in the way of showing it."""

    id: UUID
    ward: Member
    kind: Kind
    side: Side
    pages: tuple[MadePage, ...]
    makers: tuple[Member, ...]
    agreers: tuple[Member, ...]
    shown: Shown | None
    makes: bool
    agrees: bool
    keeps: bool
    ready: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was shown and still is true, in its order."""

    book_id: UUID
    ward: Member
    kind: Kind
    pages: tuple[PageView, ...]
    shown: Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class MediumData:
    """A file to send."""

    type: str
    data: bytes
