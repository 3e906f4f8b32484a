"""The demo has used its signals, and Mark sees nothing of that."""

from datetime import timedelta

import pytest

from api.core.db import EVERYWHERE
from api.core.house import House
from api.demo.people import settle
from api.demo.signals import let_them_come
from api.people.model import Person
from api.people.notices.queries import waiting
from api.people.queries import viewer
from api.safe_object.laddering import ladder_for
from api.safe_object.queries import history, open_for
from tests.houses import NOW


@pytest.fixture
def people(house: House) -> dict[str, object]:
    found = settle(house, "together", then=NOW - timedelta(days=430), today=NOW.date())
    with house.db.reading(EVERYWHERE) as session:
        home = session.get_one(Person, found["noor"]).household_id
    let_them_come(house, home, found, NOW)
    return dict(found)


def test_els_looks_back_on_one_real_signal_and_one_practice(
    house: House, people: dict[str, object]
) -> None:
    with house.db.reading(EVERYWHERE) as session:
        els = viewer(session, people["els"])  # type: ignore[arg-type]
        found = history(session, els, NOW)
        rungs = ladder_for(session, els, people["noor"]).rungs  # type: ignore[arg-type]
        assert open_for(session, els, NOW) == []
    assert [each.is_practice for each in found] == [False, True]
    assert all(any(answer.text for answer in each.answers) for each in found)
    assert [each.person.name for each in rungs] == ["Els", "Ben", "Tim"]


@pytest.mark.parametrize("who", ["mark", "sara"])
def test_who_lives_there_sees_nothing_of_it(
    house: House, people: dict[str, object], who: str
) -> None:
    with house.db.reading(EVERYWHERE) as session:
        someone = viewer(session, people[who])  # type: ignore[arg-type]
        assert (history(session, someone, NOW), open_for(session, someone, NOW)) == ([], [])
        assert waiting(session, someone) == []
