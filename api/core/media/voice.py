"""A recorded voice comes in, the same sound without labels goes out. Its content says what it is.

Taken: WebM/Opus (Chrome, Firefox, Safari from 18.4), MP4 with AAC or Opus (Safari, Chrome from 126)
and Ogg/Opus. At most 4 MiB and three minutes. Names, places, dates, covers and the names of programs
are blanked; the sound itself stays as it is.

Why the sound is not turned into one format: that needs FFmpeg. PyAV carries it in a wheel of 36 MB
(106 MB unpacked, with x264 under the GPL inside), and brings every decoder of FFmpeg within reach of
a stranger's file. It is not needed for the phones of today: MP4/AAC plays everywhere, and WebM/Opus
plays in Safari from iOS 17.5. So the recorder asks for ``audio/mp4;codecs=mp4a.40.2`` first and for
``audio/webm;codecs=opus`` next. The limit that is left: an iPhone with iOS older than 17.5 cannot
play what Firefox or an older Chrome recorded; for that reason the words stand beside the sound.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from api.core.errors import TooBig, WrongKind
from api.core.media.mp4 import read_mp4
from api.core.media.ogg import MAGIC as OGG
from api.core.media.ogg import read_ogg
from api.core.media.sound_file import NotOnlySoundError, Sound, UnreadableError
from api.core.media.webm import MAGIC as WEBM
from api.core.media.webm import read_webm
from i18n.marking import N_

MOST_BYTES: Final = 4 * 1024 * 1024
MOST_SECONDS: Final = 3 * 60 + 5  # a phone stops a little after the moment it was told to


@dataclass(frozen=True, slots=True)
class Voice:
    """A sound as we keep it. ``type`` is one of three that we serve."""

    data: bytes
    type: str
    seconds: float | None


def tidy_voice(raw: bytes, _said: str = "") -> Voice:
    """Return the sound as we keep it, whatever the phone said that it is.

    Raises ``TooBig`` or ``WrongKind``.
    """
    if len(raw) > MOST_BYTES:
        raise TooBig(N_("Dit geluid is te groot. Praat korter dan 3 minuten."))
    try:
        sound = _reader(raw)(raw)
    except NotOnlySoundError:
        raise WrongKind(N_("Een video kan hier niet. Neem alleen je stem op.")) from None
    except UnreadableError:
        raise WrongKind(N_("Dit geluid kennen wij niet. Neem je stem nog een keer op.")) from None
    if sound.seconds > MOST_SECONDS:
        raise TooBig(N_("Dit duurt langer dan 3 minuten. Praat wat korter."))
    return Voice(sound.data, sound.type, round(sound.seconds, 1))


def _reader(raw: bytes) -> Callable[[bytes], Sound]:
    if raw.startswith(WEBM):
        return read_webm
    if raw[4:8] == b"ftyp":
        return read_mp4
    if raw.startswith(OGG):
        return read_ogg
    raise UnreadableError
