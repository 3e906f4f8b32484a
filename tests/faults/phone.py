"""A phone as the server sees it: it seals what somebody wrote, keeps the sealed bytes, and sends them.

It never looks inside the server: its key comes from the same address as a real phone's.
"""

import json
import os
from base64 import urlsafe_b64decode
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from api.core.envelope import seal

MADE_AT = "2026-11-21T14:59:00.000Z"
File = tuple[str, str, bytes]
NOTE = {"kind": ["good"], "source": ["saw"], "audience": ["circle"]}


@dataclass(frozen=True)
class Letter:
    """A sealed record as it lies on the phone, waiting."""

    id: UUID
    sealed: bytes

    @property
    def path(self) -> str:
        return f"/api/v1/outbox/{self.id}"


@dataclass(frozen=True)
class Key:
    """What a phone knows of the server."""

    name: str
    point: bytes

    @classmethod
    def told(cls, answer: dict[str, str]) -> "Key":
        padded = answer["key"] + "=" * (-len(answer["key"]) % 4)
        return cls(answer["kid"], urlsafe_b64decode(padded))


def write_letter(
    key: Key, person: UUID, text: str, files: Sequence[File] = (), *, made_at: str = MADE_AT
) -> Letter:
    """Seal a good note for everybody, with files."""
    told = [{"field": field, "type": kind, "size": len(data)} for field, kind, data in files]
    fields = {**NOTE, "text": [text]}
    head = {
        "v": 1,
        "kind": "entry",
        "made_at": made_at,
        "target": None,
        "fields": fields,
        "files": told,
    }
    raw = json.dumps(head).encode()
    plain = len(raw).to_bytes(4, "big") + raw + b"".join(data for _, _, data in files)
    record = uuid4()
    return Letter(record, seal((key.name, key.point), record, person, plain, os.urandom(12)))


@dataclass(frozen=True)
class Phone:
    """A phone on which this person is signed in."""

    client: FlaskClient
    person: UUID

    def write(self, text: str, *files: File) -> Letter:
        answer = self.client.get("/api/v1/key")
        assert answer.status_code == 200
        return write_letter(Key.told(answer.get_json()), self.person, text, files)

    def send(self, letter: Letter) -> TestResponse:
        answer: TestResponse = self.client.put(
            letter.path,
            data=letter.sealed,
            content_type="application/octet-stream",
            headers={"Huisboek-Phone-Time": MADE_AT},
        )
        return answer


def told_honestly(answer: TestResponse, status: int) -> dict[str, object]:
    """The refusal is a program's and a person's: problem+json with a Dutch sentence to act on."""
    body = answer.get_json(force=True)
    assert answer.status_code == status, (answer.status_code, body)
    assert answer.content_type == "application/problem+json"
    assert body["status"] == status
    assert body["detail"].endswith(".")
    assert body["detail"].count(".") >= 2, "what is the matter, and what to do"
    assert "Traceback" not in answer.get_data(as_text=True)
    assert "sqlite" not in answer.get_data(as_text=True).lower()
    return dict(body)
