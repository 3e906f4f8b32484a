"""P13: from the command to the first page, and what the house holds in memory at rest."""

import time
from pathlib import Path
from statistics import median

from tests.bench.figures import ratio, say
from tests.bench.houses import running

ROUNDS = 3


def start(data: Path) -> None:
    ours, theirs = [], []
    for _ in range(ROUNDS):
        with running(data, "api.cli", "run") as house:
            ours.append(house.ready_after)
        with running(data, "tests.bench.hello") as hello:
            theirs.append(hello.ready_after)
    say("P13 from `huisboek run` to the first page", median(ours), "s")
    say("P13 reference: hello-Flask under the same server", median(theirs), "s")
    ratio("P13 start / hello-Flask", median(ours), median(theirs), "goal 3 or less")
    with running(data, "api.cli", "run") as house:
        time.sleep(3)
        say(
            "P13 memory at rest, web and worker together",
            house.memory_mb(),
            "MB (goal 250 or less)",
        )
