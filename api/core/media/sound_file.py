"""What the three readers of sound files share: how they say no, and where they stop counting."""

from dataclasses import dataclass

MOST_PARTS = 100_000  # three minutes in the smallest packets that a phone makes, and some


class UnreadableError(ValueError):
    """Not a whole sound file of a kind that phones record."""


class NotOnlySoundError(ValueError):
    """There is a moving picture in it."""


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound file without its labels. ``seconds`` is what the file says about itself."""

    data: bytes
    type: str
    seconds: float
