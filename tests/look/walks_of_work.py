"""The walks of reading along for work: who opens an account, who lays a seat, and who comes with a key."""

from uuid import UUID

from sqlalchemy import select

from api.core.db import EVERYWHERE
from api.people.model import Person
from api.people.organisation.opening import invite_host
from api.people.policy import Role
from tests.look.own_house import open_house
from tests.look.walk import Screens, Stage, pick, send_plain, settled, walk
from tests.people.authenticator import Phone
from tests.people.working import Work

FORGED = """() => {
    const form = document.querySelector("main form[method=post]")
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "vinger", value: "x" }))
    form.submit()
}"""


@walk("nobody", "working.people", "working.add", "working.one", "working.change")
def a_host_says_who_works_where(stage: Stage) -> Screens:
    page = stage.page
    stage.live.enter(page.context, _host(stage))
    page.goto("/beheer/werk")
    yield "work"
    send_plain(page)
    yield "work-refused"
    page.fill("[name=name]", "Amina")
    page.fill("[name=works_at]", "Veilig Thuis")
    send_plain(page)
    yield "work-opened"
    place = page.locator("main form").first.get_attribute("action") or ""
    page.goto(place)
    yield "work-of-one"
    with page.expect_navigation():
        page.locator("[name=do][value=link]").click()
    yield "work-new-link"
    page.goto("/beheer/werk")
    yield "work-with-somebody"


@walk("nobody", "seats.people", "seats.lay")
def a_keeper_lays_a_seat(stage: Stage) -> Screens:
    home = open_house(stage)
    page = home.enters("Piet")
    page.goto("/instellingen/meelezen/mensen")
    yield "seats"
    send_plain(page)
    yield "seats-refused"
    page.fill("[name=name]", "Amina")
    pick(page, "works_as", "veilig_thuis")
    _send_new(stage)
    yield "seat-laid"
    work = Work(stage.live.house, stage.live.app)
    work.seats.seat(work.account(), home.people["Piet"])
    page.goto("/instellingen/meelezen/mensen")
    yield "seats-taken"
    with page.expect_navigation():
        page.locator("[name=do][value=programs]").first.click()
    yield "seats-with-programs"


@walk(
    "nobody",
    "arrival.come",
    "arrival.inside",
    "staying.once_more",
    "settings.settings",
    "seats.take",
)
def a_professional_comes_with_a_key(stage: Stage) -> Screens:
    page, work = stage.page, Work(stage.live.house, stage.live.app)
    account = work.account("Samira")
    page.goto("/kom")
    page.fill("[name=link]", work.link(account))
    send_plain(page)
    settled(page, "finger-way button")
    yield "key-to-make"
    with page.expect_navigation():
        page.evaluate(FORGED)
    yield "key-refused"
    laptop = work.arrive(account, Phone(origin=stage.live.url))
    page.context.clear_cookies()
    stage.live.hand_over(page.context, laptop)
    page.goto("/instellingen")
    yield "settings-at-work"
    page.goto("/binnen/nog-eens?naar=/instellingen")
    settled(page, "finger-way button")
    yield "once-more-by-key"
    page.goto("/meekijken/kom")
    yield "seat-to-come-to"
    send_plain(page)
    yield "seat-refused"
    _seat, secret = work.seats.lay(open_house(stage).people["Piet"])
    page.goto("/meekijken/kom")
    page.fill("[name=link]", secret)
    send_plain(page)
    yield "seat-to-take"
    stage.sign_out()
    page.goto("/binnen")
    settled(page, "finger-way button")
    yield "door-by-key"
    with page.expect_navigation():
        page.evaluate(FORGED)
    yield "door-by-key-refused"


def _send_new(stage: Stage) -> None:
    """Send the form for somebody new: it is the last of the page."""
    with stage.page.expect_navigation():
        stage.page.evaluate(
            "[...document.querySelectorAll('main form[method=post]')].at(-1).submit()"
        )


def _host(stage: Stage) -> UUID:
    house = stage.live.house
    invite_host(house, name="Bas", now=house.clock.now())
    with house.db.reading(EVERYWHERE) as session:
        hosts = select(Person.id).filter_by(role=Role.HOST, ended_at=None)
        return session.scalars(hosts).one()


WALKS = (a_host_says_who_works_where, a_keeper_lays_a_seat, a_professional_comes_with_a_key)
