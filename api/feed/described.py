"""What programs can ask, each said once: the routes are made from this list, and so is its description."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from api.feed import sheets
from api.feed.atom import TYPE as ATOM
from api.feed.shapes import Feed, schemas

JSON_FEED: Final = "application/feed+json"
JSON: Final = "application/json"
PROBLEM: Final = "application/problem+json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One address: what it gives, as which kind, and whether it goes on by pages."""

    name: str
    path: str
    says: str
    media_type: str
    shape: type
    pages: bool = False

    @property
    def of_one_house(self) -> bool:
        """Say whether it is about one household."""
        return "{household_id}" in self.path


ONE: Final = "/api/v1/households/{household_id}"
ALL: Final = "/api/v1"


def _feed(name: str, whose: str, says: str) -> tuple[Asked, Asked]:
    kinds = (("json", JSON_FEED, says), ("atom", ATOM, "The same as Atom."))
    one, other = (
        Asked(
            name=f"{name}_{kind}",
            path=f"{whose}/feed.{kind}",
            says=told,
            media_type=media_type,
            shape=Feed,
            pages=True,
        )
        for kind, media_type, told in kinds
    )
    return one, other


def _sheet(name: str, says: str, shape: type) -> Asked:
    return Asked(name=name, path=f"{ONE}/{name}", says=says, media_type=JSON, shape=shape)


EVERY: Final = (
    *_feed("feed", ONE, "What one household shares of its log, the last changed first."),
    _sheet("plan", "The plan of one household as it holds now.", sheets.PlanSheet),
    _sheet("scales", "The numbers that people gave in the last months.", sheets.ScalesSheet),
    _sheet("evidence", "What is seen of how it goes, for each seat.", sheets.EvidenceSheet),
    *_feed(
        "all", ALL, "What all households of this key share of their logs, the last changed first."
    ),
)
PROBLEM_SHAPE: Final = {
    "type": "object",
    "description": "Why it was refused (RFC 9457), with a sentence for a person.",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
    },
    "required": ["type", "title", "status", "detail"],
}
REFUSED: Final[Mapping[str, str]] = {
    "401": "No key, or none that works now. A key in the address never works.",
    "404": "No such household, or nothing of it is shared with this key now.",
    "429": "More than 60 times in an hour; Retry-After says when again.",
    "503": "The house is busy for a moment.",
    "507": "The disk is full.",
}
TITLE: Final = "Meekijken"
SAYS: Final = (
    "What households share with a professional, for a purpose and until a date. Read only. Every answer "
    "with status 200 is written down and shown to the household. Nobody watches this feed: it is no alarm."
)


def described(base: str) -> dict[str, Any]:
    """Return the OpenAPI 3.1 document of what programs can ask; ``base`` is the address of the house."""
    shapes: dict[str, Any] = {"Problem": PROBLEM_SHAPE}
    for each in EVERY:
        shapes |= schemas(each.shape)
    return {
        "openapi": "3.1.0",
        "info": {"title": TITLE, "version": "1", "description": SAYS},
        "servers": [{"url": base}],
        "security": [{"bearer": []}, {"basic": []}],
        "paths": {each.path: {"get": _operation(each)} for each in EVERY},
        "components": {
            "schemas": shapes,
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer"},
                "basic": {
                    "type": "http",
                    "scheme": "basic",
                    "description": "Any name, with the key as the password.",
                },
            },
        },
    }


def _operation(each: Asked) -> dict[str, Any]:
    body: dict[str, Any] = {"type": "string"}
    if each.media_type != ATOM:
        body = {"$ref": f"#/components/schemas/{each.shape.__name__}"}
    headers = {
        "ETag": {"schema": {"type": "string"}, "description": "Send it back as If-None-Match."},
        "Last-Modified": {"schema": {"type": "string"}},
    }
    answers: dict[str, Any] = {
        "200": {
            "description": each.says,
            "headers": headers,
            "content": {each.media_type: {"schema": body}},
        },
        "304": {
            "description": "Nothing changed since that ETag; nothing is given or written down."
        },
    }
    return {
        "operationId": each.name,
        "summary": each.says,
        "parameters": list(_parameters(each)),
        "responses": answers | dict(_refusals(each)),
    }


def _parameters(each: Asked) -> Iterable[dict[str, Any]]:
    if each.of_one_house:
        uuid = {"type": "string", "format": "uuid"}
        yield {"name": "household_id", "in": "path", "required": True, "schema": uuid}
    if each.pages:
        yield {
            "name": "cursor",
            "in": "query",
            "description": "Where to go on, as the address of the next page has it.",
            "schema": {"type": "string"},
        }
    yield {"name": "If-None-Match", "in": "header", "schema": {"type": "string"}}


def _refusals(each: Asked) -> Iterable[tuple[str, dict[str, Any]]]:
    refused = dict(REFUSED)
    if each.pages:
        refused["400"] = "This cursor is of another feed or another key, or none at all."
    for status, says in sorted(refused.items()):
        problem = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        yield status, {"description": says, "content": problem}
