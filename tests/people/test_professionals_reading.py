"""A session that reads cannot write, whatever is asked of it: the database itself refuses (security R8)."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from api.core.db import EVERYWHERE
from api.core.errors import Busy
from api.core.house import House
from api.people.model import Person
from tests.world import World

WRITES = {
    "insert": "INSERT INTO devices (id, token_hash, kind, since) SELECT id, token_hash, kind, since FROM devices",
    "update": "UPDATE people SET ring = 'all'",
    "delete": "DELETE FROM duties",
    "create": "CREATE TABLE stolen (id INTEGER)",
    "drop": "DROP TABLE notices",
    "copy": "CREATE TABLE stolen AS SELECT * FROM people",
}


@pytest.mark.parametrize("words", WRITES.values(), ids=WRITES)
@pytest.mark.parametrize("everywhere", [True, False], ids=["everywhere", "house"])
def test_no_statement_writes(house: House, world: World, words: str, *, everywhere: bool) -> None:
    scope = EVERYWHERE if everywhere else world.household
    with pytest.raises(Busy) as refused, house.db.reading(scope) as session:
        session.execute(text(words))
    why = refused.value.__cause__
    assert isinstance(why, DBAPIError)
    assert "read" in str(why.orig).lower()


def test_no_object_is_kept(house: House, world: World) -> None:
    with house.db.reading(world.household) as session:
        session.get_one(Person, world.noor).ring = "none"
    with pytest.raises(Busy), house.db.reading(world.household) as session:
        session.get_one(Person, world.noor).ring = "none"
        session.flush()
    with house.db.reading(world.household) as session:
        assert session.get_one(Person, world.noor).ring == "all"


@pytest.mark.only("postgresql")
def test_a_read_only_transaction_does_not_become_another(house: House, world: World) -> None:
    """Once something was asked, PostgreSQL takes no other word for it."""
    with (
        pytest.raises(DBAPIError, match="before any query"),
        house.db.reading(world.household) as session,
    ):
        session.execute(text("SET TRANSACTION READ WRITE"))
        session.execute(text("UPDATE people SET ring = 'none'"))
