"""The sheet for the fridge, as a browser without script sees it: who opens it, and what is never on it."""

import re
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient

from api.core.house import House
from api.people.actions import add_person, add_shield
from api.people.policy import Audience, Role, Side
from api.plan.words import Agreement, Part, Plan
from tests.house.crawl import masked
from tests.plan.fridge import HANGING, NOT_HANGING, hang_a_few, hang_too_much, on_paper
from tests.plan.sheet import Sheet
from tests.world import World

ClientOf = Callable[[UUID], FlaskClient]
SHEET = "/plan/koelkast"
# Words that a visitor need not read on a fridge (language.md 7, and the names of the danger lines).
SHAMING = ("geweld", "Veilig Thuis", "gevaar voor", "politie", "slaan", "cijfer", "veilige mens")


def on(client: FlaskClient, address: str = SHEET) -> str:
    """What is on the paper."""
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.text.split('<section class="sheet')[1].split("</main>", maxsplit=1)[0]


def of_child(child: UUID) -> str:
    return f"{SHEET}?voor={child}"


@pytest.mark.parametrize("who", ["sara", "mark", "els", "ben", "tim"])
def test_what_was_ticked_hangs_in_order_with_names_and_numbers(
    client_of: ClientOf, world: World, sheet: Sheet, who: str
) -> None:
    hang_a_few(sheet, world)
    on_paper(sheet, world.tim, "De huisarts")
    shown = on(client_of(getattr(world, who)))
    places = [shown.index(text) for _who, text, *_rest in HANGING]
    assert places == sorted(places)
    assert NOT_HANGING not in shown
    for found in (
        "Mark",
        "oma Els",
        "Elke woensdag",
        "De huisarts",
        "06 0000 0011",
        "112",
        "0800 2000",
    ):
        assert found in shown
    for word in (*SHAMING, "Als je vragen hebt over ruzie"):
        assert word not in shown


def test_a_child_reads_its_own_sheet_in_its_own_words(
    client_of: ClientOf, world: World, sheet: Sheet
) -> None:
    hang_a_few(sheet, world)
    sheet.agreement("Sara belt Tim.", world.sara, on_fridge=True)
    shown = on(client_of(world.noor))
    for _who, text, when, words, picture in HANGING:
        assert words in shown
        assert f"#{picture}" in shown
        assert text not in shown
        assert when not in shown
    assert "Sara belt Tim." not in shown
    assert "0800 0432" in shown
    assert on(client_of(world.sara), of_child(world.noor)).count("Oma haalt mij op") == 1


def test_a_childs_sheet_says_whom_it_can_go_to_and_who_comes_by(
    client_of: ClientOf, world: World, sheet: Sheet
) -> None:
    """Never somebody of the house: that one needs no visit, and may be whom the child is afraid of."""
    sheet.agreement(
        "Els komt kijken.",
        world.els,
        child_words="Oma komt kijken.",
        on_fridge=True,
        people={Part.LOOKS: (world.els, world.mark), Part.TOLD: (world.ben, world.mark)},
    )
    shown = on(client_of(world.sara), of_child(world.noor))
    told, comes = shown.split('<h3 id="comes">')
    assert "buurman Ben" in told
    assert "oma Els" in comes
    assert "Mark" not in shown


def test_whom_a_child_fears_its_sheet_does_not_name_and_nobody_can_tell_that_from_theirs(
    client_of: ClientOf, house: House, world: World, sheet: Sheet
) -> None:
    hang_a_few(sheet, world)
    ask = (client_of(world.kees), client_of(world.mark))
    before = [
        client.get(address).text for client in ask for address in (SHEET, of_child(world.noor))
    ]
    assert "Kees" in on(client_of(world.sara), of_child(world.noor))
    with house.db.writing(world.household, by=None, now=house.clock.now()) as session:
        add_shield(session, ward=world.noor, feared=world.kees, now=house.clock.now())
    for who in (world.noor, world.sara, world.tim):
        assert "Kees" not in on(client_of(who), of_child(world.noor))
    after = [
        client.get(address).text for client in ask for address in (SHEET, of_child(world.noor))
    ]
    assert [masked(200, [], text.encode()) for text in before[:2]] == [
        masked(200, [], text.encode()) for text in after[:2]
    ]


@pytest.mark.parametrize(
    ("who", "opens"),
    [("noor", True), ("sara", True), ("mark", True), ("els", True), ("ben", True), ("tim", True), ("kees", False)],
)  # fmt: skip
def test_who_may_not_open_a_childs_sheet_finds_nothing(
    client_of: ClientOf, world: World, sheet: Sheet, who: str, opens: bool
) -> None:
    hang_a_few(sheet, world)
    client = client_of(getattr(world, who))
    answer = client.get(of_child(world.noor))
    assert answer.status_code == (200 if opens else 404)
    if who != "noor":
        assert (of_child(world.noor) in client.get(SHEET).text) is opens
    if not opens:
        nowhere = client.get(of_child(uuid4()))
        assert masked(404, [], answer.data) == masked(404, [], nowhere.data)


@pytest.mark.parametrize("asked", ["x", "{sara}", "{els}", "{fem}", "{sister}"])
def test_a_child_opens_no_other_sheet_than_its_own(
    client_of: ClientOf, house: House, world: World, sheet: Sheet, asked: str
) -> None:
    now = house.clock.now()
    with house.db.writing(world.household, by=None, now=now) as session:
        sister = add_person(
            session, household=world.household, role=Role.CHILD, name="Liv", generation=3, now=now
        )
    address = f"{SHEET}?voor=" + asked.format(
        sara=world.sara, els=world.els, fem=world.fem, sister=sister
    )
    client = client_of(world.noor)
    assert client.get(address).status_code == 404
    assert str(sister) not in client.get(SHEET).text
    assert client_of(world.sara).get(address).status_code == (200 if "sister" in asked else 404)


def test_what_is_for_chosen_people_or_not_in_force_never_hangs(
    client_of: ClientOf, world: World, sheet: Sheet
) -> None:
    sheet.agreement(
        "Alleen voor Sara.",
        world.sara,
        child_words="Alleen voor mij.",
        on_fridge=True,
        audience=Audience.CHOSEN,
        people={Part.CHOSEN: (world.noor, world.sara)},
    )
    sheet.propose(
        world.sara,
        Agreement(text="Een voorstel.", child_words="Een voorstel.", on_fridge=True),
        people={Part.DOES: (world.sara,)},
        plan=Plan.DIRECT,
    )
    sheet.danger("Er is iemand geslagen.")
    for who in (world.sara, world.tim, world.noor):
        for address in (SHEET, of_child(world.noor)):
            shown = on(client_of(who), address)
            assert "<ol>" in shown
            for found in ("Alleen voor", "Een voorstel", "geslagen"):
                assert found not in shown


def test_on_one_side_hangs_nothing_of_the_other(
    client_of: ClientOf, world: World, apart: Sheet
) -> None:
    more = {"on_fridge": True, "people": {}}
    apart.agreement(
        "Lotte brengt Fem.", world.lotte, child_words="Mama brengt mij.", side=Side.A, **more
    )
    apart.agreement("Daan kookt.", world.daan, child_words="Papa kookt.", side=Side.B, **more)
    apart.agreement("Ria belt elke dag.", world.ria, child_words="Oma belt.", **more)
    on_paper(apart, world.ria, "Praktijk van Lotte", side=Side.A)
    fem, both = of_child(world.fem), "Ria belt elke dag."
    assert both in on(client_of(world.lotte))
    assert "Lotte brengt Fem." in on(client_of(world.lotte))
    assert "Praktijk van Lotte" in on(client_of(world.lotte))
    for shown in (
        on(client_of(world.daan)),
        on(client_of(world.ria)),
        on(client_of(world.ria), f"{SHEET}?kant=b"),
    ):
        assert both in shown
        for found in ("Lotte brengt Fem.", "Praktijk van Lotte"):
            assert found not in shown
    assert "Daan" not in client_of(world.lotte).get(f"{SHEET}?kant=b").text
    assert "Lotte brengt Fem." in on(client_of(world.ria), f"{SHEET}?kant=a")
    assert "Daan" not in on(client_of(world.ria), f"{SHEET}?kant=a")
    for address in (SHEET, fem, f"{SHEET}?kant=a", f"{fem}&kant=b", f"{SHEET}?kant=x"):
        shown = on(client_of(world.fem), address)
        assert "Oma belt." in shown
        assert "Mama" not in shown
        assert "Papa" not in shown
    assert "Mama brengt mij." in on(client_of(world.lotte), fem)
    assert "Papa kookt." in on(client_of(world.ria), f"{fem}&kant=b")


def test_what_does_not_fit_is_said_on_the_screen_and_is_not_on_paper(
    client_of: ClientOf, world: World, sheet: Sheet
) -> None:
    hang_too_much(sheet, (world.sara, world.mark), (world.els, world.ben, world.tim))
    for who, address in (
        (world.sara, SHEET),
        (world.noor, SHEET),
        (world.sara, of_child(world.noor)),
    ):
        text = client_of(who).get(address).text
        above, paper = text.split('<section class="sheet')
        hung, left = paper.count('<li>\n        <span class="plate"'), above.count('<li dir="auto"')
        assert hung >= 3
        assert hung + left == 14


def test_without_anything_agreed_the_sheet_says_how_to_begin(
    client_of: ClientOf, world: World
) -> None:
    assert "Er staat nog geen afspraak op." in client_of(world.sara).get(SHEET).text
    assert "112" in on(client_of(world.sara))


def test_a_number_gets_there_by_its_own_tick(
    client_of: ClientOf, world: World, sheet: Sheet
) -> None:
    tim = client_of(world.tim)
    number = {"number": "06 0000 0019", "when": "Als iemand ziek is."}
    for name, tick in (("Juf Ans", {"on_paper": "ja"}), ("Amina", {})):
        tim.post("/bellen/eigen", data={"id": str(uuid4()), "name": name, **number, **tick})
    shown = on(client_of(world.sara))
    assert "Juf Ans" in shown
    assert "Amina" not in shown
    assert '"/bellen/eigen"' in tim.get(SHEET).text
    assert '"/bellen/eigen"' not in client_of(world.sara).get(SHEET).text


def test_the_tick_at_an_agreement_stays_when_it_is_opened_again(
    client_of: ClientOf, world: World, sheet: Sheet
) -> None:
    """Else whoever puts a word right takes the agreement off the fridge and never knows."""
    part = sheet.agreement("Els komt op zondag.", world.els, on_fridge=True)
    other = sheet.agreement("Els belt op maandag.", world.els)
    tim = client_of(world.tim)
    tick = re.compile(r'name="on_fridge" value="ja" checked')
    assert tick.search(tim.get(f"/plan/{part}/anders").text)
    assert not tick.search(tim.get(f"/plan/{other}/anders").text)


@pytest.mark.parametrize("who", ["sara", "tim", "noor"])
def test_the_plan_leads_to_its_sheet(
    client_of: ClientOf, world: World, sheet: Sheet, who: str
) -> None:
    hang_a_few(sheet, world)
    assert f'href="{SHEET}"' in client_of(getattr(world, who)).get("/plan").text
