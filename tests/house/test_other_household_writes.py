"""Security R3 with every method: another household's id is answered like one that nobody has.

On PostgreSQL also without the policy: then the walls between the rows hold alone.
"""

import sys
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from api.core.db import EVERYWHERE
from api.core.house import House
from api.people import policy
from tests.house.crawl import TAKES_LONG, Answer, Kinds, crawl, kinds_in
from tests.house.letters import LAST, letters
from tests.house.test_other_household import CANARY, ours, theirs
from tests.houses import NOW
from tests.logbook.book import Book
from tests.world import World, sign_in_client

pytestmark = TAKES_LONG

__all__ = ["ours", "theirs"]
PEOPLE = ("noor", "sara", "tim", "amina")
HERS = "alleen van Sara"


@pytest.fixture
def no_policy(
    house: House, world: World, ours: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever asks the policy hears yes, in every room that asks."""
    for name in ("may", "sees_member"):
        asked = getattr(policy, name)
        for module in [
            each for key, each in sys.modules.items() if key.startswith(("api.", "pwa"))
        ]:
            if getattr(module, name, None) is asked:
                monkeypatch.setattr(module, name, lambda *_asked: True)


@pytest.mark.parametrize("who", PEOPLE)
def test_a_write_about_another_household_is_answered_like_one_about_nothing(
    app: Flask, world: World, theirs: list[UUID], who: str
) -> None:
    person = getattr(world, who)
    client = sign_in_client(app, person)
    once = answers(app, client, person, uuid4())  # the form offers what was chosen the last time
    of_nothing = answers(app, client, person, uuid4())
    assert once.keys() == of_nothing.keys()
    assert len(of_nothing) > 15
    kinds, asked = kinds_in(theirs, app), set()
    assert all(kinds.values())
    for about in theirs:
        for sent, answer in answers(app, client, person, about, kinds).items():
            assert answer == of_nothing[sent], sent
            asked.add(sent)
    assert asked == of_nothing.keys()


def answers(
    app: Flask, client: FlaskClient, person: UUID, about: UUID, kinds: Kinds | None = None
) -> dict[str, Answer]:
    """What comes back for every write that names this id, where something of its kind can stand."""
    found = {
        f"{letter.door} {letter.nth}": letter.same(letter.send(client, person, NOW))
        for letter in letters(app, about, "niets", kinds=kinds)
        if letter.names_it and letter.door not in LAST
    }
    assert not [sent for sent, (status, _headers, _body) in found.items() if status >= 500]
    return found


@pytest.mark.only("postgresql")
@pytest.mark.usefixtures("no_policy")
def test_without_the_policy_the_walls_still_keep_the_other_household_out(
    house: House, app: Flask, world: World, theirs: list[UUID], ours: list[UUID]
) -> None:
    before = rows_of(house, world.apart)
    kinds = kinds_in(theirs, app)
    for who in ("noor", "tim"):
        person = getattr(world, who)
        client = sign_in_client(app, person)
        for address, (_status, _headers, body) in crawl(app, client, theirs).items():
            assert CANARY.encode() not in body, address
        for about in theirs:
            for letter in letters(app, about, "kanarie", kinds=kinds):
                if letter.door not in LAST and (letter.names_it or about == theirs[0]):
                    answer = letter.send(client, person, NOW)
                    assert CANARY.encode() not in answer.data, letter.door
    assert rows_of(house, world.apart) == before


@pytest.mark.only("postgresql")
@pytest.mark.usefixtures("no_policy")
def test_the_policy_is_really_off_in_that_test(
    house: House, app: Flask, world: World, ours: list[UUID]
) -> None:
    """Within one's own household everything is then open: the test above proves something."""
    mark = sign_in_client(app, world.mark)
    hers = Book(house, world.household, NOW).write(world.sara, HERS, audience=policy.Audience.SELF)
    assert HERS in mark.get(f"/logboek/{hers}").text


def rows_of(house: House, household: UUID) -> dict[str, list[tuple[object, ...]]]:
    """Every row of a household, but for who is signed in."""
    found = {}
    with house.db.reading(EVERYWHERE) as session:
        for table in policy_tables():
            rows = session.execute(
                text(f'SELECT * FROM "{table}" WHERE household_id = :home ORDER BY 1, 2'),
                {"home": household},
            )
            found[table] = [tuple(row) for row in rows]
    return found


def policy_tables() -> list[str]:
    """The tables whose rows are of one household."""
    from api.core.columns import Base  # noqa: PLC0415

    return sorted(name for name, table in Base.metadata.tables.items() if "household_id" in table.c)
