"""Starts, feeds, times and ends the process that opens pictures. One at a time in this process.

The child gets no environment, no open files and no keys; it sets its own limits of memory and CPU
(child.py) before it reads anything. Whatever it does — hang, crash, grow, talk nonsense — comes out
of here as a ``Refusal``, and nothing of the child stays behind.
"""

import json
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import BoundedSemaphore, Event, Timer
from typing import Any, Final

from api.core.errors import Busy, Refusal, TooBig, WrongKind
from i18n.marking import N_

CHILD: Final = Path(__file__).with_name("child.py")
# Its own limit is eight seconds of computing (child.py). By the clock it gets longer, because it
# stands behind everybody else: a good picture must not be sent back for a busy machine.
WALL_SECONDS = 20.0
PATIENCE_SECONDS = 30.0
MOST_ANSWER = 16 * 1024 * 1024
LONGEST = 1600
SMALL = 480
HEAD_OF_WEBP = 20

BUSY = N_("Het is even druk. Probeer het zo nog een keer.")
REFUSALS: Final[Mapping[str, tuple[type[Refusal], str]]] = {
    "pixels": (TooBig, N_("Deze foto is te breed of te hoog. Kies een kleinere foto.")),
    "memory": (TooBig, N_("Deze foto is te breed of te hoog. Kies een kleinere foto.")),
    "kind": (WrongKind, N_("Dit is geen foto die wij kennen. Kies of maak een andere foto.")),
    "broken": (WrongKind, N_("Deze foto is niet heel. Kies of maak hem nog een keer.")),
    "crashed": (WrongKind, N_("Deze foto lukt niet. Kies of maak een andere foto.")),
}

_turn = BoundedSemaphore(1)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as we keep it: two WebP files without any label. ``peak_kb`` is what it cost."""

    full: bytes
    small: bytes
    width: int
    height: int
    peak_kb: int = field(compare=False)


def make(
    job: Mapping[str, Any], raw: bytes, *, child: Path = CHILD, seconds: float = WALL_SECONDS
) -> Picture:
    """Let the child do ``job`` with ``raw`` and return the picture that it makes."""
    if not _turn.acquire(timeout=PATIENCE_SECONDS):
        raise Busy(BUSY)
    try:
        order = json.dumps({"full": LONGEST, "small": SMALL, **job}).encode()
        code, late, answer = _run(child, order + b"\n" + raw, seconds)
    except OSError as error:
        # No process, no memory, no pipe: this machine has too much to do.
        raise Busy(BUSY) from error
    finally:
        _turn.release()
    if late or code == -signal.SIGKILL:
        # Not the picture's fault: a picture that only eats time is stopped earlier, by CPU.
        raise Busy(BUSY)
    return _picture(answer if code == 0 else b'{"no": "crashed"}\n')


def _run(child: Path, order: bytes, seconds: float) -> tuple[int, bool, bytes]:
    """Return how the child ended, whether it was stopped for being late, and what it said."""
    late = Event()
    with subprocess.Popen(  # noqa: S603 - our own file, our own interpreter
        [sys.executable, "-I", "-B", str(child)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        cwd="/",
        start_new_session=True,
    ) as process:
        watchdog = Timer(seconds, _stop, (process, late))
        watchdog.start()
        try:
            answer = _talk(process, order)
            process.wait()
        finally:
            watchdog.cancel()
            process.kill()
    return process.returncode, late.is_set(), answer


def _stop(process: subprocess.Popen[bytes], late: Event) -> None:
    late.set()
    process.kill()


def _talk(process: subprocess.Popen[bytes], order: bytes) -> bytes:
    """Hand over the order, then listen. More than ``MOST_ANSWER`` is not listened to."""
    assert process.stdin is not None and process.stdout is not None  # noqa: PT018, S101
    # A child that ends before it has read everything tells why by its exit code.
    with suppress(BrokenPipeError):
        process.stdin.write(order)
    with suppress(BrokenPipeError):
        process.stdin.close()
    answer = process.stdout.read(MOST_ANSWER + 1)
    if len(answer) > MOST_ANSWER:
        process.kill()
    return answer


def _picture(answer: bytes) -> Picture:
    """Return the picture in the answer, or raise the refusal that it names."""
    head, _, body = answer.partition(b"\n")
    said, numbers = _said(head)
    full, small = body[: numbers.get("full", 0)], body[numbers.get("full", 0) :]
    if is_bare_webp(full) and is_bare_webp(small):
        width, height, peak = (numbers.get(name, 0) for name in ("width", "height", "peak"))
        return Picture(full, small, width, height, peak)
    refusal, message = REFUSALS.get(said, REFUSALS["crashed"])
    raise refusal(message)


def _said(head: bytes) -> tuple[str, dict[str, int]]:
    """Return the word and the numbers of the answer's first line; nonsense says nothing."""
    try:
        said = json.loads(head)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        return "", {}
    return str(said.get("no", "")), {name: n for name, n in said.items() if isinstance(n, int)}


def is_bare_webp(data: bytes) -> bool:
    """Say whether this is one WebP picture and nothing else: no label, no profile, no tail."""
    if len(data) < HEAD_OF_WEBP or data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        return False
    inside = int.from_bytes(data[16:20], "little")
    return data[12:16] in {b"VP8 ", b"VP8L"} and len(data) == HEAD_OF_WEBP + inside + inside % 2
