"""Erasing one person while others go on: nothing of the house is lost meanwhile (security R31)."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import URL, text

from api.core import backup as backups
from api.core.at_hand import AtHand
from api.core.house import House
from api.core.keystore import household_keys
from api.core.vault import Box, Tampered, Vault
from api.people.actions import add_person
from api.people.erasing import actions, carrying, verify
from api.people.erasing.carrying import erase_person
from api.people.erasing.due import erase_due
from api.people.erasing.queries import standing
from api.people.erasing.rules import WAITS
from api.people.model import Household, Person
from api.people.policy import Role
from api.people.queries import viewer
from tests.houses import NOW
from tests.world import World

HOUSE_NAME = {"name": "De Linde"}


def name_house(house: House, household: UUID, by: UUID | None, words: dict[str, str]) -> bytes:
    """Write a cell of the house, as whoever ``by`` is."""
    with house.db.writing(household, by=by, now=NOW) as session:
        row = session.get_one(Household, household)
        row.body = Box.of(session, household).lock_json("households", "body", household, words)
        return row.body


def name_of(house: House, household: UUID) -> object:
    with house.db.reading(household) as session:
        body = session.get_one(Household, household).body
        return Box.of(session, household).open_json("households", "body", household, body)


def erase(house: House, world: World, person: UUID) -> bool:
    return erase_person(house, household=world.household, person=person, now=NOW)


def test_a_process_that_still_has_the_forgotten_key_locks_nothing_with_it(
    house: House, world: World
) -> None:
    """The worker erases; the web server has the ring of before, and a request of theirs in hand."""
    name_house(house, world.household, world.mark, HOUSE_NAME)
    worker = House.open(house.settings, house.clock)
    erase(worker, world, world.mark)
    name_house(house, world.household, world.mark, HOUSE_NAME)
    assert name_of(worker, world.household) == HOUSE_NAME
    assert not verify.findings(worker)
    worker.close()


def test_a_worker_that_cannot_open_their_key_erases_nothing(house: House, world: World) -> None:
    """`keys rotate` ran and the worker was not started anew: then their cells cannot be kept."""
    worker = House.open(house.settings, house.clock)
    for row in house.keys.of(world.household):
        if row.person_id == world.mark:
            house.vault.forget_own(world.household, world.mark)
    worker.vault.ring(world.household)
    name_house(house, world.household, world.mark, HOUSE_NAME)
    fresh = house.secrets.with_new_kek()
    house.vault.rewrap(fresh)
    with pytest.raises(Tampered):
        erase(worker, world, world.mark)
    worker.close()
    assert name_of(house, world.household) == HOUSE_NAME
    later = Vault(fresh.without_old_keks(), house.keys, lambda _where: None)
    assert world.mark in later.ring(world.household).own


def test_a_worker_that_opens_no_key_leaves_the_question_standing(
    house: House, world: World
) -> None:
    """Not to be able to read it is not that it was taken back."""
    worker = House.open(house.settings, house.clock)
    worker.vault.ring(world.household)
    with house.db.writing(world.household, by=None, now=NOW) as session:
        new = add_person(session, household=world.household, role=Role.CIRCLE, name="Joke", now=NOW)
    with house.db.writing(world.household, by=new, now=NOW) as session:
        joke = replace(viewer(session, new), proven=True)
        actions.ask(session, by=joke, name="Joke", now=NOW)
    fresh = house.secrets.with_new_kek()
    house.vault.rewrap(fresh)
    erase_due(worker, NOW + WAITS)
    worker.close()
    with house.db.reading(world.household) as session:
        assert standing(session, new) is not None
    erase_due(house, NOW + WAITS)
    with house.db.reading(world.household) as session:
        assert standing(session, new) is None
        assert session.get_one(Person, new).ended_at is not None


def test_a_damaged_key_of_one_person_shuts_out_nobody_else(house: House, world: World) -> None:
    """There are as many keys as people now: one of them must not be able to close the house."""
    name_house(house, world.household, world.sara, HOUSE_NAME)
    mine = household_keys.c.person_id == world.mark
    with house.keys.engine.begin() as store:
        store.execute(household_keys.update().where(mine).values(wrapped=b"stuk" * 15))
    again = House.open(house.settings, house.clock)
    assert name_of(again, world.household) == HOUSE_NAME
    assert list(again.vault.broken()) == [world.household]
    name_house(again, world.household, world.mark, {"name": "De Eik"})
    assert name_of(again, world.household) == {"name": "De Eik"}
    with pytest.raises(Tampered):
        erase(again, world, world.mark)
    again.close()


@pytest.mark.only("postgresql")
def test_what_another_writes_meanwhile_is_not_put_back(
    house: House, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between looking and locking again, somebody else writes the same row."""
    name_house(house, world.household, world.mark, HOUSE_NAME)
    found = carrying._locked_with

    def slow(*asked: object) -> object:
        rows = list(found(*asked))  # type: ignore[arg-type]
        if any(isinstance(row, Household) for row in rows):
            with ThreadPoolExecutor(1) as pool:
                try:
                    pool.submit(rename).result()
                except Exception:  # noqa: BLE001 - it had to wait, and says so
                    refused.append(True)
        return iter(rows)

    def rename() -> None:
        with house.db.writing(world.household, by=world.sara, now=NOW) as session:
            session.execute(text("SET LOCAL lock_timeout = '200ms'"))
            row = session.get_one(Household, world.household)
            box = Box.of(session, world.household)
            row.body = box.lock_json("households", "body", row.id, {"name": "De Eik"})

    refused: list[bool] = []
    monkeypatch.setattr(carrying, "_locked_with", slow)
    erase(house, world, world.mark)
    assert name_of(house, world.household) == (HOUSE_NAME if refused else {"name": "De Eik"})


@pytest.mark.only("postgresql")
def test_a_writing_in_flight_is_waited_for(house: House, world: World) -> None:
    """They write something of the house at the moment that the worker erases them."""
    with ThreadPoolExecutor(1) as pool:
        with house.db.writing(world.household, by=world.mark, now=NOW) as session:
            row = session.get_one(Household, world.household)
            box = Box.of(session, world.household)
            row.body = box.lock_json("households", "body", row.id, HOUSE_NAME)
            done = pool.submit(erase, house, world, world.mark)
            with pytest.raises(TimeoutError):
                done.result(timeout=1.5)
        assert done.result(timeout=20)
    assert name_of(house, world.household) == HOUSE_NAME


def test_after_the_wrapping_key_was_replaced_a_newcomer_locks_nobody_out(
    house: House, world: World
) -> None:
    """The web server goes on with the old wrapping key until it starts anew."""
    house.vault.forget_own(world.household, world.mark)
    web = House.open(house.settings, house.clock)
    web.vault.ring(world.household)
    fresh = house.secrets.with_new_kek()
    house.vault.rewrap(fresh)
    name_house(web, world.household, world.mark, HOUSE_NAME)
    assert name_of(web, world.household) == HOUSE_NAME
    house.vault.make_own_key(world.household, world.mark)
    name_house(web, world.household, world.mark, {"name": "De Eik"})
    assert name_of(web, world.household) == {"name": "De Eik"}
    assert name_of(house, world.household) == {"name": "De Eik"}
    web.close()


@pytest.mark.only("sqlite")
def test_a_backup_during_which_somebody_is_erased_opens_whole(
    house: House, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The data of before and the keys of after would leave what they wrote for all to nobody."""
    name_house(house, world.household, world.mark, HOUSE_NAME)
    copied = backups._copy

    def slow(url: URL, place: Path) -> None:
        copied(url, place)
        if world.mark in house.vault.ring(world.household).own:
            erase(house, world, world.mark)

    monkeypatch.setattr(backups, "_copy", slow)
    made = backups.backup(house, tmp_path, NOW)
    put_back(house, made)
    assert name_of(house, world.household) == HOUSE_NAME
    assert not verify.findings(house)


@pytest.mark.only("sqlite")
def test_newer_data_beside_older_keys_is_found(house: House, world: World, tmp_path: Path) -> None:
    """Who came between has no key there; all the others open, so nothing else says so."""
    old = backups.backup(house, tmp_path, NOW)
    with house.db.writing(world.household, by=None, now=NOW) as session:
        new = add_person(session, household=world.household, role=Role.CIRCLE, name="Joke", now=NOW)
    assert not verify.findings(house)
    put_back(house, [path for path in old if path.suffix == ".keys"])
    found = verify.findings(house)
    assert [each.where for each in found] == [f"people.body {new}"]


@pytest.mark.only("sqlite")
def test_an_older_backup_still_knows_that_somebody_asked(
    house: House, world: World, tmp_path: Path
) -> None:
    """Their own key is gone, and what they asked must hold: else they stand in the house again."""
    with house.db.writing(world.household, by=world.mark, now=NOW) as session:
        mark = replace(viewer(session, world.mark), proven=True)
        actions.ask(session, by=mark, name="Mark", now=NOW)
    made = backups.backup(house, tmp_path, NOW)
    erase_due(house, NOW + WAITS)
    put_back(house, [path for path in made if path.suffix == ".data"])
    with house.db.reading(world.household) as session:
        assert session.get_one(Person, world.mark).ended_at is None
    erase_due(house, NOW + WAITS)
    with house.db.reading(world.household) as session:
        assert session.get_one(Person, world.mark).ended_at is not None
        assert standing(session, world.mark) is None


def put_back(house: House, made: list[Path]) -> None:
    house.db.close()
    house.keys.close()
    for path in made:
        name = "huisboek.db" if path.suffix == ".data" else "keys.db"
        for each in house.settings.data.glob(f"{name}*"):
            each.unlink()
    backups.restore(house.settings, made)
    house.vault._rings = AtHand(10)
