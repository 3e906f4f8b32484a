"""Looks at the processes that open pictures, beside all others that a test run has (Chromium, PostgreSQL)."""

import psutil


def picture_makers() -> list[psutil.Process]:
    """Return the processes of ours that open a picture now."""
    return [child for child in psutil.Process().children() if "child.py" in str(_line(child))]


def memory(process: psutil.Process) -> int:
    """Return how much memory a process has, or nothing when it has just ended."""
    try:
        return process.memory_info().rss
    except psutil.Error:
        return 0


def _line(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []
