"""Tiny sound files for the tests, made byte by byte: silence in Opus, with a word in every label."""

import struct

from api.core.media.ogg import checksum

SILENCE = b"\xf8\xff\xfe"  # one Opus packet of 20 ms without any sound
OPUS_HEAD = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 312, 48_000, 0, 0)


def webm(
    seconds: float = 1.0,
    canary: bytes = b"",
    *,
    kind: int = 2,
    codec: bytes = b"A_OPUS",
    live: bool = True,
) -> bytes:
    """Return a WebM recording; ``live`` is how a browser makes it: without any length in it."""
    header = element(0x1A45DFA3, element(0x4282, b"webm") + element(0x4287, b"\x04"))
    about = element(0x2AD7B1, b"\x0f\x42\x40") + element(0x4D80, b"Program" + canary)
    about += element(0x5741, canary) + element(0x7BA9, canary) + element(0x4461, b"\0" * 8)
    track = element(0xD7, b"\1") + element(0x73C5, b"\1") + element(0x83, bytes([kind]))
    track += element(0x86, codec) + element(0x63A2, OPUS_HEAD) + element(0x536E, b"Name" + canary)
    track += element(0xE1, element(0xB5, struct.pack(">f", 48_000)) + element(0x9F, b"\1"))
    labels = element(0x1254C367, element(0x7373, b"Label" + canary * 20)) + element(
        0x1941A469, canary + b"x"
    )
    inside = (
        element(0x1549A966, about)
        + element(0x1654AE6B, element(0xAE, track))
        + clusters(seconds, live=live)
    )
    return header + element(0x18538067, inside + labels, live=live)


def clusters(seconds: float, *, live: bool) -> bytes:
    """Return clusters of five seconds with a packet each 20 ms."""
    out = b""
    for start in range(0, int(seconds * 1000), 5000):
        times = range(0, min(5000, int(seconds * 1000) - start), 20)
        blocks = b"".join(
            element(0xA3, b"\x81" + struct.pack(">hB", time, 0x80) + SILENCE) for time in times
        )
        out += element(0x1F43B675, element(0xE7, start.to_bytes(4, "big")) + blocks, live=live)
    return out


def element(name: int, body: bytes, *, live: bool = False) -> bytes:
    size = b"\x01" + b"\xff" * 7 if live else (len(body) | 1 << 28).to_bytes(4, "big")
    return name.to_bytes((name.bit_length() + 7) // 8, "big") + size + body


def mp4(
    seconds: float = 1.0,
    canary: bytes = b"",
    *,
    kind: bytes = b"soun",
    codec: bytes = b"mp4a",
    live: bool = True,
) -> bytes:
    """Return an MP4 recording; ``live`` is in fragments, as a browser makes it."""
    scale, count = 48_000, round(seconds * 48_000 / 1024)
    whole = 0 if live else count * 1024
    about = box(b"udta", box(b"meta", b"place" + canary)) + box(b"uuid", canary + b"x")
    track = box(
        b"tkhd",
        full(7) + struct.pack(">IIIII", 3_000_000_000, 3_000_000_000, 1, 0, whole) + bytes(60),
    )
    sound = box(b"smhd", bytes(8)) + box(b"dinf", box(b"dref", full(0) + struct.pack(">I", 0)))
    sound += box(b"stbl", box(b"stsd", full(0) + struct.pack(">I", 1) + box(codec, bytes(28))))
    media = box(
        b"mdhd", full(0) + struct.pack(">IIIII", 3_000_000_000, 3_000_000_000, scale, whole, 0)
    )
    media += box(b"hdlr", full(0) + bytes(4) + kind + bytes(12) + b"Maker" + canary) + box(
        b"minf", sound
    )
    dated = full(0) + struct.pack(">IIII", 3_000_000_000, 3_000_000_000, 1000, 0) + bytes(80)
    more = (
        box(b"mvex", box(b"trex", full(0) + struct.pack(">IIIII", 1, 1, 1024, 0, 0)))
        if live
        else b""
    )
    trak = box(b"trak", track + box(b"mdia", media) + about)
    moov = box(b"moov", box(b"mvhd", dated) + trak + more + about)
    data = box(b"mdat", SILENCE * count)
    rest = b"".join(fragment(count)) + data if live else data
    return (
        box(b"ftyp", b"iso5" + bytes(4) + b"iso5mp41")
        + moov
        + rest
        + box(b"free", b"tail" + canary)
    )


def fragment(count: int) -> tuple[bytes, ...]:
    """Return two fragments: one says how long each sample is, the other leaves it to the track."""
    half = count // 2
    told = b"".join(struct.pack(">II", 1024, 3) for _ in range(half))
    runs = (
        box(b"trun", full(0x301) + struct.pack(">Ii", half, 0) + told),
        box(
            b"trun",
            full(0x201)
            + struct.pack(">Ii", count - half, 0)
            + struct.pack(">I", 3) * (count - half),
        ),
    )
    head = box(b"tfhd", full(0x20000) + struct.pack(">I", 1))
    return tuple(
        box(b"moof", box(b"mfhd", full(0) + bytes(4)) + box(b"traf", head + run)) for run in runs
    )


def box(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body) + 8) + name + body


def full(flags: int) -> bytes:
    return struct.pack(">I", flags)


def ogg(seconds: float = 1.0, canary: bytes = b"", *, head: bytes = OPUS_HEAD) -> bytes:
    """Return an Ogg recording; its labels are spread over two pages when the canary is long."""
    labels = (
        b"OpusTags"
        + struct.pack("<I", len(canary))
        + canary
        + struct.pack("<II", 1, len(canary))
        + canary
    )
    pages = [page(0, head, 0, 2)]
    pieces = [labels[at : at + 255 * 255] for at in range(0, len(labels), 255 * 255)]
    pages += [page(number + 1, piece, 0, 0) for number, piece in enumerate(pieces)]
    ticks = 0
    for number in range(round(seconds * 50)):
        ticks = (number + 1) * 960 + 312
        pages.append(page(len(pages), SILENCE, ticks, 0))
    return b"".join(pages)


def page(number: int, body: bytes, ticks: int, flags: int) -> bytes:
    laces = [255] * (len(body) // 255) + (
        [len(body) % 255] if len(body) % 255 or len(body) < 255 * 255 else []
    )
    head = (
        b"OggS"
        + struct.pack("<BBqIII", 0, flags, ticks, 7, number, 0)
        + bytes([len(laces), *laces])
    )
    signed = checksum(head + body).to_bytes(4, "little")
    return head[:22] + signed + head[26:] + body
