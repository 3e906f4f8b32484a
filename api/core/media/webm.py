"""Reads a WebM recording (Chrome, Firefox) and blanks everything in it that is not sound.

The file is a row of elements: a name, a length, contents. What is not on the short list of needed
names becomes padding of the same length, so that nothing else in the file has to move.
"""

import math
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from api.core.media.sound_file import MOST_PARTS, NotOnlySoundError, Sound, UnreadableError

MAGIC: Final = b"\x1a\x45\xdf\xa3"
SEGMENT, CLUSTER, GROUP = 0x18538067, 0x1F43B675, 0xA0
# The header, the segment, a cluster, a block group; tracks, a track, its sound; about the file;
# where things are (two kinds): of these only the contents are judged.
FOLDERS: Final = frozenset(
    {0x1A45DFA3, SEGMENT, CLUSTER, GROUP, 0x1654AE6B, 0xAE, 0xE1, 0x1549A966}
    | {0x114D9B74, 0x4DBB, 0x1C53BB6B, 0xBB, 0xB7}
)
DOCTYPE, SCALE, DURATION, TRACK_TYPE, CODEC, CODEC_SETTINGS = (
    0x4282,
    0x2AD7B1,
    0x4489,
    0x83,
    0x86,
    0x63A2,
)
CLUSTER_TIME, SIMPLE_BLOCK, BLOCK = 0xE7, 0xA3, 0xA1
# Numbers: of the header; of a cluster; of a track; of its sound; of where things are.
NUMBERS: Final = frozenset(
    {0x4286, 0x42F7, 0x42F2, 0x42F3, 0x4287, 0x4285, SCALE, DURATION}
    | {CLUSTER_TIME, 0xA7, 0xAB, 0x9B, 0x75A2, 0xFB}
    | {0xD7, 0x73C5, TRACK_TYPE, 0x56AA, 0x56BB, 0xB9, 0x88, 0x55AA, 0x9C, 0x23E383, 0x22B59C}
    | {0xB5, 0x78B5, 0x9F, 0x6264, 0x6DE7, 0x55EE}
    | {0x53AB, 0x53AC, 0xB3, 0xF7, 0xF1, 0xF0, 0x5378}
)
BLANKED: Final = frozenset({0x4D80, 0x5741})  # the names of the programs: must exist, may be empty
PADDING: Final = 0xEC
FLOATS: Final = {4: ">f", 8: ">d"}
LATEST = 1e15
LONGEST_NUMBER = 16
LONGEST_SETTINGS = 1024
SOUND = 2
SHORT_PADDING = 128


@dataclass(slots=True)
class _Found:
    """What the walk through the file has seen."""

    out: bytearray
    scale: int = 1_000_000
    cluster: int = 0
    last: int = 0
    duration: float = 0.0
    blocks: int = 0
    codecs: list[bytes] = field(default_factory=list)
    kinds: list[int] = field(default_factory=list)
    doctype: bytes = b""


def read_webm(raw: bytes) -> Sound:
    """Return the recording without labels. Raises ``UnreadableError`` or ``NotOnlySoundError``."""
    found = _Found(bytearray(raw))
    for name, start, body, end in _elements(raw):
        if name in FOLDERS:
            continue
        if not _needed(name, body, end, raw, found):
            _pad(found.out, start, end)
    if any(kind != SOUND for kind in found.kinds):
        raise NotOnlySoundError
    if found.doctype != b"webm" or found.codecs != [b"A_OPUS"] or not found.blocks * found.scale:
        raise UnreadableError
    length = max(found.last, found.duration) * found.scale / 1e9
    return Sound(bytes(found.out), "audio/webm", length)


def _elements(raw: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Yield name, start, contents' start and end of every element, folders and what is in them."""
    at = 0
    for _ in range(MOST_PARTS):
        if at >= len(raw):
            return
        name, after = _number(raw, at, keep_marker=True)
        size, body = _number(raw, after, keep_marker=False)
        if name in FOLDERS:
            # A folder's length is not needed, and a live recording does not know it.
            yield name, at, body, body
            at = body
            continue
        if size is None or body + size > len(raw):
            raise UnreadableError
        yield name or 0, at, body, body + size
        at = body + size
    raise UnreadableError


def _number(raw: bytes, at: int, *, keep_marker: bool) -> tuple[int | None, int]:
    """Return a number whose first byte says how long it is, and where it ends. None is unknown."""
    first = raw[at] if at < len(raw) else 0
    length = 9 - first.bit_length()
    if first == 0 or length > (4 if keep_marker else 8) or at + length > len(raw):
        raise UnreadableError
    value = int.from_bytes(raw[at : at + length], "big")
    if keep_marker:
        return value, at + length
    value &= (1 << (7 * length)) - 1
    return (None if value == (1 << (7 * length)) - 1 else value), at + length


def _needed(name: int, body: int, end: int, raw: bytes, found: _Found) -> bool:
    """Say whether this element stays, after noting what it says."""
    contents = raw[body:end]
    if name in {SIMPLE_BLOCK, BLOCK}:
        _note_block(contents, found)
        return True
    if name in BLANKED:
        found.out[body:end] = bytes(end - body)
        return True
    if name in NUMBERS and len(contents) > LONGEST_NUMBER:
        raise UnreadableError
    _note(name, contents, found)
    return name in NUMBERS or (
        name in {DOCTYPE, CODEC, CODEC_SETTINGS} and len(contents) <= LONGEST_SETTINGS
    )


def _note(name: int, contents: bytes, found: _Found) -> None:
    value = int.from_bytes(contents[:8], "big")
    if name == CLUSTER_TIME:
        found.cluster = value
    elif name == SCALE:
        found.scale = value
    elif name == DURATION:
        found.duration = _float(contents)
    elif name == TRACK_TYPE:
        found.kinds.append(value)
    elif name == CODEC:
        found.codecs.append(contents.rstrip(b"\0"))
    elif name == DOCTYPE:
        found.doctype = contents.rstrip(b"\0")
    elif name == CODEC_SETTINGS and not contents.startswith(b"OpusHead"):
        raise UnreadableError


def _note_block(contents: bytes, found: _Found) -> None:
    """Note when this block of sound begins: the cluster's time and its own, which may be negative."""
    _, after = _number(contents, 0, keep_marker=False)
    own = int.from_bytes(contents[after : after + 2], "big", signed=True)
    found.last = max(found.last, found.cluster + own)
    found.blocks += 1


def _float(contents: bytes) -> float:
    kind = FLOATS.get(len(contents))
    value = struct.unpack(kind, contents)[0] if kind else math.nan
    if not 0 <= value < LATEST:
        raise UnreadableError
    return float(value)


def _pad(out: bytearray, start: int, end: int) -> None:
    """Turn an element into padding of exactly the same length."""
    length = end - start
    if length <= SHORT_PADDING:
        head = bytes((PADDING, 0x80 | (length - 2)))
    else:
        head = bytes((PADDING, 0x01)) + (length - 9).to_bytes(7, "big")
    out[start:end] = head + bytes(length - len(head))
