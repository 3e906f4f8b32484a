"""The walk of a house that is put apart: before the press, while it stands still, and afterwards."""

from tests.look.own_house import open_house
from tests.look.walk import Screens, Stage, pick, send_plain, walk


@walk("nobody", "apart.apart", "apart.press", "today.today")
def a_house_is_put_apart(stage: Stage) -> Screens:
    """In a house of its own: those of the other walks stay together."""
    page, people = stage.page, open_house(stage).people
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


WALKS = (a_house_is_put_apart,)
