"""The walk past the sheets for the fridge: empty, a few agreements, and more than fits."""

from tests.look.own_house import open_house
from tests.look.walk import Screens, Stage, walk
from tests.plan.fridge import hang_too_much, on_paper
from tests.plan.sheet import Sheet

SHEET = "/plan/koelkast"


@walk("nobody", "fridge.fridge")
def sheets_are_hung(stage: Stage) -> Screens:
    """In a house of its own: on the sheets of the other walks stays what they agreed."""
    opened = open_house(stage)
    page, people, book = stage.page, opened.people, opened.book
    stage.live.enter(page.context, people["Hanna"])
    page.goto(SHEET)
    yield "fridge-empty"
    sheet = Sheet(book.house, book.household, people["Piet"], book.now)
    hang_too_much(sheet, (people["Hanna"], people["Rob"]), (people["Jo"], people["Piet"]))
    on_paper(sheet, people["Piet"], "Jo", "De huisarts", "Juf Ans van school")
    page.goto(SHEET)
    yield "fridge"
    page.goto(f"{SHEET}?voor={people['Isa']}")
    yield "fridge-of-a-child"
    for name in ("Piet", "Isa"):
        stage.live.enter(page.context, people[name])
        page.goto(SHEET)
        yield f"fridge-as-{'its-keeper' if name == 'Piet' else 'a-child'}-sees-it"


WALKS = (sheets_are_hung,)
