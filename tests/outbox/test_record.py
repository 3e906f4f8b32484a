"""The record inside the seal: any row of bytes is read as it was meant, or refused."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.core.errors import Invalid
from api.logbook.note import Upload
from api.outbox.record import Record, RecordKind, read_record

TARGET = "11111111-1111-4111-8111-111111111111"
HEADER: dict[str, Any] = {
    "v": 1,
    "kind": "entry",
    "made_at": "2026-11-21T14:00:00.123Z",
    "target": None,
    "fields": {"kind": ["good"], "about": ["a", "b"]},
    "files": [
        {"field": "drawing", "type": "image/png", "size": 3},
        {"field": "voice", "type": "audio/webm", "size": 2},
    ],
}


def pack(header: object, rest: bytes = b"abcde") -> bytes:
    raw = json.dumps(header).encode()
    return len(raw).to_bytes(4, "big") + raw + rest


def test_a_record_is_read_with_its_files() -> None:
    assert read_record(pack(HEADER)) == Record(
        kind=RecordKind.ENTRY,
        made_at=datetime(2026, 11, 21, 14, 0, 0, 123_000, tzinfo=UTC),
        target=None,
        fields={"kind": ("good",), "about": ("a", "b")},
        files=(Upload("drawing", "image/png", b"abc"), Upload("voice", "audio/webm", b"de")),
    )


@pytest.mark.parametrize("kind", ["correction", "reply", "thanks", "withdrawal"])
def test_a_record_about_a_note_names_it(kind: str) -> None:
    record = read_record(pack({**HEADER, "kind": kind, "target": TARGET, "files": []}, b""))
    assert (record.kind, record.target) == (RecordKind(kind), UUID(TARGET))


@pytest.mark.parametrize(
    "change",
    [
        {"v": 2},
        {"v": "1"},
        {"kind": "signal"},
        {"kind": None},
        {"made_at": "yesterday"},
        {"made_at": 5},
        {"made_at": "2026-11-21T14:00:00"},
        {"made_at": "0001-01-01T00:00:00+14:00"},
        {"target": "x"},
        {"target": 7},
        {"fields": []},
        {"fields": None},
        {"fields": {"text": "not a list"}},
        {"fields": {"text": [1]}},
        {"fields": {"text": ["x"] * 101}},
        {"fields": {str(number): [] for number in range(61)}},
        {"files": None},
        {"files": [1]},
        {"files": [{"field": "drawing", "type": "image/png"}]},
        {"files": [{"field": "drawing", "type": "image/png", "size": 4}]},
        {"files": [{"field": "drawing", "type": "image/png", "size": 6}]},
        {"files": [{"field": "drawing", "type": "image/png", "size": True}]},
        {"files": [{"field": "drawing", "type": "image/png", "size": 5.0}]},
        {"files": [{"field": "virus", "type": "image/png", "size": 5}]},
        {"files": [{"field": ["drawing"], "type": "image/png", "size": 5}]},
        {
            "files": [
                {"field": "photo", "type": "x", "size": 6},
                {"field": "photo", "type": "x", "size": -1},
            ]
        },
        {"files": [{"field": "photo", "type": "x", "size": 1}] * 5},
    ],
)
def test_a_header_that_does_not_fit_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        read_record(pack({**HEADER, **change}))


@pytest.mark.parametrize("name", ["kind", "made_at"])
def test_a_header_without_what_it_needs_is_refused(name: str) -> None:
    with pytest.raises(Invalid):
        read_record(pack({key: value for key, value in HEADER.items() if key != name}))


@pytest.mark.parametrize(
    "plain",
    [
        b"",
        b"\x00\x00\x00",
        b"\x00\x00\x00\x00",
        b"\xff\xff\xff\xff{}",
        b"\x00\x00\x00\x02\xff\xfe",
        b"\x00\x00\x00\x02[]",
        b"\x00\x00\x00\x04null",
        (100_000).to_bytes(4, "big") + b"[" * 100_000,
        pack(HEADER)[:-1],
        pack(HEADER) + b"!",
        pack(HEADER)[:40],
    ],
)
def test_bytes_that_are_no_record_are_refused(plain: bytes) -> None:
    with pytest.raises(Invalid):
        read_record(plain)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(plain: bytes) -> None:
    with pytest.raises(Invalid):
        read_record(plain)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.sampled_from(sorted(HEADER)), JSON, st.binary(max_size=8))
def test_any_value_in_the_header_is_read_or_refused(name: str, value: object, rest: bytes) -> None:
    try:
        record = read_record(pack({**HEADER, name: value}, rest))
    except Invalid:
        return
    assert sum(len(file.data) for file in record.files) == len(rest)


@given(
    st.dictionaries(st.text(max_size=20), st.lists(st.text(max_size=20), max_size=5), max_size=10),
    st.lists(st.binary(max_size=50), max_size=4),
    st.datetimes(min_value=datetime(1971, 1, 1), max_value=datetime(2100, 1, 1)),  # noqa: DTZ001
)
def test_what_a_phone_packs_is_what_we_read(
    fields: dict[str, list[str]], files: list[bytes], made: datetime
) -> None:
    told = [{"field": "photo", "type": "image/jpeg", "size": len(data)} for data in files]
    header = {**HEADER, "fields": fields, "files": told, "made_at": made.isoformat() + "Z"}
    record = read_record(pack(header, b"".join(files)))
    assert {name: list(answers) for name, answers in record.fields.items()} == fields
    assert [file.data for file in record.files] == files
    assert record.made_at == made.replace(tzinfo=UTC)
