"""A zip that is sent while it is made: whole, the same each time, and never all at once in memory."""

import io
import zipfile
from collections.abc import Iterator

from api.core.parcel import parcel

FILES = {"boek.html": b"<p>Dag</p>" * 500, "plaatje-0001.webp": bytes(range(256)) * 40, "leeg": b""}


def test_what_went_in_comes_out() -> None:
    made = zipfile.ZipFile(io.BytesIO(b"".join(parcel(FILES.items()))))
    assert made.testzip() is None
    assert {name: made.read(name) for name in made.namelist()} == FILES
    assert made.getinfo("boek.html").compress_size < len(FILES["boek.html"]) / 10


def test_the_same_files_are_the_same_bytes() -> None:
    assert b"".join(parcel(FILES.items())) == b"".join(parcel(FILES.items()))


def test_a_file_is_made_only_when_the_one_before_was_sent() -> None:
    made: list[str] = []

    def files() -> Iterator[tuple[str, bytes]]:
        for name, content in FILES.items():
            made.append(name)
            yield name, content

    parts = parcel(files())
    assert len(next(parts)) > 0
    assert made == ["boek.html"]
    parts.close()
