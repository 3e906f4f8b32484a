"""Erasing one person: nothing of theirs is left to read, and nothing of anybody else is lost (security R31)."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from api.core.backup import backup, restore
from api.core.columns import Base
from api.core.db import EVERYWHERE
from api.core.house import House
from api.core.journal import JournalLine
from api.core.settings import Settings
from api.core.vault import Box, Tampered
from api.core.verify import findings
from api.people.erasing import carrying
from api.people.erasing.carrying import erase_person
from api.people.erasing.fates import GOES, SEALED
from api.people.model import Person
from api.people.queries import names, viewer
from tests.house import living
from tests.house.test_canaries import written  # noqa: F401 - the fixture
from tests.houses import NOW
from tests.logbook.book import Book
from tests.safe_object.lively import live_with_signals
from tests.world import World

CANARY = "kanariezingt"
# Of another household, or of a place on a device; and what tests/house/test_erasing.py alone knows of.
SELDOM = frozenset(
    [
        "contacts.body",
        "feed_keys.body",
        "own_things.body",
        "own_things.picture",
        "page_media.strokes",
        "part_versions.agreed",
        "part_versions.ending",
        "professional_accounts.body",
        "safe_objects.body",
        "scale_words.body",
        "second_ways.body",
        "starts.body",
        "subscriptions.body",
    ]
)
Clients = Callable[[UUID], FlaskClient]


@pytest.fixture
def book(house: House, world: World, request: pytest.FixtureRequest) -> Book:
    """A house in which everybody did everything, with a sentence on every surface."""
    request.getfixturevalue("written")
    lively = Book(house, world.household, NOW)
    for fill in living.STEPS.values():
        fill(lively, world)
    live_with_signals(house, world, "gehoord")
    return lively


def cells(house: House, household: UUID) -> Iterator[tuple[str, UUID, bytes]]:
    """Every sealed cell of a household: column, row and bytes."""
    with house.db.reading(household) as session:
        for name in sorted(SEALED):
            table = Base.metadata.tables[name.split(".")[0]]
            column = table.c[name.split(".")[1]]
            mine = table.c.id if table.name == "households" else table.c.household_id
            rows = select(*table.primary_key.columns, column).where(mine == household)
            for key, cell in session.execute(rows.where(column.is_not(None))):
                yield name, key, cell


def opened(house: House, household: UUID) -> dict[tuple[str, UUID], bytes]:
    """The plain bytes of every sealed cell."""
    found = {}
    with house.db.reading(household) as session:
        box = Box.of(session, household)
        for name, key, cell in cells(house, household):
            table, column = name.split(".")
            found[name, key] = box.open(table, column, key, cell)
    return found


def theirs(house: House, household: UUID, person: UUID) -> dict[str, int]:
    """How many rows of somebody's own there are, by column."""
    found = {}
    with house.db.reading(household) as session:
        for name in GOES:
            table = Base.metadata.tables[name.split(".")[0]]
            column = table.c[name.split(".")[1]]
            rows = select(func.count()).select_from(table).where(column == person)
            found[name] = session.scalar(rows)
    return {name: count for name, count in found.items() if count}


def erase(house: House, world: World, person: UUID) -> bool:
    return erase_person(house, household=world.household, person=person, now=NOW)


def test_every_sealed_cell_opens_by_the_name_of_its_row(
    house: House, world: World, book: Book
) -> None:
    """What is locked again is found by these names; a cell with others would be lost."""
    found = opened(house, world.household)
    assert {name for name, _key in found} >= SEALED - SELDOM


def test_what_is_theirs_goes_and_all_that_stays_opens(
    house: House, world: World, book: Book
) -> None:
    """One after the other, until nobody is left."""
    for person in (world.kees, world.sara, world.noor, world.els, world.tim, world.mark):
        before = opened(house, world.household)
        assert theirs(house, world.household, person)
        assert erase(house, world, person)
        assert not theirs(house, world.household, person)
        after = opened(house, world.household)
        assert {name for name, _key in after.keys() - before.keys()} <= {"notices.body"}
        changed = {each for each in after.keys() & before.keys() if after[each] != before[each]}
        assert changed == {("people.body", person)}
        assert not [row for row in house.keys.of(world.household) if row.person_id == person]
    assert not findings(house)


def test_what_they_typed_for_all_stays_readable_without_their_name(
    house: House, world: World, book: Book
) -> None:
    minutes = {each for each in opened(house, world.household) if each[0] == "minutes.body"}
    assert minutes
    erase(house, world, world.tim)
    assert minutes <= opened(house, world.household).keys()
    with house.db.reading(world.household) as session:
        shown = names(session, viewer(session, world.sara))[world.tim]
    assert (shown.name, shown.is_here) == ("Iemand", False)
    assert book.timeline(world.sara) is not None


def test_a_note_of_another_about_them_stays(house: House, world: World) -> None:
    book = Book(house, world.household, NOW)
    hers = book.write(world.sara, "Mark hielp met koken.", about={world.mark})
    his = book.write(world.mark, "Ik kookte.")
    erase(house, world, world.mark)
    seen = {each.id for each in book.timeline(world.sara)}
    assert hers in seen
    assert his not in seen
    assert not findings(house)


def test_the_others_go_on_writing_and_the_door_of_who_is_gone_is_shut(
    house: House, world: World, client_of: Clients
) -> None:
    mark, sara = client_of(world.mark), client_of(world.sara)
    assert mark.get("/").status_code == 200
    erase(house, world, world.mark)
    gone = mark.get("/")
    assert gone.status_code == 401
    assert "storage" in gone.headers["Clear-Site-Data"]
    assert sara.get("/").status_code == 200
    assert sara.get("/mensen").status_code == 200
    book = Book(house, world.household, NOW)
    note = book.write(world.sara, "Een rustige dag.")
    assert note in {each.id for each in book.timeline(world.els)}


def test_it_is_said_once_in_a_journal_that_holds(house: House, world: World) -> None:
    for _twice in range(2):
        erase(house, world, world.sara)
    assert not findings(house)
    with house.db.reading(EVERYWHERE) as session:
        said = session.scalars(select(JournalLine).filter_by(act="erase")).all()
    assert [(line.place, line.row) for line in said] == [("person", str(world.sara))]


def test_a_row_that_somebody_takes_away_is_found_also_after_an_erasure(
    house: House, world: World
) -> None:
    """That a person was erased excuses nothing that is missing beside it."""
    note = Book(house, world.household, NOW).write(world.els, "Fijn.")
    erase(house, world, world.sara)
    table = Base.metadata.tables["entry_versions"]
    with house.db.writing(EVERYWHERE, by=None, now=NOW) as session:
        session.connection().execute(table.delete().where(table.c.entry_id == note))
    assert findings(house)


def test_a_crash_between_two_steps_and_the_same_again_comes_to_the_same_end(
    house: House, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = Book(house, world.household, NOW)
    book.write(world.sara, "Van Sara.")
    hers = book.write(world.els, "Van Els.")
    book.reply(world.sara, hers, "Fijn.")
    before = opened(house, world.household)

    def crash(*_all: object, **_more: object) -> None:
        raise SystemExit

    steps = (
        *((carrying, step) for step in ("_make_nobody", "_lock_again", "_say_so")),
        (house.vault.__class__, "forget_own"),
        (carrying, "wipe_logs"),
    )
    for room, step in steps:
        with monkeypatch.context() as patch:
            patch.setattr(room, step, crash)
            with pytest.raises(SystemExit):
                erase(house, world, world.sara)
        assert not findings(house)
        assert opened(house, world.household).keys() <= before.keys()
    assert erase(house, world, world.sara)
    assert not theirs(house, world.household, world.sara)
    assert not findings(house)
    after = opened(house, world.household)
    assert {each for each, plain in after.items() if plain != before[each]} == {
        ("people.body", world.sara)
    }


def test_the_other_household_is_untouched(house: House, world: World) -> None:
    before = list(cells(house, world.apart))
    assert not erase_person(house, household=world.apart, person=world.sara, now=NOW)
    erase(house, world, world.sara)
    assert list(cells(house, world.apart)) == before


def test_no_byte_of_theirs_is_left_in_the_files(house: House, world: World, book: Book) -> None:
    """Neither a locked word nor their key; the words themselves never lay there."""
    book.write(world.mark, f"{CANARY} vandaag")
    mine = [
        cell for _name, _key, cell in cells(house, world.household) if _is_of(house, world, cell)
    ]
    keys = [row.wrapped for row in house.keys.of(world.household) if row.person_id == world.mark]
    assert mine
    assert keys
    erase(house, world, world.mark)
    raw = b"".join(path.read_bytes() for path in house.settings.data.rglob("*") if path.is_file())
    assert not [key for key in keys if key in raw]
    assert CANARY.encode() not in raw
    if house.db.is_sqlite:
        assert not [cell for cell in mine if cell in raw]
    now_there = {cell for _name, _key, cell in cells(house, world.household)}
    assert not now_there & set(mine)


def _is_of(house: House, world: World, cell: bytes) -> bool:
    own = {row.version for row in house.keys.of(world.household) if row.person_id == world.mark}
    return int.from_bytes(cell[:2]) in own


@pytest.mark.only("sqlite")
def test_yesterdays_data_beside_todays_keys_gives_their_words_to_nobody(
    house: House, world: World, tmp_path: Path
) -> None:
    book = Book(house, world.household, NOW)
    book.write(world.mark, f"{CANARY} van Mark")
    hers = book.write(world.sara, "Van Sara.")
    made = backup(house, tmp_path / "backup", NOW)
    mine = [each for each in cells(house, world.household) if _is_of(house, world, each[2])]
    assert {name for name, _key, _cell in mine} >= {"entry_versions.body", "people.body"}
    erase(house, world, world.mark)
    house.db.close()
    for path in house.settings.data.glob("huisboek.db*"):
        path.unlink()
    restore(house.settings, [path for path in made if path.suffix == ".data"])
    again = House.open(Settings.from_environment({"HUISBOEK_DATA": str(house.settings.data)}))
    with again.db.reading(world.household) as session:
        box = Box.of(session, world.household)
        for name, key, cell in cells(again, world.household):
            if _is_of_before(name, key, mine):
                with pytest.raises(Tampered):
                    box.open(*name.split("."), key, cell)
        assert session.get_one(Person, world.mark).ended_at is None
    assert hers in {each.id for each in Book(again, world.household, NOW).timeline(world.sara)}
    assert erase_person(again, household=world.household, person=world.mark, now=NOW)
    assert not findings(again)
    again.close()


def _is_of_before(name: str, key: UUID, mine: list[tuple[str, UUID, bytes]]) -> bool:
    return (name, key) in {(each, row) for each, row, _cell in mine}
