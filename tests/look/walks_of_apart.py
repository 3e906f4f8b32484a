"""The walk of a house that is put apart: before the press, while it stands still, and afterwards."""

from uuid import UUID

from api.people.actions import add_person, give_duty, open_household
from api.people.policy import Role
from tests.logbook.book import Book
from tests.look.walk import Screens, Stage, pick, send_plain, walk


@walk("nobody", "apart.apart", "apart.press", "today.today")
def a_house_is_put_apart(stage: Stage) -> Screens:
    """In a house of its own: those of the other walks stay together."""
    page, people = stage.page, _house(stage)
    stage.live.enter(page.context, people["Piet"])
    page.goto("/mensen/apart")
    yield "apart-before"
    send_plain(page)
    yield "apart-sort"
    page.goto("/")
    yield "first-page-of-who-sorts"
    stage.live.enter(page.context, people["Rob"])
    page.goto("/")
    yield "first-page-while-it-stands-still"
    stage.live.enter(page.context, people["Piet"])
    page.goto("/mensen/apart")
    send_plain(page)
    yield "apart-sort-refused"
    for name, side in (("Hanna", "a"), ("Rob", "b"), ("Jo", "both")):
        pick(page, str(people[name]), side)
    send_plain(page)
    yield "apart-done"


def _house(stage: Stage) -> dict[str, UUID]:
    house = stage.live.house
    now = house.clock.now()
    home = open_household(house, name="Huis van Hanna", mode="together", now=now)
    book = Book(house, home, now)
    roles = {"Hanna": Role.ADULT, "Rob": Role.ADULT, "Jo": Role.CIRCLE, "Piet": Role.CIRCLE}
    people = {
        name: book.change(add_person, household=home, role=role, name=name)
        for name, role in {**roles, "Isa": Role.CHILD}.items()
    }
    book.change(give_duty, person=people["Piet"], kind="plan_holder")
    return people


WALKS = (a_house_is_put_apart,)
