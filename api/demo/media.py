"""Makes the drawings, photos and voices of the demo ready to keep.

They are our own, made in this very process: the workshop, which opens what strangers send, would
only cost a second of waiting for each. A stranger's bytes must never come this way.
"""

from __future__ import annotations

import io
import json
from functools import cache
from typing import Final

from PIL import Image

from api.core.media.child import drawn
from api.core.media.ready import ReadyMedium
from api.core.media.strokes import PENS, Strokes, read_strokes
from api.core.media.voice import tidy_voice
from api.demo.drawings import draw
from api.demo.photos import photo
from api.demo.story import Told
from api.demo.voices import TYPE, voice

DRAWN: Final = 600
SMALL: Final = (480, 480)
HANDS: Final = 2  # drawings and photos of one thing differ, but not all: it must not take long


def ready(told: Told) -> tuple[ReadyMedium, ...]:
    """Return what a note of the story brings along."""
    note, hand = told.note, told.hand % HANDS
    found = []
    if note.get("draw"):
        found.append(_drawing(note.get("draw"), hand, note.get("sheet") or None))
    if note.get("photo"):
        found.append(_photo(note.get("photo"), hand))
    if note.get("voice"):
        found.append(_voice(note.get("voice")))
    return tuple(found)


def strokes_of(told: Told) -> str:
    """Return the strokes as the drawing pad would send them, empty when nothing was drawn."""
    note = told.note
    if not note.get("draw"):
        return ""
    return draw(note.get("draw"), hand=told.hand % HANDS, sheet=note.get("sheet") or None)


def page_media(motif: str, hand: int) -> ReadyMedium:
    """Return a drawing as a page of a book brings it along."""
    return _drawing(motif, hand, None)


@cache
def _drawing(motif: str, hand: int, sheet: str | None) -> ReadyMedium:
    strokes = read_strokes(draw(motif, hand=hand, sheet=sheet))
    lines = json.dumps(strokes.as_json(), separators=(",", ":")).encode()
    full, small, width, height = _painted(motif, hand)
    return ReadyMedium("drawing", "image/webp", full, small, lines, width, height)


@cache
def _painted(motif: str, hand: int) -> tuple[bytes, bytes, int, int]:
    return _pictures(_on_paper(read_strokes(draw(motif, hand=hand))), lossless=True)


def _on_paper(strokes: Strokes) -> Image.Image:
    return drawn({"full": DRAWN, "pens": PENS}, json.dumps(strokes.as_json()).encode())


@cache
def _photo(scene: str, hand: int) -> ReadyMedium:
    full, small, width, height = _pictures(photo(scene, hand=hand), lossless=False)
    return ReadyMedium("photo", "image/webp", full, small, None, width, height)


@cache
def _voice(name: str) -> ReadyMedium:
    sound = tidy_voice(voice(name), TYPE)
    return ReadyMedium("voice", sound.type, sound.data, seconds=sound.seconds)


def _pictures(picture: Image.Image, *, lossless: bool) -> tuple[bytes, bytes, int, int]:
    small = picture.copy()
    small.thumbnail(SMALL)
    return _webp(picture, lossless=lossless), _webp(small, lossless=False), *picture.size


def _webp(picture: Image.Image, *, lossless: bool) -> bytes:
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=60 if lossless else 76, method=2, lossless=lossless)
    return out.getvalue()
