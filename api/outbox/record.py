"""The plain record inside the seal: a header and the files behind it. Bytes in, a value out.

Pure, and suspicious: whoever is signed in may seal any bytes. What cannot be read is refused in one
sentence and stays on the phone; nothing is guessed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from api.core.errors import Invalid
from api.logbook.note import Upload
from i18n.marking import N_

UNREADABLE = N_("We kunnen dit bericht niet lezen. Vraag iemand om hulp.")
TOO_NEW = N_("Dit bericht is te nieuw voor ons. Probeer het later weer.")

VERSION = 1
LENGTH_BYTES = 4
MOST_FILES = 4
MOST_NAMES = 60
MOST_ANSWERS = 100
FILE_FIELDS = frozenset({"drawing", "photo", "voice"})


class RecordKind(StrEnum):
    """What a phone can send."""

    ENTRY = "entry"
    CORRECTION = "correction"
    REPLY = "reply"
    THANKS = "thanks"
    WITHDRAWAL = "withdrawal"
    MOVE = "move"
    SCORE = "score"
    TALK = "talk"
    WEEK = "week"
    CLAIM = "claim"
    IDEA = "idea"


@dataclass(frozen=True)
class Record:
    """One thing that somebody did on a phone, perhaps long ago and without a net."""

    kind: RecordKind
    made_at: datetime
    target: UUID | None
    fields: Mapping[str, tuple[str, ...]]
    files: tuple[Upload, ...]


def read_record(plain: bytes) -> Record:
    """Read a record; raises Invalid for every other row of bytes."""
    header, rest = _header(plain)
    if header.get("v") != VERSION:
        raise Invalid(TOO_NEW)
    try:
        return Record(
            kind=RecordKind(header["kind"]),
            made_at=read_moment(header["made_at"]),
            target=None if header.get("target") is None else UUID(header["target"]),
            fields=_fields(header.get("fields", {})),
            files=_files(header.get("files", []), rest),
        )
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise Invalid(UNREADABLE) from error


def read_moment(text: str) -> datetime:
    """Read an ISO moment that says its zone; raises ValueError for any other text."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        msg = "a moment without a zone"
        raise ValueError(msg)
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(text) from error


def _header(plain: bytes) -> tuple[dict[str, Any], bytes]:
    length = int.from_bytes(plain[:LENGTH_BYTES], "big")
    end = LENGTH_BYTES + length
    if len(plain) < end:
        raise Invalid(UNREADABLE)
    try:
        header = json.loads(plain[LENGTH_BYTES:end].decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise Invalid(UNREADABLE) from error
    if not isinstance(header, dict):
        raise Invalid(UNREADABLE)
    return header, plain[end:]


def _fields(given: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    """Names with lists of texts, and nothing else."""
    if len(given) > MOST_NAMES:
        raise ValueError(given)
    return {name: _answers(answers) for name, answers in given.items()}


def _answers(answers: Any) -> tuple[str, ...]:  # noqa: ANN401
    if not isinstance(answers, list) or len(answers) > MOST_ANSWERS:
        raise TypeError(answers)
    if not all(isinstance(answer, str) for answer in answers):
        raise TypeError(answers)
    return tuple(answers)


def _files(told: list[dict[str, Any]], rest: bytes) -> tuple[Upload, ...]:
    """Cut the bytes behind the header into the files it tells of; not one byte may be left over."""
    if len(told) > MOST_FILES or sum(_size(file) for file in told) != len(rest):
        raise ValueError(told)
    files, start = [], 0
    for file in told:
        end = start + _size(file)
        files.append(Upload(_field(file), str(file["type"])[:100], rest[start:end]))
        start = end
    return tuple(files)


def _size(file: dict[str, Any]) -> int:
    size = file["size"]
    if type(size) is not int or size < 0:
        raise ValueError(size)
    return size


def _field(file: dict[str, Any]) -> str:
    field = file["field"]
    if field not in FILE_FIELDS:
        raise ValueError(field)
    return str(field)
