"""The program that is killed while it writes: the whole application, in a process of its own.

For each line that it reads it makes a child, which opens the house anew and sends its letters in
order, as a phone does. A line on standard output is an answer that somebody has seen: `<number>
<status> <id>`. It is started with ``python -m tests.faults.writer``.
"""

import json
import os
import sys
from pathlib import Path

from flask.testing import FlaskClient

from api.core.house import House
from api.core.settings import Settings
from pwa import create_app


def main() -> None:
    house = House.open(Settings.from_environment(os.environ))
    app = create_app(house)
    for line in sys.stdin:
        # A child must open the database itself: SQLite's connections do not survive a fork.
        house.close()
        child = os.fork()
        if child == 0:
            house.ready()
            send_all(app.test_client(), json.loads(line))
            os._exit(0)
        say(f"began {child}")
        os.waitpid(child, 0)
        say("ended")


def send_all(client: FlaskClient, order: dict[str, object]) -> None:
    for name, value in dict(order["cookies"]).items():  # type: ignore[call-overload]
        client.set_cookie(name, value)
    letters = sorted(Path(str(order["letters"])).iterdir())
    for number in range(int(str(order["first"])), int(str(order["last"]))):
        path = f"/api/v1/outbox/{letters[number].name[5:]}"
        answer = client.put(
            path, data=letters[number].read_bytes(), headers={"Sec-Fetch-Site": "same-origin"}
        )
        say(f"{number} {answer.status_code} {(answer.get_json() or {}).get('at')}")


def say(line: str) -> None:
    os.write(1, line.encode() + b"\n")


if __name__ == "__main__":
    main()
