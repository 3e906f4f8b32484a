"""The pages of the scales, without script."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient

from api.core.house import House
from api.logbook.note import Kind
from api.people.actions import add_person, link_safety_person
from api.people.policy import Role, Side
from tests.houses import NOW
from tests.logbook.book import Book
from tests.scales.marks import SEEN, agree_on_danger, keeper_of, score, score_then
from tests.world import World, prove_all

ClientOf = Callable[[UUID], FlaskClient]
FORM = {"value": "6", "seen": SEEN, "audience": "circle"}


def numbers(page: str) -> list[str]:
    return re.findall(r'class="score" dir="ltr">(\d+)<', page)


def test_somebody_gives_a_number_and_then_sees_that_of_others(
    book: Book, world: World, danger: UUID, client_of: ClientOf
) -> None:
    score(book, world.els, danger, 4, seen="Els hoorde niets.")
    sara = client_of(world.sara)
    before = sara.get("/cijfers").text
    assert numbers(before) == []
    assert "Els" not in before.split("<main")[1]
    answer = sara.post(f"/cijfers/{danger}", data={**FORM, "id": str(uuid4())})
    assert (answer.status_code, answer.location) == (303, "/cijfers?klaar")
    after = sara.get("/cijfers?klaar").text
    assert numbers(after) == ["6", "4"]
    assert "Els hoorde niets." in after


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("11", "Dit kan niet. Kies een cijfer van 0 tot 10."),
        ("-1", "Dit kan niet. Kies een cijfer van 0 tot 10."),
        ("veel", "Dit kan niet. Kies een cijfer van 0 tot 10."),
        ("7,5", "Een half cijfer kan niet. Kies een heel cijfer van 0 tot 10."),
        ("", "Kies eerst een cijfer."),
    ],
)
def test_what_is_no_number_is_told_and_all_that_was_typed_stays(
    world: World, danger: UUID, client_of: ClientOf, typed: str, sentence: str
) -> None:
    told = {"value": typed, "seen": "Tim zong.", "not_lower": "Rust.", "not_higher": "Slaap."}
    answer = client_of(world.sara).post(f"/cijfers/{danger}", data=told)
    page = answer.text
    assert answer.status_code == 422
    assert sentence in page
    assert all(words in page for words in told.values())


def test_a_number_sent_twice_by_hand_stands_once(
    book: Book, world: World, danger: UUID, client_of: ClientOf
) -> None:
    sara, form = client_of(world.sara), {**FORM, "id": str(uuid4())}
    for _ in "12":
        assert sara.post(f"/cijfers/{danger}", data=form).status_code == 303
    page = sara.get(f"/cijfers/{danger}/verloop").text
    assert re.findall(r'data-value="(\d+)"', page) == ["6"]


def test_the_chart_and_the_list_hold_the_same_numbers(
    book: Book, world: World, danger: UUID, client_of: ClientOf, house: House
) -> None:
    for place, value in enumerate((3, 5, 6, 6, 7)):
        score_then(book, world.sara, danger, value, NOW.replace(month=7 + place))
    page = client_of(world.sara).get(f"/cijfers/{danger}/verloop").text
    drawn = re.findall(r'class="chart-value"[^>]*>(\d+)<', page)
    assert drawn == ["3", "5", "6", "6", "7"]
    assert re.findall(r'data-value="(\d+)"', page) == drawn[::-1]
    assert "<title>Het cijfer ging van 3 naar 7.</title>" in page
    assert "Al 3 maanden steeds een 6 of hoger." in page


def test_when_it_last_went_wrong_is_told_from_what_the_reader_may_read(
    book: Book, world: World, danger: UUID, client_of: ClientOf
) -> None:
    page = client_of(world.sara).get(f"/cijfers/{danger}/verloop").text
    assert "In wat jij leest ging het nooit mis." in page
    book.now = NOW.replace(month=8, day=2)
    book.write(world.sara, "Het ging mis.", kind=Kind.WRONG)
    for who, sentence in (
        (world.sara, "3 maanden geleden ging het voor het laatst mis."),
        (world.els, "In wat jij leest ging het nooit mis."),
    ):
        assert sentence in client_of(who).get(f"/cijfers/{danger}/verloop").text


def test_no_page_says_that_a_house_is_safe_or_what_the_average_is(
    book: Book, world: World, danger: UUID, client_of: ClientOf
) -> None:
    for who in (world.sara, world.els, world.tim):
        score(book, who, danger, 9)
    els = client_of(world.els)
    for address in ("/cijfers", f"/cijfers/{danger}", f"/cijfers/{danger}/verloop"):
        page = els.get(address).text.split("<main")[1]
        assert not re.search(r"veilig(?! persoon)|gemiddeld|geslaagd|goed genoeg", page), address


def test_a_child_says_how_it_is_and_its_safety_person_reads_it(
    book: Book, world: World, danger: UUID, client_of: ClientOf, house: House
) -> None:
    noor = client_of(world.noor)
    page = noor.get("/cijfers").text
    assert "Het wordt luid in huis." not in page
    told = {"value": "2", "seen": "Ik kon niet slapen.", "id": str(uuid4())}
    assert noor.post(f"/cijfers/{world.noor}", data=told).status_code == 303
    els, address = client_of(world.els), f"/cijfers/{world.noor}/verloop"
    house.clock.moment = NOW + timedelta(minutes=30)  # type: ignore[attr-defined]
    assert "Noor" in els.get("/cijfers").text
    assert els.get(address).status_code == 303  # first say who you are
    prove_all(house)
    read = els.get(address).text
    assert "Ik kon niet slapen." in read
    assert '"chart-line"' not in read
    assert "Els" in noor.get("/instellingen/gekeken").text.split("<main")[1]
    assert "Cijfers" in els.get("/instellingen/gekeken").text
    for who in (world.sara, world.mark, world.tim, world.kees):
        assert client_of(who).get(address).status_code == 404
        assert "Noor" not in client_of(who).get("/cijfers").text.split("<main")[1]


def test_the_faces_of_a_young_child_are_on_no_line(
    apart: Book, world: World, client_of: ClientOf, house: House
) -> None:
    values = {"household": world.apart, "role": Role.CHILD, "name": "Bo", "born_year": 2021}
    bo = apart.change(add_person, **values)
    apart.change(link_safety_person, ward=bo, person=world.ria, place=1)
    page = client_of(bo).get("/cijfers").text
    assert re.findall(r'name="value" value="(\d)"', page) == ["5", "4", "3", "2", "1"]
    score(apart, bo, bo, 4, seen="Wij zongen.")
    ria = client_of(world.ria)
    prove_all(house)
    read = ria.get(f"/cijfers/{bo}/verloop").text
    assert "Plaatje 4 van 5" in read
    assert "Wij zongen." in read
    assert "<polyline" not in read


def test_what_is_hidden_and_what_is_not_there_are_the_same_bytes(
    apart: Book, world: World, client_of: ClientOf
) -> None:
    ria = keeper_of(apart, world)
    danger = agree_on_danger(apart, ria, side=Side.A)
    daan = client_of(world.daan)

    def bare(answer: object) -> str:
        return re.sub(r'nonce="[^"]+"', "", answer.text)  # type: ignore[attr-defined]

    for tail in ("", "/verloop", "/woorden"):
        hidden, unknown = (daan.get(f"/cijfers/{each}{tail}") for each in (danger, uuid4()))
        assert (hidden.status_code, bare(hidden)) == (404, bare(unknown))


def test_who_leads_writes_the_words_at_both_ends(
    world: World, danger: UUID, client_of: ClientOf
) -> None:
    tim, address = client_of(world.tim), f"/cijfers/{danger}/woorden"
    assert tim.get(address).status_code == 200
    refused = tim.post(address, data={"zero": "Mark roept.", "ten": ""})
    assert refused.status_code == 422
    assert "Mark roept." in refused.text
    assert tim.post(address, data={"zero": "Mark roept.", "ten": "Mark zingt."}).status_code == 303
    assert "Mark zingt." in client_of(world.sara).get("/cijfers").text
    assert client_of(world.els).get(address).status_code == 404


def test_the_first_page_asks_until_every_number_of_the_month_is_given(
    book: Book, world: World, danger: UUID, client_of: ClientOf, house: House
) -> None:
    sara, line = client_of(world.sara), "Geef je cijfer van november 2026"
    other = agree_on_danger(book, world.tim, "Noor eet soms niets.")
    for each in (danger, other):
        assert line in sara.get("/").text
        score(book, world.sara, each)
    assert line not in sara.get("/").text
    assert line not in client_of(world.kees).get("/").text
    house.clock.moment = NOW + timedelta(days=12)  # type: ignore[attr-defined]
    assert "Geef je cijfer van december 2026" in sara.get("/").text


def test_a_number_on_a_danger_that_somebody_may_not_read_is_not_there(
    book: Book, world: World, client_of: ClientOf
) -> None:
    """Whoever kept the address of a danger from before must not read on in its numbers."""
    hidden = agree_on_danger(book, world.tim, chosen=(world.els, world.sara))
    score_then(book, world.els, hidden, 3, NOW - timedelta(days=40))
    assert numbers_of(client_of(world.sara), hidden) == 200
    ben = client_of(world.ben)
    unknown = ben.get(f"/cijfers/{uuid4()}/verloop")
    answer = ben.get(f"/cijfers/{hidden}/verloop")
    assert (answer.status_code, unknown.status_code) == (404, 404)
    assert SEEN not in answer.text


def numbers_of(client: FlaskClient, about: UUID) -> int:
    page = client.get(f"/cijfers/{about}/verloop")
    assert SEEN in page.text
    return page.status_code
