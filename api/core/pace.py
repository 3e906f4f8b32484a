"""The same pace for everything: an answer that goes out on a beat tells nothing of what was done for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic, sleep
from typing import Final

# Several times what the slowest of them takes: a signal writes and knocks for people, play does not.
BEAT: Final = 0.25


@contextmanager
def on_the_beat(beat: float = BEAT) -> Iterator[None]:
    """Wait, when the work is done, until a whole number of beats has gone by since it began."""
    began = monotonic()
    try:
        yield
    finally:
        sleep(beat - (monotonic() - began) % beat)
