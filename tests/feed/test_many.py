"""A program of somebody with many houses: a page costs as many questions for twenty as for three."""

from datetime import timedelta

from sqlalchemy import update

from api.core.db import EVERYWHERE
from api.people.model import Person
from api.people.policy import Audience
from tests.feed.program import Program
from tests.houses import NOW
from tests.logbook.book import Book
from tests.questions import questions
from tests.sharing.homes import Home, open_home
from tests.world import World

PATHS = ("feed.json", "feed.atom")


def share(program: Program, name: str, **more: object) -> Home:
    """A house that shares its log with this program, and has a note."""
    home = open_home(program.house, name, NOW)
    program.sit(home.chair, list(home.parents), **more)
    Book(program.house, home.id, NOW - timedelta(days=1)).write(home.parents[0], f"In {name}.")
    return home


def test_a_page_of_twenty_houses_asks_no_more_than_one_of_three(program: Program) -> None:
    found: dict[int, dict[str, int]] = {}
    for many in (3, 15):
        for number in range(many - 3 * len(found)):
            share(program, f"Huis {number}")
        found[many] = {}
        for path in PATHS:
            first = program.get(path)  # the keys of each house are fetched once in a process
            assert first.status_code == 200
            for name, mark, status in (("page", "", 200), ("same", first.headers["ETag"], 304)):
                with questions(program.house) as asked:
                    assert program.get(path, If_None_Match=mark).status_code == status
                found[many][f"{path} {name}"] = len(asked)
        assert len(program.get("feed.json").json["items"]) == many
    assert found[15] == found[3]
    assert max(found[15].values()) < 50


def test_each_note_of_a_page_is_shown_as_its_own_house_shares_it(
    program: Program, world: World
) -> None:
    """Fetched together, and put to the policy for the reader of its own house."""
    open_house = share(program, "Open")
    without_child = share(program, "Zonder kind")
    shut = share(program, "Dicht", feed=False)
    unsaid = open_home(program.house, "Zei niets", NOW)
    program.sit(unsaid.chair, [])
    with program.house.db.writing(EVERYWHERE, by=None, now=NOW) as session:
        born = update(Person).where(Person.id == without_child.child)
        session.execute(born.values(born_year=NOW.year - 14))
    for home, name in (
        *((open_house, "open"), (without_child, "zonder kind")),
        *((shut, "dicht"), (unsaid, "zei niets")),
    ):
        book = Book(program.house, home.id, NOW - timedelta(hours=5))
        book.write(home.child, f"Kind {name}.")
        book.write(home.parents[0], f"Mama {name}.")
        book.write(home.parents[1], f"Voor zichzelf {name}.", audience=Audience.SELF)
        book.withdraw(home.parents[1], book.write(home.parents[1], f"Weg {name}."))
    items = program.get("feed.json").json["items"]
    assert {each["content_text"] for each in items} == {
        *("In Open.", "Kind open.", "Mama open."),
        *("In Zonder kind.", "Mama zonder kind.", "Dit is weg."),
    }
    seats = {str(each.household): str(each.id) for each in program.seated}
    for each in items:
        assert f"/meekijken/{seats[each['_huisboek']['household']]}/" in each["url"]
