"""Whatever the picture's process does — hang, crash, grow, talk nonsense — the house goes on."""

import json
import os
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from api.core.errors import Busy, TooBig, WrongKind
from api.core.media import workshop
from api.core.media.pictures import tidy_picture
from tests.core.media import files
from tests.core.media.watching import picture_makers

Play = Callable[..., workshop.Picture]
GOOD = files.saved(files.picture(), "JPEG")
READ_ALL = "import sys, os, json; sys.stdin.buffer.read()\n"


@pytest.fixture
def play(tmp_path: Path) -> Iterator[Play]:
    """Return a way to run a program of ours in the place of the one that opens pictures."""

    def run(program: str, seconds: float = 10.0) -> workshop.Picture:
        child = tmp_path / "child.py"
        child.write_text(textwrap.dedent(program))
        return workshop.make({"do": "picture"}, GOOD, child=child, seconds=seconds)

    yield run
    assert not picture_makers(), "something was left running"
    assert tidy_picture(GOOD).width == 320, "the house does not make pictures any more"


def tied(program: str) -> str:
    """Return a program that gives up what the real one gives up, and then does as it likes."""
    tie = f"import runpy; runpy.run_path({str(workshop.CHILD)!r})['tie_down']()\n"
    return READ_ALL + tie + program


def test_one_that_hangs_is_ended_and_the_picture_may_come_again(play: Play) -> None:
    with pytest.raises(Busy):
        play(READ_ALL + "import time; time.sleep(60)", seconds=0.4)


def test_one_that_hangs_before_reading_is_ended_too(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.core.media.test_workshop.GOOD", bytes(4_000_000))
    with pytest.raises(Busy):
        play("import time; time.sleep(60)", seconds=0.4)


def test_one_that_is_killed_from_outside_may_be_tried_again(play: Play) -> None:
    with pytest.raises(Busy):
        play(READ_ALL + "os.kill(os.getpid(), 9)")


@pytest.mark.parametrize("end", ["os.kill(os.getpid(), 11)", "os.abort()", "sys.exit(3)", "1 / 0"])
def test_one_that_crashes_means_the_picture_is_refused(play: Play, end: str) -> None:
    with pytest.raises(WrongKind):
        play(READ_ALL + end)


def test_one_that_ends_without_reading_means_the_picture_is_refused(play: Play) -> None:
    with pytest.raises(WrongKind):
        play("")


def test_when_no_process_can_be_started_the_picture_may_come_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workshop.sys, "executable", "/nowhere/python")
    with pytest.raises(Busy):
        tidy_picture(GOOD)


NONSENSE = [
    "x",
    "[]",
    "{}",
    '{"full": "a"}',
    '{"no": ["a"]}',
    '{"full": 1, "small": 1}',
    "[" * 9000,
    "null",
    '"',
]


@pytest.mark.parametrize("answer", NONSENSE)
def test_nonsense_means_the_picture_is_refused(play: Play, answer: str) -> None:
    with pytest.raises(WrongKind):
        play(READ_ALL + f"sys.stdout.write({answer!r} + chr(10) + 'abc')")


def test_one_that_never_stops_talking_is_not_listened_to_for_long(play: Play) -> None:
    with pytest.raises((Busy, WrongKind)):
        play(READ_ALL + "while True: sys.stdout.buffer.write(bytes(1 << 20))")


def test_an_answer_with_a_label_in_it_is_not_taken(play: Play) -> None:
    labelled = files.webp_with(b"CANARY-CANARY")
    head = json.dumps({"width": 1, "height": 1, "full": len(labelled), "small": len(labelled)})
    with pytest.raises(WrongKind):
        play(
            READ_ALL
            + f"sys.stdout.buffer.write({head.encode()!r} + b'\\n' + {labelled!r} + {labelled!r})",
        )


def test_one_that_only_burns_time_is_stopped_by_its_own_limit(play: Play) -> None:
    short = "import resource; resource.setrlimit(resource.RLIMIT_CPU, (1, 2))\n"
    with pytest.raises(WrongKind):
        play(tied(short + "while True: pass"))


def test_one_that_grows_is_stopped_at_512_megabytes(play: Play) -> None:
    grow = """
try:
    bytearray(600 * 1024 * 1024)
except MemoryError:
    sys.stdout.write('{"no": "memory"}\\n')
"""
    with pytest.raises(TooBig):
        play(tied(grow))


def test_it_has_no_environment_no_files_no_network_of_ours_and_low_priority(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUISBOEK_CANARY", "secret")
    tell = """
import resource
facts = {
    "environ": dict(os.environ),
    "files": sorted(os.listdir("/proc/self/fd")),
    "nice": os.nice(0),
    "memory": resource.getrlimit(resource.RLIMIT_AS)[1],
    "time": resource.getrlimit(resource.RLIMIT_CPU)[1],
    "file": resource.getrlimit(resource.RLIMIT_FSIZE)[1],
    "core": resource.getrlimit(resource.RLIMIT_CORE)[1],
    "rooms": [name for name in sys.modules if name.partition(".")[0] in {"api", "pwa", "i18n"}],
    "group": os.getpgrp() == os.getpid(),
}
sys.stdout.write(json.dumps(facts))
"""
    child = tmp_path / "child.py"
    child.write_text(tied(tell))
    with Path("/dev/null").open() as held:
        os.set_inheritable(held.fileno(), True)
        code, late, answer = workshop._run(child, b"{}\n", 10)
    facts = json.loads(answer)
    assert (code, late) == (0, False)
    assert "HUISBOEK_CANARY" not in facts["environ"]
    assert set(facts["environ"]) <= {"LC_CTYPE"}
    assert len(facts["files"]) == 4, "the three pipes and the folder it lists"
    assert facts["nice"] >= 10
    assert (facts["memory"], facts["file"], facts["core"]) == (512 * 1024 * 1024, 0, 0)
    assert facts["time"] <= 10
    assert facts["rooms"] == [], "it has a room of the house inside"
    assert facts["group"]


def test_who_waits_too_long_for_a_turn_is_told_that_it_is_busy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workshop, "PATIENCE_SECONDS", 0.01)
    with workshop._turn, pytest.raises(Busy):
        tidy_picture(GOOD)


@pytest.mark.parametrize("word", sorted(workshop.REFUSALS))
def test_every_refusal_says_what_to_do(word: str) -> None:
    _, message = workshop.REFUSALS[word]
    assert "Kies" in message


def test_a_picture_with_a_tail_or_a_label_is_not_bare() -> None:
    bare = tidy_picture(GOOD).full
    assert workshop.is_bare_webp(bare)
    assert not workshop.is_bare_webp(bare + b"\0")
    assert not workshop.is_bare_webp(bare[:-1])
    assert not workshop.is_bare_webp(files.webp_with(b"CANARY-CANARY"))
    assert not workshop.is_bare_webp(b"")
