"""Reads an Ogg/Opus recording (older Firefox, voice recorders) and empties its page of labels.

The file is a row of pages, each with a checksum: the pages of labels get a new one, the pages of
sound stay as they are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from api.core.media.sound_file import MOST_PARTS, Sound, UnreadableError

MAGIC: Final = b"OggS"
HEADER = 27
CHECKSUM: Final = slice(22, 26)
TICKS = 48_000
SHORTEST_LABELS = 16
LONGEST_LABELS = 131_072
GOES_ON = 255  # a piece of this length: the packet goes on in the next piece
NO_TIME: Final = (1 << 64) - 1
POLYNOMIAL = 0x04C11DB7


@dataclass(frozen=True, slots=True)
class _Page:
    """One page: where it lies, what it holds, when it ends and whether a packet ends on it."""

    start: int
    body: int
    end: int
    ticks: int
    serial: bytes
    whole: bool


def read_ogg(raw: bytes) -> Sound:
    """Return the recording without labels. Raises ``UnreadableError``."""
    pages = list(_pages(raw))
    head = raw[pages[0].body : pages[0].end] if pages else b""
    if not head.startswith(b"OpusHead") or len({page.serial for page in pages}) != 1:
        raise UnreadableError
    out = bytearray(raw)
    sound = _empty_labels(out, pages)
    ticks = [page.ticks for page in pages[sound:] if page.ticks != NO_TIME]
    if not ticks:
        raise UnreadableError
    skipped = int.from_bytes(head[10:12], "little")
    return Sound(bytes(out), "audio/ogg", max(0, max(ticks) - skipped) / TICKS)


def _pages(raw: bytes) -> Iterator[_Page]:
    """Yield the pages; they fill the file exactly."""
    at = 0
    for _ in range(MOST_PARTS):
        if at >= len(raw):
            return
        count = raw[at + 26] if at + HEADER <= len(raw) else 0
        body = at + HEADER + count
        laces = raw[at + HEADER : body]
        end = body + sum(laces)
        if raw[at : at + 4] != MAGIC or end > len(raw) or len(laces) != count:
            raise UnreadableError
        ticks = int.from_bytes(raw[at + 6 : at + 14], "little")
        yield _Page(
            at, body, end, ticks, raw[at + 14 : at + 18], bool(laces) and laces[-1] < GOES_ON
        )
        at = end
    raise UnreadableError


def _empty_labels(out: bytearray, pages: list[_Page]) -> int:
    """Write an empty second packet over the labels; return the number of the first page of sound."""
    last = next((number for number, page in enumerate(pages) if number and page.whole), 0)
    labels = pages[1 : last + 1]
    length = sum(page.end - page.body for page in labels)
    if (
        not labels
        or not SHORTEST_LABELS <= length <= LONGEST_LABELS
        or out[labels[0].body :][:8] != b"OpusTags"
    ):
        raise UnreadableError
    empty = b"OpusTags" + bytes(length - 8)
    for page in labels:
        wide = page.end - page.body
        out[page.body : page.end], empty = empty[:wide], empty[wide:]
        _sign(out, page)
    return last + 1


def _sign(out: bytearray, page: _Page) -> None:
    """Write the page's checksum, which is made with zeros in its own place."""
    place = slice(page.start + CHECKSUM.start, page.start + CHECKSUM.stop)
    out[place] = bytes(4)
    out[place] = checksum(bytes(out[page.start : page.end])).to_bytes(4, "little")


def checksum(page: bytes) -> int:
    """Return Ogg's own CRC-32: not the one of zlib, which runs the other way round."""
    value = 0
    for byte in page:
        value = ((value << 8) ^ TABLE[(value >> 24) ^ byte]) & 0xFFFFFFFF
    return value


def _entry(value: int) -> int:
    value <<= 24
    for _ in range(8):
        value = ((value << 1) ^ (POLYNOMIAL if value & 0x80000000 else 0)) & 0xFFFFFFFF
    return value


TABLE: Final = tuple(_entry(value) for value in range(256))
