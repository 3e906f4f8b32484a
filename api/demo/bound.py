"""Reads the books that the grown-ups made for Noor and Sam: each page, when it changed, who agreed when.

Pure but for reading the files of books/. What was agreed in the plan at a moment, `agreed` knows.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from api.demo.anchors import Points, read

FOLDER: Final = Path(__file__).with_name("books")
Fields = Mapping[str, Any]


@dataclass(frozen=True)
class Sheet:
    """One version of a page: who wrote it and what it says from then on."""

    number: int
    by: str
    at: datetime
    fields: Fields


@dataclass(frozen=True)
class Leaf:
    """A page with its versions, and when it was taken out of the book."""

    id: str
    versions: tuple[Sheet, ...]
    ended: datetime | None = None

    def on(self, at: datetime) -> Sheet | None:
        """Return the version that stood in the book then."""
        if self.ended and self.ended <= at:
            return None
        written = [each for each in self.versions if each.at <= at]
        return written[-1] if written else None


@dataclass(frozen=True)
class Yes:
    """Somebody found all pages good as they stood then."""

    who: str
    at: datetime


@dataclass(frozen=True)
class Shown:
    """The book was shown to its child, with these people beside it."""

    by: str
    at: datetime
    beside: tuple[str, ...]


@dataclass(frozen=True)
class Bound:
    """One book with all that happened to it. The pages stand in the order in which they are read."""

    ward: str
    kind: str
    keeper: str
    at: datetime
    makers: tuple[str, ...]
    agrees: tuple[str, ...]
    pages: tuple[Leaf, ...]
    yes: tuple[Yes, ...]
    shown: tuple[Shown, ...]

    @property
    def name(self) -> str:
        """The book's own name, the same in every telling."""
        return f"{self.ward}-{self.kind}"

    def on(self, at: datetime) -> tuple[tuple[Leaf, Sheet], ...]:
        """Return the pages that stood in the book then, each in the version of that moment."""
        found = ((page, page.on(at)) for page in self.pages)
        return tuple((page, sheet) for page, sheet in found if sheet is not None)


def bound(known: Points) -> tuple[Bound, ...]:
    """Return all books, at the moments of this telling."""
    return tuple(_book(fields, known) for fields in _written())


@cache
def _written() -> tuple[Fields, ...]:
    files = sorted(FOLDER.glob("*.toml"))
    return tuple(tomllib.loads(file.read_text(encoding="utf-8")) for file in files)


def _book(fields: Fields, known: Points) -> Bound:
    return Bound(
        ward=fields["ward"],
        kind=fields["kind"],
        keeper=fields["keeper"],
        at=read(fields["at"], known),
        makers=tuple(fields["makers"]),
        agrees=tuple(fields["agrees"]),
        pages=tuple(_page(each, known) for each in fields["page"]),
        yes=tuple(
            Yes(who, read(each["at"], known)) for each in fields["yes"] for who in each["who"]
        ),
        shown=tuple(
            Shown(each["by"], read(each["at"], known), tuple(each["with"]))
            for each in fields["show"]
        ),
    )


def _page(fields: Fields, known: Points) -> Leaf:
    end = fields.get("end")
    return Leaf(fields["id"], tuple(_versions(fields, known)), read(end, known) if end else None)


def _versions(fields: Fields, known: Points) -> Iterator[Sheet]:
    """A change says what became different; the rest stays as it was."""
    now = {name: value for name, value in fields.items() if name not in {"change", "end"}}
    for number, change in enumerate(({}, *fields.get("change", ())), start=1):
        now |= change
        yield Sheet(number, now["by"], read(now["at"], known), dict(now))
