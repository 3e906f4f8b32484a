"""The pages of a child's world, without script."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from api.child_world.model import PersonWish, TalkWish
from api.child_world.rules import Colour
from api.child_world.talking import want_to_talk
from api.core.house import House
from api.logbook.note import Feeling, Kind, Sheet
from api.people.actions import add_person, end_safety_link
from api.people.model import Person
from api.people.policy import Audience, Role
from pwa.ages import Ages, ages_of
from pwa.assets import STATIC
from tests.house.crawl import crawl
from tests.house.test_two_worlds import DRAWING
from tests.houses import NOW
from tests.logbook.book import Book
from tests.plan.sheet import Sheet as Plan
from tests.safe_object.lively import live_with_signals
from tests.scales.marks import agree_on_danger, score
from tests.world import World, prove_all

pytestmark = pytest.mark.only("sqlite")
ClientOf = Callable[[UUID], FlaskClient]


def main_of(page: str) -> str:
    return page.split("<main")[1].split("</main", maxsplit=1)[0]


def words_of(page: str) -> str:
    bare = re.sub(r"</?bdi[^>]*>", "", main_of(page))
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", bare))


@pytest.mark.parametrize(
    ("age", "ages"),
    [(4, Ages.PICTURES), (7, Ages.PICTURES), (8, Ages.BOTH), (11, Ages.BOTH), (12, Ages.WORDS)],
)
def test_how_pages_look_goes_by_the_year_a_child_was_born_in(age: int, ages: Ages) -> None:
    assert ages_of(NOW.year - age, NOW) is ages
    assert ages_of(None, NOW) is Ages.BOTH


@pytest.mark.parametrize(("born", "ages"), [(5, "pictures"), (9, "both"), (13, "words")])
def test_the_youngest_are_asked_to_type_nothing_and_the_oldest_words_first(
    book: Book, world: World, client_of: ClientOf, born: int, ages: str
) -> None:
    values = {"household": book.household, "role": Role.CHILD, "name": "Bo"}
    bo = book.change(add_person, **values, born_year=NOW.year - born)
    made = book.write(bo, "", feeling=Feeling.HAPPY, audience=Audience.CIRCLE)
    book.reply(world.tim, made, "Wat fijn.")
    child = client_of(bo)
    page = child.get("/logboek/nieuw").text
    assert f'data-ages="{ages}"' in page
    places = {"pictures": None, "both": 4, "words": 0}
    found = dict(zip(re.findall(r'name="way" value="(\w+)"', page), range(5), strict=False))
    assert found.get("schrijven") == places[ages]
    for address in ("/logboek/nieuw", "/cijfers", f"/logboek/{made}"):
        assert ("<textarea" in main_of(child.get(address).text)) is (ages != "pictures"), address


def test_the_first_page_has_at_most_4_ways_and_the_bar_has_the_same(
    world: World, client_of: ClientOf
) -> None:
    page = client_of(world.noor).get("/").text
    ways = re.findall(r'class="way" href="([^"]+)"', page)
    bar = re.findall(r'<li><a href="([^"]+)"', page.split('class="bar"')[1])
    assert ways == bar
    assert len(ways) == 4
    assert ways[:2] == [f"/kamer/{world.noor}", "/logboek/nieuw?maak=tekenen"]
    assert "oma Els is er voor jou." in words_of(page)
    assert 'class="back" href="/"' not in page
    assert 'class="back" href="/"' in client_of(world.noor).get("/mensen").text


def test_one_tap_on_a_face_is_a_note_for_the_safety_person(
    book: Book, world: World, client_of: ClientOf, house: House
) -> None:
    noor = client_of(world.noor)
    before = words_of(noor.get("/hoe").text)
    assert "oma Els en buurman Ben zien dit. Verder niemand." in before
    given = str(uuid4())
    told = {"id": given, "kind": "how", "feeling": "sad", "audience": "safety_person"}
    answer = noor.post("/logboek/nieuw", data=told)
    assert answer.location == f"/logboek/bewaard/{given}"
    after = words_of(noor.get(answer.location).text)
    assert "Dank je. Het is bewaard." in after
    assert "oma Els en buurman Ben zien dit. Verder niemand." in after
    assert "Goed dat je" not in after
    house.clock.moment = NOW + timedelta(minutes=1)  # type: ignore[attr-defined]
    assert [str(each.feeling) for each in book.timeline(world.els)] == ["sad"]
    assert book.timeline(world.sara) == book.timeline(world.mark) == []


def test_a_child_says_with_whom_it_wants_to_talk_and_reads_the_answer(
    book: Book, world: World, client_of: ClientOf
) -> None:
    noor, els = client_of(world.noor), client_of(world.els)
    page = noor.get("/praten").text
    offered = re.findall(r'name="asked" value="([^"]+)"', page)
    assert offered[:2] == [str(world.els), str(world.ben)]
    assert not {str(world.mark), str(world.sara), str(world.kees)} & set(offered)
    assert "Wil je nu hulp? Ga naar je kamer of bel." in words_of(page)
    form = {"id": str(uuid4()), "asked": str(world.els)}
    for _ in "12":
        assert noor.post("/praten", data=form).location == "/praten?klaar"
    assert book.count(TalkWish) == 1
    assert "oma Els krijgt bericht van jou." in words_of(noor.get("/praten?klaar").text)
    (address,) = re.findall(r'href="(/praten/[^"]+)"', els.get("/").text)
    for other in (world.ben, world.tim, world.sara, world.mark):
        client = client_of(other)
        assert "/praten/" not in client.get("/").text
        assert client.get(address).status_code == 404
        assert client.post(address, data={"says": "calls"}).status_code == 404
    refused = els.post(address, data={"says": "later"})
    assert (refused.status_code, "Kies wanneer jullie praten." in refused.text) == (422, True)
    assert els.post(address, data={"id": str(uuid4()), "says": "calls"}).status_code == 303
    assert "oma Els belt je." in words_of(noor.get("/").text)
    assert "Jij zei: ik bel." in words_of(els.get(address).text)
    assert els.post(address, data={"id": str(uuid4()), "says": "talked"}).status_code == 303
    assert "/praten/" not in els.get("/").text
    assert "belt je" not in words_of(noor.get("/praten").text)


def test_a_child_chooses_another_safety_person(
    book: Book, world: World, client_of: ClientOf
) -> None:
    noor, ben, tim = client_of(world.noor), client_of(world.ben), client_of(world.tim)
    page = noor.get("/mijn-mens").text
    assert "Dat mag altijd. Niemand vraagt waarom." in words_of(page)
    assert set(re.findall(r'name="wished" value="([^"]+)"', page)) == {
        str(world.ben),
        str(world.tim),
    }
    form = {"id": str(uuid4()), "wished": str(world.ben)}
    assert noor.post("/mijn-mens", data=form).location == "/mijn-mens?klaar"
    assert "Jij koos buurman Ben." in words_of(noor.get("/mijn-mens").text)
    (address,) = re.findall(r'href="(/mijn-mens/[^"]+)"', ben.get("/").text)
    assert tim.get(address).status_code == 404
    assert ben.post(address, data={"do": "yes"}).status_code == 303
    assert "buurman Ben wil graag." in words_of(noor.get("/mijn-mens").text)
    assert "Vraag niet waarom." in words_of(tim.get(address).text)
    for other in (world.els, world.sara, world.mark):
        assert address not in client_of(other).get("/").text
        assert client_of(other).post(address, data={"do": "confirm"}).status_code == 404
    assert tim.post(address, data={"do": "confirm"}).status_code == 303
    assert "buurman Ben is er voor jou." in words_of(noor.get("/").text)
    assert "heeft nu een andere veilige persoon" in words_of(client_of(world.els).get("/").text)
    for parent in (world.sara, world.mark):
        assert "veilige persoon" not in words_of(client_of(parent).get("/").text)
    assert book.count(PersonWish) == 1


def test_whoever_picks_up_the_phone_of_a_child_reads_not_whom_it_asked(
    book: Book, world: World, client_of: ClientOf, house: House
) -> None:
    noor = client_of(world.noor)
    noor.post("/praten", data={"asked": str(world.els)})
    noor.post("/mijn-mens", data={"wished": str(world.ben)})
    assert "krijgt bericht" in words_of(noor.get("/praten").text)
    house.clock.moment = NOW + timedelta(minutes=6)  # type: ignore[attr-defined]
    fresh = client_of(book.change(add_child, household=book.household))
    house.clock.moment = NOW + timedelta(minutes=12)  # type: ignore[attr-defined]
    for address, told in (("/praten", "krijgt bericht"), ("/mijn-mens", "Jij koos")):
        page = words_of(noor.get(address).text)
        assert told not in page
        assert "Kijk wat je koos" in page
        assert "Kijk wat je koos" in words_of(fresh.get(address).text)  # who chose nothing, too
    assert len(re.findall('name="asked"', noor.get("/praten").text)) == 3


def add_child(session: Session, *, household: UUID, now: datetime) -> UUID:
    return add_person(session, household=household, role=Role.CHILD, name="Bo", now=now)


def test_the_houses_show_what_a_child_made_there_newest_first(
    book: Book, world: World, client_of: ClientOf, house: House
) -> None:
    made = [
        book.write(world.noor, "", kind=Kind.TELL, audience=who, strokes=DRAWING, sheet=sheet)
        for sheet, who in (
            (Sheet.WISHES, Audience.SAFETY_PERSON),
            (Sheet.WISHES, Audience.SELF),
            (Sheet.WORRIES, Audience.SAFETY_PERSON),
            (Sheet.WISHES, Audience.SAFETY_PERSON),
        )
    ]
    book.withdraw(world.noor, made[3])
    book.write(world.sara, "Van mama.", sheet=Sheet.WISHES)
    noor = client_of(world.noor)
    house.clock.moment = NOW + timedelta(hours=1)  # type: ignore[attr-defined]
    assert noor.get("/huizen").status_code == 303
    prove_all(house)
    page = noor.get("/huizen").text
    (wishes,) = re.findall(r'id="h-wishes".*?</section>', page, re.DOTALL)
    assert re.findall(r'href="/logboek/([0-9a-f-]{36})"', wishes) == [str(made[1]), str(made[0])]
    assert str(made[3]) not in page
    assert "Van mama." not in page
    assert "21 november</p>" in wishes
    begun = noor.get("/logboek/nieuw?maak=tekenen&vel=wishes").text
    assert re.search(r'name="sheet" value="wishes" checked', begun)
    house.clock.moment = NOW + timedelta(days=60)  # type: ignore[attr-defined]
    prove_all(house)
    assert (
        "21 november 2026</p>" in client_of(world.noor).get("/huizen", follow_redirects=True).text
    )


def test_a_child_chooses_its_colour_and_its_face(
    book: Book, world: World, client_of: ClientOf
) -> None:
    noor = client_of(world.noor)
    assert own_colour(noor, "/") == []
    form = {"id": str(uuid4()), "colour": "plum", "face": "rocket"}
    assert noor.post("/ik/kleur", data=form).status_code == 303
    assert own_colour(noor, "/bellen") == ["plum"]
    assert own_colour(client_of(world.els), "/") == []
    assert "#rocket" in client_of(world.els).get("/mensen").text
    refused = noor.post("/ik/kleur", data={"colour": "plum", "face": "scared"})
    assert (refused.status_code, "Kies een plaatje." in refused.text) == (422, True)


def test_each_colour_is_7_to_1_in_the_light_and_in_the_dark() -> None:
    text = (STATIC / "css/tint/colours.css").read_text()
    light, dark = text.split("@media (prefers-color-scheme: dark)")
    for part, on in ((light, ("#ffffff", "#f6f4ef")), (dark, ("#20252e", "#15191e", "#0e1a1c"))):
        found = re.findall(r'="(\w+)"\] \{ --app-accent: (\S+); --app-tint: (\S+);', part)
        assert [name for name, _accent, _tint in found] == list(Colour)
        for name, accent, tint in found:
            assert min(contrast(accent, each) for each in (*on, tint)) >= 7, name
            plain = ("#1c2129", "#474e5b") if part is light else ("#eef1f6", "#bcc3cf")
            assert min(contrast(each, tint) for each in plain) >= 7, name


def own_colour(client: FlaskClient, address: str) -> list[str]:
    return re.findall(r'<body[^>]* data-colour="(\w+)"', client.get(address).text)


def contrast(one: str, other: str) -> float:
    bright = sorted((brightness(one), brightness(other)))
    return (bright[1] + 0.05) / (bright[0] + 0.05)


def brightness(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.timeout(600)
def test_no_page_of_a_child_lists_what_went_wrong(
    book: Book, world: World, client_of: ClientOf, house: House
) -> None:
    """Not a note of another on what went wrong or nearly, no danger, no number, no signal."""
    bad = "kanarie van grote mensen"
    ids = [
        book.write(who, bad, kind=kind, about=(world.noor,), trigger=bad)
        for who in (world.sara, world.els)
        for kind in (Kind.NEAR, Kind.WRONG, Kind.CHECK)
    ]
    danger = agree_on_danger(book, world.tim, bad)
    score(book, world.els, danger, 2, seen=bad)
    ids += [danger, Plan(house, world.household, world.tim, book.now).danger(bad)]
    ids += live_with_signals(house, world, bad)
    good = book.write(world.sara, "Wij bakten soep.")
    noor = client_of(world.noor)
    house.clock.moment = NOW + timedelta(hours=2)  # type: ignore[attr-defined]
    prove_all(house)
    seen = crawl(noor.application, noor, [*ids, good, world.noor, world.els])
    pages = {address: body for address, (status, _headers, body) in seen.items() if status == 200}
    assert {"/", "/praten", "/hoe", "/huizen", "/mijn-mens", "/ik/kleur", "/logboek"} <= set(pages)
    told = [address for address, body in pages.items() if bad.encode() in body]
    assert told == []
    assert b"Wij bakten soep." in pages["/logboek?van=anderen"]
    assert not [each for each in pages if each.startswith("/nu")]


@pytest.mark.timeout(600)
def test_a_child_without_anybody_finds_every_page_true_and_keeps_what_it_makes(
    book: Book, world: World, client_of: ClientOf, house: House
) -> None:
    for who in (world.els, world.ben):
        book.change(end_safety_link, ward=world.noor, person=who)
    leave_alone(house, world)
    noor = client_of(world.noor)
    prove_all(house)
    seen = crawl(noor.application, noor, [world.noor])
    broken = [address for address, answer in seen.items() if answer[0] >= 500]
    assert broken == ["/healthz"]  # no worker runs here
    assert "Hier is nog niemand om te kiezen." in words_of(noor.get("/praten").text)
    assert "0800 0432" in words_of(noor.get("/praten").text)
    assert "Hier is nog niemand om te kiezen." in words_of(noor.get("/mijn-mens").text)
    assert "Alleen jij ziet dit." in words_of(noor.get("/hoe").text)
    told = {"id": str(uuid4()), "kind": "how", "feeling": "sad", "audience": "self"}
    kept = noor.post("/logboek/nieuw", data=told).location
    assert "Alleen jij ziet dit." in words_of(noor.get(kept).text)
    assert [str(each.feeling) for each in book.timeline(world.noor)] == ["sad"]


def leave_alone(house: House, world: World) -> None:
    """Nobody is left but the child and its parents."""
    with house.db.writing(world.household, by=None, now=NOW) as session:
        for row in session.query(Person).filter_by(role=Role.CIRCLE):
            row.ended_at = NOW


def test_what_a_child_told_one_person_alone_stays_off_the_phone(
    book: Book, world: World, client_of: ClientOf
) -> None:
    els = client_of(world.els)
    els.post("/instellingen/bewaren", data={"bewaren": "ja"})
    assert els.get("/").headers["Huisboek-Keep"] == "yes"
    book.do(world.noor, want_to_talk, wish_id=uuid4(), asked=world.els)
    assert "/praten/" in els.get("/").text
    assert "Huisboek-Keep" not in els.get("/").headers
