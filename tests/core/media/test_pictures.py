"""Hostile pictures (security R33): refused with a sentence, or drawn anew with nothing attached."""

import io
from concurrent.futures import ThreadPoolExecutor, wait

import psutil
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from api.core.errors import Refusal, TooBig, WrongKind
from api.core.media.pictures import Picture, tidy_picture
from api.core.media.workshop import is_bare_webp
from tests.core.media import files
from tests.core.media.watching import memory, picture_makers

RED, BLUE = (208, 32, 16), (48, 96, 192)


def seen(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    assert image.format == "WEBP"
    return image


def is_harmless(made: Picture) -> bool:
    full, small = seen(made.full), seen(made.small)
    assert full.size == (made.width, made.height)
    assert max(full.size) <= 1600
    assert max(small.size) <= 480
    assert is_bare_webp(made.full)
    assert is_bare_webp(made.small)
    return not full.getexif() and "xmp" not in full.info and "icc_profile" not in full.info


def refused_or_made(raw: bytes) -> int | Picture:
    try:
        return tidy_picture(raw)
    except Refusal as refusal:
        return refusal.status


def near(pixel: object, colour: tuple[int, int, int]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(a - b) < 24 for a, b in zip(pixel, colour, strict=True))


def test_a_phone_photo_becomes_a_small_webp_and_a_thumbnail() -> None:
    made = tidy_picture(files.photo())
    assert is_harmless(made)
    assert (made.width, made.height) == (1600, 1200)
    assert seen(made.small).size == (480, 360)
    assert len(made.full) < 1_000_000


def test_a_photo_costs_no_more_than_fifty_megabytes_extra() -> None:
    rest = tidy_picture(files.saved(files.picture((8, 8)), "JPEG")).peak_kb
    assert tidy_picture(files.photo()).peak_kb - rest < 50 * 1024


def test_a_small_picture_is_not_made_larger() -> None:
    made = tidy_picture(files.saved(files.picture((40, 30)), "PNG"))
    assert (made.width, made.height) == (40, 30)


@pytest.mark.parametrize("size", [(60_000, 60_000), (12_000, 12_000)])
def test_a_picture_with_too_many_points_is_refused_before_it_is_opened(
    size: tuple[int, int],
) -> None:
    bomb = files.png_of(*size)
    assert len(bomb) < 1_000_000
    with pytest.raises(TooBig, match=r"te breed of te hoog"):
        tidy_picture(bomb)


def test_eighty_eight_million_points_in_eighty_six_kilobytes_are_refused() -> None:
    bomb = files.png_of(11_000, 8_000, depth=8)
    assert len(bomb) < 100_000
    with pytest.raises(TooBig):
        tidy_picture(bomb)


def test_just_over_the_limit_is_refused_and_just_under_it_is_taken() -> None:
    with pytest.raises(TooBig):
        tidy_picture(files.png_of(5_100, 5_000))
    assert tidy_picture(files.png_of(5_000, 5_000)).width == 1600


def test_eleven_megabytes_are_refused_without_looking() -> None:
    with pytest.raises(TooBig, match=r"10 MB"):
        tidy_picture(files.saved(files.picture(), "JPEG") + bytes(11 * 1024 * 1024))


REFUSED = {
    "svg": files.SVG,
    "svg after xml": b'<?xml version="1.0"?>\n' + files.SVG,
    "postscript": files.POSTSCRIPT,
    "eps": files.EPS,
    "gif of 1,000 frames": files.gif_of(1_000),
    "heic": files.HEIC,
    "tiff": files.saved(files.picture(), "TIFF"),
    "bmp": files.saved(files.picture(), "BMP"),
    "icon": files.saved(files.picture((16, 16)), "ICO"),
    "pdf": files.saved(files.picture(), "PDF"),
    "html": files.HTML,
    "words": b"dit is geen foto",
    "nothing": b"",
    "archive": files.zip_behind(b""),
    "archive before a picture": files.zip_behind(b"") + files.saved(files.picture(), "JPEG"),
    "half a jpeg": files.photo((800, 600))[:20_000],
    "the head of a jpeg": files.saved(files.picture(), "JPEG")[:40],
    "half a png": files.saved(files.picture(), "PNG")[:-40],
    "half a webp": files.saved(files.picture(), "WEBP")[:-20],
    "a packed text of 100 MB": files.png_with_packed_text(100_000_000),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_a_whole_picture_is_refused_with_what_to_do(name: str) -> None:
    with pytest.raises(WrongKind) as refused:
        tidy_picture(REFUSED[name])
    assert refused.value.status == 415
    assert "Kies" in refused.value.message


TAKEN = {
    "jpeg with a page behind it": files.saved(files.picture(), "JPEG") + files.HTML,
    "jpeg with an archive behind it": files.zip_behind(files.saved(files.picture(), "JPEG")),
    "png with an archive behind it": files.zip_behind(files.saved(files.picture(), "PNG")),
    "cmyk": files.saved(files.picture(mode="CMYK"), "JPEG"),
    "progressive": files.saved(files.picture(), "JPEG", progressive=True),
    "palette": files.saved(files.picture().quantize(8), "PNG"),
    "palette with a hole": files.saved(files.picture().quantize(8), "PNG", transparency=7),
    "see-through": files.saved(files.picture(mode="RGBA"), "PNG"),
    "webp": files.saved(files.picture(), "WEBP"),
    "moving webp": files.saved(
        files.picture(), "WEBP", save_all=True, append_images=[files.picture(mode="RGBA")] * 50
    ),
    "moving png": files.saved(
        files.picture(), "PNG", save_all=True, append_images=[files.picture()] * 50
    ),
    "two pictures in one": files.saved(
        files.picture(), "MPO", save_all=True, append_images=[files.picture()]
    ),
}


@pytest.mark.parametrize("name", TAKEN)
def test_a_strange_but_whole_picture_is_drawn_anew(name: str) -> None:
    made = tidy_picture(TAKEN[name])
    assert is_harmless(made)
    assert b"script" not in made.full + made.small
    assert b"index.html" not in made.full + made.small
    full = seen(made.full)
    assert near(full.getpixel((20, 20)), RED)
    assert near(full.getpixel((300, 180)), BLUE)


@pytest.mark.parametrize("mode", ["L", "LA", "1"])
def test_a_picture_without_colour_keeps_its_light_and_dark(mode: str) -> None:
    full = seen(tidy_picture(files.saved(files.picture(mode=mode), "PNG")).full)
    assert full.mode == "RGB"
    assert len(full.convert("L").getcolors() or []) >= 2


def test_sixteen_bits_of_grey_keep_their_light_and_dark() -> None:
    deep = Image.linear_gradient("L").convert("I").point(lambda value: value * 256).convert("I;16")
    full = seen(tidy_picture(files.saved(deep, "PNG")).full)
    assert full.convert("L").getextrema() == (0, 255)


def test_what_is_see_through_becomes_white_paper() -> None:
    paper = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    paper.paste((208, 32, 16, 255), (0, 0, 50, 50))
    full = seen(tidy_picture(files.saved(paper, "PNG")).full)
    assert full.getpixel((80, 80)) == (255, 255, 255)
    assert full.getpixel((20, 20)) == RED


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_photo_held_any_way_stands_upright(turn: int) -> None:
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    exif = Image.Exif()
    exif[files.ORIENTATION] = turn
    held = files.picture() if turn == 1 else files.picture().transpose(undo[turn])
    full = seen(tidy_picture(files.saved(held, "JPEG", exif=exif, quality=95)).full)
    assert full.size == (320, 200)
    assert near(full.getpixel((20, 20)), RED)
    assert near(full.getpixel((300, 180)), BLUE)


@pytest.mark.parametrize(
    "label", [b"Exif\0\0" + b"\xff" * 40, b"Exif\0\0II*\0\x08\0\0\0\xff\xff", b"Exif\0\0"]
)
def test_a_broken_label_does_not_spoil_a_good_picture(label: bytes) -> None:
    assert is_harmless(tidy_picture(files.saved(files.picture(), "JPEG", exif=label)))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(min_size=12, max_size=60).map(lambda raw: raw.replace(b"\0", b"\1")))
def test_no_byte_of_any_label_survives(canary: bytes) -> None:
    for make in (files.jpeg_with, files.png_with, files.webp_with):
        made = tidy_picture(make(canary))
        assert is_harmless(made)
        kept = made.full + made.small
        assert not any(canary[i : i + 8] in kept for i in range(len(canary) - 7))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(["JPEG", "PNG", "WEBP"]), st.data())
def test_a_damaged_picture_is_refused_or_harmless(kind: str, data: st.DataObject) -> None:
    raw = bytearray(files.saved(files.picture(), kind))
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    made = refused_or_made(bytes(raw))
    assert made in {413, 415} if isinstance(made, int) else is_harmless(made)


def test_a_drawing_with_few_colours_stays_exact() -> None:
    drawing = files.picture((1200, 900))
    assert seen(tidy_picture(files.saved(drawing, "PNG")).full).tobytes() == drawing.tobytes()


def test_twenty_at_once_are_made_one_by_one_in_bounded_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("api.core.media.workshop.PATIENCE_SECONDS", 150.0)
    raw = files.photo((1600, 1200))
    # What the tests before left in this process is not what twenty pictures cost.
    rest, most_memory, most_children = memory(psutil.Process()), 0, 0
    with ThreadPoolExecutor(20) as pool:
        jobs = [pool.submit(tidy_picture, raw) for _ in range(20)]
        while wait(jobs, timeout=0.01).not_done:
            makers = picture_makers()
            most_memory = max(most_memory, sum(map(memory, [psutil.Process(), *makers])) - rest)
            most_children = max(most_children, len(makers))
    assert all(is_harmless(job.result()) for job in jobs)
    assert most_children == 1
    assert most_memory < 400 * 1024 * 1024
    assert not picture_makers()
