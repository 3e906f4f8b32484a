"""A mail server on this machine that keeps what it gets, for tests."""

from dataclasses import dataclass, field, replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from api.core.house import House


@dataclass
class Caught:
    """What came, each with whom it was for; `answer` is what the server says."""

    port: int = 0
    mails: list[tuple[str, EmailMessage]] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    answer: str = "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802, ANN401
        if self.answer.startswith("250"):
            mail = message_from_bytes(envelope.content, policy=policy.default)
            assert isinstance(mail, EmailMessage)
            self.raw.append(envelope.content)
            self.mails += [(address, mail) for address in envelope.rcpt_tos]
        return self.answer

    def texts(self) -> list[str]:
        return [mail.get_content().strip() for _, mail in self.mails]

    def house(self, house: House) -> House:
        """The same house, which hands its mail to this server."""
        way = f"mailto://127.0.0.1:{self.port}?from=Weekboek<post@boek.example>&smtp=127.0.0.1&to={{address}}"
        return replace(house, settings=replace(house.settings, second_mail=way))
