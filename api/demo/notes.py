"""Reads the hand-written notes and unfolds what they leave open: "{soep|taart}" is two notes.

Pure but for reading the files of notes/. One file is one person, in that person's own voice.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).with_name("notes")
CHOICE: Final = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Written:
    """One note as somebody wrote it. `number` of `times`: how often this note was unfolded."""

    by: str
    key: str
    number: int
    times: int
    fields: Mapping[str, Any]

    def get(self, name: str) -> str:
        """Return a field, empty when the note has none."""
        return str(self.fields.get(name, ""))

    def names(self, name: str) -> tuple[str, ...]:
        """Return a list, without what this unfolding left empty."""
        return tuple(item for item in self.fields.get(name, ()) if item)

    @property
    def first(self) -> bool:
        """What hangs on a note (answers, a correction) hangs on its first unfolding."""
        return self.number == 0


@cache
def written() -> tuple[Written, ...]:
    """Return all notes of all people, always in the same order."""
    return tuple(note for file in sorted(FOLDER.glob("*.toml")) for note in _of(file))


def _of(file: Path) -> Iterator[Written]:
    read = tomllib.loads(file.read_text(encoding="utf-8"))
    notes = read.pop("note")
    for place, note in enumerate(notes):
        core = {**read, **note}
        times = _times(core)
        for number in range(times):
            fields = {name: _unfold(value, number) for name, value in core.items()}
            yield Written(file.stem, f"{file.stem}/{place}/{number}", number, times, fields)


def _times(core: Mapping[str, Any]) -> int:
    """Return how many notes this one is: as many as its longest choice."""
    lists = [value if isinstance(value, list) else [value] for value in core.values()]
    choices = [choice for texts in lists for text in texts for choice in CHOICE.findall(str(text))]
    return max((choice.count("|") + 1 for choice in choices), default=1)


def _unfold(value: Any, number: int) -> Any:  # noqa: ANN401 - whatever TOML holds
    if isinstance(value, list):
        return [_unfold(item, number) for item in value]
    if not isinstance(value, str):
        return value

    def pick(found: re.Match[str]) -> str:
        options = found[1].split("|")
        return options[number % len(options)]

    return CHOICE.sub(pick, value)
