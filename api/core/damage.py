"""The alarm: something under seal does not open. It says where that stood, never what it was (security R30).

The sign is an empty file beside the data, so that every process sees it and a restart does not lose
it. ``/healthz`` is red as long as it lies there; ``huisboek verify`` takes it away when all is well again.
"""

import logging
from contextlib import suppress
from pathlib import Path

log = logging.getLogger("huisboek")


class Damage:
    """One for each house."""

    def __init__(self, sign: Path) -> None:
        """The alarm is this file, lying there."""
        self._sign = sign

    def found(self, where: str) -> None:
        """Tell whoever looks after the house. Never fails: who reads must not suffer from it."""
        log.error("does not open: %s", where)
        with suppress(OSError):
            self._sign.touch(mode=0o600)

    def is_there(self) -> bool:
        """Say whether something did not open since the house was last found in order."""
        return self._sign.exists()

    def mended(self) -> None:
        """Be still again: somebody looked, and all is well."""
        self._sign.unlink(missing_ok=True)
