"""The walks of who looks whether an agreement is kept, and of who keeps the plan."""

from datetime import timedelta

from tests.look.own_house import open_house
from tests.look.walk import Screens, Stage, tap, unfold, walk
from tests.plan.checking.rounds import Rounds, Visit
from tests.plan.sheet import Sheet


@walk(
    "nobody",
    "checking.everything",
    "checking.pause",
    "checking.one",
    "checking.choose",
    "today.today",
    "writing.new",
)
def looking_whether_it_works(stage: Stage) -> Screens:
    house = open_house(stage)
    jo, piet, hanna = (house.people[name] for name in ("Jo", "Piet", "Hanna"))
    then = house.book.house.clock.now() - timedelta(days=8)
    rounds = Rounds(Sheet(house.book.house, house.book.household, piet, then))
    tea = rounds.tea(jo, piet, does=hanna, unannounced_every=14)
    rounds.looks(piet, tea, visit=Visit.PLANNED)
    rounds.sheet.now = house.book.house.clock.now()
    rounds.chooses(piet, tea, 3)
    page = house.enters("Jo")
    page.goto("/")
    yield "today-my-turn"
    page.goto("/plan/kijken")
    for more in page.locator("main details").all():
        more.evaluate("(each) => { each.open = true }")
    yield "looking"
    tap(page, "button[value=pause]")
    yield "looking-pause-refused"
    page.goto(f"/plan/{tea}/kijken")
    yield "looking-one"
    tap(page, "button[value=day]")
    yield "looking-day-refused"
    tap(page, "button[value=chance]")
    page.wait_for_selector("button[value=cancel]")
    yield "looking-my-own-day"
    page.goto(f"/logboek/nieuw?soort=check&afspraak={tea}")
    page.wait_for_selector("step-by-step:defined")
    unfold(page, ".check details")
    yield "form-check-of-the-plan"
    rounds.steps_back(jo, 0, 9)
    page = house.enters("Piet")
    page.goto("/plan/kijken")
    yield "looking-who-now"


WALKS = (looking_whether_it_works,)
