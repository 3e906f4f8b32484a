"""Starts the writing program, reads its answers and kills it with signal 9 at any moment."""

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.phone import Letter

ROOT = Path(__file__).parents[2]


@dataclass
class Writer:
    """One person's phone and the program that takes its letters."""

    program: subprocess.Popen[str]
    order: dict[str, object]
    letters: int
    answered: dict[int, str] = field(default_factory=dict)
    statuses: list[int] = field(default_factory=list)
    child: int = 0
    pending: str = ""

    def begin(self, last: int | None = None) -> None:
        """Go on with the first letter that nobody has answered for, up to ``last``."""
        self._tell({**self.order, "first": len(self.answered), "last": last or self.letters})
        self.child = int(self.line().split()[1])

    def kill(self) -> None:
        """End it without a chance to tidy up, then read what it had answered before."""
        os.kill(self.child, signal.SIGKILL)
        self.finish()

    def finish(self) -> None:
        while (said := self.line()) != "ended":
            self.note(said)

    def answers(self, many: int) -> None:
        """Wait for some answers."""
        for _ in range(many):
            if len(self.answered) < self.letters:
                self.note(self.line())

    def moment(self, seconds: float) -> None:
        """Wait a part of a letter's time, or till something is said."""
        assert self.program.stdout is not None
        select.select([self.program.stdout], [], [], seconds)

    def note(self, said: str) -> None:
        number, status, made = said.split()
        self.statuses.append(int(status))
        if status in {"200", "201"}:
            made = made.rpartition("/")[2]
            assert self.answered.setdefault(int(number), made) == made

    def line(self) -> str:
        """Read one line; unbuffered, so that ``moment`` sees what is still to be read."""
        assert self.program.stdout is not None
        handle = self.program.stdout.fileno()
        while "\n" not in self.pending:
            part = os.read(handle, 4096).decode()
            assert part, "the writing program has ended"
            self.pending += part
        said, _, self.pending = self.pending.partition("\n")
        return said

    def _tell(self, order: dict[str, object]) -> None:
        assert self.program.stdin is not None
        self.program.stdin.write(json.dumps(order) + "\n")
        self.program.stdin.flush()


@contextmanager
def started(
    environment: dict[str, str],
    cookies: dict[str, str],
    folder: Path,
    letters: list[Letter],
    *before: str,
) -> Iterator[Writer]:
    """Run the writing program; ``before`` goes in front of its command (strace)."""
    folder.mkdir()
    for number, letter in enumerate(letters):
        (folder / f"{number:04}-{letter.id}").write_bytes(letter.sealed)
    command = [*before, sys.executable, "-m", "tests.faults.writer"]
    program = subprocess.Popen(
        command,
        env={**os.environ, **environment, "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Writer(program, {"cookies": cookies, "letters": str(folder)}, len(letters))
    finally:
        assert program.stdin is not None
        program.stdin.close()
        assert program.wait(30) == 0
        assert program.stdout is not None
        program.stdout.close()
