"""The form as plain HTML, without script: everything arrives, and a refusal loses nothing that was typed."""

import io
import re
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from PIL import Image

from api.core.house import House
from api.logbook import queries
from api.logbook.note import Sheet
from api.logbook.views import EntryView
from api.people.queries import viewer as viewer_of
from tests.world import World

Clients = Callable[[UUID], FlaskClient]


def newest(house: House, world: World, person: UUID) -> EntryView:
    with house.db.reading(world.household) as session:
        return queries.timeline(session, viewer_of(session, person)).items[0]


def jpeg() -> io.BytesIO:
    kept = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(kept, "JPEG")
    kept.seek(0)
    return kept


def test_a_note_sent_as_a_plain_form_stands_in_the_logbook(
    house: House, world: World, client_of: Clients
) -> None:
    sent = {
        "id": str(uuid4()),
        "kind": "good",
        "text": "Papa en Noor kookten.",
        "helped": "Samen lachen.",
        "helped_by": [str(world.els), str(world.sara)],
        "about": [str(world.noor)],
        "source": "saw",
        "audience": "chosen",
        "chosen": [str(world.els)],
        "photo": (jpeg(), "x.jpg", "image/jpeg"),
    }
    answer = client_of(world.sara).post("/logboek/nieuw", data=sent)
    assert answer.status_code == 303
    entry = newest(house, world, world.els)
    assert (entry.text, entry.helped, str(entry.source)) == (
        "Papa en Noor kookten.",
        "Samen lachen.",
        "saw",
    )
    assert {each.id for each in entry.helped_by} == {world.els, world.sara}
    assert [medium.kind for medium in entry.media] == ["photo"]


def test_after_saving_the_page_says_who_reads_it(world: World, client_of: Clients) -> None:
    sara = client_of(world.sara)
    sent = {
        "id": str(uuid4()),
        "kind": "good",
        "text": "Het was rustig.",
        "audience": "chosen",
        "chosen": [str(world.els), str(world.tim)],
    }
    answer = sara.post("/logboek/nieuw", data=sent, follow_redirects=True)
    said = re.sub(r"<[^>]+>", "", answer.text)
    assert "oma Els en oom Tim lezen dit." in said
    assert "Het staat in jullie logboek." in said


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ("kind", "Kies een van de antwoorden."),
        ("text", "Schrijf, teken of vertel eerst iets."),
        ("audience", "Kies wie dit mag lezen."),
    ],
)
def test_a_refusal_keeps_all_that_was_typed(
    world: World, client_of: Clients, missing: str, sentence: str
) -> None:
    sent = {
        "id": str(uuid4()),
        "kind": "wrong",
        "text": "Er was <ruzie> & lawaai.",
        "helped": "Naar buiten gaan.",
        "helped_by": [str(world.els)],
        "audience": "circle",
        "when": "earlier",
        "on": "2026-11-01",
    }
    del sent[missing]
    answer = client_of(world.sara).post("/logboek/nieuw", data=sent)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'role="alert"' in answer.text
    assert "Naar buiten gaan." in answer.text
    assert 'value="2026-11-01"' in answer.text
    assert re.search(rf'value="{world.els}" checked', answer.text)
    if missing != "text":
        assert "Er was &lt;ruzie&gt; &amp; lawaai.</textarea>" in answer.text
    if missing != "kind":
        assert re.search(r'name="kind" value="wrong" checked', answer.text)


def test_a_picture_that_is_none_is_refused_with_the_words_kept(
    world: World, client_of: Clients
) -> None:
    sent = {
        "kind": "good",
        "text": "Kijk eens.",
        "audience": "circle",
        "photo": (io.BytesIO(b"<svg onload=alert(1)>"), "x.jpg", "image/jpeg"),
    }
    answer = client_of(world.sara).post("/logboek/nieuw", data=sent)
    assert answer.status_code == 415
    assert "Kijk eens.</textarea>" in answer.text


def test_the_same_form_sent_twice_stands_once(
    house: House, world: World, client_of: Clients
) -> None:
    sara = client_of(world.sara)
    sent = {"id": str(uuid4()), "kind": "good", "text": "Rustig.", "audience": "circle"}
    for _time in range(2):
        assert sara.post("/logboek/nieuw", data=sent).status_code == 303
    with house.db.reading(world.household) as session:
        page = queries.timeline(session, viewer_of(session, world.sara))
    assert len(page.items) == 1


def test_nobody_is_ticked_beforehand(world: World, client_of: Clients) -> None:
    page = client_of(world.sara).get("/logboek/nieuw").text
    assert not re.search(r'name="(audience|chosen)"[^>]*checked', page)


def test_what_was_chosen_last_is_offered_in_one_tap(world: World, client_of: Clients) -> None:
    sara = client_of(world.sara)
    assert "<last-choice" not in sara.get("/logboek/nieuw").text
    sent = {"kind": "good", "text": "Rustig.", "audience": "chosen", "chosen": [str(world.els)]}
    sara.post("/logboek/nieuw", data=sent)
    page = sara.get("/logboek/nieuw").text
    assert f'data-chosen="{world.els}"' in page
    assert not re.search(r'name="(audience|chosen)"[^>]*checked', page)


def test_a_childs_form_means_its_safe_people_and_names_no_feared_one(
    world: World, client_of: Clients
) -> None:
    page = client_of(world.noor).get("/logboek/nieuw").text
    assert re.search(r'name="audience" value="safety_person" checked', page)
    circle_line = re.search(r'data-when="audience=circle"[^>]*>([^<]*)', page)
    assert circle_line
    assert circle_line[1] == "Alle mensen van jullie plan zien dit."


def test_a_professional_has_no_form(world: World, client_of: Clients) -> None:
    assert client_of(world.amina).get("/logboek/nieuw").status_code == 404
    sent = {"kind": "good", "text": "x", "audience": "circle"}
    assert client_of(world.amina).post("/logboek/nieuw", data=sent).status_code == 404


def test_after_bad_news_only_a_good_moment_is_asked_for(world: World, client_of: Clients) -> None:
    sara = client_of(world.sara)
    for number in range(3):
        sent = {"kind": "wrong", "text": f"Ruzie {number}.", "audience": "circle"}
        answer = sara.post("/logboek/nieuw", data=sent, follow_redirects=True)
        assert ("soort=good" in answer.text) is (number == 2)


def test_better_words_keep_what_they_do_not_ask_again(
    house: House, world: World, client_of: Clients
) -> None:
    sara = client_of(world.sara)
    sent = {
        "kind": "near",
        "text": "Eerst dit.",
        "audience": "chosen",
        "chosen": [str(world.els)],
        "about": [str(world.noor)],
        "source": "heard",
        "trigger": "Laat thuis.",
    }
    sara.post("/logboek/nieuw", data=sent)
    before = newest(house, world, world.sara)
    page = sara.get(f"/logboek/{before.id}/anders").text
    assert "Eerst dit.</textarea>" in page
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    answer = sara.post(f"/logboek/{before.id}/anders", data=hidden | {"text": "Liever zo."})
    assert answer.status_code == 303
    after = newest(house, world, world.els)
    assert (after.text, after.trigger, str(after.source)) == ("Liever zo.", "Laat thuis.", "heard")
    assert [each.id for each in after.about] == [world.noor]
    assert after.versions == 2


def test_nobody_elses_note_can_be_put_better(
    house: House, world: World, client_of: Clients
) -> None:
    sent = {"kind": "good", "text": "Van Sara.", "audience": "circle"}
    client_of(world.sara).post("/logboek/nieuw", data=sent)
    entry = newest(house, world, world.sara)
    els = client_of(world.els)
    assert els.get(f"/logboek/{entry.id}/anders").status_code == 404
    changed = {"kind": "good", "text": "Van Els."}
    assert els.post(f"/logboek/{entry.id}/anders", data=changed).status_code == 404


def test_the_saved_page_of_somebody_else_is_not_there(world: World, client_of: Clients) -> None:
    given = str(uuid4())
    sent = {"id": given, "kind": "tell", "text": "Van Noor."}
    assert client_of(world.noor).post("/logboek/nieuw", data=sent).status_code == 303
    answer = client_of(world.mark).get(f"/logboek/bewaard/{given}")
    assert (answer.status_code, answer.location) == (303, "/logboek")


def test_every_sheet_of_the_drawing_pad_is_there(world: World, client_of: Clients) -> None:
    noor = client_of(world.noor)
    sheets = re.findall(
        r'<img src="([^"]+)"[^>]*data-sheet="(\w+)"', noor.get("/logboek/nieuw").text
    )
    assert {name for _address, name in sheets} == {each.value for each in Sheet}
    assert {noor.get(address).status_code for address, _name in sheets} == {200}


def test_a_photo_as_large_as_a_camera_makes_it_brings_the_words_back(
    client_of: Clients, world: World
) -> None:
    fields = {"kind": "good", "audience": "self", "text": "Een lang verhaal."}
    parts = [
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    photo = '--x\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\n\r\n'
    body = "".join((*parts, photo)).encode() + bytes(30 * 1024 * 1024) + b"\r\n--x--\r\n"
    answer = client_of(world.sara).post(
        "/logboek/nieuw", data=body, content_type="multipart/form-data; boundary=x"
    )
    assert answer.status_code == 413
    assert "Een lang verhaal." in answer.text
    assert "Deze foto is groter dan 10 MB." in answer.text


def test_a_day_that_was_filled_in_counts_also_while_now_is_still_ticked(
    house: House, client_of: Clients, world: World
) -> None:
    when = {"when": "now", "on": "2020-01-02", "at": "10:00"}
    sent = {"kind": "good", "audience": "self", "text": "Toen.", **when}
    assert client_of(world.sara).post("/logboek/nieuw", data=sent).status_code == 303
    assert newest(house, world, world.sara).happened_at.date().isoformat() == "2020-01-02"
