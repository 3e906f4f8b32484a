"""Erasing a household: its keys first, then its rows; the journal stays and still holds."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import inspect, select, text

from api.core.backup import backup
from api.core.db import EVERYWHERE
from api.core.erasing import STAYS, erase_household
from api.core.house import House
from api.core.vault import Box, Tampered
from api.core.verify import findings
from api.people.model import Household, Person
from api.people.professionals.model import Reading
from api.people.professionals.readings import write_readings
from tests.house import living
from tests.houses import NOW
from tests.logbook.book import Book
from tests.professionals import account_of
from tests.sharing.seats import Seats, amina_reads
from tests.world import World


def rows_of(house: House, household: object) -> dict[str, int]:
    """Rows that still belong to a household, by table, straight from the database."""
    found = {}
    named = "id" if house.db.is_sqlite else "id::text"
    with house.db.reading(EVERYWHERE) as session:
        for table in inspect(house.db.engine).get_table_names():
            columns = {column["name"] for column in inspect(house.db.engine).get_columns(table)}
            column = (
                "household_id"
                if "household_id" in columns
                else named
                if table == "households"
                else None
            )
            if column is None:
                continue
            column = column if house.db.is_sqlite else f"{column}::text"
            value = household.hex if house.db.is_sqlite else str(household)
            count = session.scalar(
                text(f"SELECT count(*) FROM {table} WHERE {column} = :value"), {"value": value}
            )
            found[table] = count
    return {table: count for table, count in found.items() if count}


def test_of_an_erased_household_only_the_journal_is_left(house: House, world: World) -> None:
    assert {"people", "households"} <= rows_of(house, world.household).keys()
    gone = erase_household(house, world.household, NOW)
    assert gone > 8
    assert rows_of(house, world.household).keys() <= STAYS


def test_what_a_professional_was_given_stays_and_says_as_what_they_worked(
    house: House, world: World
) -> None:
    """NEN 7513: five years at least, also of a house that is gone; without a name or a word of it."""
    seats = Seats(house, NOW)
    seat = amina_reads(seats, world)
    who = seats.reader(seat)
    assert who
    write_readings(house, [(who, "log"), (who, "plan")], how="page", now=NOW)
    erase_household(house, world.household, NOW)
    left = rows_of(house, world.household)
    assert left["readings"] == 2
    assert left.keys() <= STAYS
    with house.db.reading(EVERYWHERE) as session:
        rows = session.scalars(select(Reading).order_by(Reading.what)).all()
        told = [(row.what, row.how, row.works_as, row.account_id, row.at) for row in rows]
    assert told == [(what, "page", "casusregisseur", seat.account, NOW) for what in ("log", "plan")]
    assert not findings(house)


def test_weeks_books_and_talks_go_with_it(house: House, world: World) -> None:
    book = Book(house, world.household, NOW)
    for fill in living.STEPS.values():
        fill(book, world)
    # An account and its keys are the organisation's: they stay when one house goes. What counts
    # fetches is of no house, and here is no note that could be news.
    ours = living.TABLES - {"professional_accounts", "feed_keys", "fetches", "entry_news"}
    assert rows_of(house, world.household).keys() >= ours
    assert not findings(house)
    erase_household(house, world.household, NOW)
    assert rows_of(house, world.household).keys() <= STAYS
    assert not findings(house)


@pytest.mark.only("sqlite")
@pytest.mark.parametrize("column", ["body", "small", "strokes"])
def test_a_picture_of_a_book_that_is_not_as_it_was_kept_is_found(
    house: House, world: World, column: str
) -> None:
    living.books(Book(house, world.household, NOW), world)
    with house.db.writing(EVERYWHERE, by=None, now=NOW) as session:
        done = session.execute(text(f"UPDATE page_media SET {column} = 'x'"))
        assert done.rowcount
    assert {each.household for each in findings(house)} == {world.household}


def test_the_other_household_is_untouched(house: House, world: World) -> None:
    before = rows_of(house, world.apart)
    erase_household(house, world.household, NOW)
    assert rows_of(house, world.apart) == before
    with house.db.reading(world.apart) as session:
        household = session.get_one(Household, world.apart)
        assert Box.of(session, world.apart).open_json(
            "households", "body", world.apart, household.body
        )


def test_what_was_erased_opens_nowhere_any_more(house: House, world: World) -> None:
    with house.db.reading(world.household) as session:
        body = session.get_one(Person, world.noor).body
    erase_household(house, world.household, NOW)
    with house.db.reading(EVERYWHERE) as session, pytest.raises(Tampered):
        Box.of(session, world.household).open_json("people", "body", world.noor, body)


def test_the_journal_still_holds_and_says_that_it_was_erased(house: House, world: World) -> None:
    erase_household(house, world.household, NOW)
    assert not list(findings(house))
    with house.db.reading(EVERYWHERE) as session:
        acts = session.scalars(text("SELECT act FROM journal WHERE act = 'erase'")).all()
    assert acts == ["erase"]


def test_erasing_twice_is_erasing_once(house: House, world: World) -> None:
    erase_household(house, world.household, NOW)
    assert erase_household(house, world.household, NOW) == 0
    with house.db.reading(EVERYWHERE) as session:
        assert session.scalar(text("SELECT count(*) FROM journal WHERE act = 'erase'")) == 1


def test_no_byte_of_it_is_left_in_the_files(house: House, world: World) -> None:
    """The log too is emptied: a finder of the disk reads no old page."""
    if not house.db.is_sqlite:
        assert rows_of(house, world.household)
        return
    with house.db.reading(world.household) as session:
        bodies = [
            person.body for person in session.query(Person).filter_by(household_id=world.household)
        ]
    erase_household(house, world.household, NOW)
    files = [path for path in house.settings.data.iterdir() if path.name.startswith("huisboek.db")]
    raw = b"".join(path.read_bytes() for path in files)
    assert bodies
    assert not [body for body in bodies if body in raw]


def bytes_of_keys(house: House) -> bytes:
    files = [path for path in house.settings.data.iterdir() if path.name.startswith("keys.db")]
    return b"".join(path.read_bytes() for path in files)


def test_no_byte_of_its_key_is_left_while_another_process_has_the_store_open(
    house: House, world: World
) -> None:
    """A page of the web server looked a moment ago; it keeps the file open, and so its log."""
    wrapped = [row.wrapped for row in house.keys.of(world.household)]
    with closing(sqlite3.connect(house.settings.data / "keys.db")) as other:
        assert other.execute("SELECT count(*) FROM household_keys").fetchone() > (2,)
        assert wrapped
        assert all(key in bytes_of_keys(house) for key in wrapped)
        erase_household(house, world.household, NOW)
        assert not [key for key in wrapped if key in bytes_of_keys(house)]
        left = "SELECT count(*) FROM household_keys WHERE household_id = ?"
        assert other.execute(left, (world.household.hex,)).fetchone() == (0,)


def test_whoever_keeps_old_bytes_from_being_wiped_is_told_and_a_second_time_wipes_them(
    house: House, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.core.wal.WAIT", 50)
    wrapped = [row.wrapped for row in house.keys.of(world.household)]
    with closing(sqlite3.connect(house.settings.data / "keys.db", isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM household_keys").fetchone()
        with pytest.raises(RuntimeError, match="nog een keer"):
            erase_household(house, world.household, NOW)
        assert rows_of(house, world.household).keys() <= STAYS
        other.execute("COMMIT")
        assert erase_household(house, world.household, NOW) == 0
        assert not [key for key in wrapped if key in bytes_of_keys(house)]


def test_keys_wrapped_by_an_old_wrapping_key_leave_no_byte_either(
    house: House, world: World
) -> None:
    wrapped = [row.wrapped for row in house.keys.all()]
    with closing(sqlite3.connect(house.settings.data / "keys.db")) as other:
        assert other.execute("SELECT count(*) FROM household_keys").fetchone() == (len(wrapped),)
        house.vault.rewrap(house.secrets.with_new_kek())
        assert not [key for key in wrapped if key in bytes_of_keys(house)]


def test_yesterdays_data_beside_todays_keys_stays_unreadable(
    house: House, world: World, tmp_path: Path
) -> None:
    """Somebody who puts an old data backup back does not undo the erasure."""
    backup(house, tmp_path, NOW)
    with house.db.reading(world.household) as session:
        body = session.get_one(Person, world.noor).body
    erase_household(house, world.household, NOW)
    again = House.open(house.settings, house.clock)
    with again.db.reading(EVERYWHERE) as session, pytest.raises(Tampered):
        Box.of(session, world.household).open_json("people", "body", world.noor, body)
    again.close()
    shutil.rmtree(tmp_path)


@pytest.mark.only("sqlite")
def test_the_command_knows_every_table_in_a_process_of_its_own(house: House) -> None:
    """Here all rooms are loaded already; a table that the command does not know would stay."""
    told = "from importlib import import_module; from api.cli import _models"
    ask = "[import_module(each) for each in _models()]; from api.core.columns import Base"
    say = "print(*sorted(Base.metadata.tables))"
    fresh = subprocess.run(
        [sys.executable, "-c", f"{told}; {ask}; {say}"], check=True, capture_output=True, text=True
    )
    there = set(inspect(house.db.engine).get_table_names()) - {"alembic_version", "heartbeats"}
    assert set(fresh.stdout.split()) == there


def test_an_organisation_whose_people_are_in_a_house_keeps_its_keys(
    house: House, world: World
) -> None:
    """Its rows could not go: without its keys they would only open to nobody."""
    account = account_of(house, world.amina)
    with house.db.reading(EVERYWHERE) as session:
        organisation = session.get_one(Person, account).household_id
    with pytest.raises(RuntimeError):
        erase_household(house, organisation, NOW)
    assert house.keys.of(organisation)
    erase_household(house, world.household, NOW)
    assert erase_household(house, organisation, NOW)
