"""Drawings as numbers: what is odd is refused, what is good is always also a picture."""

import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from api.core.errors import Invalid, Refusal, TooBig
from api.core.media.pictures import draw_strokes
from api.core.media.strokes import MOST_POINTS, SHEETS, read_strokes
from api.core.media.workshop import is_bare_webp


def drawing(**changes: object) -> dict[str, object]:
    line = {
        "pen": 1,
        "colour": "#D02010",
        "points": [[10, 10, 0.5], [150.26, 100, 0.504], [290, 30, 1]],
    }
    return {"v": 1, "w": 300, "h": 200, "sheet": None, "strokes": [line], **changes}


def line(**changes: object) -> dict[str, object]:
    return drawing(strokes=[{"pen": 1, "colour": "#000000", "points": [[1, 1, 0.5]], **changes}])


def test_a_good_drawing_is_read_and_written_the_same_each_time() -> None:
    read = read_strokes(json.dumps(drawing()))
    assert read.as_json()["strokes"][0]["colour"] == "#d02010"
    assert read.as_json()["strokes"][0]["points"][1] == (150.3, 100.0, 0.5)
    assert read_strokes(json.dumps(read.as_json())) == read


@pytest.mark.parametrize("sheet", sorted(SHEETS))
def test_the_printed_sheet_is_remembered(sheet: str) -> None:
    assert read_strokes(json.dumps(drawing(sheet=sheet))).sheet == sheet


def test_what_a_phone_adds_is_not_kept() -> None:
    text = json.dumps(drawing(svg="<script>", place=[52.0, 4.0]))
    assert set(read_strokes(text).as_json()) == {"v", "w", "h", "sheet", "strokes"}


REFUSED = {
    "not json": "<svg>",
    "nothing": "",
    "a list": "[]",
    "null": "null",
    "deep": "[" * 100_000,
    "another version": drawing(v=2),
    "true is not one": drawing(w=True),
    "no width": drawing(w=0),
    "a wide paper": drawing(w=5000),
    "half a pixel": drawing(h=1.5),
    "unknown sheet": drawing(sheet="../../etc/passwd"),
    "odd sheet": drawing(sheet=["worries"]),
    "no lines": drawing(strokes=[]),
    "lines of words": drawing(strokes="abc"),
    "a line of words": drawing(strokes=["abc"]),
    "no points": line(points=[]),
    "points of words": line(points="abc"),
    "a flat point": line(points=[[1, 1]]),
    "a point too many": line(points=[[1, 1, 0.5, 0]]),
    "a word as number": line(points=[["1", 1, 0.5]]),
    "a yes as number": line(points=[[1, 1, True]]),
    "null as number": line(points=[[None, 1, 0.5]]),
    "pressed too hard": line(points=[[1, 1, 1.5]]),
    "far off the paper": line(points=[[10_000, 1, 0.5]]),
    "not a number": json.dumps(line(points=[[float("nan"), 1, 0.5]])),
    "endless": json.dumps(line(points=[[1, float("-inf"), 0.5]])),
    "endless by its exponent": json.dumps(line(points=[[1, 777, 0.5]])).replace("777", "1e999"),
    "a number of a thousand digits": json.dumps(line(points=[[1, 777, 0.5]])).replace(
        "777", "7" * 1000
    ),
    "a number of ten thousand digits": json.dumps(line(points=[[1, 777, 0.5]])).replace(
        "777", "7" * 10_000
    ),
    "a fifth pen": line(pen=4),
    "pen minus one": line(pen=-1),
    "a pen with a comma": line(pen=1.0),
    "a colour by name": line(colour="red"),
    "a short colour": line(colour="#fff"),
    "a colour with a tail": line(colour="#000000;background:url(x)"),
    "a colour with a new line": line(colour="#000000\n"),
    "a colour in arabic digits": line(colour="#٠٠٠٠٠٠"),
    "no colour": line(colour=None),
}


@pytest.mark.parametrize("name", REFUSED)
def test_an_odd_drawing_is_refused_with_what_to_do(name: str) -> None:
    text = REFUSED[name]
    with pytest.raises(Invalid, match="Probeer het nog een keer") as refused:
        read_strokes(text if isinstance(text, str) else json.dumps(text))
    assert refused.value.field == "strokes"


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(line(points=[[1, 1, 0.5]] * (MOST_POINTS + 1))),
        json.dumps(
            drawing(strokes=[{"pen": 0, "colour": "#000000", "points": [[1, 1, 1]]}] * 5001)
        ),
        " " * 1_000_001,
    ],
    ids=["points", "lines", "letters"],
)
def test_too_much_is_too_big(text: str) -> None:
    with pytest.raises(TooBig):
        read_strokes(text)


def test_exactly_twenty_thousand_points_are_taken() -> None:
    read = read_strokes(json.dumps(line(points=[[1, 1, 0.5]] * MOST_POINTS)))
    assert len(read.strokes[0].points) == MOST_POINTS


def test_a_drawing_of_only_strokes_becomes_a_picture_with_its_colours() -> None:
    made = draw_strokes(read_strokes(json.dumps(drawing())))
    assert is_bare_webp(made.full)
    image = Image.open(io.BytesIO(made.full)).convert("RGB")
    assert image.size == (1600, 1067)
    assert image.getpixel((5, 1060)) == (255, 255, 255)
    assert image.getpixel((54, 54)) == (208, 32, 16)
    assert Image.open(io.BytesIO(made.small)).size == (480, 320)


def test_the_same_drawing_is_the_same_picture_to_the_byte() -> None:
    read = read_strokes(json.dumps(drawing()))
    assert draw_strokes(read) == draw_strokes(read)


def test_a_thicker_pen_leaves_more_ink() -> None:
    inks = []
    for pen in range(4):
        made = draw_strokes(
            read_strokes(json.dumps(line(pen=pen, points=[[20, 100, 0.5], [280, 100, 0.5]])))
        )
        inks.append(Image.open(io.BytesIO(made.full)).convert("L").histogram()[0])
    assert inks == sorted(set(inks))


@pytest.mark.parametrize("size", [(1, 4096), (4096, 1), (4096, 4096), (1, 1)])
def test_a_paper_of_any_shape_becomes_a_picture(size: tuple[int, int]) -> None:
    text = json.dumps(
        drawing(
            w=size[0], h=size[1], strokes=[{"pen": 3, "colour": "#000000", "points": [[0, 0, 1]]}]
        )
    )
    made = draw_strokes(read_strokes(text))
    assert max(made.width, made.height) == 1600


numbers = st.one_of(st.integers(), st.floats(), st.booleans(), st.none(), st.text(max_size=3))
odd = st.recursive(
    numbers, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner)
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(["v", "w", "h", "sheet", "strokes", "pen", "colour", "points"]), odd)
def test_anything_odd_anywhere_is_refused_or_read_never_an_error(name: str, value: object) -> None:
    whole = drawing(**{name: value}) if name in drawing() else line(**{name: value})
    try:
        read = read_strokes(json.dumps(whole))
    except Refusal:
        return
    assert read_strokes(json.dumps(read.as_json())) == read
