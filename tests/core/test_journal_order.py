"""Who writes in several houses at once never holds a journal that another waits for, in a ring."""

from threading import Thread
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event, select

from api.core import journal
from api.core.db import EVERYWHERE
from api.core.house import House
from api.core.journal import JournalHead
from api.core.verify import findings
from api.people.professionals.model import Reading
from tests.houses import NOW, waits_for_another
from tests.push.knocking import until

ONE, OTHER = UUID(int=1), UUID(int=2)


def reading(household: UUID) -> Reading:
    seen = {"works_as": "behandelaar", "what": "log", "how": "page", "at": NOW}
    ids = {name: uuid4() for name in ("id", "seat_id", "account_id", "sharing_id")}
    return Reading(household_id=household, **ids, **seen)


@pytest.mark.parametrize("houses", [(ONE, OTHER), (OTHER, ONE)])
def test_journals_are_held_in_one_order_whatever_was_touched_first(
    house: House, houses: tuple[UUID, UUID]
) -> None:
    asked: list[str] = []
    event.listen(house.db.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    for _ in range(2):  # the first time both journals begin
        with house.db.writing(EVERYWHERE, by=None, now=NOW) as session:
            session.add_all(reading(each) for each in houses)
    held = [" ".join(each.split()) for each in asked if "FROM journal_heads" in each]
    assert len(held) == 2, "all in one statement"
    assert all("ORDER BY journal_heads.household_id" in each for each in held)
    with house.db.reading(EVERYWHERE) as session:
        heads = session.scalars(select(JournalHead).order_by(JournalHead.household_id)).all()
        assert [(head.household_id, head.seq) for head in heads] == [(ONE, 2), (OTHER, 2)]


@pytest.mark.only("postgresql")
@pytest.mark.parametrize("houses", [(ONE, OTHER), (OTHER, ONE)])
def test_whoever_waits_for_the_first_holds_no_other(
    house: House, houses: tuple[UUID, UUID]
) -> None:
    def write() -> None:
        with house.db.writing(EVERYWHERE, by=None, now=NOW) as session:
            session.add_all(reading(each) for each in houses)

    write()
    thread = Thread(target=write)
    with house.db.writing(EVERYWHERE, by=None, now=NOW) as session:
        journal.hold(session, {ONE})
        thread.start()
        until(lambda: waits_for_another(house))
        journal.hold(session, {OTHER})
    thread.join()
    assert not findings(house)
    with house.db.reading(EVERYWHERE) as session:
        assert set(session.scalars(select(JournalHead.seq))) == {2}
