"""Older data put back: who was erased since is erased anew, and nobody is whose asking was taken back."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from api import cli
from api.core import erasing
from api.core.backup import backup, restore
from api.core.clock import FixedClock
from api.core.db import EVERYWHERE
from api.core.erasing import erase_household
from api.core.house import House
from api.core.keystore import KeyStore
from api.core.settings import Settings
from api.core.vault import Tampered
from api.people.erasing import actions, again, carrying, due
from api.people.erasing.again import after_restore, erase_again
from api.people.erasing.carrying import erase_person
from api.people.erasing.due import Again, erase_due
from api.people.erasing.rules import WAITS
from api.people.model import Household, Person
from api.people.organisation.actions import close
from api.people.organisation.codes import give_codes
from api.people.organisation.model import Halt, Listing, Organisation
from api.people.queries import viewer
from tests.cli.test_backup import empty_place, programs  # noqa: F401 - fixtures
from tests.houses import NOW
from tests.logbook.book import Book
from tests.sharing.seats import Seats
from tests.world import World

LATER = NOW + timedelta(days=9)


@pytest.fixture
def later(house: House, world: World, empty_place: Settings, tmp_path: Path) -> House:  # noqa: F811
    """The data of before beside the keys of after: Mark and the other house were erased meanwhile."""
    Book(house, world.household, NOW).write(world.sara, "Van Sara.")
    data, _old = backup(house, tmp_path / "before", NOW)
    erase_person(house, household=world.household, person=world.mark, now=NOW)
    erase_household(house, world.apart, NOW)
    _data, keys = backup(house, tmp_path / "after", LATER)
    restore(empty_place, [data, keys])
    return House.open(empty_place, FixedClock(LATER))


def is_here(house: House, person: UUID) -> bool:
    with house.db.reading(EVERYWHERE) as session:
        row = session.get(Person, person)
        return row is not None and row.ended_at is None


def test_who_was_erased_since_is_erased_anew(later: House, world: World) -> None:
    assert is_here(later, world.mark)
    found = after_restore(later, LATER)
    assert (found.erased, found.waits) == (2, 0)
    assert found.known_until is not None
    assert found.known_until < LATER
    assert not is_here(later, world.mark)
    assert is_here(later, world.sara)
    with later.db.reading(EVERYWHERE) as session:
        assert session.get(Household, world.apart) is None
        assert session.get(Household, world.household) is not None
    assert erase_again(later, LATER) == 0
    assert [note.text for note in Book(later, world.household, LATER).timeline(world.sara)]
    later.close()


def test_the_worker_does_it_when_newer_keys_come_back_after_the_data(
    later: House, world: World
) -> None:
    Again().erase_again(later, LATER)
    assert not is_here(later, world.mark)
    assert erase_again(later, LATER) == 0
    later.close()


def test_old_bytes_that_were_held_are_wiped_at_the_next_look(
    later: House, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whom the first look erased is not found any more; their old pages are still in the log."""
    held, wiped = [True], []

    def wipe(_house: House) -> None:
        if held:
            raise RuntimeError
        wiped.append(True)

    for where in (due, carrying, erasing):
        monkeypatch.setattr(where, "wipe_logs", wipe)
    chore = Again()
    chore.erase_again(later, LATER)
    assert not is_here(later, world.mark)
    held.clear()
    chore.erase_again(later, LATER)
    assert wiped
    later.close()


def test_keys_of_who_is_erased_do_not_come_back(
    house: House,
    world: World,
    empty_place: Settings,  # noqa: F811
    tmp_path: Path,
) -> None:
    """With them an older backup of the data could be read again."""
    _data, keys = backup(house, tmp_path / "before", NOW)
    erase_person(house, household=world.household, person=world.mark, now=NOW)
    erase_household(house, world.apart, NOW)
    data, _keys = backup(house, tmp_path / "after", LATER)
    restore(empty_place, [data, keys])
    back = House.open(empty_place, FixedClock(LATER))
    assert world.mark in back.vault.ring(world.household).own
    after_restore(back, LATER)
    assert world.mark not in back.vault.ring(world.household, afresh=True).own
    assert world.sara in back.vault.ring(world.household).own
    assert not back.keys.of(world.apart)
    assert {(world.household, world.mark), (world.apart, world.apart)} <= {*back.keys.forgotten()}
    assert Book(back, world.household, LATER).timeline(world.sara) == []
    back.close()


def test_what_was_asked_before_the_backup_waits_three_days_more(house: House, world: World) -> None:
    """It may have been taken back since; the worker must not do it at once."""
    with house.db.writing(world.household, by=world.els, now=NOW) as session:
        els = replace(viewer(session, world.els), proven=True)
        actions.ask(session, by=els, name="Els", now=NOW)
    assert after_restore(house, LATER).waits == 1
    erase_due(house, LATER)
    assert is_here(house, world.els)
    with house.db.writing(world.household, by=world.els, now=LATER) as session:
        actions.take_back(session, person=world.els, now=LATER)
    erase_due(house, LATER + WAITS)
    assert is_here(house, world.els)


def test_a_house_that_goes_away_waits_as_long(house: House, world: World) -> None:
    give_codes(house, NOW)
    with house.db.writing(EVERYWHERE, by=None, now=NOW) as session:
        told = {"code": session.get_one(Listing, world.household).code, "called": True, "now": NOW}
        close(session, by=None, household=world.household, **told)
    late = NOW + timedelta(days=60)
    assert after_restore(house, late).waits == 1
    with house.db.reading(EVERYWHERE) as session:
        assert session.query(Halt).one().until == late + WAITS


@pytest.fixture
def elsewhere(empty_place: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:  # noqa: F811
    """The command line works on that other machine."""
    monkeypatch.setenv("HUISBOEK_DATA", str(empty_place.data))
    monkeypatch.setenv("HUISBOEK_DATABASE_URL", empty_place.database_url)
    monkeypatch.setenv("HUISBOEK_KEYS_URL", empty_place.keys_url)
    return empty_place


@pytest.mark.usefixtures("elsewhere")
def test_the_command_says_what_it_did_and_what_it_cannot_know(
    house: House,
    world: World,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    data, _old = backup(house, tmp_path / "before", NOW)
    erase_person(house, household=world.household, person=world.mark, now=NOW)
    _data, keys = backup(house, tmp_path / "after", LATER)
    assert cli.main(["restore", str(data)]) == 0
    assert "opnieuw gewist" not in capsys.readouterr().out
    assert cli.main(["restore", str(keys)]) == 0
    said = capsys.readouterr().out
    assert "Ze zijn opnieuw gewist: 1" in said
    assert "Wie gewist is na de backup van de sleutels, staat er weer." in said


def test_what_cannot_be_erased_anew_stops_nothing_else(
    house: House, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key that is damaged, or a file that somebody has open: the others wait for no repair of it."""
    done: list[UUID] = []

    def erase(_house: House, *, household: UUID, person: UUID, now: datetime) -> None:
        assert (household, now) == (world.household, LATER)
        if person == first:
            raise Tampered("its keys")
        done.append(person)

    gone = sorted([world.mark, world.els])
    first, second = gone
    monkeypatch.setattr(again, "erase_person", erase)
    monkeypatch.setattr(KeyStore, "forgotten", lambda _store: [(world.household, p) for p in gone])
    with house.db.writing(world.household, by=world.tim, now=NOW) as session:
        tim = replace(viewer(session, world.tim), proven=True)
        actions.ask(session, by=tim, name="Tim", now=NOW)
    with pytest.raises(Tampered):
        after_restore(house, LATER)
    assert done == [second]
    erase_due(house, LATER)
    assert is_here(house, world.tim)


@pytest.mark.parametrize("its_first", [False, True])
def test_an_organisation_goes_after_the_houses_in_which_its_people_sit(
    house: House, world: World, monkeypatch: pytest.MonkeyPatch, *, its_first: bool
) -> None:
    """Older data has them all back, and it could not go before them."""
    seats = Seats(house, NOW)
    seats.seat(seats.account(), world.tim)
    with house.db.reading(EVERYWHERE) as session:
        (ours,) = session.scalars(select(Organisation.household_id))
    homes = [ours, world.household] if its_first else [world.household, ours]
    order: list[UUID] = []
    monkeypatch.setattr(again, "erase_household", lambda _house, home, _now: order.append(home))
    monkeypatch.setattr(KeyStore, "forgotten", lambda _store: [(each, each) for each in homes])
    monkeypatch.setattr(again, "_back", lambda _session, _query, ids: ids)
    erase_again(house, LATER)
    assert order == [world.household, ours]


def test_more_erased_people_than_fit_in_one_question_are_looked_for(
    house: House, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are kept as long as the key store: PostgreSQL takes 65,535 values in a question."""
    erase_person(house, household=world.household, person=world.mark, now=NOW)
    many = [(uuid4(), uuid4()) for _ in range(70_000)]
    known = house.keys.forgotten()
    monkeypatch.setattr(KeyStore, "forgotten", lambda _store: [*many, *known])
    assert erase_again(house, LATER) == 0


def test_who_is_erased_anew_is_not_said_to_wait(house: House, world: World) -> None:
    with house.db.writing(world.household, by=world.els, now=NOW) as session:
        els = replace(viewer(session, world.els), proven=True)
        actions.ask(session, by=els, name="Els", now=NOW)
    erase_person(house, household=world.household, person=world.els, now=LATER)
    assert after_restore(house, LATER).waits == 0
