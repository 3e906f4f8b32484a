"""Settings by environment (design.md section 7). Read once at the start, then handed on as a value."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


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

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        """Read ``HUISBOEK_*``; without any, everything lies under ``var/`` in the working folder."""
        data = Path(environ.get("HUISBOEK_DATA", "var")).resolve()
        port = int(environ.get("HUISBOEK_PORT", "8000"))
        return cls(
            data=data,
            database_url=environ.get("HUISBOEK_DATABASE_URL", f"sqlite:///{data}/huisboek.db"),
            keys_url=environ.get("HUISBOEK_KEYS_URL", f"sqlite:///{data}/keys.db"),
            secret_file=Path(environ.get("HUISBOEK_SECRET_FILE", f"{data}/secret.json")),
            base_url=environ.get("HUISBOEK_BASE_URL", f"http://127.0.0.1:{port}").rstrip("/"),
            port=port,
            demo=environ.get("HUISBOEK_DEMO", "") == "1",
        )
