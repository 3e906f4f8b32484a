"""A drawing, photo or voice that is fit to keep: made anew of what a stranger sent, then locked away.

To make one takes seconds: do it before the transaction.
"""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from api.core.media.pictures import draw_strokes, tidy_picture
from api.core.media.strokes import Strokes
from api.core.media.voice import tidy_voice
from api.core.vault import Box


@dataclass(frozen=True, slots=True)
class ReadyMedium:
    """A medium that is safe to keep."""

    kind: str
    type: str
    data: bytes
    small: bytes | None = None
    strokes: bytes | None = None
    width: int | None = None
    height: int | None = None
    seconds: float | None = None

    def sealed(self, box: Box, table: str, row: UUID) -> dict[str, Any]:
        """Return the columns of this medium in a row of this table: what it is, and its bytes under seal."""

        def lock(column: str, plain: bytes | None) -> bytes | None:
            return None if plain is None else box.lock(table, column, row, plain)

        return {
            "id": row,
            "kind": self.kind,
            "type": self.type,
            "size": len(self.data),
            "width": self.width,
            "height": self.height,
            "seconds": self.seconds,
            "body": lock("body", self.data),
            "small": lock("small", self.small),
            "strokes": lock("strokes", self.strokes),
        }


def ready_drawing(raw: bytes | None, strokes: Strokes | None) -> ReadyMedium:
    """A drawing is its strokes and a picture of them; a phone that sent no picture gets ours.

    Raises TooBig, WrongKind or Busy.
    """
    picture = draw_strokes(strokes) if raw is None and strokes else tidy_picture(raw or b"")
    lines = json.dumps(strokes.as_json(), separators=(",", ":")).encode() if strokes else None
    return ReadyMedium(
        "drawing", "image/webp", picture.full, picture.small, lines, picture.width, picture.height
    )


def ready_photo(raw: bytes) -> ReadyMedium:
    """A photo drawn anew, without what its file told of its maker. Raises TooBig, WrongKind or Busy."""
    picture = tidy_picture(raw)
    return ReadyMedium(
        "photo", "image/webp", picture.full, picture.small, None, picture.width, picture.height
    )


def ready_voice(raw: bytes, type_: str) -> ReadyMedium:
    """A voice with its sound as it was, and nothing else of its file. Raises TooBig, WrongKind or Busy."""
    voice = tidy_voice(raw, type_)
    return ReadyMedium("voice", voice.type, voice.data, seconds=voice.seconds)
