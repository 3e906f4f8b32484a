"""The table of access.toml, read once and checked. It answers for one cell; policy.py does the rest."""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Final

from api.people.roles import Verb

ROLES: Final = (
    "parent",
    "child",
    "vulnerable_adult",
    "circle",
    "safety_person",
    "chair",
    "professional",
    "host",
)


class Reach(StrEnum):
    """How far a cell goes; access.toml says in words what each one means."""

    NOBODY = "-"
    ANY = "any"
    OWN = "own"
    MINE = "mine"
    GOOD = "good"
    NAMED = "named"
    WARD = "ward"
    FIRST = "first"
    CONSENT = "consent"


class UnknownObject(LookupError):
    """Somebody asks about an object that has no table: a mistake of ours, never a yes."""


Row = Mapping[str, Mapping[Verb, Reach]]


def reach(name: str, role: str, verb: Verb) -> Reach:
    """Return the cell of one object, role and verb."""
    return row(name)[role][verb]


def row(name: str) -> Row:
    """Return all cells of one object; raise when it has no table."""
    try:
        return OBJECTS[name]
    except KeyError:
        raise UnknownObject(name) from None


def read_table(text: str) -> Mapping[str, Row]:
    """Read the table; every object must have every role, every role every verb."""
    return {name: _row(name, cells) for name, cells in tomllib.loads(text).items()}


def _row(name: str, cells: Mapping[str, str]) -> Row:
    if set(cells) != {"about", *ROLES}:
        raise ValueError(f"access.toml: {name} must have 'about' and exactly the eight roles")
    return {role: _cells(cells[role]) for role in ROLES}


def _cells(words: str) -> Mapping[Verb, Reach]:
    return dict(zip(Verb, map(Reach, words.split()), strict=True))


OBJECTS: Final = read_table(Path(__file__).with_name("access.toml").read_text(encoding="utf-8"))
