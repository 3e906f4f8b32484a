"""What this viewer sees of the children: how they do, their books, their week, and who is there for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from api.path.evidence.facts_of_checks import Noted
from api.people.queries import Member
from api.resilience.elements import Element
from api.words_and_pictures.words import Kind as BookKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildFact:
    """When a grown-up last wrote how a child is doing, by the notes that are for the whole circle."""

    child: Member
    how: Noted | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BookFact:
    """One of the two books of a child. `shown_on` is None when this viewer knows of no showing.

    `known` says that this viewer knows of the book at all.
    """

    ward: Member
    kind: BookKind
    known: bool
    shown_on: date | None
    by: Member | None
    people: tuple[Member, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekFact:
    """The last whole week of somebody, or of the house (None): what came back on some day, and on each."""

    whose: Member | None
    monday: date
    came_back: tuple[Element, ...]
    every_day: tuple[Element, ...]
    still_open: tuple[Element, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WardFact:
    """A child, or a grown-up with a safety person. `knows_contact`: this viewer may know when they met.

    Only then `last_contact` None means that no meeting was told.
    """

    ward: Member
    safety_people: tuple[Member, ...]
    knows_contact: bool
    last_contact: date | None
    met_with: Member | None
