"""Walks along a week from nearby and from far: a child ticks it, with a net and without; then charts and paper."""

from datetime import timedelta

from api.resilience import actions
from api.resilience.elements import DayPart, Element
from api.resilience.rules import monday_of
from i18n.dates import day_began, here
from tests.carry.phones import knows_who
from tests.look.own_house import OwnHouse, open_house
from tests.look.walk import Screens, Stage, settled, tap, unfold, walk
from tests.resilience.weeks import begin, plan, tick


def with_weeks(stage: Stage) -> OwnHouse:
    """Isa has had a week for some months, and one that is full of plans."""
    own = open_house(stage)
    isa, jo, hanna = (own.people[name] for name in ("Isa", "Jo", "Hanna"))
    # Each writing takes a minute: all of them are on one day, whatever the hour is.
    own.book.now = day_began(stage.live.house.clock.now())
    today = here(own.book.now)
    begin(own.book, isa)
    own.book.do(jo, actions.choose_readers, whose=isa, readers=(hanna,))
    for ago in range(60):
        done = list(Element)[: (ago * ago) % 7]
        if done:
            tick(own.book, isa, isa, today - timedelta(days=ago), *done)
    plan(own.book, jo, isa, today, "Naar de markt met de bus", along=(jo, hanna))
    first = monday_of(today) + timedelta(weeks=1)
    for part in DayPart:
        for number in range(4):
            text = f"Wandelen met de hond van Piet, en daarna naar huis {number}"
            plan(own.book, jo, isa, first, text * 3, part=part, along=(jo, hanna))
    return own


@walk(
    "nobody",
    "week.first",
    "week_ticking.without_net",
    "week_looking.months",
    "week_looking.paper",
)
def a_child_ticks_its_week(stage: Stage) -> Screens:
    own = with_weeks(stage)
    page = own.enters("Isa")
    page.goto("/week")
    yield "childs-week"
    tap(page, "section.today button.tick[name=set]")
    settled(page, "section.today button.tick[name=clear] [data-stuck] use")
    yield "childs-week-ticked"
    knows_who(page)
    page.goto("/week/tikken")
    settled(page, "form[data-ticks]")
    yield "childs-week-without-a-net"
    tap(page, "section[data-ago='1'] button.tick")
    yield "childs-week-without-a-net-ticked"
    page.goto(f"/week/{own.people['Isa']}/maanden")
    unfold(page, "details >> nth=0")
    yield "childs-weeks"
    page.goto(f"/week/{own.people['Isa']}/afdruk")
    yield "childs-week-on-paper"


@walk("nobody", "week_ticking.without_net", "week_looking.months", "week_looking.paper")
def a_grown_up_looks_from_far(stage: Stage) -> Screens:
    own = with_weeks(stage)
    page, isa = own.enters("Hanna"), own.people["Isa"]
    page.goto(f"/week/{isa}/maanden")
    for number in (0, 1):
        unfold(page, f"details >> nth={number}")
    yield "weeks-in-a-row"
    first = monday_of(own.book.now) + timedelta(weeks=1)
    page.goto(f"/week/{isa}/afdruk?van={first}")
    yield "week-on-paper-too-full"
    knows_who(page)
    page.goto("/week/tikken")
    settled(page, "form[data-ticks]")
    yield "week-without-a-net"


WALKS = (a_child_ticks_its_week, a_grown_up_looks_from_far)
