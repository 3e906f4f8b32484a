"""The walk of a host: the list, a house begun, stopped, going away; and what its people see meanwhile."""

from uuid import UUID

from sqlalchemy import select

from api.core.db import EVERYWHERE
from api.people.actions import add_person
from api.people.model import Person
from api.people.organisation.opening import end_host, invite_host
from api.people.policy import Role
from tests.logbook.book import Book
from tests.look.walk import Screens, Stage, pick, send_plain, walk
from tests.world import prove_all


@walk(
    "nobody",
    "organisation.houses",
    "organisation.before_opening",
    "organisation.open_house",
    "organisation.one",
    "organisation.change",
    "organisation.before_closing",
    "organisation.close",
    "settings.settings",
    "today.today",
)
def a_host_keeps_a_house(stage: Stage) -> Screens:
    """In a house of its own: those of the other walks go on."""
    page, host = stage.page, _host(stage)
    stage.live.enter(page.context, host)
    page.goto("/")
    yield "houses"
    page.goto("/instellingen")
    yield "settings-of-a-host"
    page.goto("/beheer/nieuw")
    yield "new-house"
    send_plain(page)
    yield "new-house-refused"
    page.goto("/beheer/nieuw")
    pick(page, "mode", "not")
    send_plain(page)
    yield "no-house-now"
    page.goto("/beheer/nieuw")
    pick(page, "mode", "together")
    page.fill("[name=keeper]", "Wilma")
    send_plain(page)
    yield "house-begun"
    place = page.locator("main form").first.get_attribute("action") or ""
    yield from _stopped(stage, host, place)


def _stopped(stage: Stage, host: UUID, place: str) -> Screens:
    page, people = stage.page, _people(stage, UUID(place.rpartition("/")[2]))
    inside = {name: _signed_in(stage, person) for name, person in people.items()}
    inside["Bas"] = _signed_in(stage, host)
    page.goto(place)
    yield "house-open"
    _press(stage, "still")
    yield "house-not-stopped"
    pick(page, "called", "ja")
    _press(stage, "still")
    yield "house-stands-still"
    for name in ("Wilma", "Isa"):
        page.context.add_cookies(inside[name])  # type: ignore[arg-type]
        page.goto("/")
        yield f"stands-still-for-{name.lower()}"
    page.context.add_cookies(inside["Bas"])  # type: ignore[arg-type]
    page.goto(f"{place}/sluiten")
    yield "house-before-closing"
    send_plain(page)
    yield "house-other-code"
    page.fill("[name=code]", page.locator("main .house-code").inner_text())
    send_plain(page)
    yield "house-closing"
    for name in ("Wilma", "Isa"):
        page.context.add_cookies(inside[name])  # type: ignore[arg-type]
        page.goto("/")
        yield f"goes-away-for-{name.lower()}"
    end_host(stage.live.house, name="Bas", now=stage.live.house.clock.now())


def _signed_in(stage: Stage, person: UUID) -> list[dict[str, object]]:
    """The cookies of a phone on which somebody is in; nobody comes in once the house stands still."""
    stage.live.enter(stage.page.context, person)
    return [dict(each) for each in stage.page.context.cookies(stage.live.url)]


def _press(stage: Stage, deed: str) -> None:
    prove_all(stage.live.house)
    with stage.page.expect_navigation():
        stage.page.locator(f"button[name=do][value={deed}]").click()


def _host(stage: Stage) -> UUID:
    house = stage.live.house
    invite_host(house, name="Bas", now=house.clock.now())
    with house.db.reading(EVERYWHERE) as session:
        hosts = select(Person.id).filter_by(role=Role.HOST, ended_at=None)
        return session.scalars(hosts).one()


def _people(stage: Stage, household: UUID) -> dict[str, UUID]:
    """The plan holder, and a child that comes into the house."""
    house = stage.live.house
    book = Book(house, household, house.clock.now())
    child = book.change(add_person, household=household, role=Role.CHILD, name="Isa")
    with house.db.reading(household) as session:
        keeper = session.scalars(
            select(Person.id).filter_by(household_id=household, role=Role.CIRCLE)
        ).one()
    return {"Isa": child, "Wilma": keeper}


WALKS = (a_host_keeps_a_house,)
