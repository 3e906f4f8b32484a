"""A link is known to who made it: it lets nobody in once its maker may not make it any more."""

from collections.abc import Callable
from uuid import UUID

import pytest
from flask import Flask

from api.core.house import House
from api.people.actions import (
    add_person,
    add_shield,
    end_duty,
    end_membership,
    end_safety_link,
    give_duty,
)
from api.people.apart.actions import freeze
from api.people.going.actions import lift, suspend
from api.people.invitations.actions import give_way, help_child
from api.people.invitations.rules import Form, Why
from api.people.invitations.ways import make_way
from api.people.policy import Role
from tests.logbook.book import Book
from tests.people.doors import Door, is_in
from tests.people.test_invitations import NEW
from tests.people.test_staying_devices import notice, two
from tests.world import World, sign_in_client

SPENT = "Deze link werkt niet meer"


class Making:
    """Noor's house, in which Sara leads the talks as well and brings Joke in."""

    def __init__(self, house: House, app: Flask, world: World) -> None:
        """Add Joke, who chose no code yet."""
        self.door, self.world = Door(house, app), world
        self.book = Book(house, world.household, house.clock.now())
        self.book.change(give_duty, person=world.sara, kind="chair")
        values = {"household": world.household, "role": Role.CIRCLE, "name": "Joke"}
        self.joke = self.book.change(add_person, **values)

    def link(self, by: UUID) -> str:
        """A link for Joke."""
        return self.book.do(by, give_way, person=self.joke, form=Form.LINK).secret

    def tries(self, link: str) -> tuple[int, bool]:
        """Somebody who has the link looks at it and chooses; return what they get, and if they are in."""
        self.door.house.clock.moment = self.book.now  # type: ignore[attr-defined]
        thief = self.door.app.test_client()
        looked = thief.post("/kom", data={"link": link})
        chosen = self.door.accept(thief, link)
        assert (looked.status_code == 410) == (chosen.status_code == 410) == (SPENT in looked.text)
        return chosen.status_code, is_in(thief)


@pytest.fixture
def making(house: House, app: Flask, world: World) -> Making:
    return Making(house, app, world)


ENDS: dict[str, Callable[[Making], object]] = {
    "no member any more": lambda making: making.book.change(
        end_membership, person=making.world.sara
    ),
    "another leads": lambda making: making.book.change(
        end_duty, person=making.world.sara, kind="chair"
    ),
    "sent away": lambda making: making.book.do(
        making.world.tim, suspend, person=making.world.sara, days=5
    ),
    "the house goes apart": lambda making: making.book.do(making.world.tim, freeze),
}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_whoever_may_not_invite_any_more_comes_in_with_no_link_of_theirs(
    making: Making, end: Callable[[Making], object]
) -> None:
    link = making.link(making.world.sara)
    end(making)
    assert making.tries(link) == (410, False)
    assert making.tries(making.link(making.world.tim)) == (303, True)


def test_who_comes_back_finds_their_link_as_it_was(making: Making) -> None:
    link = making.link(making.world.sara)
    making.book.do(making.world.tim, suspend, person=making.world.sara, days=5)
    assert making.tries(link) == (410, False)
    making.book.do(making.world.tim, lift, person=making.world.sara)
    assert making.tries(link) == (303, True)


@pytest.mark.parametrize("end", [end_safety_link, add_shield])
def test_who_is_no_safety_person_any_more_does_not_come_in_as_the_child(
    making: Making, end: Callable[..., object]
) -> None:
    world, door = making.world, making.door
    code = making.book.do(world.els, help_child, person=world.noor)[1].secret
    whom = {"person" if end is end_safety_link else "feared": world.els}
    making.book.change(end, ward=world.noor, **whom)
    door.house.clock.moment = making.book.now  # type: ignore[attr-defined]
    answer = door.app.test_client().post("/kom", data={"link": code})
    assert (answer.status_code, SPENT in answer.text) == (410, True)


def test_who_is_feared_now_does_not_come_in_as_her_whose_phone_was_lost(making: Making) -> None:
    world = making.world
    values = {"person": world.sara, "by": world.ben, "form": Form.LINK, "why": Why.RECOVERED}
    link = making.book.change(make_way, **values).secret
    making.book.change(add_shield, ward=world.sara, feared=world.ben)
    assert making.tries(link) == (410, False)


def test_this_is_not_me_ends_what_the_other_one_made_in_her_name(making: Making) -> None:
    world, house = making.world, making.door.house
    old, _fresh = two(making.door, world.sara)
    making.book.now = house.clock.now()
    link = making.link(world.sara)
    house.clock.moment = making.book.now  # type: ignore[attr-defined]
    assert old.post(notice(old, "/niet-ik")).status_code == 303
    assert making.tries(link) == (410, False)
    assert making.tries(making.link(world.sara)) == (303, True)


def test_while_the_house_stands_still_no_adult_of_it_brings_anybody_in(making: Making) -> None:
    """As somebody new they would read what the others wrote meanwhile."""
    world, app = making.world, making.door.app
    making.book.do(world.tim, freeze)
    making.door.house.clock.moment = making.book.now  # type: ignore[attr-defined]
    sara, tim = (sign_in_client(app, who) for who in (world.sara, world.tim))
    for address in ("/mensen/erbij", f"/mensen/erbij/{making.joke}"):
        assert (sara.get(address).status_code, tim.get(address).status_code) == (404, 200)
        assert sara.post(address, data={**NEW, "vorm": "link"}).status_code == 404
    assert 'href="/mensen/erbij"' not in sara.get("/mensen").text
    assert 'href="/mensen/erbij"' in tim.get("/mensen").text
