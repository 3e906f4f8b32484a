"""Walks through the room: by the device alone, while practising, and where its things are chosen."""

from api.people.actions import link_safety_person
from api.people.queries import viewer
from api.safe_object.practising import begin_practice
from tests.look.walk import Screens, Stage, photo, pick, send, send_plain, settled, tap, walk
from tests.making.steps import HOUSE, stroke
from tests.push.knocking import give_device


def on_a_tablet(stage: Stage, *people: str) -> None:
    """These people have a place on this device, and nobody is signed in."""
    world, house = stage.live.world, stage.live.house
    opened = give_device(house, getattr(world, people[0]), kind="tablet")
    for each in people[1:]:
        give_device(house, getattr(world, each), token=opened.device_token)
    stage.live.take_in(stage.page.context, opened)
    stage.sign_out()


@walk("nobody", "room.which", "room.room", "room.move_thing")
def a_child_plays_on_a_shared_tablet(stage: Stage) -> Screens:
    page, world = stage.page, stage.live.world
    on_a_tablet(stage, "noor", "sara")
    page.goto("/kamer")
    yield "rooms"
    page.goto(f"/kamer/{world.noor}")
    yield "room"
    pick(page, "thing", "bear")
    yield "room-taken"
    tap(page, ".spot.window")
    settled(page, ".spot.window [data-thing=bear]")
    yield "room-moved"
    tap(page, "summary")
    page.evaluate("dispatchEvent(new Event('offline'))")
    yield "room-calling"
    pick(page, "thing", "ball")
    page.evaluate(
        "document.querySelector('[name=id]').insertAdjacentElement('afterend', Object.assign(document.createElement('input'), {type: 'hidden', name: 'spot', value: 'rug'}))"
    )
    send_plain(page)
    yield "room-plain"


@walk("sara", "room.room")
def an_adult_has_one_too(stage: Stage) -> Screens:
    page, world = stage.page, stage.live.world
    page.goto(f"/kamer/{world.sara}")
    pick(page, "thing", "mug")
    tap(page, ".spot.sofa")
    settled(page, ".spot.sofa [data-thing=mug]")
    yield "room-adult"


@walk("noor", "room.practice")
def a_child_practises(stage: Stage) -> Screens:
    page, live = stage.page, stage.live
    now, world = live.house.clock.now(), live.world
    with live.house.db.writing(world.household, by=world.els, now=now) as session:
        begin_practice(session, by=viewer(session, world.els), ward=world.noor, now=now)
    page.goto(f"/kamer/{world.noor}/oefenen")
    yield "room-practice"


@walk(
    "noor",
    "room_choosing.choose",
    "room_choosing.agree",
    "room_choosing.make",
    "room_choosing.put_own",
)
def a_child_chooses(stage: Stage) -> Screens:
    page, world = stage.page, stage.live.world
    page.goto(f"/kamer/{world.noor}/kiezen")
    yield "room-choosing"
    send_plain(page)
    yield "room-choosing-missing"
    page.goto(f"/kamer/{world.noor}/kiezen/ding?maak=foto")
    yield "room-photo"
    send_plain(page)
    yield "room-making-missing"
    page.set_input_files("input[name=photo]", photo())  # type: ignore[arg-type]
    settled(page, "photo-pick [data-preview]")
    send(page)
    page.goto(f"/kamer/{world.noor}/kiezen/ding?maak=tekenen")
    settled(page, ".paper canvas.live")
    stroke(page, HOUSE)
    yield "room-drawing"
    send(page)
    yield "room-own-things"
    pick(page, "thing", "car")
    pick(page, "spot", "rug")
    tap(page, "main form[action$=kiezen] button[type=submit]")
    page.wait_for_url("**/kiezen?klaar=ja")
    yield "room-chosen"


@walk("els", "room_choosing.choose")
def a_safety_person_sees_what_was_agreed(stage: Stage) -> Screens:
    page, world = stage.page, stage.live.world
    page.goto(f"/kamer/{world.noor}/kiezen")
    pick(page, "thing", "bear")
    pick(page, "spot", "window")
    tap(page, "main form[action$=kiezen] button[type=submit]")
    page.wait_for_url("**/kiezen?klaar=ja")
    yield "room-agreed"


@walk("sara", "room_choosing.choose")
def an_adult_chooses(stage: Stage) -> Screens:
    page, live = stage.page, stage.live
    now, world = live.house.clock.now(), live.world
    with live.house.db.writing(world.household, by=None, now=now) as session:
        if not viewer(session, world.sara).safety_people:
            link_safety_person(session, ward=world.sara, person=world.tim, place=1, now=now)
    page.goto(f"/kamer/{world.sara}/kiezen")
    yield "room-adult-choosing"


WALKS = (
    a_child_plays_on_a_shared_tablet,
    an_adult_has_one_too,
    a_child_practises,
    a_child_chooses,
    a_safety_person_sees_what_was_agreed,
    an_adult_chooses,
)
