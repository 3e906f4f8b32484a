"""Of every table it is written down what becomes of it when a person is erased (security R31)."""

from importlib import import_module

from sqlalchemy import LargeBinary, Table

from api.cli import _models
from api.core.columns import Base
from api.people.erasing.fates import BARE, GOES, SEALED, STAYS

# These name people without pointing at them: a host, or an account of another household.
LOOSE = {"halts.by_id", "halts.ended_by", "entry_news.account_id", "readings.account_id"}
WHOSE = ("person_id", "by_id", "ward_id", "account_id", "author_id")


def tables() -> list[Table]:
    for model in _models():
        import_module(model)
    return list(Base.metadata.tables.values())


def naming_people() -> set[str]:
    return {
        f"{table.name}.{column.name}"
        for table in tables()
        for column in table.columns
        if any(key.target_fullname == "people.id" for key in column.foreign_keys)
    }


def test_every_column_that_names_a_person_goes_or_stays() -> None:
    assert not GOES & STAYS
    assert naming_people() | LOOSE == GOES | STAYS


def test_a_column_that_is_called_after_a_person_points_at_one() -> None:
    called = {
        f"{table.name}.{column.name}"
        for table in tables()
        for column in table.columns
        if column.name in WHOSE
    }
    assert called <= naming_people() | LOOSE


def test_every_row_of_bytes_is_a_sealed_cell_or_is_none() -> None:
    found = {
        f"{table.name}.{column.name}"
        for table in tables()
        for column in table.columns
        if isinstance(column.type, LargeBinary)
    }
    assert not SEALED & BARE
    assert found == SEALED | BARE


def test_what_is_sealed_has_one_name_for_its_row_and_is_of_one_household() -> None:
    for name in SEALED:
        table = Base.metadata.tables[name.split(".")[0]]
        assert len(table.primary_key.columns) == 1, name
        assert table.name == "households" or "household_id" in table.c, name
