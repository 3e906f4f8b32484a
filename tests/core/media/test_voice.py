"""Recorded voices: taken whole, without a single label; anything else is refused with a sentence."""

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.core.errors import Refusal, TooBig, WrongKind
from api.core.media.ogg import checksum
from api.core.media.voice import MOST_BYTES, Voice, tidy_voice
from tests.core.media import files, sounds

MAKERS = {"audio/webm": sounds.webm, "audio/mp4": sounds.mp4, "audio/ogg": sounds.ogg}
SECRET = b"CANARY-Laan-van-Meerdervoort-12"


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("seconds", [0.5, 7.0, 179.0])
def test_a_recording_is_known_by_its_content_and_keeps_its_length(
    kind: str, seconds: float
) -> None:
    raw = MAKERS[kind](seconds)
    voice = tidy_voice(raw, "application/x-anything")
    assert voice.type == kind
    assert voice.seconds == pytest.approx(seconds, abs=0.05)
    assert len(voice.data) == len(raw)
    assert voice.data.count(sounds.SILENCE) == raw.count(sounds.SILENCE)


@pytest.mark.parametrize("make", [sounds.webm, sounds.mp4])
def test_a_recording_that_knows_its_length_is_taken_too(make) -> None:  # noqa: ANN001
    assert tidy_voice(make(3.0, live=False)).seconds == pytest.approx(3.0, abs=0.05)


@pytest.mark.parametrize("kind", MAKERS)
def test_no_name_place_date_or_program_survives(kind: str) -> None:
    raw = MAKERS[kind](0.5, SECRET)
    assert raw.count(SECRET) >= 2
    kept = tidy_voice(raw).data
    for told in (
        SECRET,
        b"Maker",
        b"place",
        b"Program",
        b"Label",
        b"tail",
        struct.pack(">I", 3_000_000_000),
    ):
        assert told not in kept


@pytest.mark.parametrize("kind", MAKERS)
def test_what_is_clean_stays_the_same_to_the_byte(kind: str) -> None:
    clean = tidy_voice(MAKERS[kind](0.5, SECRET)).data
    assert tidy_voice(clean).data == clean


def test_the_checksum_is_the_one_that_ogg_wants() -> None:
    assert checksum(b"123456789") == 0x89A1897F


def test_ogg_labels_over_several_pages_are_all_emptied_and_signed() -> None:
    raw = sounds.ogg(0.5, SECRET * 1200)
    kept = tidy_voice(raw).data
    assert SECRET[:8] not in kept
    starts = [at for at in range(len(kept)) if kept.startswith(b"OggS", at)]
    assert len(starts) > 26
    for start, end in zip(starts, [*starts[1:], len(kept)], strict=True):
        page = kept[start:end]
        assert checksum(page[:22] + bytes(4) + page[26:]) == int.from_bytes(page[22:26], "little")


@pytest.mark.parametrize("make", [sounds.webm, sounds.mp4, sounds.ogg])
def test_longer_than_three_minutes_is_too_big(make) -> None:  # noqa: ANN001
    with pytest.raises(TooBig, match="3 minuten"):
        tidy_voice(make(200.0))


def test_more_than_four_megabytes_is_too_big() -> None:
    with pytest.raises(TooBig, match="3 minuten"):
        tidy_voice(sounds.webm(1.0) + bytes(MOST_BYTES))


@pytest.mark.parametrize(
    "raw", [sounds.webm(kind=1), sounds.mp4(kind=b"vide")], ids=["webm", "mp4"]
)
def test_a_video_is_refused_by_name(raw: bytes) -> None:
    with pytest.raises(WrongKind, match="video"):
        tidy_voice(raw)


REFUSED = {
    "nothing": b"",
    "words": b"dit is geen geluid",
    "picture": files.saved(files.picture(), "JPEG"),
    "svg": files.SVG,
    "html": files.HTML,
    "heic has the same first box as mp4": files.HEIC,
    "wav": b"RIFF\x24\0\0\0WAVEfmt " + bytes(40),
    "mp3": b"ID3\x04" + bytes(60),
    "amr": b"#!AMR\n" + bytes(60),
    "page behind webm": sounds.webm() + files.HTML,
    "archive behind mp4": files.zip_behind(sounds.mp4()),
    "page behind ogg": sounds.ogg() + files.HTML,
    "webm without sound": sounds.webm(0),
    "mp4 without sound": sounds.mp4(0),
    "ogg without sound": sounds.ogg(0),
    "webm with another codec": sounds.webm(codec=b"A_PCM/INT/LIT"),
    "mp4 with another codec": sounds.mp4(codec=b"alac"),
    "mp4 with another kind of track": sounds.mp4(kind=b"text"),
    "ogg with another codec": sounds.ogg(head=b"\x01vorbis" + bytes(23)),
    "matroska": sounds.webm().replace(b"webm", b"mkv ", 1),
    "half a webm": sounds.webm()[:-1],
    "half an mp4": sounds.mp4()[:-1],
    "half an ogg": sounds.ogg()[:-1],
    "labels of 70 kB": sounds.ogg(1, bytes(70_000)),
    "only the first bytes of webm": b"\x1a\x45\xdf\xa3",
    "a million empty parts": sounds.webm()[:5] + b"\xec\x80" * 1_000_000,
    "a million empty boxes": sounds.box(b"ftyp", b"") + sounds.box(b"free", b"") * 400_000,
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_a_whole_recording_is_refused_with_what_to_do(name: str) -> None:
    with pytest.raises(WrongKind, match="nog een keer"):
        tidy_voice(REFUSED[name])


def refused_or_tidied(raw: bytes) -> int | Voice:
    try:
        return tidy_voice(raw)
    except Refusal as refusal:
        return refusal.status


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(MAKERS)), st.data())
def test_a_damaged_recording_is_refused_or_as_long_as_it_was(
    kind: str, data: st.DataObject
) -> None:
    raw = bytearray(MAKERS[kind](0.2, SECRET))
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    outcome = refused_or_tidied(bytes(raw))
    assert outcome in {413, 415} if isinstance(outcome, int) else len(outcome.data) == len(raw)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([b"\x1a\x45\xdf\xa3", b"\0\0\0\x08ftyp", b"OggS"]), st.binary(max_size=300))
def test_any_bytes_behind_a_good_beginning_give_a_refusal(beginning: bytes, rest: bytes) -> None:
    assert refused_or_tidied(beginning + rest) == 415
