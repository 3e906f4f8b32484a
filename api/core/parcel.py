"""A zip that is sent while it is made: nothing of it lies on the disk, and one file at a time in memory.

The same files make the same bytes: a zip that knew the hour would tell when somebody took it along.
"""

from collections.abc import Iterable, Iterator
from io import RawIOBase
from typing import IO, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

PRESSED = (".webp", ".webm", ".ogg", ".mp4")


def parcel(files: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """Yield a zip of these files, each of which may be made when its turn comes."""
    belt = _Belt()
    with ZipFile(cast("IO[bytes]", belt), "w") as made:
        for name, content in files:
            # What is pressed already does not get smaller.
            press = ZIP_STORED if name.endswith(PRESSED) else ZIP_DEFLATED
            info = ZipInfo(name)
            info.compress_type = press
            made.writestr(info, content)
            yield belt.take()
    yield belt.take()


def ending(kind: str) -> str:
    """Return how the name of a file of this type ends: image/webp is webp, audio/mp4;codecs=… is mp4."""
    return kind.partition("/")[2].partition(";")[0].strip()


class _Belt(RawIOBase):
    """Holds what was written until it is sent. It cannot seek, so the zip never looks back."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, part: object) -> int:
        content = bytes(cast("bytes", part))
        self._waiting.append(content)
        return len(content)

    def take(self) -> bytes:
        """Return what was written since the last time."""
        sent = b"".join(self._waiting)
        self._waiting.clear()
        return sent
