"""What a phone seals, only the server can open, and only as this record of this person."""

import json
from uuid import UUID, uuid4

import pytest
from playwright.sync_api import Page

from api.core.errors import Invalid
from tests.browsing import Live
from tests.carry.line import Line
from tests.carry.writing import put

pytest_plugins = ["tests.carry.fixtures"]


def test_the_server_opens_what_a_page_sealed(sara_page: Page, line: Line, away: Live) -> None:
    line.next(503)
    record = put(sara_page, "Opa kwam langs. ☀ أهلا", photo=5000, settle=30_000)
    plain = away.house.secrets.open_sealed(UUID(record["id"]), away.world.sara, line.bodies[-1])
    length = int.from_bytes(plain[:4], "big")
    header = json.loads(plain[4 : 4 + length])
    assert header["fields"]["text"] == ["Opa kwam langs. ☀ أهلا"]
    assert "id" not in header["fields"]
    assert header["files"] == [{"field": "photo", "type": "image/jpeg", "size": 5000}]
    assert plain[4 + length :] == bytes(5000)
    assert (header["v"], header["kind"], header["target"]) == (1, "entry", None)


def test_a_sealed_record_is_nobody_elses_and_no_other_record(
    sara_page: Page, line: Line, away: Live
) -> None:
    record = put(sara_page, settle=30_000)
    secrets, world, body = away.house.secrets, away.world, line.bodies[-1]
    for id, person in ((UUID(record["id"]), world.mark), (uuid4(), world.sara)):
        with pytest.raises(Invalid):
            secrets.open_sealed(id, person, body)


def test_the_same_words_never_give_the_same_bytes(sara_page: Page, line: Line) -> None:
    for _ in range(2):
        put(sara_page, "Hetzelfde.", settle=30_000)
    first, second = line.bodies
    assert len(first) == len(second)
    assert first[9:74] != second[9:74]
    assert first[86:] != second[86:]
