"""What is drawn, photographed and said arrives whole, small, and without what the camera wrote into it."""

import io
import json
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browsing import Live
from tests.making.steps import (
    DOOR,
    HOUSE,
    card,
    medium,
    newest,
    onward,
    open_form,
    paper_of,
    press,
    saved,
    stroke,
)

GPS, ORIENTATION, MAKER = 0x8825, 0x0112, 0x010F


@pytest.fixture(scope="module")
def twelve_megapixels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A photo as a phone makes it: large, turned, with the place in it."""
    path = tmp_path_factory.mktemp("photo") / "IMG_0001.jpg"
    image = Image.linear_gradient("L").resize((4000, 3000)).convert("RGB")
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[MAKER] = "Telefoonmerk"
    exif.get_ifd(GPS)[2] = (52.0, 4.0, 30.0)
    image.save(path, quality=92, exif=exif)
    return path


def to_the_drawing(page: Page, live: Live) -> None:
    open_form(page, live, live.world.noor, "/logboek/nieuw?maak=tekenen")


def finish(page: Page) -> None:
    press(page, "Verder")
    press(page, "Verder")
    card(page, "Het was fijn").click()
    card(page, "Blij").click()
    press(page, "Klaar")
    saved(page)


def test_a_drawing_arrives_as_strokes_and_as_a_picture(page: Page, live: Live) -> None:
    to_the_drawing(page, live)
    stroke(page, HOUSE)
    press(page, "Pen")
    press(page, "Rood")
    stroke(page, DOOR)
    press(page, "Blad")
    card(page, "Mijn wensen").click()
    finish(page)
    entry = newest(live, live.world.noor)
    drawing = entry.media[0]
    assert str(entry.sheet) == "wishes"
    strokes = json.loads(medium(live, live.world.noor, drawing.id, "strokes").data)
    assert [each["colour"] for each in strokes["strokes"]] == ["#1d1d1f", "#d3202f"]
    assert strokes["sheet"] == "wishes"
    picture = Image.open(io.BytesIO(medium(live, live.world.noor, drawing.id).data)).convert("RGB")
    assert picture.size == (1000, 1200)
    colours = {colour for _count, colour in picture.getcolors(2**24) or ()}
    assert {(255, 255, 255), (29, 29, 31), (211, 32, 47)} <= colours


def test_undo_takes_one_line_and_wiping_asks_first(page: Page, live: Live) -> None:
    to_the_drawing(page, live)
    canvas = page.locator(".paper canvas[role=img]")
    stroke(page, HOUSE)
    stroke(page, DOOR)
    expect(canvas).to_have_attribute("data-strokes", "2")
    press(page, "Stap terug")
    expect(canvas).to_have_attribute("data-strokes", "1")
    press(page, "Alles weg")
    expect(canvas).to_have_attribute("data-strokes", "1")
    press(page, "Nee")
    expect(canvas).to_have_attribute("data-strokes", "1")
    press(page, "Alles weg")
    press(page, "Ja, weg")
    expect(canvas).to_have_attribute("data-strokes", "0")
    press(page, "Stap terug")
    expect(canvas).to_have_attribute("data-strokes", "1")


def test_a_second_finger_draws_nothing(page: Page, live: Live) -> None:
    to_the_drawing(page, live)
    touch = page.context.new_cdp_session(page)
    box = paper_of(page)
    at = {"x": box["x"] + 60, "y": box["y"] + 60, "id": 1}
    palm = {"x": box["x"] + 250, "y": box["y"] + 300, "id": 2}
    send = touch.send
    send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [at]})
    send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [at, palm]})
    for step in range(1, 6):
        points = [{**at, "x": at["x"] + 20 * step}, {**palm, "y": palm["y"] - 9 * step}]
        send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": points})
    send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    strokes = page.evaluate("document.querySelector('drawing-pad').strokes")
    assert len(strokes) == 1
    assert max(y for _x, y, _p in strokes[0]["points"]) < 400
    assert page.evaluate("scrollY") == 0


def test_a_photo_of_twelve_megapixels_arrives_small_and_without_its_place(
    page: Page, live: Live, twelve_megapixels: Path
) -> None:
    open_form(page, live, live.world.sara)
    card(page, "Het was rustig").click()
    press(page, "Foto")
    page.set_input_files("input[name=photo]", twelve_megapixels)
    expect(page.get_by_text("Je foto gaat mee.")).to_be_visible()
    on_the_phone = page.evaluate(
        "() => document.querySelector('[name=photo]').files[0].arrayBuffer().then((b) => [...new Uint8Array(b)])"
    )
    small = Image.open(io.BytesIO(bytes(on_the_phone)))
    assert small.size == (1200, 1600)
    assert not small.getexif()
    onward(page)
    card(page, "Alleen ik").click()
    press(page, "Opslaan")
    saved(page)
    photo = newest(live, live.world.sara).media[0]
    arrived = Image.open(io.BytesIO(medium(live, live.world.sara, photo.id).data))
    assert max(arrived.size) <= 1600
    assert arrived.size[1] > arrived.size[0]
    assert not arrived.getexif()


def test_a_file_that_is_no_photo_is_said_at_once(page: Page, live: Live, tmp_path: Path) -> None:
    fake = tmp_path / "x.heic"
    fake.write_bytes(b"no picture")
    open_form(page, live, live.world.sara)
    card(page, "Het was rustig").click()
    press(page, "Foto")
    page.set_input_files("input[name=photo]", fake)
    expect(page.get_by_text("Deze foto lukt niet. Kies een andere foto.")).to_be_visible()
    assert page.evaluate("document.querySelector('[name=photo]').files.length") == 0


def test_a_voice_arrives_and_can_be_played(page: Page, live: Live) -> None:
    open_form(page, live, live.world.sara)
    card(page, "Het was rustig").click()
    press(page, "Praten")
    press(page, "Begin met praten")
    expect(page.locator("[data-elapsed]")).not_to_have_text("0:00")
    press(page, "Klaar")
    expect(page.get_by_label("Wat je zei")).to_be_visible()
    onward(page)
    card(page, "Alleen ik").click()
    press(page, "Opslaan")
    saved(page)
    voice = newest(live, live.world.sara).media[0]
    assert voice.kind == "voice"
    length = page.evaluate(
        """(url) => new Promise((done, failed) => { const sound = new Audio(url)
            sound.onloadedmetadata = () => done(sound.duration); sound.onerror = failed })""",
        voice.url,
    )
    assert length > 0.5


def test_nothing_of_a_drawing_stays_on_the_phone(page: Page, live: Live) -> None:
    to_the_drawing(page, live)
    stroke(page, HOUSE)
    kept = page.evaluate(
        "() => [localStorage.length, JSON.stringify({...sessionStorage}).includes('colour')]"
    )
    assert kept == [0, False]
