"""The sheet that says how it goes, as a browser without script sees it: facts with a name, and never a verdict."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.core.house import House
from api.logbook.note import Kept, Kind, Visit
from api.people.numbers import add_number
from api.people.policy import Audience, Side
from api.people.telephone import Bond, Call
from api.plan.words import Condition, Floor, Part
from tests.houses import NOW
from tests.logbook.book import Book
from tests.people.quietly import come_in, make_quiet
from tests.plan.checking.rounds import Rounds
from tests.plan.sheet import Sheet, keep_plan
from tests.scales.marks import score
from tests.words_and_pictures.tale import Tale
from tests.world import World

pytestmark = pytest.mark.only("sqlite")
ClientOf = Callable[[UUID], FlaskClient]
ADDRESS = "/pad/zicht"
# A verdict, or a sum of people's numbers: what the sheet never says.
VERDICTS = ("veilig genoeg", "onveilig", "gehaald", "%", "gemiddeld", "procent", "voldoende")


@pytest.fixture
def sheet(house: House, world: World) -> Sheet:
    """The plan of the house of Noor, which oom Tim keeps."""
    keep_plan(house, world.household, world.tim, NOW)
    return Sheet(house, world.household, world.tim, NOW)


def page(client: FlaskClient, address: str = ADDRESS) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    text = answer.text.split("<main", 1)[1].split("</main>", 1)[0]
    return re.sub(r"\s+", " ", text)


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


def on_paper(html: str) -> str:
    """What is left when everything that stays off the paper is cut out; those parts hold no part of their own."""
    bare = re.sub(r'<section class="card sight no-print".*?</section>', "", html)
    return re.sub(r'<div class="close no-print">.*?</div>', "", bare)


def test_each_question_is_answered_with_names_days_and_behaviour(
    client_of: ClientOf, house: House, world: World, sheet: Sheet
) -> None:
    danger = sheet.danger("Het wordt luid als het laat is.")
    sheet.agree(
        Condition(
            text="Mark slaapt bij Tim.", until=NOW.date() + timedelta(days=30), if_not="Tim belt."
        )
    )
    sheet.agree(Floor(text="Er is altijd iemand bij Noor."), people={Part.GUARDS: (world.els,)})
    rounds = Rounds(sheet)
    tea = rounds.tea(world.ben, does=world.sara)
    rounds.looks(world.ben, tea, visit=Visit.UNANNOUNCED, kept=Kept.YES)
    book = Book(house, world.household, sheet.now)
    score(book, world.els, danger, 6)
    score(book, world.sara, danger, 7)
    book.write(world.tim, kind=Kind.GOOD)
    shown = words(page(client_of(world.els)))
    day = "zaterdag 21 november"
    for found in (
        f"buurman Ben zag op {day} dat het lukte. Dat was onverwacht.",
        f"Sara gaf een 7 op {day}.",
        "Sara riep niet. Mark liep even naar buiten.",
        "Wie het plan bewaart: oom Tim.",
        "Hierop let: oma Els.",
        "Als het niet lukt: Tim belt.",
        f"Wat we afspraken voor nu, geldt sinds {day}.",
        f"oom Tim schreef op {day} wat goed ging.",
        "In wat jij leest ging het nooit mis.",
        "Hier staat nog geen doel bij.",
        "3 mensen doen mee",
    ):
        assert found in shown, found
    assert not [word for word in VERDICTS if word in shown]


def test_an_empty_house_says_what_to_do_next(client_of: ClientOf, world: World) -> None:
    shown = page(client_of(world.sara))
    for found in ("/plan/nieuw", "/logboek/nieuw", "/mensen/vinden", "/bellen", "/mensen"):
        assert f'href="{found}' in shown, found
    assert "Je ziet hier nog geen afspraak. Maak er samen een." in shown


def test_nothing_of_a_child_and_nothing_for_a_few_goes_on_paper(
    client_of: ClientOf, house: House, world: World, sheet: Sheet
) -> None:
    danger = sheet.danger("Het wordt luid als het laat is.")
    few = {Part.CHOSEN: (world.els, world.sara)}
    sheet.agreement("Sara en Els bellen.", world.sara, audience=Audience.CHOSEN, people=few)
    book = Book(house, world.household, sheet.now)
    tale = Tale(book, world.tim, world.noor).begin(makes={world.sara}, agrees={world.sara})
    tale.page()
    tale.yes(world.sara)
    tale.show()
    score(book, world.els, danger, 5, audience="chosen", chosen=[str(world.sara)])
    score(book, world.sara, danger, 7)
    book.write(world.els, kind=Kind.HOW, about=(world.noor,))
    whole = page(client_of(world.sara))
    paper = words(on_paper(whole))
    for private in (
        "Ons verhaal",
        "oma Els gaf een 5",
        "Wie de veilige persoon is",
        "Sara en Els bellen.",
    ):
        assert private in words(whole), private
        assert private not in paper, private
    assert "oma Els schreef op zaterdag 21 november hoe het gaat." in paper


def test_the_feared_parent_and_the_other_one_get_the_same_sheet(
    client_of: ClientOf, house: House, world: World, sheet: Sheet
) -> None:
    """What Noor made and said is not there for Mark; nothing on his sheet says that anything is missing."""
    book = Book(house, world.household, sheet.now)
    before = page(client_of(world.mark))
    book.write(world.noor, "Bang.", kind=Kind.TELL)
    book.write(world.noor, "Mis.", kind=Kind.TELL, audience=Audience.SAFETY_PERSON)
    tale = Tale(book, world.tim, world.noor).begin(makes={world.sara}, agrees={world.sara})
    tale.page()
    tale.yes(world.sara)
    tale.show()
    assert page(client_of(world.mark)) == before


def test_who_stands_for_both_sides_reads_one_side_at_a_time(
    client_of: ClientOf, house: House, world: World
) -> None:
    keep_plan(house, world.apart, world.ria, NOW)
    plan = Sheet(house, world.apart, world.ria, NOW)
    plan.agreement("Lotte belt Ria.", world.lotte, side=Side.A)
    plan.agreement("Daan belt Ria.", world.daan, side=Side.B)
    ria = client_of(world.ria)
    first, second = page(ria), page(ria, f"{ADDRESS}?kant=b")
    assert "Lotte belt Ria." in first
    assert "Daan belt Ria." not in first
    assert "Daan belt Ria." in second
    assert "Lotte belt Ria." not in second
    assert "Alleen de kant van" in words(first)
    lottes = page(client_of(world.lotte), f"{ADDRESS}?kant=b")
    assert "Lotte belt Ria." in lottes
    assert "Daan" not in lottes


@pytest.mark.parametrize("who", ["noor", "kees", "amina"])
def test_for_these_there_is_no_such_page(client_of: ClientOf, world: World, who: str) -> None:
    """A child, somebody who knows a part, and a professional with whom nothing is shared."""
    assert client_of(getattr(world, who)).get(ADDRESS).status_code == 404


def test_while_another_reads_along_there_is_no_sheet_and_nobody_looks_for_people(
    app: Flask, world: World
) -> None:
    browser = make_quiet(app, come_in(app, world.sara))
    for address in (ADDRESS, "/mensen/vinden"):
        assert browser.get(address).status_code == 404
    for address in ("/plan", "/mensen"):
        shown = browser.get(address).text
        assert ADDRESS not in shown
        assert "/mensen/vinden" not in shown
    kept = browser.post("/mensen/vinden", data={"name": "Tante Bo", "question": "0"})
    assert kept.status_code == 404


def test_only_numbers_that_may_hang_stand_on_paper(
    client_of: ClientOf, house: House, world: World, sheet: Sheet
) -> None:
    sheet.danger()
    for name, hangs in (("De huisarts", True), ("Wijkteam", False)):
        said = {"name": name, "number": "06 0000 0099", "when": "Bij vragen."}
        call = Call(**said, bond=Bond.PROFESSIONAL, on_paper=hangs)
        values = {"number_id": uuid4(), "call": call, "side": Side.BOTH}
        sheet.do(world.tim, add_number, **values)
    whole = page(client_of(world.sara))
    for name in ("De huisarts", "Wijkteam"):
        assert name in words(whole)
    paper = words(on_paper(whole))
    assert "De huisarts" in paper
    assert "Wijkteam" not in paper
