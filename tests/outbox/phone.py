"""A phone for the tests: it seals as the browser does and sends as the browser does."""

import base64
import json
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from api.core.envelope import seal


@dataclass
class Phone:
    """Somebody's phone. `ahead` is how far its clock is wrong."""

    client: FlaskClient
    person: UUID
    now: datetime
    ahead: timedelta = field(default_factory=timedelta)

    def key(self) -> tuple[str, bytes]:
        """What the server says to seal with."""
        said = self.client.get("/api/v1/key").get_json()
        return said["kid"], base64.urlsafe_b64decode(said["key"] + "=")

    def sealed(
        self,
        given: UUID,
        *,
        record: str = "entry",
        target: UUID | None = None,
        files: tuple[tuple[str, str, bytes], ...] = (),
        made: datetime | None = None,
        **fields: object,
    ) -> bytes:
        """A record as it lies on the phone."""
        header = {
            "v": 1,
            "kind": record,
            "made_at": ((made or self.now) + self.ahead).isoformat(timespec="milliseconds"),
            "target": None if target is None else str(target),
            "fields": {
                name: [str(each) for each in (value if isinstance(value, list) else [value])]
                for name, value in fields.items()
            },
            "files": [
                {"field": name, "type": type_, "size": len(data)} for name, type_, data in files
            ],
        }
        raw = json.dumps(header).encode()
        plain = len(raw).to_bytes(4, "big") + raw + b"".join(data for _, _, data in files)
        return self.sealed_bytes(given, plain)

    def sealed_bytes(self, given: UUID, plain: bytes) -> bytes:
        """Any bytes under the seal."""
        return seal(self.key(), given, self.person, plain, secrets.token_bytes(12))

    def put(self, given: UUID, body: bytes, **headers: str) -> TestResponse:
        """Send a record."""
        clock = (self.now + self.ahead).isoformat(timespec="milliseconds")
        return self.client.put(
            f"/api/v1/outbox/{given}",
            data=body,
            headers={
                "Content-Type": "application/octet-stream",
                "Huisboek-Phone-Time": clock,
                **headers,
            },
        )

    def send(self, given: UUID | None = None, **more: object) -> TestResponse:
        """Seal and send in one go."""
        given = given or uuid4()
        return self.put(given, self.sealed(given, **more))

    def note(
        self, text: str = "Het was fijn.", given: UUID | None = None, **more: object
    ) -> TestResponse:
        """Send a note for the circle, unless told otherwise."""
        return self.send(given, **{"kind": "good", "audience": "circle", "text": text, **more})


def entry_of(answer: TestResponse) -> UUID:
    """The note that an answer names."""
    return UUID(answer.get_json()["at"].removeprefix("/logboek/"))
