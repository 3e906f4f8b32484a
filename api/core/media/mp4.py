"""Reads an MP4 recording (Safari, newer Chrome) and blanks everything in it that is not sound.

The file is a tree of boxes: a length, a name, contents. What is not in the tree below becomes a
``free`` box of the same length, so that nothing else has to move: names, places, dates and covers
live in boxes that no player needs.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from api.core.media.sound_file import MOST_PARTS, NotOnlySoundError, Sound, UnreadableError

KEEP: Final[dict[bytes, Any]] = {}
TABLES = (b"stsd", b"stts", b"stsc", b"stsz", b"stco", b"co64", b"stss", b"sgpd", b"sbgp", b"sdtp")
FRAGMENTS = (b"tfhd", b"tfdt", b"trun", b"sgpd", b"sbgp", b"sdtp", b"saiz", b"saio")
SOUND_TREE: Final[dict[bytes, Any]] = {
    b"smhd": KEEP,
    b"dinf": {b"dref": KEEP},
    b"stbl": dict.fromkeys(TABLES, KEEP),
}
TRACK: Final[dict[bytes, Any]] = {
    b"tkhd": KEEP,
    b"edts": {b"elst": KEEP},
    b"mdia": {b"mdhd": KEEP, b"hdlr": KEEP, b"minf": SOUND_TREE},
}
TREE: Final[dict[bytes, Any]] = {
    b"ftyp": KEEP,
    b"styp": KEEP,
    b"sidx": KEEP,
    b"mdat": KEEP,
    b"moov": {b"mvhd": KEEP, b"trak": TRACK, b"mvex": {b"mehd": KEEP, b"trex": KEEP}},
    b"moof": {b"mfhd": KEEP, b"traf": dict.fromkeys(FRAGMENTS, KEEP)},
    b"mfra": {b"tfra": KEEP, b"mfro": KEEP},
}
CODECS: Final = frozenset({b"mp4a", b"Opus"})
DATED: Final = frozenset({b"mvhd", b"tkhd", b"mdhd"})
HANDLER_NAME = 24
HAS_DURATION, HAS_SIZE, HAS_FLAGS, HAS_OFFSET = 0x100, 0x200, 0x400, 0x800


@dataclass(slots=True)
class _Found:
    """What the walk through the file has seen."""

    out: bytearray
    parts: int = 0
    scale: int = 0
    whole: int = 0
    fragments: int = 0
    each: int = 0
    each_here: int = 0
    kinds: list[bytes] = field(default_factory=list)
    codecs: list[bytes] = field(default_factory=list)


def read_mp4(raw: bytes) -> Sound:
    """Return the recording without labels. Raises ``UnreadableError`` or ``NotOnlySoundError``."""
    found = _Found(bytearray(raw))
    _walk(raw, 0, len(raw), TREE, found)
    if b"vide" in found.kinds:
        raise NotOnlySoundError
    length = max(found.whole, found.fragments)
    if found.kinds != [b"soun"] or len(found.codecs) != 1 or not found.scale or not length:
        raise UnreadableError
    if found.codecs[0] not in CODECS:
        raise UnreadableError
    return Sound(bytes(found.out), "audio/mp4", length / found.scale)


def _walk(raw: bytes, start: int, end: int, tree: dict[bytes, Any], found: _Found) -> None:
    """Go through the boxes from ``start`` to ``end``; ``tree`` says which may be there."""
    for name, at, body, after in _boxes(raw, start, end, found):
        inside = tree.get(name)
        if inside is None:
            found.out[at + 4 : at + 8] = b"free"
            found.out[body:after] = bytes(after - body)
        elif inside:
            _walk(raw, body, after, inside, found)
        else:
            _note(name, raw[body:after], found)
            _blank(name, body, after, found.out)


def _boxes(
    raw: bytes, start: int, end: int, found: _Found
) -> Iterator[tuple[bytes, int, int, int]]:
    """Yield name, start, contents' start and end of every box. They fill the space exactly."""
    at = start
    while at < end:
        found.parts += 1
        size, name, body = int.from_bytes(raw[at : at + 4], "big"), raw[at + 4 : at + 8], at + 8
        if size == 1:
            size, body = int.from_bytes(raw[at + 8 : at + 16], "big"), at + 16
        elif size == 0:
            size = end - at
        if at + size > end or body > at + size or found.parts > MOST_PARTS:
            raise UnreadableError
        yield name, at, body, at + size
        at += size


def _blank(name: bytes, body: int, after: int, out: bytearray) -> None:
    """Take the date and the maker's name out of a box that must stay."""
    if name in DATED:
        wide = 16 if out[body : body + 1] == b"\x01" else 8
        if after < body + 4 + wide:
            raise UnreadableError
        out[body + 4 : body + 4 + wide] = bytes(wide)
    elif name == b"hdlr" and after - body > HANDLER_NAME:
        out[body + HANDLER_NAME : after] = bytes(after - body - HANDLER_NAME)


def _note(name: bytes, box: bytes, found: _Found) -> None:
    """Note what the box says about kind, codec and length."""
    if name == b"hdlr":
        found.kinds.append(box[8:12])
    elif name == b"stsd":
        if _int(box, 4) != 1:
            raise UnreadableError
        found.codecs.append(box[12:16])
    elif name == b"mdhd":
        long = box[:1] == b"\x01"
        found.scale = _int(box, 20 if long else 12)
        found.whole = _int(box, 24, 8) if long else _int(box, 16)
    elif name == b"trex":
        found.each = _int(box, 12)
    elif name == b"tfhd":
        found.each_here = _default_duration(box) or found.each
    elif name == b"trun":
        found.fragments += _run_length(box, found.each_here)


def _default_duration(box: bytes) -> int:
    """Return how long each sample of this fragment lasts, if the fragment says so."""
    flags = _int(box, 0) & 0xFFFFFF
    if not flags & 0x8:
        return 0
    return _int(box, 8 + (8 if flags & 0x1 else 0) + (4 if flags & 0x2 else 0))


def _run_length(box: bytes, each: int) -> int:
    """Return how long this run of samples lasts."""
    flags, count = _int(box, 0) & 0xFFFFFF, _int(box, 4)
    if not flags & HAS_DURATION:
        return count * each
    at = 8 + (4 if flags & 0x1 else 0) + (4 if flags & 0x4 else 0)
    step = 4 * sum(1 for flag in (HAS_DURATION, HAS_SIZE, HAS_FLAGS, HAS_OFFSET) if flags & flag)
    if at + count * step > len(box):
        raise UnreadableError
    return sum(_int(box, at + number * step) for number in range(count))


def _int(box: bytes, at: int, length: int = 4) -> int:
    if at + length > len(box):
        raise UnreadableError
    return int.from_bytes(box[at : at + length], "big")
