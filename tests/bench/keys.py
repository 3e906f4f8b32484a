"""R30: a new wrapping key for a large house."""

import tempfile
import time
from pathlib import Path
from uuid import uuid4

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tests.bench.figures import say
from tests.bench.houses import open_house

HOUSEHOLDS = 10_000


def keys(_data: Path) -> None:
    """In a house of its own: the other figures are of a house with few keys."""
    with tempfile.TemporaryDirectory(prefix="huisboek-bench-") as folder:
        house = open_house(Path(folder))
        house.keys.put(
            house.vault._wrap(uuid4(), 1, AESGCM.generate_key(256)) for _ in range(HOUSEHOLDS)
        )
        fresh = house.secrets.with_new_kek()
        began = time.monotonic()
        house.vault.rewrap(fresh)
        say(f"keys rotate {HOUSEHOLDS:,} households", time.monotonic() - began, "s")
        house.close()
