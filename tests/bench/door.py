"""What coming in costs with the code's real Argon2, and how many cases the rules of seeing are held to."""

import re
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from api.core.clock import FixedClock
from api.core.house import House
from api.core.settings import Settings
from pwa import create_app
from tests.bench.figures import percentile, say
from tests.bench.names import BREATH, EACH, settle
from tests.house.source import ROOT
from tests.people.test_matrix import CASES
from tests.schema import build_schema

HOUSES = 25
ACCESS = (
    "tests/people/test_matrix.py",
    "tests/people/test_policy.py",
    "tests/house/test_access.py",
)


def door(data: Path) -> None:
    folder = data.parent / "door"
    folder.mkdir(exist_ok=True)
    build_schema(f"sqlite:///{folder / 'huisboek.db'}")
    clock = FixedClock(datetime(2026, 11, 21, 15, 0, tzinfo=UTC))
    house = House.open(Settings.from_environment({"HUISBOEK_DATA": str(folder)}), clock)
    app, took = create_app(house), []
    for _ in range(HOUSES):
        browser = app.test_client()
        browser.set_cookie("hbd", settle(house))
        for number in range(EACH):
            clock.moment += BREATH
            form = {"naam": f"Persoon {number}", "code": "492817"}
            began = time.perf_counter()
            answer = browser.post("/binnen", data=form, headers={"Sec-Fetch-Site": "same-origin"})
            took.append(time.perf_counter() - began)
            assert answer.status_code == 303
    house.close()
    for part in (50, 99):
        say(f"sign-in with a code, p{part}", percentile(took, part) * 1000, "ms")


def access(_data: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", *ACCESS]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    cases, seconds = re.findall(r"(\d+) passed.* in ([\d.]+)s", told)[-1]
    say("access, cells of the table", len(CASES), "cells")
    say("access, tests on both databases", int(cases), "tests")
    say("access, seconds", float(seconds), "s")
