"""Walks along the week: begun by who is safe for a child, filled, planned, and a question that is answered."""

from playwright.sync_api import Page

from i18n.dates import here
from tests.look.own_house import OwnHouse, open_house
from tests.look.walk import Screens, Stage, pick, send, send_plain, settled, tap, walk
from tests.resilience.days import Days


def with_a_week(stage: Stage) -> tuple[OwnHouse, Days]:
    """Jo lets Hanna read and fill the week of Isa."""
    own = open_house(stage)
    own.book.now = stage.live.house.clock.now()
    isa = Days(own.book, own.people["Isa"])
    isa.begin(own.people["Jo"], {own.people["Hanna"]})
    return own, isa


@walk("nobody", "week.first", "week_people.before_choosing", "week.week")
def who_is_safe_begins_a_week(stage: Stage) -> Screens:
    own = open_house(stage)
    page = own.enters("Jo")
    page.goto("/week")
    yield "week-of-nobody"
    _press(page, "[name=do][value=begin]")
    yield "week-who-reads"
    pick(page, "people", str(own.people["Hanna"]))
    _press(page, "main form [type=submit]")
    yield "week-who-reads-kept"
    page.goto(f"/week/{own.people['Isa']}")
    yield "week-empty"


@walk(
    "nobody",
    "week.week",
    "week.before_filling",
    "week.fill",
    "week_planning.before_planning",
    "week_planning.plan",
    "week_planning.before_resting",
    "week_planning.rest",
    "week_people.before_telling",
)
def a_parent_fills_a_week(stage: Stage) -> Screens:
    own, isa = with_a_week(stage)
    page, at = own.enters("Hanna"), f"/week/{isa.whose}"
    today = here(stage.live.house.clock.now())
    page.goto(at)
    tap(page, f'[name=set][value="{today}.outside"]')
    settled(page, f'[name=clear][value="{today}.outside"]')
    yield "week-ticked"
    page.goto(f"{at}/dag/{today}")
    pick(page, "cell", "morning.food")
    page.locator("[name=text]").evaluate("(each) => { each.value = 'Pap met Rob. '.repeat(30) }")
    send_plain(page)
    yield "week-day-too-long"
    page.locator("[name=text]").fill("Pap met Rob.")
    send(page)
    page.goto(f"{at}/dag/{today}")
    yield "week-day"
    page.goto(f"{at}/plannen?dag={today}")
    _press(page, "[name=do][value=plan]")
    yield "week-wish-missing"
    pick(page, "element", "move")
    pick(page, "repeats", "weekly")
    page.locator("[name=text]").fill("Zwemmen in het bad")
    page.locator("[name=day]").first.fill(str(today))
    _press(page, "[name=do][value=plan]")
    yield "week-wished"
    for layer in ("willen", "samen", "zo"):
        page.goto(f"{at}?laag={layer}")
        yield f"week-{layer}"
    page.goto(f"{at}/vrij")
    send(page)
    yield "week-free-missing"
    page.locator("[name=name]").fill("Vrij met kerst")
    page.locator("[name=first]").fill(str(today))
    page.locator("[name=until]").fill(str(today))
    send(page)
    yield "week-free"
    page.goto(f"{at}/waar")
    yield "week-without-homes"


@walk(
    "nobody",
    "week_asking.before_asking",
    "week_asking.ask",
    "today.today",
    "week_asking.one",
)
def somebody_comes_along(stage: Stage) -> Screens:
    own, isa = with_a_week(stage)
    page, at = own.enters("Hanna"), f"/week/{isa.whose}"
    page.goto(f"{at}/vragen")
    _press(page, "[name=do][value=ask]")
    yield "week-question-missing"
    pick(page, "element", "outside")
    page.locator("[name=day]").fill(str(here(stage.live.house.clock.now())))
    pick(page, "chosen", str(own.people["Piet"]))
    _press(page, "[name=do][value=ask]")
    yield "week-question"
    own.enters("Piet")
    page.goto("/")
    yield "today-with-a-question"
    with page.expect_navigation():
        tap(page, 'a[href^="/week/vraag/"]')
    yield "week-asked"
    _press(page, "[name=do][value=go]")
    yield "week-going"


def _press(page: Page, what: str) -> None:
    with page.expect_navigation():
        tap(page, what)


WALKS = (who_is_safe_begins_a_week, a_parent_fills_a_week, somebody_comes_along)
