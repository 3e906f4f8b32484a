"""A part of a table as a list: what stands around its rows, the rows, and what of them is new.

A phone that has a part already gets the rows it lacks and the order of them all. Whether it has that
part is proven by its mark: a phone with anything else gets the part whole, so nothing can go astray.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

# Stands before each row and after the last; what a person typed cannot hold it, for that is escaped.
ROW: Final = "<!--row-->"
MARK: Final = 8
NEW: Final = "+"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a page. `mark` changes when what it shows changes."""

    before: str
    rows: tuple[str, ...]
    after: str
    mark: str

    def __html__(self) -> str:
        return "".join((self.before, *self.rows, self.after))


@dataclass(frozen=True, slots=True)
class Fresh:
    """What a phone gets of a part: all of it, or with an `order` the rows that it lacks."""

    html: Markup
    order: str | None = None


def part(html: str, told: str | None = None) -> Part:
    """Return a drawn part; what it tells is its own text, or what hangs on something else."""
    before, *rows = map(str.strip, html.split(ROW))
    after = rows.pop() if rows else ""
    mark = hashlib.sha256((html if told is None else told).encode()).hexdigest()[:MARK]
    return Part(before, tuple(rows), after, mark)


def since(had: Part | None, now: Part) -> Fresh:
    """Return what a phone that had this needs to have it as it is now."""
    if had is None or (had.before, had.after) != (now.before, now.after):
        return Fresh(Markup(now.__html__()))  # noqa: S704
    places = defaultdict(list)
    for place, row in enumerate(had.rows):
        places[row].append(place)
    kept = [places[row].pop(0) if places.get(row) else None for row in now.rows]
    lacking = (row for row, place in zip(now.rows, kept, strict=True) if place is None)
    return Fresh(Markup("".join(lacking)), " ".join(_runs(kept)))  # noqa: S704


def _runs(kept: Sequence[int | None]) -> Iterator[str]:
    """Say the places one after another: those that follow each other as one, `+` for a new row."""
    begin = 0
    for end in range(1, len(kept) + 1):
        first, last = kept[begin], kept[end - 1]
        if end < len(kept) and last is not None and kept[end] == last + 1:
            continue
        yield NEW if first is None else f"{first}-{last}"
        begin = end
