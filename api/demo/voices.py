"""The spoken notes of the demo: a few seconds each, said by a machine voice, made once and kept.

The words were written for the demo; the files hold Opus in WebM, as a phone records it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).with_name("sounds")
TYPE: Final = "audio/webm"


@cache
def voice(name: str) -> bytes:
    """Return the sound as a phone would send it."""
    return (FOLDER / f"{name}.webm").read_bytes()
