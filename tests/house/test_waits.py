"""A wait that waits for nothing lets a test pass, or fail, by chance."""

from pathlib import Path

from tests.house.source import ROOT, name

# Playwright takes the promise of an async function for a yes: `until` of tests/browsing.py does not.
TAKES_A_PROMISE_FOR_A_YES = "wait_for_function("


def test_no_wait_takes_a_promise_for_a_yes() -> None:
    files = [path for path in (ROOT / "tests").rglob("*.py") if path != Path(__file__)]
    assert len(files) > 100
    assert [name(path) for path in files if TAKES_A_PROMISE_FOR_A_YES in path.read_text()] == []
