"""Paints the photos of the demo: still lifes of simple things, with the light and grain of a phone.

They are ours from the first pixel, so they need no tidying by the workshop. The same scene and hand
give the same picture on the same Pillow.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Final

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter

WIDTH, HEIGHT = 960, 720
SHADOW: Final = "~"
SHADOW_OFF: Final = (10, 16)
COARSE: Final = 6  # a shadow has no sharp edges: it is cast on paper so many times smaller
KEPT: Final = (720, 540)
GRAIN: Final = (240, 180)

Paint = Callable[[ImageDraw.ImageDraw, Sequence[str], Random], None]


def photo(scene: str, *, hand: int) -> Image.Image:
    """Return a photo of a scene; another hand held the phone a little differently."""
    chance = Random(f"{scene}/{hand}")  # nosec B311 - a wobble, no secret
    picture = Image.new("RGB", (WIDTH, HEIGHT))
    for thing in scenes()[scene]:
        picture = _with(picture, thing, chance)
    return _as_a_phone_sees(picture, chance)


@cache
def scenes() -> Mapping[str, tuple[str, ...]]:
    """Return every scene with its things, as written in the file."""
    read = tomllib.loads(Path(__file__).with_name("photos.toml").read_text(encoding="utf-8"))
    return {name: tuple(things) for name, things in read.items()}


def _with(picture: Image.Image, thing: str, chance: Random) -> Image.Image:
    shape, colour, *rest = thing.split()
    if shape == "ground":
        return _ground(colour, rest[0])
    if colour.startswith(SHADOW):
        picture = _shaded(picture, shape, rest, chance)
    PAINTS[shape](ImageDraw.Draw(picture), [colour.lstrip(SHADOW), *rest], chance)
    return picture


def _ground(top: str, bottom: str) -> Image.Image:
    slope = Image.linear_gradient("L").resize((WIDTH, HEIGHT))
    size = (WIDTH, HEIGHT)
    return Image.composite(Image.new("RGB", size, bottom), Image.new("RGB", size, top), slope)


def _shaded(picture: Image.Image, shape: str, rest: Sequence[str], chance: Random) -> Image.Image:
    """Darken what lies a little to the right of and below the thing."""
    mask = Image.new("L", picture.size, 0)
    PAINTS[shape](ImageDraw.Draw(mask), ["#6e6e6e", *rest], chance)
    mask = ImageChops.offset(mask, *SHADOW_OFF).reduce(COARSE).filter(ImageFilter.BoxBlur(1.5))
    picture.paste("#1c1611", mask=mask.resize(picture.size, Image.Resampling.BILINEAR))
    return picture


def _as_a_phone_sees(picture: Image.Image, chance: Random) -> Image.Image:
    """Not quite straight, not quite sharp, brighter in the middle, with grain."""
    turned = picture.rotate(chance.uniform(-2.5, 2.5), Image.Resampling.BILINEAR)
    edge_x, edge_y = chance.randrange(26, 44), chance.randrange(24, 36)
    box = (edge_x, edge_y, WIDTH - edge_x, HEIGHT - edge_y)
    soft = turned.resize(KEPT, Image.Resampling.BILINEAR, box=box)
    grain = Image.frombytes("L", GRAIN, chance.randbytes(GRAIN[0] * GRAIN[1]))
    grainy = Image.blend(soft, grain.resize(KEPT).convert("RGB"), 0.035)
    corners = Image.radial_gradient("L").resize(KEPT).point(lambda far: far * 0.35)
    grainy.paste("#100c0a", mask=corners)
    return grainy


def _rect(pencil: ImageDraw.ImageDraw, words: Sequence[str], _chance: Random) -> None:
    pencil.rectangle([float(number) for number in words[1:]], fill=words[0])


def _disc(pencil: ImageDraw.ImageDraw, words: Sequence[str], _chance: Random) -> None:
    pencil.ellipse([float(number) for number in words[1:]], fill=words[0])


def _poly(pencil: ImageDraw.ImageDraw, words: Sequence[str], _chance: Random) -> None:
    pencil.polygon([float(number) for number in words[1:]], fill=words[0])


def _line(pencil: ImageDraw.ImageDraw, words: Sequence[str], _chance: Random) -> None:
    path = [float(number) for number in words[2:]]
    pencil.line(path, fill=words[0], width=int(words[1]), joint="curve")


def _many(pencil: ImageDraw.ImageDraw, words: Sequence[str], chance: Random) -> None:
    """Leaves, crumbs, pebbles: much of one thing, between two colours."""
    one, other = (ImageColor.getrgb(colour) for colour in words[:2])
    times, radius, *box = (float(number) for number in words[2:])
    for _ in range(int(times)):
        x, y = chance.uniform(box[0], box[2]), chance.uniform(box[1], box[3])
        r, mix = radius * chance.uniform(0.6, 1.3), chance.random()
        colour = tuple(round(a + (b - a) * mix) for a, b in zip(one, other, strict=True))
        pencil.ellipse((x - r, y - r * 0.8, x + r, y + r * 0.8), fill=colour)


PAINTS: Final[Mapping[str, Paint]] = {
    "rect": _rect,
    "disc": _disc,
    "poly": _poly,
    "line": _line,
    "many": _many,
}
