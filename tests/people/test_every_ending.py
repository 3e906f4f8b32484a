"""Security R6 and R11: after everything that ends a sign-in a saved cookie is worth nothing, ever.

Sara has an old phone and a new tablet. Somebody copied the cookies of both beforehand.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from api.core.house import House
from api.people import actions, changing
from api.people.model import Credential, Invitation, SignIn
from api.people.policy import Ring, Role
from api.worker import carry_out_goings
from tests.people.doors import PIN, Door, copy_cookies, is_in
from tests.people.test_going import ask, pause
from tests.people.test_recovery import speak
from tests.people.test_staying_devices import LIST, notice, two, ways
from tests.world import World, sign_in_client

OTHER = "739164"
DAY = timedelta(days=1)
CODE = {"code": OTHER, "again": OTHER}


@dataclass
class Sara:
    """Her two devices, and the house around them."""

    door: Door
    world: World
    old: FlaskClient
    fresh: FlaskClient

    @classmethod
    def arrives(cls, door: Door, world: World) -> "Sara":
        return cls(door, world, *two(door, world.sara))

    @property
    def house(self) -> House:
        return self.door.house

    def somebody(self, who: str) -> FlaskClient:
        return sign_in_client(self.door.app, getattr(self.world, who))

    def write(self, action: Callable[..., None], **more: object) -> None:
        """Somebody who may decides it, by a door that is no page yet."""
        now = self.house.clock.now()
        with self.house.db.writing(self.world.household, by=self.world.tim, now=now) as session:
            action(session, person=self.world.sara, now=now, **more)

    def recovered(self) -> None:
        for who in (self.world.tim, self.world.els):
            assert speak(self.door, self.door.arrive(who), self.world.sara).status_code == 200

    def removed(self) -> None:
        ask(self.somebody("ben"), self.world.sara, urgent="ja")
        ask(self.somebody("tim"), self.world.sara, "agree")

    def leaves(self) -> None:
        self.old.post("/instellingen/weggaan")
        self.house.clock.moment += DAY  # type: ignore[attr-defined]
        carry_out_goings(self.house, self.house.clock.now())

    def suspended(self) -> None:
        assert pause(self.somebody("tim"), self.world.sara, days="5").status_code == 303

    def put_apart(self) -> None:
        answer = self.somebody("tim").post("/mensen/apart", data={"do": "freeze"})
        assert answer.status_code == 303

    def another_code(self) -> None:
        now = self.house.clock.now()
        changing.change_secret(self.house, person=self.world.sara, chosen=[OTHER], now=now)

    def a_new_link(self) -> None:
        self.door.accept(self.door.app.test_client(), self.door.link(self.world.sara), OTHER)

    def held(self) -> tuple[int, int, int]:
        """Count her open screens, her places on devices and the links that would let her in."""
        mine = {"person_id": self.world.sara}
        with self.house.db.reading(self.world.household) as session:
            screens = session.scalars(select(SignIn).filter_by(**mine, ended_at=None)).all()
            places = session.scalars(select(Credential).filter_by(**mine)).all()
            links = session.scalars(select(Invitation).filter_by(**mine, used_at=None)).all()
        now = self.house.clock.now()
        return len(screens), len(places), sum(each.expires_at > now for each in links)


BOTH, OLD, FRESH = {"old", "fresh"}, {"old"}, {"fresh"}
ENDINGS: dict[str, tuple[Callable[[Sara], object], set[str]]] = {
    "she signs out": (lambda sara: sara.old.post("/binnen/uit"), OLD),
    "she is away at once": (lambda sara: sara.old.get("/weg"), OLD),
    "she signs out on the others": (lambda sara: sara.old.post(f"{LIST}/anderen"), FRESH),
    "she signs out everywhere": (lambda sara: sara.old.post(f"{LIST}/overal"), BOTH),
    "she takes a device away": (lambda sara: sara.old.post(ways(sara.old)[0]), FRESH),
    "she wipes the phone": (lambda sara: sara.old.post("/instellingen/wissen"), OLD),
    "this is not me": (lambda sara: sara.old.post(notice(sara.old, "/niet-ik")), FRESH),
    "another code, there": (lambda sara: sara.old.post("/instellingen/code", data=CODE), BOTH),
    "another code": (Sara.another_code, BOTH),
    "a new link": (Sara.a_new_link, BOTH),
    "she comes in anew": (lambda sara: sara.door.knock(sara.old, sara.world.sara), OLD),
    "a lost phone": (Sara.recovered, BOTH),
    "removal": (Sara.removed, BOTH),
    "leaving": (Sara.leaves, BOTH),
    "a suspension": (Sara.suspended, BOTH),
    "another role": (lambda sara: sara.write(actions.change_role, role=Role.CIRCLE), BOTH),
    "another ring": (lambda sara: sara.write(actions.change_ring, ring=Ring.PART), BOTH),
    "a task taken back": (lambda sara: sara.write(actions.end_duty, kind="chair"), BOTH),
    "the house put apart": (Sara.put_apart, BOTH),
}
FOR_GOOD = ("removal", "leaving")


@pytest.fixture
def sara(house: House, app: Flask, world: World) -> Sara:
    return Sara.arrives(Door(house, app), world)


@pytest.mark.parametrize("how", ENDINGS)
def test_a_saved_cookie_is_worth_nothing_after_it_today_and_a_month_later(
    sara: Sara, how: str
) -> None:
    end, ended = ENDINGS[how]
    saved = {name: copy_cookies(sara.door.app, getattr(sara, name)) for name in BOTH}
    assert all(map(is_in, saved.values()))
    end(sara)
    for name, browser in saved.items():
        assert is_in(browser) is (name not in ended), name
    for long in (timedelta(0), DAY, 4 * DAY, 24 * DAY):
        sara.house.clock.moment += long  # type: ignore[attr-defined]
        for name in ended:
            assert not is_in(saved[name]), name
            for address in ("/instellingen/bewaren", f"{LIST}/overal"):
                answer = saved[name].post(address)
                assert answer.status_code == 401
                assert "hb=" not in str(answer.headers.getlist("Set-Cookie"))
            assert saved[name].put(f"/api/v1/outbox/{uuid4()}").status_code == 401


@pytest.mark.parametrize("how", FOR_GOOD)
def test_who_is_gone_holds_nothing_at_all(sara: Sara, how: str) -> None:
    sara.door.link(sara.world.sara)
    screens, places, links = sara.held()
    assert (screens, places, links) == (2, 2, 1)
    ENDINGS[how][0](sara)
    assert sara.held() == (0, 0, 0)
    for browser in (sara.old, sara.fresh):
        answer = browser.get("/")
        assert answer.status_code == 401
        assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'


def test_who_is_sent_away_keeps_the_way_back_and_nothing_else(sara: Sara) -> None:
    link = sara.door.link(sara.world.sara)
    ENDINGS["a suspension"][0](sara)
    assert sara.held() == (0, 2, 1)
    assert sara.door.knock(sara.old, sara.world.sara).status_code == 401
    assert sara.door.accept(sara.door.app.test_client(), link).status_code == 401
    assert sara.held()[0] == 0
    sara.house.clock.moment += DAY  # type: ignore[attr-defined]
    assert sara.door.knock(sara.old, sara.world.sara, PIN).status_code == 303


def test_ending_one_person_leaves_the_others_in(sara: Sara) -> None:
    ben = sara.somebody("ben")
    sara.removed()
    assert is_in(ben)
