"""A new wrapping key for ten thousand households: all stay readable, their older keys too (security R30)."""

from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from api import cli
from api.core.house import House
from api.core.vault import Box

HOUSEHOLDS = 10_000
Ciphers = dict[UUID, dict[int, AESGCM]]


def keys_of(house: House) -> Ciphers:
    """Every key as the vault opens it; asked one household at a time this takes much longer."""
    found: Ciphers = {}
    for row in house.keys.all():
        found.setdefault(row.household_id, {})[row.version] = AESGCM(house.vault._unwrap(row))
    return found


def fill(house: House) -> dict[UUID, tuple[bytes, bytes]]:
    """Two keys for each household, and a cell under each of them."""
    homes = [uuid4() for _ in range(HOUSEHOLDS)]
    keys = ((home, version) for home in homes for version in (1, 2))
    house.keys.put(
        house.vault._wrap(home, version, AESGCM.generate_key(256)) for home, version in keys
    )
    return {home: cells(home, ciphers) for home, ciphers in keys_of(house).items()}


def cells(home: UUID, ciphers: dict[int, AESGCM]) -> tuple[bytes, bytes]:
    old, new = (
        Box(home, {version: ciphers[version]}).lock("entries", "body", home, home.bytes)
        for version in (1, 2)
    )
    return old, new


@pytest.mark.only("sqlite")
def test_ten_thousand_households_stay_readable_under_a_new_wrapping_key(
    house: House, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    kept = fill(house)
    before = {row.wrapped for row in house.keys.all()}
    assert cli.main(["keys", "rotate"]) == 0
    fresh = House.open(house.settings, house.clock)
    assert fresh.secrets.keks.keys() == {fresh.secrets.kek}
    assert fresh.secrets.kek != house.secrets.kek
    assert not before & {row.wrapped for row in fresh.keys.all()}
    opened = keys_of(fresh)
    assert opened.keys() == kept.keys()
    for home, sealed in kept.items():
        box = Box(home, opened[home])
        assert [box.open("entries", "body", home, cell) for cell in sealed] == [home.bytes] * 2
    fresh.close()
