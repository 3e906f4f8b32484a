"""Without script: when a page refuses what somebody typed, the words stand on that page, to be copied."""

from uuid import uuid4

from flask import Flask

from tests.world import World, sign_in_client

WORDS = "De kat zat <b>de hele dag</b> in de boom."


def fields() -> dict[str, str]:
    return {"id": str(uuid4()), "kind": "good", "audience": "circle", "text": WORDS}


def test_the_words_come_back_when_the_sign_in_was_over(app: Flask, world: World) -> None:
    client = sign_in_client(app, world.sara)
    client.get("/weg")
    for address in ("/logboek/nieuw", f"/logboek/{uuid4()}/anders", f"/logboek/{uuid4()}/antwoord"):
        answer = client.post(address, data=fields())
        assert answer.status_code == 401
        assert "de hele dag" in answer.text
        assert "<b>de hele dag" not in answer.text
        assert "/binnen" in answer.text


def test_the_words_come_back_when_the_note_is_gone(app: Flask, world: World) -> None:
    answer = sign_in_client(app, world.sara).post(f"/logboek/{uuid4()}/antwoord", data=fields())
    assert answer.status_code == 404
    assert "de hele dag" in answer.text


def test_another_site_puts_no_words_on_our_page(app: Flask, world: World) -> None:
    client = sign_in_client(app, world.sara)
    answer = client.post("/logboek/nieuw", data=fields(), headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert "de hele dag" not in answer.text


def test_a_code_and_a_search_are_not_shown(app: Flask, world: World) -> None:
    client = sign_in_client(app, world.sara)
    client.get("/weg")
    answer = client.post("/logboek/zoeken", data={"words": "iets geheims", "text": WORDS})
    assert answer.status_code == 401
    assert "geheims" not in answer.text
