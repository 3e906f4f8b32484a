"""A photo or a drawing comes in, a clean picture goes out; the bytes that came in are never kept.

Everything is drawn anew in a process of its own (workshop.py), so no place, date, name, thumbnail
or hidden tail of the input survives. Only JPEG, PNG and WebP are opened: whatever the file is
called, its content decides. No SVG, no PDF, no HEIC (phones turn HEIC into JPEG in a file field).
"""

import json

from api.core.errors import TooBig
from api.core.media.strokes import PENS, Strokes
from api.core.media.workshop import Picture, make
from i18n.marking import N_

__all__ = ["MOST_BYTES", "Picture", "draw_strokes", "tidy_picture"]

MOST_BYTES = 10 * 1024 * 1024


def tidy_picture(raw: bytes) -> Picture:
    """Return the picture as we keep it. Raises ``TooBig``, ``WrongKind`` or ``Busy``."""
    if len(raw) > MOST_BYTES:
        raise TooBig(N_("Deze foto is groter dan 10 MB. Kies een kleinere foto."))
    return make({"do": "picture"}, raw)


def draw_strokes(strokes: Strokes) -> Picture:
    """Return the drawing as a picture, for a phone that sent only its strokes."""
    return make({"do": "strokes", "pens": PENS}, json.dumps(strokes.as_json()).encode())
