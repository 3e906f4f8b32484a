"""The words of a part as they lie under seal: JSON. Pure.

Older words stay readable when a field is added: what is missing has its default.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any

from api.path.kinds import Kind
from api.path.words import TYPES, Words


def to_json(words: Words) -> dict[str, str]:
    """Return the words as JSON; what is empty is left out."""
    filled = {each.name: str(getattr(words, each.name)) for each in fields(words)}
    return {name: value for name, value in filled.items() if value}


def from_json(kind: Kind, body: Mapping[str, Any]) -> Words:
    """Read the words back."""
    made = TYPES[kind]
    found = {each.name: str(body[each.name]) for each in fields(made) if each.name in body}
    found |= {each.name: "" for each in fields(made) if each.name not in found and _needed(each)}
    return made(**found)


def _needed(each: Any) -> bool:  # noqa: ANN401
    return each.default is MISSING
