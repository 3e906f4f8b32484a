"""P3 and P8: durable notes through the web with many writers, and photos while others read."""

import io
import os
import time
import urllib.parse
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Thread
from urllib.error import HTTPError
from urllib.request import OpenerDirector, Request
from uuid import uuid4

from PIL import Image

from tests.bench.figures import percentile, ratio, say
from tests.bench.houses import Running, running, signed_in

TEXT = "Het was een rustige dag."
WRITERS = ("sara", "els", "tim")
SECONDS = float(os.environ.get("BENCH_SECONDS", "8"))


def writes(data: Path) -> None:
    """The same load with every commit on the disk, and with SQLite's weaker promise."""
    for writers in (8, 32):
        with running(data, "api.cli", "serve") as server:
            took, failed = _post_for(server, writers)
        with running(data, "tests.bench.weaker") as server:
            weaker, _failed = _post_for(server, writers)
        say(f"P3 notes a second, {writers} writers", len(took) / SECONDS, "notes/s")
        say(f"P3 failed, {writers} writers", failed, "notes (goal 0)")
        say(f"P3 p50, {writers} writers", percentile(took, 50) * 1000, "ms")
        say(f"P3 p99, {writers} writers", percentile(took, 99) * 1000, "ms")
        ratio(
            f"P3 p99 / p50, {writers} writers",
            percentile(took, 99),
            percentile(took, 50),
            "goal 3 or less",
        )
        ratio(
            f"P3 notes with FULL / with NORMAL, {writers} writers",
            len(took),
            len(weaker),
            "goal 0.85 or more",
        )


def photos(data: Path) -> None:
    """How many pages others get while photos come in, and what a photo costs in memory."""
    with running(data, "api.cli", "serve") as server:
        alone, _memory = _read_for(server, uploads=False)
        resting = server.memory_mb()
        busy, most = _read_for(server, uploads=True)
    say("P8 timelines a second, nobody uploads", alone, "pages/s")
    say("P8 timelines a second, photos come in", busy, "pages/s")
    ratio("P8 with uploads / without", busy, alone, "goal 0.9 or more")
    say("P8 extra memory while photos come in", most - resting, "MB (goal 50 or less)")


def _post_for(server: Running, writers: int) -> tuple[list[float], int]:
    """Everybody signs in first; then all write at once, each one note after another."""
    browsers = [signed_in(server.url, WRITERS[number % len(WRITERS)]) for number in range(writers)]
    deadline = time.monotonic() + SECONDS

    def write(browser: OpenerDirector) -> tuple[list[float], int]:
        took, failed = [], 0
        while time.monotonic() < deadline:
            began = time.monotonic()
            ok = _post(browser, server.url)
            took.append(time.monotonic() - began)
            failed += not ok
        return took, failed

    with ThreadPoolExecutor(writers) as crowd:
        found = list(crowd.map(write, browsers))
    return [each for took, _failed in found for each in took], sum(
        failed for _took, failed in found
    )


def _post(browser: OpenerDirector, url: str) -> bool:
    """One note; where the answer leads is another page, and not asked for."""
    note = {"id": str(uuid4()), "kind": "good", "source": "saw", "audience": "circle", "text": TEXT}
    request = Request(f"{url}/logboek/nieuw", data=urllib.parse.urlencode(note).encode())
    try:
        browser.open(request, timeout=60).close()
    except HTTPError as answer:
        answer.close()
        return answer.code == 303
    except OSError:
        return False
    return False


def _read_for(server: Running, *, uploads: bool) -> tuple[float, float]:
    stop, most = Event(), [0.0]
    helpers = [Thread(target=_watch, args=(server, stop, most))]
    if uploads:
        helpers.append(Thread(target=_upload, args=(server, stop)))
    for helper in helpers:
        helper.start()
    read = _count(server)
    stop.set()
    for helper in helpers:
        helper.join()
    return read / SECONDS, most[0]


def _count(server: Running) -> int:
    deadline = time.monotonic() + SECONDS

    def reader(who: str) -> int:
        browser, pages = signed_in(server.url, who), 0
        while time.monotonic() < deadline:
            _read(browser, server.url)
            pages += 1
        return pages

    with ThreadPoolExecutor(2) as crowd:
        return sum(crowd.map(reader, ("sara", "tim")))


def _read(browser: OpenerDirector, url: str) -> None:
    with browser.open(f"{url}/logboek", timeout=60) as answer:
        answer.read()


def _watch(server: Running, stop: Event, most: list[float]) -> None:
    while not stop.wait(0.1):
        most[0] = max(most[0], server.memory_mb())


def _upload(server: Running, stop: Event) -> None:
    """As a phone sends them: shrunk to 1,600 pixels, about 300 kB, one a second."""
    picture = io.BytesIO()
    Image.effect_noise((1600, 1200), 40).convert("RGB").save(picture, "JPEG", quality=70)
    browser = signed_in(server.url, "els")
    while not stop.wait(1):
        body, kind = _form(
            {"id": str(uuid4()), "kind": "good", "source": "saw", "audience": "circle"},
            picture.getvalue(),
        )
        request = Request(f"{server.url}/logboek/nieuw", data=body, headers={"Content-Type": kind})
        try:
            browser.open(request, timeout=60).close()
        except HTTPError as answer:
            if answer.code != 303:
                say("P8 an upload was refused", answer.code, "status")


def _form(fields: dict[str, str], photo: bytes) -> tuple[bytes, str]:
    edge = uuid4().hex
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n'.encode()
        for n, v in fields.items()
    ]
    head = f'--{edge}\r\nContent-Disposition: form-data; name="photo"; filename="x.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
    return b"".join(
        [*parts, head.encode(), photo, f"\r\n--{edge}--\r\n".encode()]
    ), f"multipart/form-data; boundary={edge}"
