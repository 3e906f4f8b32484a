"""Where the translated sentences come from. A compiled catalogue that is missing or stale is made on the spot."""

import os
from contextlib import suppress
from functools import cache
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

FOLDER = Path(__file__).parent / "catalogues"


def source(code: str, folder: Path = FOLDER) -> Path:
    """The file that translators work in."""
    return folder / code / "LC_MESSAGES" / "messages.po"


@cache
def catalogue(code: str, folder: Path = FOLDER) -> NullTranslations:
    """Loaded once per language. Dutch, and a language without a file, speak the source itself."""
    written = source(code, folder)
    if not written.exists():
        return NullTranslations()
    ready = written.with_suffix(".mo")
    if ready.exists() and ready.stat().st_mtime >= written.stat().st_mtime:
        return Translations(BytesIO(ready.read_bytes()))
    return Translations(BytesIO(compile_catalogue(written)))


def compile_catalogue(written: Path) -> bytes:
    """Compile, and keep the result beside its source where the disk allows it."""
    made = BytesIO()
    with written.open("rb") as file:
        write_mo(made, read_po(file))
    with suppress(OSError):
        _put(written.with_suffix(".mo"), made.getvalue())
    return made.getvalue()


def _put(place: Path, content: bytes) -> None:
    """Whole or not at all: another process may be reading."""
    half = place.with_suffix(f".{os.getpid()}")
    half.write_bytes(content)
    half.replace(place)


if __name__ == "__main__":
    for place in FOLDER.glob("*/LC_MESSAGES/messages.po"):
        compile_catalogue(place)
