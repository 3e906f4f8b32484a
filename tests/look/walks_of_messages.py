"""Walks of who takes messages on the own phone, tries them, and gives another way beside it."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from api.core.db import EVERYWHERE
from api.core.ids import new_id
from api.core.vault import Box
from api.people.devices import Opened
from api.push.model import Delivery, Subscription
from api.push.second.model import SecondWay
from api.push.second.rules import code_hash
from tests.look.walk import Screens, Stage, settled, walk
from tests.push.knocking import give_device, subscribe

PAGE = "/instellingen/berichten"
SECOND = f"{PAGE}/tweede"
# Nobody listens there: what goes out comes back as refused, at once.
NOWHERE = "mailto://127.0.0.1:9?from=post@boek.example&smtp=127.0.0.1&to={address}"
STATES = ("off", "on", "ios", "denied", "late")
SHOW = """(state) => {
  for (const each of document.querySelectorAll("[data-push-here] [data-state]")) each.hidden = each.dataset.state !== state
}"""


@walk(
    "nobody",
    "messages.messages",
    "messages.on_an_iphone",
    "messages.on_android",
    "messages.second_way",
    "messages.change_second_way",
)
def a_grandmother_lets_her_phone_tell_her(stage: Stage) -> Screens:
    page, els = stage.page, stage.live.world.els
    opened = give_device(stage.live.house, els)
    stage.live.take_in(page.context, opened)
    page.goto(PAGE)
    for state in STATES:
        page.evaluate(SHOW, state)
        yield f"messages-{state}"
    try_it(stage)
    yield "messages-nowhere"
    some_devices(stage, els, opened)
    try_it(stage)
    settled(page, "[data-tried=waits]")
    yield "messages-under-way"
    shown(stage, els)
    settled(page, "[data-tried=shown]")
    yield "messages-arrived"
    for path, name in (("iphone", "messages-iphone"), ("android", "messages-android")):
        page.goto(f"{PAGE}/{path}")
        yield name
    yield from a_second_way(stage, els)
    forget(stage, els)


def a_second_way(stage: Stage, person: UUID) -> Screens:
    page, house = stage.page, stage.live.house
    page.goto(SECOND)
    yield "second-not-here"
    before = house.settings
    object.__setattr__(house, "settings", replace(before, second_mail=NOWHERE))
    try:
        page.goto(SECOND)
        yield "second"
        page.locator("[name=address]").fill("geen adres")
        press(stage, "give")
        yield "second-refused"
        asked(stage, person, proved=False)
        page.goto(SECOND)
        yield "second-asked"
        page.locator("[name=code]").fill("000000")
        press(stage, "code")
        yield "second-wrong-code"
        asked(stage, person, proved=True)
        page.goto(SECOND)
        yield "second-on"
    finally:
        object.__setattr__(house, "settings", before)


def press(stage: Stage, what: str) -> None:
    """Send a form past the browser's own checks."""
    form = f"main form:has([name=do][value={what}])"
    with stage.page.expect_navigation():
        stage.page.locator(form).evaluate("(form) => form.submit()")


def try_it(stage: Stage) -> None:
    with stage.page.expect_navigation():
        stage.page.locator("form[action$=proef] button").click()


def some_devices(stage: Stage, person: UUID, opened: Opened) -> None:
    """One of each: fresh, dead, silent; where a child comes in is on a tablet of theirs."""
    house, now = stage.live.house, stage.live.house.clock.now()
    here = subscribe(house, person, opened)
    others = [subscribe(house, person, give_device(house, person)) for _ in range(2)]
    tablet = give_device(house, person, kind="tablet")
    subscribe(house, person, tablet)
    give_device(house, stage.live.world.noor, kind="tablet", token=tablet.device_token)
    with house.db.writing(EVERYWHERE, by=None, now=now) as session:
        dead, silent = (session.get_one(Subscription, each) for each in others)
        dead.dead_at = now
        silent.since = now - timedelta(days=30)
        silent.shown_at = now - timedelta(days=20)
        session.get_one(Subscription, here).shown_at = now


def shown(stage: Stage, person: UUID) -> None:
    house, now = stage.live.house, stage.live.house.clock.now()
    with house.db.writing(EVERYWHERE, by=None, now=now) as session:
        for row in session.scalars(select(Delivery).filter_by(person_id=person, word="test")):
            row.shown_at = row.made_at + timedelta(seconds=3)


def asked(stage: Stage, person: UUID, *, proved: bool) -> None:
    """As if the mail with the code had gone out, and came."""
    house, now = stage.live.house, stage.live.house.clock.now()
    with house.db.writing(EVERYWHERE, by=None, now=now) as session:
        way = session.scalars(select(SecondWay).filter_by(person_id=person)).first()
        if way is None:
            row = new_id()
            mine = select(Subscription).filter_by(person_id=person)
            place = session.scalars(mine).first()
            assert place is not None
            told = {"address": "els@example.org", "language": "nl"}
            told["code"] = code_hash(house.secrets.pepper, row, "123456")
            body = Box.of(session, place.household_id).lock_json("second_ways", "body", row, told)
            way = SecondWay(id=row, household_id=place.household_id, person_id=person, body=body)
            way.credential_id, way.kind, way.since, way.wrong_tries = (
                place.credential_id, "mail", now, 0,
            )  # fmt: skip
            session.add(way)
        way.confirmed_at = now if proved else None


def forget(stage: Stage, person: UUID) -> None:
    """The server is shared: the next walk finds it as this one did."""
    house, now = stage.live.house, stage.live.house.clock.now()
    with house.db.writing(EVERYWHERE, by=None, now=now) as session:
        for model in (Delivery, Subscription, SecondWay):
            for row in session.scalars(select(model).filter_by(person_id=person)):
                session.delete(row)
            session.flush()


WALKS = (a_grandmother_lets_her_phone_tell_her,)
