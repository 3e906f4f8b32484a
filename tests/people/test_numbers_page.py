"""The numbers on /bellen, and /bellen/eigen where they are kept: as a browser without script sees them."""

import re
from collections.abc import Callable
from html import unescape
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.core.house import House
from api.people import actions
from tests.house.crawl import masked
from tests.world import World

ClientOf = Callable[[UUID], FlaskClient]
GP = {"name": "De huisarts", "number": "+31 (0)6 0000 0011", "when": "Als iemand ziek is."}
LINK = re.compile(r'href="(/bellen/eigen/[0-9a-f-]{36})"')


def put(client: FlaskClient, **other: str) -> str:
    """Put a number on the list; return where it can be changed."""
    answer = client.post("/bellen/eigen", data={**GP, "id": str(uuid4()), **other})
    assert (answer.status_code, answer.location) == (303, "/bellen/eigen"), answer.text
    return LINK.findall(client.get("/bellen/eigen").text)[-1]


def main(client: FlaskClient, address: str = "/bellen") -> str:
    text: str = client.get(address).text
    return text.split("<main")[1].split("</main>", maxsplit=1)[0]


def typed_in(page: str) -> dict[str, str]:
    """What stands in the boxes of the form."""
    boxes = re.findall(r'<input class="input"[^>]* name="(\w+)"[^>]* value="([^"]*)"', page)
    boxes += re.findall(r'<textarea[^>]* name="(\w+)"[^>]*>([^<]*)</textarea>', page)
    return {name: unescape(words) for name, words in boxes}


@pytest.mark.parametrize("who", ["noor", "sara", "mark", "els", "kees"])
def test_the_own_numbers_stand_below_112_and_above_the_others(
    client_of: ClientOf, world: World, who: str
) -> None:
    put(client_of(world.tim))
    shown = main(client_of(getattr(world, who)))
    places = [shown.index(found) for found in ("tel:112", "tel:+31600000011", "tel:08002000")]
    assert places == sorted(places)
    assert '<bdi translate="no">De huisarts</bdi>' in shown
    assert '<span class="number" dir="ltr">+31 (0)6 0000 0011</span>' in shown
    assert '<h3 dir="auto">Als iemand ziek is.</h3>' in shown


@pytest.mark.parametrize("who", ["noor", "sara", "mark", "els", "kees"])
def test_who_helps_as_work_stands_below_the_own_people_and_says_when_to_call(
    client_of: ClientOf, world: World, who: str
) -> None:
    team = {"name": "Amina", "bond": "professional", "when": "Heb je een vraag over ons plan?"}
    put(client_of(world.tim), **team)
    put(client_of(world.tim))
    shown = main(client_of(getattr(world, who)))
    own, helpers = shown.split('<h2 id="helpers">')
    assert '<h3 dir="auto">Als iemand ziek is.</h3>' in own
    assert '<h3 dir="auto">Heb je een vraag over ons plan?</h3>' in helpers
    assert "De huisarts" not in helpers


def test_what_was_ticked_is_ticked_again(client_of: ClientOf, world: World) -> None:
    tim = client_of(world.tim)
    address = put(tim, bond="professional", on_paper="ja")
    shown = main(tim, address)
    assert re.search(r'name="bond" value="professional" checked', shown)
    assert re.search(r'name="on_paper" value="ja" checked', shown)
    refused = tim.post(address, data={**GP, "name": "", "bond": "near"}).text
    assert re.search(r'name="bond" value="near" checked', refused)
    assert not re.search(r'name="on_paper" value="ja" checked', refused)


def test_without_own_numbers_the_page_says_nothing_of_them(
    app: Flask, client_of: ClientOf, world: World
) -> None:
    shown, plain = main(client_of(world.els)), main(app.test_client())
    assert shown.split("<h1>")[1] == plain.split("<h1>")[1]


@pytest.mark.parametrize("who", ["noor", "sara", "amina"])
def test_whosever_phone_it_is_without_signing_in_the_page_is_the_same(
    app: Flask, client_of: ClientOf, world: World, who: str
) -> None:
    """The worker keeps this page: one that knew the phone would tell whose it is."""
    plain = app.test_client().get("/bellen")
    put(client_of(world.tim))
    known, fresh = client_of(getattr(world, who)), app.test_client()
    known.delete_cookie("hb")
    assert known.get_cookie("hbd") is not None
    known, fresh = (each.get("/bellen") for each in (known, fresh))
    first, *others = [
        masked(each.status_code, list(each.headers), each.data) for each in (plain, known, fresh)
    ]
    assert others == [first, first]


def test_an_own_phone_may_keep_the_page_and_a_childs_may_not(
    client_of: ClientOf, world: World
) -> None:
    """A child's own phone is told neither yes nor no: it keeps its books, and this page not."""
    put(client_of(world.tim))
    for person, said in ((world.sara, "yes"), (world.noor, None)):
        client = client_of(person)
        assert client.get("/bellen").headers["Huisboek-Keep"] == "no"
        client.post("/instellingen/bewaren", data={"bewaren": "ja"})
        assert client.get("/bellen").headers.get("Huisboek-Keep") == said
    tim = client_of(world.tim)
    tim.post("/instellingen/bewaren", data={"bewaren": "ja"})
    assert tim.get("/bellen/eigen").headers.get("Huisboek-Keep") != "yes"


@pytest.mark.parametrize("who", ["noor", "sara", "mark", "els", "kees", "amina", "ria"])
def test_for_who_does_not_keep_the_list_its_pages_are_not_there(
    client_of: ClientOf, world: World, who: str
) -> None:
    address = put(client_of(world.tim))
    client = client_of(getattr(world, who))
    assert "/bellen/eigen" not in client.get("/bellen").text
    nowhere = client.get(f"/bellen/eigen/{uuid4()}")
    for asked in (
        client.get("/bellen/eigen"),
        client.get(address),
        client.post("/bellen/eigen", data=GP),
        client.post(address, data=GP),
        client.post(address, data={"do": "end"}),
        client.post(address, data={"do": "first"}),
    ):
        assert asked.status_code == 404
        assert masked(404, [], asked.data) == masked(404, [], nowhere.data)
    assert "De huisarts" in main(client_of(world.tim))


def test_the_keeper_finds_the_way_from_the_page_itself(client_of: ClientOf, world: World) -> None:
    tim = client_of(world.tim)
    assert 'href="/bellen/eigen"' in main(tim)
    address = put(tim)
    assert typed_in(main(tim, address)) == GP


def test_a_number_is_changed_put_first_and_taken_off(client_of: ClientOf, world: World) -> None:
    tim = client_of(world.tim)
    put(tim)
    address = put(tim, name="oma Els")
    assert tim.post(address, data={**GP, "name": "tante Els"}).status_code == 303
    assert tim.post(address, data={"do": "first"}).status_code == 303
    shown = main(tim)
    assert "oma Els" not in shown
    assert shown.index("tante Els") < shown.index("De huisarts")
    for _ in "12":
        assert tim.post(address, data={"do": "end"}).status_code == 303
    assert "tante Els" not in main(tim)
    assert tim.get(address).status_code == 404


def test_a_form_sent_twice_puts_one_number_on_the_list(client_of: ClientOf, world: World) -> None:
    tim, same = client_of(world.tim), str(uuid4())
    for _ in "12":
        put(tim, id=same)
    assert main(tim).count("De huisarts") == 1


@pytest.mark.parametrize(
    ("wrong", "field"), [({"name": " "}, "name"), ({"number": "*21#"}, "number"), ({"when": ""}, "when"), ({"bond": "x"}, "bond")]
)  # fmt: skip
def test_a_refusal_says_what_to_do_and_keeps_what_was_typed(
    client_of: ClientOf, world: World, wrong: dict[str, str], field: str
) -> None:
    tim = client_of(world.tim)
    known = put(tim, name="oma Els")
    typed = {**GP, "name": '<b>"Oma"</b>', **wrong}
    for address in ("/bellen/eigen", known):
        answer = tim.post(address, data=typed)
        assert answer.status_code == 422
        assert f'href="#f-{field}"' in answer.text
        boxes = {name: words for name, words in typed.items() if name != "bond"}
        assert typed_in(answer.text) == boxes
    assert "<b>" not in main(tim)


def test_a_broken_id_and_strange_fields_do_no_harm(client_of: ClientOf, world: World) -> None:
    tim = client_of(world.tim)
    assert tim.post("/bellen/eigen", data={**GP, "id": "x", "side": "b"}).status_code == 303
    assert tim.post("/bellen/eigen", data=b"\xff\xfe=1&name=%ff").status_code == 422
    assert main(tim).count("De huisarts") == 1


def test_between_two_sides_the_keeper_says_for_whom(
    house: House, client_of: ClientOf, world: World
) -> None:
    now = house.clock.now()
    with house.db.writing(world.apart, by=None, now=now) as session:
        for person in (world.ria, world.daan):
            actions.give_duty(session, person=person, kind="plan_holder", now=now)
    ria, daan = client_of(world.ria), client_of(world.daan)
    refused = ria.post("/bellen/eigen", data=GP)
    assert refused.status_code == 422
    assert 'href="#f-side"' in refused.text
    address = put(ria, side="a")
    assert "De huisarts" in main(client_of(world.lotte))
    assert "De huisarts" in main(client_of(world.fem))
    assert "De huisarts" not in main(daan)
    assert daan.get(address).status_code == 404
    assert 'name="side"' not in main(daan, "/bellen/eigen")
    assert 'class="hint">Alleen de kant van <bdi translate="no">Lotte</bdi>' in main(
        ria, "/bellen/eigen"
    )
    put(daan, side="a", name="Mijn broer")
    assert "Mijn broer" in main(daan)
    assert "Mijn broer" not in main(client_of(world.lotte))
