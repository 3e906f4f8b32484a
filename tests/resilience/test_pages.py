"""The pages of the week, as plain forms: tick, fill a day, plan, ask, say yes, choose who reads."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from api.core.house import House
from api.people.actions import end_membership
from api.resilience import actions
from api.resilience.elements import Element
from tests.houses import NOW
from tests.resilience.days import MONDAY, NEXT, TODAY, Days
from tests.world import World

pytestmark = pytest.mark.only("sqlite")
Clients = Callable[[UUID], FlaskClient]


def test_a_tap_is_a_tick_and_another_takes_it_away(
    days: Days, world: World, client_of: Clients, house: House
) -> None:
    sara, at = client_of(world.sara), f"/week/{world.noor}"
    given = {"id": str(world.els), "laag": "deden"}
    answer = sara.post(at, data={**given, "set": f"{TODAY}.outside"})
    assert (answer.status_code, answer.location) == (303, f"{at}?van={MONDAY}&laag=deden#d-{TODAY}")
    assert days.back(world.noor) == (Element.OUTSIDE,)
    page = sara.get(answer.location).text
    assert _pressed(page) == [f"{TODAY}.outside"]
    assert "Er is nog plek voor: Fijn contact, Goed slapen, Bewegen" in page
    house.clock.moment += timedelta(minutes=1)
    sara.post(at, data={**given, "clear": f"{TODAY}.outside"})
    assert days.back(world.noor) == ()


def test_a_day_is_filled_part_by_part_with_who_was_along(
    days: Days, world: World, client_of: Clients, house: House
) -> None:
    sara, at = client_of(world.sara), f"/week/{world.noor}/dag/{TODAY}"
    said = {"cell": ["morning.food", "evening.calm"], "with": [str(world.els)], "text": "Pap"}
    assert sara.post(at, data=said).status_code == 303
    page = sara.get(at).text
    assert page.count('name="was"') == 2
    assert "samen met" in page
    assert "Pap" in page
    house.clock.moment += timedelta(minutes=1)
    sara.post(at, data={"was": said["cell"], "cell": ["morning.food"]})
    assert days.back(world.noor) == (Element.FOOD,)


def test_who_asked_reads_that_nobody_comes_after_all(
    days: Days, world: World, client_of: Clients
) -> None:
    asked = days.ask(world.sara)
    days.book.do(world.tim, actions.claim, ask_id=asked)
    first = "Wie ja zei, komt niet meer."
    assert first not in client_of(world.sara).get("/").text
    days.book.change(end_membership, person=world.tim)
    page = client_of(world.sara).get("/").text
    assert f'href="/week/{world.noor}/vragen"' in page
    assert first in page
    assert first not in client_of(world.els).get("/").text


def test_the_usual_week_is_another_layer(days: Days, world: World, client_of: Clients) -> None:
    sara, at = client_of(world.sara), f"/week/{world.noor}"
    later = MONDAY + timedelta(days=6)
    sara.post(at, data={"set": f"{later}.sleep", "laag": "zo"})
    assert _pressed(sara.get(f"{at}?van={MONDAY}&laag=zo").text) == [f"{later}.sleep"]
    assert _pressed(sara.get(f"{at}?van={MONDAY}").text) == []
    assert "Zo is het</span></td>" in sara.get(f"{at}?van={MONDAY}&laag=samen").text


def test_from_a_wish_to_somebody_who_comes(days: Days, world: World, client_of: Clients) -> None:
    """Planning, asking, saying yes, and saying it second."""
    sara, tim, els = (client_of(each) for each in (world.sara, world.tim, world.els))
    at = f"/week/{world.noor}"
    wish = {"element": ["move"], "day": str(NEXT), "part": "evening", "repeats": "weekly"}
    assert sara.post(f"{at}/plannen", data={**wish, "do": "plan", "text": "Zwemmen"}).location == (
        f"{at}/plannen?van={NEXT}"
    )
    page = tim.get(f"{at}/plannen?van={NEXT}").text
    assert "Zwemmen" in page
    assert 'name="part"' not in page, "who reads along plans nothing"
    which = re.findall(r'name="which" value="([^"]+)"', page)[0]
    tim.post(f"{at}/plannen", data={"do": "along", "which": which, "day": str(NEXT)})
    assert "oom Tim" in sara.get(f"{at}?van={NEXT}&laag=willen").text
    gap = {"element": "outside", "day": str(NEXT), "part": "afternoon", "whom": "circle"}
    sara.post(f"{at}/vragen", data={**gap, "do": "ask"})
    (asked,) = days.asked(world.sara)
    assert f"/week/vraag/{asked}" in tim.get("/").text
    assert f"/week/vraag/{asked}" not in client_of(world.mark).get("/").text
    tim.post(f"/week/vraag/{asked}", data={"do": "go"})
    assert "Jij gaat mee. Fijn." in tim.get(f"/week/vraag/{asked}").text
    els.post(f"/week/vraag/{asked}", data={"do": "go"})
    assert "oom Tim</bdi> gaat al mee." in els.get(f"/week/vraag/{asked}").text
    assert "gaat mee op maandag 23 november" in sara.get("/").text


def test_a_holiday_stands_above_the_week(days: Days, world: World, client_of: Clients) -> None:
    sara, at = client_of(world.sara), f"/week/{world.noor}"
    free = {"name": "Kerst", "first": str(NEXT), "until": str(NEXT - timedelta(days=1))}
    wrong = sara.post(f"{at}/vrij", data=free)
    assert wrong.status_code == 422
    assert "Kerst" in wrong.text
    sara.post(f"{at}/vrij", data={**free, "until": str(NEXT)})
    assert "Kerst" in sara.get(f"{at}?van={NEXT}").text


def test_who_reads_is_chosen_on_a_page_that_others_do_not_have(
    days: Days, world: World, client_of: Clients
) -> None:
    els, at = client_of(world.els), f"/week/{world.noor}"
    page = els.get(f"{at}/wie").text
    assert f'value="{world.sara}" checked' in page
    assert str(world.mark) not in page
    els.post(f"{at}/wie", data={"people": [str(world.tim)]})
    assert client_of(world.sara).get(at).status_code == 404
    for who in (world.noor, world.sara, world.mark, world.kees):
        assert client_of(who).get(f"{at}/wie").status_code == 404


def test_what_cannot_be_is_refused_by_a_sentence_or_is_not_there(
    days: Days, world: World, client_of: Clients
) -> None:
    sara, at = client_of(world.sara), f"/week/{world.noor}"
    for data in ({}, {"set": "x.y"}, {"set": f"{TODAY}.nothing"}, {"set": "1999-01-01.food"}):
        assert sara.post(at, data=data).status_code == 404
    for address in ("?van=x", "?laag=x", "/dag/x", "/dag/1999-01-01"):
        assert sara.get(f"{at}{address}").status_code == 404
    empty = sara.post(f"{at}/plannen", data={"do": "plan", "day": str(NEXT), "part": "up"})
    assert (empty.status_code, "Kies eerst een plaatje." in empty.text) == (422, True)
    assert sara.post(f"{at}/vragen", data={"whom": "chosen"}).status_code == 422


def test_in_the_morning_somebody_is_asked_once_how_they_slept(
    days: Days, world: World, client_of: Clients, house: House
) -> None:
    Days(days.book, world.sara).tick(world.sara)
    sara = client_of(world.sara)
    assert "Heb je goed geslapen?" not in sara.get("/").text
    house.clock.moment = NOW + timedelta(hours=17)
    sara = client_of(world.sara)
    assert "Heb je goed geslapen?" in sara.get("/").text
    day = (NOW + timedelta(hours=17)).date()
    answer = sara.post(f"/week/{world.sara}", data={"clear": f"{day}.sleep", "naar": "vandaag"})
    assert answer.location == "/"
    assert "Heb je goed geslapen?" not in sara.get("/").text
    assert "Heb je goed geslapen?" not in client_of(world.mark).get("/").text


def _pressed(page: str) -> list[str]:
    return re.findall(r'value="([^"]+)" aria-pressed="true"', page)


def test_the_week_before_is_taken_over_from_where_one_plans_and_the_page_says_so(
    days: Days, world: World, client_of: Clients
) -> None:
    sara, at = client_of(world.sara), f"/week/{world.noor}"
    page = sara.get(f"{at}?van={MONDAY}&laag=willen").text
    assert (page.count('value="copy"'), f'name="day" value="{MONDAY}"' in page) == (1, True)
    answer = sara.post(f"{at}/plannen", data={"do": "copy", "day": str(NEXT)})
    assert "Er was niets om over te nemen." in sara.get(answer.location).text
    wish = {"do": "plan", "day": str(TODAY), "part": "evening", "element": "food", "text": "Soep"}
    sara.post(f"{at}/plannen", data={**wish, "with": [str(world.noor), str(world.ben)]})
    answer = sara.post(f"{at}/plannen", data={"do": "copy", "day": str(NEXT)})
    page = sara.get(answer.location).text
    assert ("Dit staat nu ook in deze week." in page, "Soep" in page) == (True, True)
    (along,) = re.findall(r"Samen met (.*?)</p>", page)
    assert ("Ben" in along, "Noor" in along) == (True, False)


def test_a_day_is_filled_in_before_anybody_chooses_one(
    days: Days, world: World, client_of: Clients
) -> None:
    sara, at = client_of(world.sara), f"/week/{world.noor}"
    for address, day in (("plannen", TODAY), (f"plannen?van={NEXT}", NEXT), ("vragen", TODAY)):
        assert f'value="{day}"' in _field(sara.get(f"{at}/{address}").text)


def test_the_three_layers_lie_beside_each_other_under_their_own_heads(
    days: Days, world: World, client_of: Clients
) -> None:
    days.tick(world.noor)
    page = client_of(world.sara).get(f"/week/{world.noor}?laag=samen").text
    table = page.split('<table class="layers">')[1].split("</table>")[0]
    heads = re.findall(r'<th scope="col">([^<]+)</th>', table.split("</thead>")[0])
    assert "unseen" not in table.split("<tr>")[0]
    assert heads == ["Dit deden we", "Dit willen we", "Zo is het"]


def _field(page: str) -> str:
    (found,) = re.findall(r'<input[^>]*type="date"[^>]*>', page)
    return str(found)
