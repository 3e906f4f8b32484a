"""Walks of a child that asks for somebody, and of those whom it asks; and its own colour."""

from uuid import uuid4

from api.child_world.own_person import point_at, say_yes
from api.child_world.queries import person_wishes
from api.people.actions import add_person
from api.people.policy import Role
from tests.look.own_house import open_house
from tests.look.walk import Screens, Stage, send_plain, tap, walk


@walk(
    "nobody",
    "today.today",
    "child_talking.talk",
    "child_talking.want",
    "child_talking.before_answering",
    "child_talking.answer",
)
def a_child_wants_to_talk(stage: Stage) -> Screens:
    own = open_house(stage)
    page = own.enters("Isa")
    page.goto("/praten")
    yield "child-talk"
    send_plain(page)
    yield "child-talk-refused"
    page.goto("/praten")
    tap(page, "button[name=asked]")
    page.wait_for_url("**/praten?klaar")
    yield "child-talk-asked"
    own.enters("Jo")
    page.goto("/")
    yield "today-with-a-child-that-wants-to-talk"
    with page.expect_navigation():
        tap(page, "a[href^='/praten/']")
    yield "talk-answer"
    with page.expect_navigation():
        tap(page, "button[value=later]")
    yield "talk-answer-missing"
    with page.expect_navigation():
        tap(page, "button[value=calls]")
    own.enters("Isa")
    page.goto("/")
    yield "child-first-page-with-an-answer"


@walk(
    "nobody",
    "today.today",
    "child_person.mine",
    "child_person.choose",
    "child_person.before_saying",
    "child_making.look",
    "child_making.change_look",
)
def a_child_wants_another_person(stage: Stage) -> Screens:
    own = open_house(stage)
    isa, piet = own.people["Isa"], own.people["Piet"]
    home = own.book.household
    bep = own.book.change(add_person, household=home, role=Role.CIRCLE, name="Bep")
    page = own.enters("Isa")
    page.goto("/ik/kleur")
    yield "child-look"
    send_plain(page)
    yield "child-look-refused"
    page.goto("/mijn-mens")
    yield "child-person"
    send_plain(page)
    yield "child-person-refused"
    page.goto("/mijn-mens")
    with page.expect_navigation():
        tap(page, f"button[name=wished][value='{piet}']")
    yield "child-person-pointed-at"
    own.enters("Piet")
    page.goto("/")
    with page.expect_navigation():
        tap(page, "a[href^='/mijn-mens/']")
    yield "person-chosen"
    own.book.now = stage.live.house.clock.now()
    own.book.do(isa, point_at, wish_id=uuid4(), wished=bep)
    (wish,) = own.book.ask(bep, person_wishes, own.book.now)
    own.book.do(bep, say_yes, wish_id=wish.id)
    page.goto("/")
    yield "today-with-a-child-to-talk-to"
    page.goto(f"/mijn-mens/{wish.id}")
    yield "person-confirm"


WALKS = (a_child_wants_to_talk, a_child_wants_another_person)
