"""The walk of a professional: the houses that share, one of them at a glance, and each kind of it."""

from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import select

from api.core.db import EVERYWHERE
from api.core.house import House
from api.people.model import Person
from api.people.organisation.opening import end_host, invite_host
from api.people.policy import Role
from api.resilience.elements import Element
from api.safe_object.actions import set_signal
from api.safe_object.words import How
from i18n.dates import here
from tests.look.life import drawing
from tests.look.own_house import OwnHouse, open_house
from tests.look.walk import Screens, Stage, walk
from tests.meetings.table import call
from tests.plan.checking.rounds import Rounds, Visit
from tests.plan.sheet import Sheet
from tests.resilience.weeks import begin, tick
from tests.scales.marks import agree_on_danger, score, score_then
from tests.sharing.seats import Seats
from tests.words_and_pictures.tale import Tale

PLACES = ("log", "cijfers", "plan", "zicht", "pad", "samen", "week", "boek", "signalen", "verslag")


@walk(
    "nobody",
    "logbook.timeline",
    "looking.who_looked",
    "reading_along.houses",
    "reading_along.log",
    "reading_along.one_house",
    "reading_along_pages.book",
    "reading_along_pages.path",
    "reading_along_pages.plan",
    "reading_along_pages.scores",
    "reading_along_pages.sight",
    "reading_along_pages.signal_facts",
    "reading_along_pages.together",
    "reading_along_pages.week",
    "reading_along_report.document",
)
def somebody_reads_along(stage: Stage) -> Screens:
    """In a house of its own, which shares all it can."""
    own, house = open_house(stage), stage.live.house
    _live(own)
    seats = Seats(house, house.clock.now(), [_host(house)])
    account = seats.account("Amina")
    page = stage.page
    stage.live.enter(page.context, account)
    page.goto("/meekijken")
    yield "reading-along-nothing-yet"
    seat = seats.seat(account, own.people["Piet"])
    page.goto("/meekijken")
    yield "reading-along-not-shared"
    seats.share(seat, own.people["Piet"], [own.people[n] for n in ("Hanna", "Rob", "Isa")])
    page.goto("/meekijken")
    yield "reading-along"
    page.goto(f"/meekijken/{seat.id}")
    yield "reading-along-one-house"
    for place in PLACES:
        page.goto(f"/meekijken/{seat.id}/{place}")
        for more in page.locator("main details").all():
            more.evaluate("(each) => { each.open = true }")
        yield f"reading-along-{place}"
    page.goto(f"/meekijken/{seat.id}/verslag?voor=dossier")
    yield "reading-along-dossier"
    page.goto(f"/meekijken/{seat.id}/verslag?van=nooit")
    yield "reading-along-verslag-refused"
    page.goto("/meekijken")
    yield "reading-along-read"
    own.enters("Hanna")
    page.goto("/logboek")
    yield "log-with-who-read"
    page.goto("/instellingen/gekeken")
    yield "who-looked-with-who-read"
    end_host(house, name="Kim", now=house.clock.now())


def _live(own: OwnHouse) -> None:
    """Write something of everything, a month ago and lately."""
    hanna, rob, jo, piet, isa = (own.people[n] for n in ("Hanna", "Rob", "Jo", "Piet", "Isa"))
    book, now = own.book, own.stage.live.house.clock.now()
    book.now = now - timedelta(days=20)
    danger = agree_on_danger(book, piet)
    score_then(book, hanna, danger, 4, now - timedelta(days=45))
    rounds = Rounds(Sheet(book.house, book.household, piet, book.now))
    tea = rounds.tea(jo, does=hanna)
    rounds.looks(jo, tea, visit=Visit.PLANNED)
    book.now = rounds.sheet.now
    book.write(hanna, "We aten samen.", helped="Rustige muziek.", helped_by=(jo,), about=(isa,))
    book.write(jo, "Isa lachte veel.", uploads=(drawing(),), about=(isa,))
    for person, value in ((hanna, 6), (rob, 7)):
        score(book, person, danger, value, now=now)
    begin(book, isa)
    tick(book, isa, isa, here(book.now), Element.OUTSIDE)
    tale = Tale(book, piet, isa).begin(makes={hanna}, agrees={hanna})
    tale.page()
    tale.yes(hanna)
    tale.show()
    table = call(book, piet, [hanna, rob, jo, piet])
    table.begin(hanna, rob)
    table.minutes("Iedereen zei wat goed ging.")
    then = now - timedelta(days=2)
    with book.house.db.writing(book.household, by=isa, now=then) as session:
        values = {"how": How.MOVED, "by": isa, "made_at": then, "practice": False, "now": then}
        set_signal(session, ward=isa, household=book.household, signal_id=uuid4(), **values)


def _host(house: House) -> UUID:
    """Somebody who keeps the houses, besides who else does on this server."""
    before = _hosts(house)
    invite_host(house, name="Kim", now=house.clock.now())
    (fresh,) = _hosts(house) - before
    return fresh


def _hosts(house: House) -> set[UUID]:
    with house.db.reading(EVERYWHERE) as session:
        return set(session.scalars(select(Person.id).filter_by(role=Role.HOST, ended_at=None)))


WALKS = (somebody_reads_along,)
