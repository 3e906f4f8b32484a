"""Leaving by oneself: duties first, a day to take it back, and a child is told whom to ask."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient

from api.core.house import House
from api.people.actions import (
    add_person,
    add_shield,
    end_safety_link,
    give_duty,
    link_safety_person,
)
from api.people.policy import Role, Side
from api.people.queries import viewer
from api.worker import carry_out_goings
from tests.people.notices import told
from tests.people.quietly import come_in, make_quiet
from tests.people.test_going import ask, later
from tests.world import World, leave_noor_with_els

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
Clients = Callable[[UUID], FlaskClient]
ADDRESS = "/instellingen/weggaan"


def is_gone(house: House, household: UUID, person: UUID) -> bool:
    later(house, DAY)
    carry_out_goings(house, house.clock.now())
    with house.db.reading(household) as session:
        return viewer(session, person).ended_at is not None


def test_who_has_no_task_leaves_a_day_later(house: House, world: World, client_of: Clients) -> None:
    sara = client_of(world.sara)
    assert "Na 24 uur kom je hier niet meer binnen" in sara.get(ADDRESS).text
    for _twice in range(2):
        assert sara.post(ADDRESS).status_code == 303
    assert "Je doet nog mee tot" in sara.get(ADDRESS).text
    assert is_gone(house, world.household, world.sara)
    assert sara.get("/").status_code == 401


def test_it_can_be_taken_back_until_then(house: House, world: World, client_of: Clients) -> None:
    sara = client_of(world.sara)
    sara.post(ADDRESS)
    assert sara.post(ADDRESS, data={"do": "back"}).status_code == 303
    assert not is_gone(house, world.household, world.sara)


def test_a_safety_person_hears_it_and_takes_it_back(
    house: House, world: World, client_of: Clients
) -> None:
    now = house.clock.now()
    with house.db.writing(world.household, by=None, now=now) as session:
        link_safety_person(session, ward=world.sara, person=world.tim, place=1, now=now)
    sara, tim = client_of(world.sara), client_of(world.tim)
    sara.post(ADDRESS)
    assert told(house, world.household, world.tim) == ["leaving"]
    assert "Neem het terug" in tim.get(f"/mensen/{world.sara}/meedoen").text
    assert ask(client_of(world.els), world.sara, "back").status_code == 404
    assert ask(tim, world.sara, "back").status_code == 303
    assert not is_gone(house, world.household, world.sara)


def test_a_task_goes_to_somebody_else_first(house: House, world: World, client_of: Clients) -> None:
    tim = client_of(world.tim)
    for form in ({}, {"chair": "x"}, {"chair": str(world.sara)}, {"chair": str(world.tim)}):
        refused = tim.post(ADDRESS, data=form)
        assert refused.status_code == 422
        assert "Kies wie dit van jou overneemt." in refused.text
    assert tim.post(ADDRESS, data={"chair": str(world.els)}).status_code == 303
    with house.db.reading(world.household) as session:
        assert viewer(session, world.els).duties == {"chair"}
        assert viewer(session, world.tim).duties == frozenset()
    assert told(house, world.household, world.els) == ["duty"]
    assert is_gone(house, world.household, world.tim)


def test_the_last_safety_person_names_a_stand_in_or_tells_who_leads(
    house: House, world: World, client_of: Clients
) -> None:
    leave_noor_with_els(house, world)
    els = client_of(world.els)
    field = f"ward-{world.noor}"
    assert els.post(ADDRESS).status_code == 422
    assert els.post(ADDRESS, data={field: str(world.mark)}).status_code == 422
    assert els.post(ADDRESS, data={field: "chair"}).status_code == 303
    assert told(house, world.household, world.tim) == ["ward_alone"]
    els.post(ADDRESS, data={"do": "back"})
    assert els.post(ADDRESS, data={field: str(world.ben)}).status_code == 303
    assert is_gone(house, world.household, world.els)
    with house.db.reading(world.household) as session:
        ben = viewer(session, world.ben)
    assert set(ben.wards) == {world.noor}
    assert not ben.second_for


def test_one_of_two_safety_people_leaves_without_a_word(
    house: House, world: World, client_of: Clients
) -> None:
    assert client_of(world.ben).post(ADDRESS).status_code == 303
    assert is_gone(house, world.household, world.ben)


def test_a_child_hears_whom_to_ask_and_cannot_leave_here(
    house: House, world: World, client_of: Clients
) -> None:
    noor = client_of(world.noor)
    page = noor.get(ADDRESS).text
    assert "Praat erover met" in page
    assert "oma Els" in page
    assert noor.post(ADDRESS).status_code == 404
    assert not is_gone(house, world.household, world.noor)


def test_two_sides_hear_nothing_of_each_other(
    house: House, world: World, client_of: Clients
) -> None:
    lotte, daan, ria = client_of(world.lotte), client_of(world.daan), client_of(world.ria)
    assert ask(lotte, world.daan).status_code == 404
    daan.post(ADDRESS)
    assert told(house, world.apart, world.lotte) == []
    ask(daan, world.ria)
    assert lotte.get(f"/mensen/{world.daan}/meedoen").status_code == 404
    assert "Moet" in lotte.get(f"/mensen/{world.ria}/meedoen").text
    assert ria.get(f"/mensen/{world.daan}/meedoen").status_code == 200


def test_a_safety_person_of_the_other_side_changes_nothing_for_who_leaves(
    house: House, world: World, client_of: Clients
) -> None:
    """Anna names a stand-in whether or not Daan's mother is there for Fem too."""
    now = house.clock.now()
    with house.db.writing(world.apart, by=None, now=now) as session:
        more = {"household": world.apart, "role": Role.CIRCLE, "now": now - DAY}
        anna = add_person(session, name="Anna", side=Side.A, **more)
        end_safety_link(session, ward=world.fem, person=world.ria, now=now)
        link_safety_person(session, ward=world.fem, person=anna, place=1, now=now)
        give_duty(session, person=world.ria, kind="chair", now=now)
    phone = client_of(anna)
    alone = phone.get(ADDRESS).text.split("<main")[1]
    with house.db.writing(world.apart, by=None, now=now) as session:
        mother = add_person(session, name="Joke", side=Side.B, **more)
        link_safety_person(session, ward=world.fem, person=mother, place=2, now=now - DAY)
    assert phone.get(ADDRESS).text.split("<main")[1] == alone
    assert phone.post(ADDRESS).status_code == 422
    assert phone.post(ADDRESS, data={f"ward-{world.fem}": "chair"}).status_code == 303
    assert told(house, world.apart, world.ria) == [], "Ria knows that Fem is not alone"
    phone.post(ADDRESS, data={"do": "back"})
    assert phone.post(ADDRESS, data={f"ward-{world.fem}": str(world.ria)}).status_code == 303
    assert is_gone(house, world.apart, anna)
    with house.db.reading(world.apart) as session:
        seconds = {who: viewer(session, who).second_for for who in (world.ria, mother)}
    assert seconds == {world.ria: frozenset(), mother: {world.fem}}


def test_who_leaves_while_another_reads_along_leaves_nobody_alone_unsaid(
    house: House, world: World, app: Flask
) -> None:
    """The page asks nothing of tasks and wards, so who can find another is told of them."""
    leave_noor_with_els(house, world)
    now = house.clock.now()
    with house.db.writing(world.household, by=None, now=now) as session:
        give_duty(session, person=world.els, kind="plan_holder", now=now)
    els, kees = (make_quiet(app, come_in(app, who)) for who in (world.els, world.kees))
    assert els.post(ADDRESS).status_code == kees.post(ADDRESS).status_code == 303
    assert els.get(ADDRESS).text.split("<main")[1] == kees.get(ADDRESS).text.split("<main")[1]
    assert sorted(told(house, world.household, world.tim)) == ["duty_open", "ward_alone"]
    assert told(house, world.household, world.ben) == []


def test_the_only_one_with_a_task_who_leaves_so_is_told_of_to_the_circle(
    house: House, world: World, app: Flask
) -> None:
    assert make_quiet(app, come_in(app, world.tim)).post(ADDRESS).status_code == 303
    for who in (world.els, world.ben):
        assert told(house, world.household, who) == ["duty_open"]
    for who in (world.sara, world.mark, world.kees, world.noor, world.tim):
        assert told(house, world.household, who) == []


def test_who_takes_a_leaving_back_is_what_they_were_and_so_is_the_stand_in(
    house: House, world: World, client_of: Clients
) -> None:
    """By leaving and staying nobody gives a child a safety person of their own choice."""
    now = house.clock.now()
    with house.db.writing(world.household, by=None, now=now) as session:
        end_safety_link(session, ward=world.noor, person=world.els, now=now)
        end_safety_link(session, ward=world.noor, person=world.ben, now=now)
        link_safety_person(session, ward=world.noor, person=world.tim, place=1, now=now - DAY)
        give_duty(session, person=world.els, kind="plan_holder", now=now - DAY)
    tim = client_of(world.tim)
    form = {f"ward-{world.noor}": str(world.ben), "chair": str(world.els)}
    for _twice in range(2):
        assert tim.post(ADDRESS, data=form).status_code == 303
        later(house, HOUR)
        assert tim.post(ADDRESS, data={"do": "back"}).status_code == 303
        with house.db.reading(world.household) as session:
            who = {name: viewer(session, getattr(world, name)) for name in ("tim", "ben", "els")}
        assert {name: set(each.wards) for name, each in who.items()} == {
            "tim": {world.noor}, "ben": set(), "els": set(),
        }  # fmt: skip
        assert not who["tim"].second_for
        assert (who["tim"].duties, who["els"].duties) == ({"chair"}, {"plan_holder"})
        later(house, HOUR)
    assert set(told(house, world.household, world.ben)) == {"stand_in_over", "stand_in"}
    assert set(told(house, world.household, world.els)) == {"stays", "duty", "stand_in_named"}


def test_a_task_does_not_come_back_to_who_is_feared_meanwhile(
    house: House, world: World, client_of: Clients
) -> None:
    tim = client_of(world.tim)
    assert tim.post(ADDRESS, data={"chair": str(world.els)}).status_code == 303
    now = house.clock.now()
    with house.db.writing(world.household, by=None, now=now) as session:
        add_shield(session, ward=world.noor, feared=world.tim, now=now)
    assert tim.post(ADDRESS, data={"do": "back"}).status_code == 303
    with house.db.reading(world.household) as session:
        assert viewer(session, world.tim).duties == frozenset()
        assert viewer(session, world.els).duties == {"chair"}
