"""Every page renders for whoever may open it, with the way out and help in the same place."""

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.logbook.book import Book
from tests.look.life import Life, pages_of
from tests.world import World

PEOPLE = ("nobody", "noor", "sara", "els", "tim", "kees", "amina")
NAMES = {"Noor", "Sara", "Mark", "Els", "Ben", "Tim", "mama", "papa", "oma"}
ClientOf = Callable[[UUID], FlaskClient]


def client_for(who: str, app: Flask, client_of: ClientOf, world: World) -> FlaskClient:
    return app.test_client() if who == "nobody" else client_of(getattr(world, who))


def told_to(who: str, life: Life, client: FlaskClient) -> dict[str, str]:
    """The pages somebody can open. Kees knows only a part: notes of the circle are not there for him."""
    found = {page: client.get(page) for page in pages_of(who, life)}
    hidden = (404,) if who == "kees" else ()
    assert all(
        answer.status_code in (200, *hidden) or page == "/geen-pagina"
        for page, answer in found.items()
    ), {page: answer.status_code for page, answer in found.items()}
    return {page: answer.text for page, answer in found.items()}


@pytest.mark.parametrize("who", PEOPLE)
def test_every_page_has_one_heading_a_way_out_help_and_a_neutral_title(
    who: str, app: Flask, client_of: ClientOf, world: World, life: Life
) -> None:
    for page, text in told_to(who, life, client_for(who, app, client_of, world)).items():
        assert len(re.findall(r"<h1\b", text)) == 1, page
        assert 'href="/weg" data-leave' in text, page
        assert text.index('class="call"') < text.index('class="leave"') < text.index("<main"), page
        assert 'class="skip" href="#main"' in text, page
        assert "Dit is geen 112." in text, page
        title = re.findall(r"<title>(.+?)</title>", text.split("</head>")[0])
        assert len(title) == 1, page
        assert not NAMES & set(re.findall(r"\w+", title[0])), page


# Amina begins at /meekijken.
@pytest.mark.parametrize("who", [who for who in PEOPLE[1:] if who != "amina"])
def test_the_bar_has_at_most_four_ways_and_all_of_them_open(
    who: str, client_of: ClientOf, world: World
) -> None:
    client = client_of(getattr(world, who))
    bar = client.get("/").text.split('<nav class="bar"')[1]
    ways = re.findall(r'<a href="([^"]+)"', bar)
    assert 1 < len(ways) <= 4
    assert {client.get(way).status_code for way in ways} == {200}


def test_a_childs_place_has_at_most_four_choices_and_its_persons_face(
    client_of: ClientOf, world: World
) -> None:
    text = client_of(world.noor).get("/").text.split("<main")[1].split("</main>")[0]
    assert text.count('class="way"') == 4
    assert "oma Els" in text


def test_a_child_never_reads_a_list_of_what_went_wrong(
    client_of: ClientOf, world: World, life: Life
) -> None:
    noor = client_of(world.noor)
    shown = noor.get("/logboek").text + noor.get("/logboek?van=anderen").text
    assert "Ik kon niet slapen." in shown
    assert "We bakten pannenkoeken" in shown
    assert "Het werd laat" not in shown


def test_a_professional_begins_where_they_read_along_and_has_no_page_of_the_house(
    client_of: ClientOf, world: World, life: Life
) -> None:
    amina = client_of(world.amina)
    assert amina.get("/").location == "/meekijken"
    assert amina.get("/logboek").status_code == 404
    assert amina.get("/mensen").status_code == 404


def test_the_first_page_asks_for_what_went_well(client_of: ClientOf, world: World) -> None:
    assert "Wat ging er goed vandaag?" in client_of(world.sara).get("/").text


def test_who_wrote_only_bad_news_is_asked_what_worked(
    book: Book, client_of: ClientOf, world: World
) -> None:
    for _ in range(3):
        book.write(world.tim, "Het ging mis.", kind="wrong")
    assert "Was er ook iets dat lukte?" in client_of(world.tim).get("/").text


def test_only_the_ward_is_told_who_is_there_for_it(client_of: ClientOf, world: World) -> None:
    assert "De veilige persoon van" in client_of(world.els).get("/mensen").text
    assert "De veilige persoon van" not in client_of(world.mark).get("/mensen").text


def test_people_stand_with_their_generation(client_of: ClientOf, world: World) -> None:
    text = client_of(world.tim).get("/mensen").text
    lines = ("Opa’s en oma’s", "oma Els", "Grote mensen", ">Sara<", "Kinderen", ">Noor<")
    places = [text.index(line) for line in lines[:-1]] + [text.rindex(lines[-1])]
    assert places == sorted(places)


def test_a_language_can_be_chosen_and_an_unknown_one_is_refused(
    client_of: ClientOf, world: World
) -> None:
    sara = client_of(world.sara)
    assert sara.post("/instellingen/taal", data={"taal": "xx"}).status_code == 422
    assert sara.post("/instellingen/taal", data={"taal": "ar"}).status_code == 303
    assert '<html lang="ar" dir="rtl">' in sara.get("/instellingen").text
