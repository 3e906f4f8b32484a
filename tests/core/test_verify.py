from uuid import UUID, uuid4

from sqlalchemy import text

from api.core.db import EVERYWHERE
from api.core.house import House
from api.core.verify import Finding, findings
from api.people.model import Household
from tests.houses import NOW


def fill(house: House, number: int) -> list[UUID]:
    ids = [uuid4() for _ in range(number)]
    for id in ids:
        house.vault.make_key(id)
        with house.db.writing(id, by=uuid4(), now=NOW) as session:
            session.add(Household(id=id, mode="together", opened_at=NOW, body=b"een"))
        with house.db.writing(id, by=uuid4(), now=NOW) as session:
            session.get_one(Household, id).body = b"twee"
    return ids


def tamper(house: House, statement: str, **values: object) -> None:
    with house.db.writing(EVERYWHERE, by=None, now=NOW) as session:
        assert session.execute(text(statement), values).rowcount, "nothing was tampered with"


def found(house: House, household: UUID) -> bool:
    return any(finding.household == household for finding in findings(house))


def raw(house: House, id: UUID) -> str | UUID:
    return id.hex if house.db.is_sqlite else id


def test_an_untouched_house_has_no_findings(house: House) -> None:
    fill(house, 5)
    assert findings(house) == []


def test_cutting_the_end_off_and_turning_the_head_back_is_found_by_the_mark(house: House) -> None:
    (id,) = fill(house, 1)
    with house.db.reading(id) as session:
        head = session.execute(text("SELECT seq, link FROM journal_heads")).one()
        first = session.execute(text("SELECT link FROM journal WHERE seq = 1")).scalar()
    house.keys.mark({id: (head.seq, head.link)}, NOW)
    here = {"id": raw(house, id)}
    tamper(house, "DELETE FROM journal WHERE household_id = :id AND seq = 2", **here)
    tamper(
        house,
        "UPDATE journal_heads SET seq = 1, link = :link WHERE household_id = :id",
        link=first,
        **here,
    )
    tamper(house, "UPDATE households SET body = :old WHERE id = :id", old=b"een", **here)
    assert found(house, id)


def test_the_first_bad_line_is_named(house: House) -> None:
    (id,) = fill(house, 1)
    tamper(
        house,
        "UPDATE journal SET act = 'remove' WHERE household_id = :id AND seq = 1",
        id=raw(house, id),
    )
    assert findings(house)[0].where == "journal 1"


def test_a_row_slipped_in_without_a_line_is_found(house: House) -> None:
    (id,) = fill(house, 1)
    other = uuid4()
    tamper(
        house,
        "INSERT INTO households (id, mode, opened_at, body) SELECT :new, mode, opened_at, body FROM households"
        " WHERE id = :id",
        new=raw(house, other),
        id=raw(house, id),
    )
    assert found(house, other)


def test_a_household_without_its_key_is_found(house: House) -> None:
    one, other = fill(house, 2)
    house.vault.forget(one)
    assert findings(house) == [Finding(one, "keys", "Er is geen sleutel.")]
    assert not found(house, other)
