from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from api.core import envelope, secret_file
from api.core.at_hand import AtHand
from api.core.errors import Invalid
from api.core.house import House
from api.core.keystore import household_keys
from api.core.secret_file import Secrets
from api.core.vault import Box, Tampered

SECRETS = Secrets.new()
RECORD, PERSON = uuid4(), uuid4()


def box(house: House, household: UUID) -> Box:
    return Box(household, house.vault.ciphers(household))


def test_what_was_locked_opens_again(house: House) -> None:
    household, row = uuid4(), uuid4()
    house.vault.make_key(household)
    sealed = box(house, household).lock_json("entries", "body", row, {"text": "Noor lachte 🙂"})
    assert b"lachte" not in sealed
    assert box(house, household).open_json("entries", "body", row, sealed) == {
        "text": "Noor lachte 🙂"
    }


def test_a_cell_that_was_moved_does_not_open(house: House) -> None:
    one, other, row = uuid4(), uuid4(), uuid4()
    house.vault.make_key(one)
    house.vault.make_key(other)
    sealed = box(house, one).lock("entries", "body", row, b"hier")
    moves = [
        (other, "entries", "body", row),
        (one, "replies", "body", row),
        (one, "entries", "title", row),
    ]
    for household, table, column, place in [*moves, (one, "entries", "body", uuid4())]:
        with pytest.raises(Tampered):
            box(house, household).open(table, column, place, sealed)


@given(place=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_one_changed_bit_does_not_open(place: int, bit: int) -> None:
    here, row = Box(uuid4(), {1: AESGCM(b"k" * 32)}), uuid4()
    sealed = bytearray(here.lock("entries", "body", row, b"rustige dag"))
    sealed[place % len(sealed)] ^= 1 << bit
    with pytest.raises(Tampered):
        here.open("entries", "body", row, bytes(sealed))


def test_a_new_key_version_leaves_the_old_readable(house: House) -> None:
    household, row = uuid4(), uuid4()
    house.vault.make_key(household)
    old = box(house, household).lock("entries", "body", row, b"oud")
    assert house.vault.make_key(household) == 2
    new = box(house, household).lock("entries", "body", row, b"nieuw")
    assert box(house, household).open("entries", "body", row, old) == b"oud"
    assert box(house, household).open("entries", "body", row, new) == b"nieuw"


def test_a_thrown_away_key_makes_everything_unreadable(house: House) -> None:
    household = uuid4()
    house.vault.make_key(household)
    house.vault.forget(household)
    with pytest.raises(Tampered):
        house.vault.ciphers(household)


@pytest.mark.parametrize("left", [b"", b"stuk", b"stuk" * 15])
def test_a_damaged_key_is_a_key_that_does_not_open(house: House, left: bytes) -> None:
    """However little is left of it: who leaves out one house must know it by this name."""
    household = uuid4()
    house.vault.make_key(household)
    with house.keys.engine.begin() as store:
        store.execute(update(household_keys).values(wrapped=left))
    with pytest.raises(Tampered):
        house.vault.ring(household)
    assert list(house.vault.broken()) == [household]


def test_rotating_the_outer_key_keeps_everything_readable(house: House) -> None:
    household, row = uuid4(), uuid4()
    house.vault.make_key(household)
    sealed = box(house, household).lock("entries", "body", row, b"blijft")
    path = house.settings.secret_file
    fresh = house.secrets.with_new_kek()
    secret_file.save(path, fresh)
    assert house.vault.rewrap(fresh) == 1
    secret_file.save(path, fresh.without_old_keks())
    reopened = House.open(house.settings, house.clock)
    assert box(reopened, household).open("entries", "body", row, sealed) == b"blijft"
    assert list(reopened.vault.broken()) == []
    reopened.close()


def test_a_secret_file_that_others_can_read_is_refused(house: House) -> None:
    house.settings.secret_file.chmod(0o644)
    with pytest.raises(RuntimeError, match="chmod 600"):
        secret_file.load(house.settings.secret_file)


def sealed_record(plain: bytes) -> bytes:
    return envelope.seal(SECRETS.public_key(), RECORD, PERSON, plain, b"n" * 12)


@given(st.binary(max_size=2000))
def test_an_envelope_opens_for_its_own_record_and_person(plain: bytes) -> None:
    assert SECRETS.open_sealed(RECORD, PERSON, sealed_record(plain)) == plain


def test_an_envelope_cannot_be_passed_off_as_anothers() -> None:
    sealed = sealed_record(b"van Noor")
    for record, person in [(uuid4(), PERSON), (RECORD, uuid4())]:
        with pytest.raises(Invalid):
            SECRETS.open_sealed(record, person, sealed)


@given(st.binary(max_size=200))
def test_whatever_is_not_an_envelope_is_refused_with_a_sentence(noise: bytes) -> None:
    with pytest.raises(Invalid, match="openen"):
        SECRETS.open_sealed(RECORD, PERSON, noise)


@given(place=st.integers(0, 500))
def test_a_changed_envelope_is_refused(place: int) -> None:
    sealed = bytearray(sealed_record(b"x" * 100))
    sealed[place % len(sealed)] ^= 1
    with pytest.raises(Invalid):
        SECRETS.open_sealed(RECORD, PERSON, bytes(sealed))


def test_the_keys_of_so_many_houses_stay_at_hand_and_the_others_are_read_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(house.vault, "_rings", AtHand(3))
    homes = [uuid4() for _ in range(5)]
    sealed = {}
    for home in homes:
        house.vault.make_key(home)
        sealed[home] = box(house, home).lock("entries", "body", home, b"woorden")
    for home in (*homes, *homes):
        assert box(house, home).open("entries", "body", home, sealed[home]) == b"woorden"
        assert len(house.vault._rings) <= 3
    house.vault.forget(homes[4])
    with pytest.raises(Tampered):
        house.vault.ring(homes[4])
