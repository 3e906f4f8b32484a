"""The house as a whole: its settings, database, vault and secrets, opened once per process."""

import os
from dataclasses import dataclass, replace
from pathlib import Path

from api.core import secret_file
from api.core.clock import Clock, SystemClock
from api.core.damage import Damage
from api.core.db import Database
from api.core.keystore import KeyStore
from api.core.secret_file import Secrets
from api.core.settings import Settings
from api.core.vault import Vault

BALLAST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class House:
    """Everything that actions and pages are handed."""

    settings: Settings
    db: Database
    vault: Vault
    keys: KeyStore
    secrets: Secrets
    clock: Clock
    damage: Damage

    @classmethod
    def open(cls, settings: Settings, clock: Clock | None = None) -> "House":
        """Open the stores; makes the data folder and the secrets at the first start."""
        settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        secrets = secret_file.load(settings.secret_file)
        keys = KeyStore(settings.keys_url)
        damage = Damage(settings.data / "damaged")
        vault = Vault(secrets, keys, damage.found)
        ballast = settings.data / "ballast"
        db = Database(
            settings.database_url, vault=vault, journal_key=secrets.journal, ballast=ballast
        )
        return cls(settings, db, vault, keys, secrets, clock or SystemClock(), damage)

    def for_who_reads_along(self) -> "House":
        """Return the same house for who works with it: it reads as a role that may no more than that."""
        return replace(self, db=self.db.for_who_reads_along())

    def ready(self) -> None:
        """Check settings and both stores, and lay the ballast; raises ``RuntimeError`` when it must not start."""
        self.settings.check()
        self.db.check()
        self.keys.check()
        lay_ballast(self.settings.data / "ballast")

    def close(self) -> None:
        """Give all connections back."""
        self.db.close()
        self.keys.close()


def lay_ballast(path: Path, size: int = BALLAST_BYTES) -> None:
    """Keep some disk in hand: when it is full, this is freed so that what matters still fits."""
    if path.exists():
        return
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.posix_fallocate(handle, 0, size)
    except OSError:
        path.unlink(missing_ok=True)
    finally:
        os.close(handle)
