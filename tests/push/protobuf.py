"""As much of protocol buffers as a browser and its maker's service say to each other."""

import struct
from collections.abc import Callable
from io import BytesIO

VARINT, FIXED, TEXT = 0, 1, 2


def number(value: int) -> bytes:
    """A number in as few bytes as it needs, the lowest seven bits first."""
    low, rest = value & 127, value >> 7
    return bytes([low | 128]) + number(rest) if rest else bytes([low])


def field(place: int, value: bytes | str | int) -> bytes:
    """One field of a message: text, bytes, or a number."""
    if isinstance(value, int):
        return number(place << 3 | VARINT) + number(value)
    raw = value.encode() if isinstance(value, str) else value
    return number(place << 3 | TEXT) + number(len(raw)) + raw


def fixed(place: int, value: int) -> bytes:
    """A number of eight bytes."""
    return number(place << 3 | FIXED) + struct.pack("<Q", value)


def read_number(one: Callable[[], int]) -> int:
    """Read a number from what gives one byte at a time."""
    byte = one()
    return byte & 127 | (read_number(one) << 7 if byte & 128 else 0)


def read(message: bytes) -> dict[int, bytes]:
    """The texts and bytes of a message by their place; the last of each counts, numbers are left out."""
    found: dict[int, bytes] = {}
    rest = BytesIO(message)
    while rest.tell() < len(message):
        tag = read_number(lambda: rest.read(1)[0])
        match tag & 7:
            case 0:
                read_number(lambda: rest.read(1)[0])
            case 1:
                rest.read(8)
            case 5:
                rest.read(4)
            case _:
                found[tag >> 3] = rest.read(read_number(lambda: rest.read(1)[0]))
    return found
