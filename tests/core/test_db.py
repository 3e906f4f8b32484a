import threading
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import NullPool, create_engine, text

from api.core.db import EVERYWHERE
from api.core.errors import Busy, Full
from api.core.house import House, lay_ballast
from api.people.model import Household
from tests.houses import NOW


def open_household(house: House) -> Household:
    made = Household(id=uuid4(), mode="together", opened_at=NOW, body=b"sealed")
    with house.db.writing(made.id, by=None, now=NOW) as session:
        session.add(made)
    return made


def test_what_was_written_is_there(house: House) -> None:
    made = open_household(house)
    with house.db.reading(made.id) as session:
        found = session.get_one(Household, made.id)
    assert (found.mode, found.opened_at) == ("together", NOW)


def test_reading_cannot_write(house: House) -> None:
    made = open_household(house)
    with pytest.raises(Busy), house.db.reading(made.id) as session:
        session.execute(text("UPDATE households SET mode = 'apart'"))


def test_a_failed_block_leaves_nothing(house: House) -> None:
    made = Household(id=uuid4(), mode="together", opened_at=NOW, body=b"")
    with pytest.raises(ZeroDivisionError), house.db.writing(made.id, by=None, now=NOW) as session:
        session.add(made)
        session.flush()
        raise ZeroDivisionError
    with house.db.reading(EVERYWHERE) as session:
        assert session.get(Household, made.id) is None
        assert session.execute(text("SELECT count(*) FROM journal")).scalar() == 0


def test_a_moment_without_a_zone_is_refused(house: House) -> None:
    naive = NOW.replace(tzinfo=None)
    with (
        pytest.raises(Exception, match="time zone"),
        house.db.writing(uuid4(), by=None, now=NOW) as session,
    ):
        session.add(Household(id=uuid4(), mode="together", opened_at=naive, body=b""))


def test_writers_at_the_same_time_all_get_through(house: House) -> None:
    made = [Household(id=uuid4(), mode="together", opened_at=NOW, body=b"") for _ in range(16)]
    threads = [threading.Thread(target=add, args=(house, one)) for one in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with house.db.reading(EVERYWHERE) as session:
        assert session.execute(text("SELECT count(*) FROM households")).scalar() == 16


def add(house: House, made: Household) -> None:
    with house.db.writing(made.id, by=None, now=NOW) as session:
        session.add(made)


@pytest.mark.only("sqlite")
def test_the_house_starts_only_on_a_database_that_keeps_what_it_answers(house: House) -> None:
    house.ready()
    weak = create_engine(house.settings.database_url, poolclass=NullPool)
    with (
        weak.connect() as connection,
        pytest.raises(RuntimeError, match=r"synchronous|foreign|secure"),
    ):
        house.db._kind.check(connection)


@pytest.mark.only("postgresql")
def test_a_superuser_role_is_refused_because_the_walls_do_not_hold_for_it(house: House) -> None:
    house.ready()
    url = house.settings.database_url.replace("huisboek@", "owner@")
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection, pytest.raises(RuntimeError, match="gewone rol"):
        house.db._kind.check(connection)


@pytest.mark.only("postgresql")
def test_another_household_is_behind_a_wall_even_without_a_policy(house: House) -> None:
    mine, theirs = open_household(house), open_household(house)
    with house.db.reading(mine.id) as session:
        assert session.execute(text("SELECT id FROM households")).scalars().all() == [mine.id]
        assert session.get(Household, theirs.id) is None


@pytest.mark.only("sqlite")
def test_a_full_disk_is_said_honestly_and_frees_the_ballast(house: House) -> None:
    ballast = house.settings.data / "ballast"
    lay_ballast(ballast, 4096)
    with house.db.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    with pytest.raises(Full), house.db.writing(EVERYWHERE, by=None, now=NOW) as session:
        session.connection().exec_driver_sql(f"PRAGMA max_page_count={pages}")
        session.add(Household(id=uuid4(), mode="together", opened_at=NOW, body=b"x" * 900_000))
    assert not ballast.exists()


@pytest.mark.only("sqlite")
def test_a_locked_database_is_said_honestly(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.core.sqlite.WAIT_SECONDS", 0.1)
    with (
        house.db.writing(EVERYWHERE, by=None, now=NOW),
        pytest.raises(Busy),
        house.db.writing(EVERYWHERE, by=None, now=NOW),
    ):
        pass


def test_the_ballast_is_as_big_as_it_says(tmp_path: Path) -> None:
    lay_ballast(tmp_path / "ballast", 1_000_000)
    assert (tmp_path / "ballast").stat().st_blocks * 512 >= 1_000_000
