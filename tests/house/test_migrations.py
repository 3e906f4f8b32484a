"""The numbered steps: each goes up and down with data in the tables, and the last one is the models."""

import ast
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, func, inspect, select, text

from api.core import migrate
from api.core.clock import FixedClock
from api.core.columns import Base
from api.core.db import EVERYWHERE
from api.core.house import House
from api.core.verify import findings
from tests.house import living
from tests.house.source import tree
from tests.houses import NOW
from tests.logbook.book import Book
from tests.world import World, build_world

STEPS = ScriptDirectory.from_config(migrate.configuration("sqlite://"))
REVISIONS = [step.revision for step in reversed(list(STEPS.walk_revisions()))]


def live(house: House, until: str = "") -> World:
    """Some life in the tables, through the actions themselves; of the newest steps those before ``until``."""
    world = build_world(house, NOW)
    book = Book(house, world.household, NOW)
    entry = book.write(world.sara, about=(world.noor,))
    book.thank(world.els, entry)
    book.reply(world.els, entry, "Wat fijn.")
    book.correct(world.sara, entry, "Het was een heel fijne dag.")
    for step, fill in living.STEPS.items():
        if not until or step < until:
            fill(book, world)
    return world


def full_tables(house: House) -> set[str]:
    with house.db.reading(EVERYWHERE) as session:
        tables = Base.metadata.sorted_tables
        return {
            table.name
            for table in tables
            if session.scalar(select(func.count()).select_from(table))
        }


def test_there_is_one_line_of_steps() -> None:
    assert len(STEPS.get_heads()) == 1
    assert sorted(REVISIONS) == REVISIONS


def test_the_last_step_is_the_models(house: House) -> None:
    """Also what autogenerate compares only when asked: types and defaults."""
    options = {"compare_type": True, "compare_server_default": True}
    with house.db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []


def test_checks_and_keys_of_the_last_step_are_the_models(house: House) -> None:
    """Autogenerate does not see checks; a forgotten one would only show on bad data."""
    found = inspect(house.db.engine)
    for table in Base.metadata.sorted_tables:
        named = {check["name"] for check in found.get_check_constraints(table.name)}
        wanted = {str(c.name) for c in table.constraints if isinstance(c, CheckConstraint)}
        assert named == wanted, table.name
        foreign = {
            (tuple(k["constrained_columns"]), k["referred_table"])
            for k in found.get_foreign_keys(table.name)
        }
        meant = {
            (tuple(c.name for c in k.columns), k.referred_table.name)
            for k in table.foreign_key_constraints
        }
        assert foreign == meant, table.name


def test_all_the_way_down_with_data_and_up_again(house: House, environment: dict[str, str]) -> None:
    live(house)
    assert {
        "households",
        "people",
        "entries",
        "entry_versions",
        "thanks",
        "replies",
        "journal",
        *living.TABLES,
    } <= full_tables(house)
    url = house.settings.database_url
    house.db.close()
    migrate.downgrade(url, "base")
    assert set(inspect(house.db.engine).get_table_names()) <= {"alembic_version"}
    house.db.close()
    migrate.upgrade(url)
    again = House.open(house.settings, FixedClock(NOW))
    live(again)
    assert full_tables(again) >= {"households", "entries"}
    again.close()


@pytest.mark.parametrize("revision", REVISIONS[1:] or ["0001"])
def test_one_step_down_and_up_loses_nothing_that_was_there_before_it(
    house: House, revision: str
) -> None:
    """Data of the newest schema goes one step back and forward; what the older schema knew is unharmed."""
    live(house, until=revision)
    before = _everything(house)
    url = house.settings.database_url
    house.db.close()
    if revision != REVISIONS[0]:
        migrate.downgrade(url, f"{revision}-1")
        older = set(inspect(house.db.engine).get_table_names())
        house.db.close()
        migrate.upgrade(url)
        after = _everything(house)
        assert {
            name: rows for name, rows in after.items() if name in older
        }.items() <= before.items()
    migrate.upgrade(url)
    assert _everything(house) == before
    assert not list(findings(house))


def _everything(house: House) -> dict[str, list[tuple[object, ...]]]:
    with house.db.reading(EVERYWHERE) as session:
        return {
            table.name: sorted((tuple(row) for row in session.execute(select(table))), key=repr)
            for table in Base.metadata.sorted_tables
        }


def test_every_step_can_be_undone() -> None:
    for step in STEPS.walk_revisions():
        functions = {
            node.name: node
            for node in tree(Path(step.path)).body
            if isinstance(node, ast.FunctionDef)
        }
        for way in ("upgrade", "downgrade"):
            assert not all(isinstance(line, ast.Pass) for line in functions[way].body), (
                f"{step.path}: {way}"
            )


def test_walls_stand_between_households_in_every_table(house: House) -> None:
    """On PostgreSQL a table without a wall would leak where a query forgets to ask."""
    private = {table.name for table in Base.metadata.sorted_tables if "household_id" in table.c} | {
        "households"
    }
    assert len(private) > 10
    if house.db.is_sqlite:
        return
    with house.db.engine.connect() as connection:
        walls = "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity"
        named = "SELECT tablename FROM pg_policies"
        assert (
            private == set(connection.scalars(text(walls))) == set(connection.scalars(text(named)))
        )
