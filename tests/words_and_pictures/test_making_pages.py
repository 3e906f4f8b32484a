"""The pages on which a book is made: as plain posts, from beginning to showing."""

import json
import re
from collections.abc import Callable
from html import unescape
from io import BytesIO
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient

from api.words_and_pictures import writing
from tests.core.media.files import picture, saved
from tests.core.media.sounds import webm
from tests.words_and_pictures.tale import Tale
from tests.world import World

pytestmark = pytest.mark.only("sqlite")
Clients = Callable[[UUID], FlaskClient]


def said(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", answer.text)).split())


def page(*sentences: str, **more: object) -> dict[str, object]:
    written = {f"sentence-{at}": each for at, each in enumerate(sentences, start=1)}
    return {"id": str(uuid4()), **written, **more}


def test_from_beginning_to_showing_without_script(client_of: Clients, world: World) -> None:
    tim, sara, noor = (client_of(each) for each in (world.tim, world.sara, world.noor))
    begun = {"id": str(uuid4()), "ward": str(world.noor), "kind": "why"}
    where = tim.post("/boek/nieuw", data=begun).location
    assert where == tim.post("/boek/nieuw", data=begun).location
    book = where.removesuffix("/wie")
    named = {"makes": [str(world.tim), str(world.sara)], "agrees": [str(world.sara)]}
    assert tim.post(where, data=named).location == book
    assert "Oom Tim vraagt je" in said(sara, "/").replace("oom Tim", "Oom Tim")
    photo = (BytesIO(saved(picture(), "JPEG")), "a.jpg")
    voice = (BytesIO(webm(2.0)), "a.webm", "audio/webm")
    first = page("Mama houdt van jou.", "Papa ook.", photo=photo, voice=voice)
    assert sara.post(f"{book}/blad/nieuw", data=first).location == book
    second = page("Oma Els komt elke dag.", pictures=["house", "hug"], alt="Oma bij de deur")
    assert tim.post(f"{book}/blad/nieuw", data=second).location == book
    shelf = said(noor, "/boek")
    assert "Mama houdt van jou." not in shelf
    assert noor.get(book).status_code == noor.get(f"{book}/lezen").status_code == 404
    missing = said(tim, f"{book}/laten-zien")
    assert "Nog niet alle bladzijden zijn klaar." in missing
    showing = {"id": str(uuid4()), "day": "2026-11-21", "beside": str(world.sara)}
    refused = tim.post(f"{book}/laten-zien", data=showing)
    assert (refused.status_code, "zei nog geen ja bij bladzijde 1." in refused.text) == (422, True)
    assert "2 bladzijden wachten op jouw ja." in said(sara, "/boek")
    for version in re.findall(r'name="version" value="([^"]+)"', sara.get(f"{book}/eens").text):
        sara.post(f"{book}/eens", data={"version": version, "do": "yes"})
    assert tim.post(f"{book}/laten-zien", data=showing).location == book
    assert "Het kind mag dit lezen sinds" in said(sara, book)
    read = noor.get(f"{book}/lezen").text
    assert "Mama houdt van jou." in read
    media = set(re.findall(r'src="(/boek/beeld/[^"]+)"', read))
    assert {noor.get(each).mimetype for each in media} == {"image/webp", "audio/webm"}
    for each in media:
        headers = noor.get(each).headers
        assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert headers["Cache-Control"] == "no-store"
    kees = client_of(world.kees)
    assert {kees.get(each).status_code for each in (*media, book)} == {404}


def test_what_cannot_be_kept_brings_the_words_back(
    client_of: Clients, world: World, tale: Tale
) -> None:
    sara, where = client_of(world.sara), f"/boek/{tale.id}/blad/nieuw"
    broken = {"voice": (BytesIO(b"geen geluid"), "a.webm", "audio/webm")}
    cases = (
        (broken, 415, ""),
        ({"sentence-2": "a " * 201}, 422, "Deze zin is te lang."),
        (
            {"pictures": ["house"] * 3 + [*["sun", "moon", "star", "bear", "dog", "fish"]]},
            422,
            "6 plaatjes",
        ),
        ({"strokes": "[["}, 422, "Je tekening kwam niet goed aan."),
    )
    for more, status, sentence in cases:
        answer = sara.post(where, data={**page("Mama houdt van jou."), **more})
        assert (answer.status_code, sentence in unescape(answer.text)) == (status, True), (
            more.keys()
        )
        assert ">Mama houdt van jou.</textarea>" in answer.text
        assert "error-summary" in answer.text
    photo = '--x\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\n\r\n'
    words = (
        '--x\r\nContent-Disposition: form-data; name="sentence-1"\r\n\r\nMama houdt van jou.\r\n'
    )
    body = (words + photo).encode() + bytes(20 * 1024 * 1024) + b"\r\n--x--\r\n"
    answer = sara.post(where, data=body, content_type="multipart/form-data; boundary=x")
    assert (answer.status_code, ">Mama houdt van jou.</textarea>" in answer.text) == (413, True)
    assert "Deze foto is groter dan 10 MB." in answer.text
    assert tale.seen(world.sara).pages == ()


def test_two_makers_at_once_lose_nothing(client_of: Clients, world: World, tale: Tale) -> None:
    leaf = tale.page("Eerst.", by=world.sara)
    where, looked_at = f"/boek/blad/{leaf}", str(tale.version(leaf))
    sara, tim = client_of(world.sara), client_of(world.tim)
    sara.post(where, data=page("Van Sara.", base=looked_at, pictures="house"))
    late = page("Van Tim.", base=looked_at, pictures="house")
    answer = tim.post(where, data=late)
    assert answer.status_code == 409
    assert ">Van Tim.</textarea>" in answer.text
    assert "Van Sara." in answer.text
    base = re.findall(r'name="base" value="([^"]+)"', answer.text)
    assert base == [str(tale.version(leaf))]
    again = page("Van Sara.", "En van Tim.", base=base[0], pictures="house")
    assert tim.post(where, data=again).status_code == 303
    assert tale.seen(world.sara).pages[0].sentences == ("Van Sara.", "En van Tim.")


def test_what_was_drawn_comes_back_with_the_words(
    client_of: Clients, world: World, tale: Tale
) -> None:
    """A photo or a voice no page can put back: it says so."""
    sara, where = client_of(world.sara), f"/boek/{tale.id}/blad/nieuw"
    stroke = {"pen": 1, "colour": "#1d1d1f", "points": [[10, 10, 0.5], [400, 400, 0.5]]}
    drawn = json.dumps({"v": 1, "w": 1000, "h": 1200, "sheet": None, "strokes": [stroke]})
    voice = (BytesIO(webm(2.0)), "a.webm", "audio/webm")
    answer = sara.post(where, data=page("a " * 201, strokes=drawn, voice=voice))
    assert answer.status_code == 422
    back = re.search(r'name="strokes" value="([^"]*)"', answer.text)
    assert back is not None
    assert unescape(back[1]) == drawn
    assert 'data-open="drawing"' in answer.text
    assert "Kies de foto of de stem nog een keer." in answer.text
    assert sara.post(where, data=page("Mama.", strokes=unescape(back[1]))).status_code == 303
    assert [each.kind for each in tale.seen(world.sara).pages[0].media] == ["drawing"]


def test_words_for_a_page_that_was_taken_out_become_a_new_one(
    client_of: Clients, world: World, tale: Tale
) -> None:
    leaf = tale.page("Eerst.", by=world.sara)
    late = page("Van Tim.", base=str(tale.version(leaf)), pictures="house")
    tale.book.do(world.sara, writing.end_page, page_id=leaf)
    answer = client_of(world.tim).post(f"/boek/blad/{leaf}", data=late)
    assert answer.status_code == 409
    assert ">Van Tim.</textarea>" in answer.text
    assert f'action="/boek/{tale.id}/blad/nieuw"' in answer.text
    assert client_of(world.kees).post(f"/boek/blad/{leaf}", data=late).status_code == 404


def test_a_change_of_words_keeps_the_picture_and_the_voice(
    client_of: Clients, world: World, tale: Tale
) -> None:
    sara = client_of(world.sara)
    sara.post(
        f"/boek/{tale.id}/blad/nieuw",
        data=page("Een.", photo=(BytesIO(saved(picture(), "PNG")), "a.png")),
    )
    before = tale.seen(world.sara).pages[0]
    sara.post(f"/boek/blad/{before.page_id}", data=page("Twee.", base=str(before.version_id)))
    kept = tale.seen(world.sara).pages[0]
    assert (kept.picture, kept.sentences) == (before.picture, ("Twee.",))
    gone = page("Drie.", base=str(kept.version_id), no_picture="ja")
    sara.post(f"/boek/blad/{before.page_id}", data=gone)
    assert tale.seen(world.sara).pages[0].picture is None


def test_pages_move_go_and_the_book_is_hidden_and_stopped(
    client_of: Clients, world: World, tale: Tale
) -> None:
    pages = [tale.page(f"Blad {number}.") for number in range(2)]
    tale.yes(world.sara, world.mark)
    tale.show()
    tim, where = client_of(world.tim), f"/boek/{tale.id}"
    tim.post(where, data={"do": "up", "page": str(pages[1])})
    assert [each.page_id for each in tale.seen(world.tim).pages] == [pages[1], pages[0]]
    tim.post(where, data={"do": "end", "page": str(pages[0])})
    assert [each.page_id for each in tale.seen(world.tim).pages] == [pages[1]]
    assert client_of(world.sara).post(where, data={"do": "hide"}).status_code == 404
    assert tale.listed(world.noor) == [tale.id]
    tim.post(where, data={"do": "hide"})
    assert tale.listed(world.noor) == []
    assert tim.post(where, data={"do": "away"}).location == "/boek"
    assert tale.listed(world.sara) == []


def test_whom_the_child_fears_is_offered_nothing_that_others_like_them_have(
    client_of: Clients, world: World, tale: Tale
) -> None:
    """Mark was not named: his page is that of somebody for whom no book was made."""
    tale.name(makes={world.sara}, agrees={world.sara})
    tale.page("Mama houdt van jou.")
    assert said(client_of(world.mark), "/boek") == said(client_of(world.kees), "/boek")
    assert client_of(world.mark).get(f"/boek/{tale.id}").status_code == 404


@pytest.mark.parametrize("sentence", ["Papa houdt van jou, het was zijn schuld."])
def test_hints_stand_there_without_script_too(
    client_of: Clients, world: World, tale: Tale, sentence: str
) -> None:
    leaf = tale.page(sentence)
    shown = client_of(world.sara).get(f"/boek/blad/{leaf}").text
    assert re.findall(r'data-hint="(\w+)">', shown) == ["blame"]
    leaf = tale.page("Lieve Noor, de Casusregisseur komt.")
    shown = client_of(world.sara).get(f"/boek/blad/{leaf}").text
    assert re.findall(r"<q data-word[^>]*>([^<]*)</q>", shown) == ["Casusregisseur"]


def test_a_yes_to_a_page_that_changed_meanwhile_says_so(
    client_of: Clients, world: World, tale: Tale
) -> None:
    made, at = tale.page(), f"/boek/{tale.id}/eens"
    sara = client_of(world.sara)
    (version,) = re.findall(r'name="version" value="([^"]+)"', sara.get(at).text)
    tale.change(made, "Anders.", by=tale.keeper)
    answer = sara.post(at, data={"version": version, "do": "yes"})
    assert (answer.status_code, "net veranderd" in answer.text) == (422, True)
    assert version not in answer.text
