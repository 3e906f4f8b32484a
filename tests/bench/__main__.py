"""Prints all figures. One by name: `python -m tests.bench pages`.

Those that take longer than a few minutes each are printed by name alone: `BY_NAME`.
"""

import sys
import tempfile
from pathlib import Path

from tests.bench import (
    browser,
    door,
    feed,
    houses,
    keys,
    knocks,
    messages,
    names,
    pages,
    plans,
    start,
    table,
    taps,
    two_worlds,
    weeks,
    writes,
)

MEASURES = {
    "start": start.start,
    "pages": pages.pages,
    "photos": writes.photos,
    "writes": writes.writes,
    "keys": keys.keys,
    "knocks": knocks.knocks,
    "messages": messages.messages,
    "growth": pages.growth,
    "plans": plans.plans,
    "plan_growth": plans.growth,
    "weeks": weeks.pages,
    "week_growth": weeks.growth,
    "week_paint": weeks.paint,
    "two_worlds": two_worlds.two_worlds,
    "names": names.names,
    "door": door.door,
    "access": door.access,
    "feed_growth": feed.growth,
    "weight": browser.weight,
    "paint": browser.paint,
    "drawing": browser.drawing,
    "table": table.live,
    "look_back": table.look_back,
    "taps": taps.notes,
}

BY_NAME = {
    "feed_whole_growth": feed.whole,
    "feed_postgres_growth": feed.on_postgres,
    "feed_seats_growth": feed.seats,
}


def main(chosen: list[str]) -> None:
    with tempfile.TemporaryDirectory(prefix="huisboek-bench-") as folder:
        data = Path(folder) / "var"
        houses.fill(data)
        for name in chosen or MEASURES:
            (MEASURES | BY_NAME)[name](Path(folder) if name.endswith("growth") else data)


if __name__ == "__main__":
    main(sys.argv[1:])
