"""Settings by environment (design.md section 7). Read once at the start, then handed on as a value."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from i18n.terminal import pgettext

CONTACT: Final = re.compile(
    r"mailto:[^\s:@,]+@[a-z0-9-]+(\.[a-z0-9-]+)+|https://[^\s,]+", re.IGNORECASE
)
# Without TLS this machine only.
ORIGIN: Final = re.compile(
    r"(https://[a-z0-9.-]+|https?://(127\.0\.0\.1|localhost|\[::1\]))(:\d{1,5})?"
)


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the house keeps its things and how the outside reaches it."""

    data: Path
    database_url: str
    keys_url: str
    secret_file: Path
    base_url: str
    port: int
    demo: bool
    push_origins: tuple[str, ...]
    push_contact: str
    second_mail: str = ""
    second_sms: str = ""

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        """Read ``HUISBOEK_*``; without any, everything lies under ``var/`` in the working folder."""
        data = Path(environ.get("HUISBOEK_DATA", "var")).resolve()
        port = int(environ.get("HUISBOEK_PORT", "8000"))
        base_url = environ.get("HUISBOEK_BASE_URL", f"http://127.0.0.1:{port}").rstrip("/")
        more = environ.get("HUISBOEK_PUSH_ORIGINS", "").split(",")
        return cls(
            data=data,
            database_url=environ.get("HUISBOEK_DATABASE_URL", f"sqlite:///{data}/huisboek.db"),
            keys_url=environ.get("HUISBOEK_KEYS_URL", f"sqlite:///{data}/keys.db"),
            secret_file=Path(environ.get("HUISBOEK_SECRET_FILE", f"{data}/secret.json")),
            base_url=base_url,
            port=port,
            demo=environ.get("HUISBOEK_DEMO", "") == "1",
            push_origins=tuple(each.strip().rstrip("/") for each in more if each.strip()),
            push_contact=environ.get("HUISBOEK_PUSH_CONTACT", "") or _contact(base_url),
            second_mail=environ.get("HUISBOEK_SECOND_MAIL", ""),
            second_sms=environ.get("HUISBOEK_SECOND_SMS", ""),
        )

    def check(self) -> None:
        """Raise ``RuntimeError`` when a push service could not use what it is told of us (RFC 8292, 2.1)."""
        wrong = [] if CONTACT.fullmatch(self.push_contact) else ["HUISBOEK_PUSH_CONTACT"]
        if not all(ORIGIN.fullmatch(origin) for origin in self.push_origins):
            wrong.append("HUISBOEK_PUSH_ORIGINS")
        if wrong:
            said = pgettext(
                "beheer", "Huisboek start niet. Een adres klopt niet: %(name)s.", name=wrong[0]
            )
            raise RuntimeError(said)


def _contact(base_url: str) -> str:
    """Whom a push service can reach when nobody said it: the site itself; at home nobody needs to."""
    return base_url if base_url.startswith("https:") else "mailto:huisboek@example.org"
