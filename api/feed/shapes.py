"""The answers of the feed as values, and what follows from them: their JSON and its description.

A field of an answer stands here once. What is not on these lists cannot go out; what nobody said (None)
is left out of the JSON.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

OURS = {"name": "_huisboek"}
PLAIN: Mapping[Any, dict[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    UUID: {"type": "string", "format": "uuid"},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who wrote it, by the name under which this reader may know them."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteFacts:
    """What the format of feeds has no word for. `media` are kinds: drawings and voices are on the page.

    Of a note that was taken back not even the kind is left: it would tell what was in it.
    """

    household: UUID
    household_name: str
    kind: str | None
    happened_at: datetime
    withdrawn: bool = False
    late: bool = False
    source: str | None = None
    feeling: str | None = None
    about: tuple[str, ...] = ()
    helped: str | None = None
    helped_by: tuple[str, ...] = ()
    agreement: str | None = None
    kept: str | None = None
    visit: str | None = None
    media: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One note (JSON Feed 1.1). A note that was taken back stays, without words."""

    id: str
    url: str
    title: str
    content_text: str
    date_published: datetime
    date_modified: datetime | None
    authors: tuple[Author, ...]
    tags: tuple[str, ...]
    facts: NoteFacts = field(metadata=OURS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """By which consent a house is read: for which work, which kinds, until when."""

    household: UUID
    household_name: str
    seat: UUID
    works_as: str
    kinds: tuple[str, ...]
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedFacts:
    """By which consents this page is read."""

    read_by: tuple[Consent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A page of notes, the last changed first (JSON Feed 1.1)."""

    version: str
    title: str
    description: str
    home_page_url: str
    feed_url: str
    next_url: str | None
    language: str
    items: tuple[Item, ...]
    facts: FeedFacts = field(metadata=OURS)


def to_json(value: object) -> Any:  # noqa: ANN401 (what json.dumps takes)
    """Return a value as JSON has it."""
    if is_dataclass(value) and not isinstance(value, type):
        named = ((name_of(each), getattr(value, each.name)) for each in fields(value))
        return {name: to_json(inner) for name, inner in named if inner is not None}
    if isinstance(value, tuple):
        return [to_json(each) for each in value]
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | UUID):
        return value.isoformat() if isinstance(value, date) else str(value)
    return value


def name_of(each: Field[Any]) -> str:
    """Return what a field is called in JSON."""
    return str(each.metadata.get("name", each.name))


def schemas(shape: type) -> dict[str, dict[str, Any]]:
    """Return the JSON Schema of an answer and of all that is in it, by name."""
    found: dict[str, dict[str, Any]] = {}
    _add(shape, found)
    return found


def _add(shape: type, found: dict[str, dict[str, Any]]) -> None:
    if shape.__name__ in found:
        return
    said = (shape.__doc__ or "").split("\n\n")[0]
    mine: dict[str, Any] = {"type": "object", "description": " ".join(said.split())}
    found[shape.__name__] = mine
    hints = get_type_hints(shape)
    mine["properties"] = {name_of(each): _schema(hints[each.name], found) for each in fields(shape)}
    mine["required"] = [
        name_of(each) for each in fields(shape) if type(None) not in get_args(hints[each.name])
    ]
    mine["additionalProperties"] = False


def _schema(hint: Any, found: dict[str, dict[str, Any]]) -> dict[str, Any]:  # noqa: ANN401
    if hint in PLAIN:
        return dict(PLAIN[hint])
    if get_origin(hint) in {Union, types.UnionType}:
        return _schema(next(each for each in get_args(hint) if each is not type(None)), found)
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _schema(get_args(hint)[0], found)}
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"type": "string", "enum": [each.value for each in hint]}
    _add(hint, found)
    return {"$ref": f"#/components/schemas/{hint.__name__}"}
