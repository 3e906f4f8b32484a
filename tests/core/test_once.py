"""What is asked once per look: kept where nobody can write, and asked anew by who can."""

from itertools import count

import pytest
from sqlalchemy.orm import Session

from api.core.house import House
from api.core.once import is_kept, keep, once
from tests.house.source import ROOT
from tests.houses import NOW
from tests.world import World

STILL = "this stands still"


def asks(session: Session, key: str = "a", still: str | None = None) -> int:
    """Ask twice; return how often it was really asked."""
    numbers = count(1)
    first = once(session, ("number", key), lambda: next(numbers), still=still)
    again = once(session, ("number", key), lambda: next(numbers), still=still)
    assert first == 1
    return again


def test_who_only_looks_asks_once_and_the_next_look_asks_anew(house: House, world: World) -> None:
    for _ in range(2):
        with house.db.reading(world.household) as session:
            assert asks(session) == 1
            assert asks(session, "b") == 1


@pytest.mark.parametrize("by_somebody", [False, True])
def test_who_can_write_asks_anew_unless_it_says_that_this_stands_still(
    house: House, world: World, by_somebody: bool
) -> None:
    by = world.tim if by_somebody else None
    with house.db.writing(world.household, by=by, now=NOW) as session:
        assert asks(session) == 2
        assert asks(session, still=STILL) == 2
        session.info[STILL] = True
        assert asks(session, "b") == 2
        assert asks(session, "b", still=STILL) == 1


def test_nothing_found_is_an_answer_too(house: House, world: World) -> None:
    asked: list[int] = []
    with house.db.reading(world.household) as session:
        for _ in range(2):
            assert once(session, ("nothing", 1), lambda: asked.append(1)) is None
    assert asked == [1]


def test_there_is_one_such_helper() -> None:
    """A second one would forget that a session that writes sees the house change."""
    keeps = {
        str(file.relative_to(ROOT))
        for file in (ROOT / "api").rglob("*.py")
        if ".info.setdefault(" in file.read_text()
    }
    # The readers keep what was changed, the vault who acts in a household without being of it.
    assert keeps == {"api/core/once.py", "api/logbook/readers.py", "api/core/vault.py"}


def test_what_was_found_of_many_is_not_asked_again_where_nobody_writes(
    house: House, world: World
) -> None:
    with house.db.reading(world.household) as session:
        keep(session, ("number", "a"), 7)
        assert is_kept(session, ("number", "a"))
        assert once(session, ("number", "a"), lambda: 8) == 7
        assert not is_kept(session, ("number", "b"))
    with house.db.writing(world.household, by=None, now=NOW) as session:
        keep(session, ("number", "a"), 7)
        assert not is_kept(session, ("number", "a"))
        assert once(session, ("number", "a"), lambda: 8) == 8
