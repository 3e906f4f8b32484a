"""The process in which a stranger's picture is opened: it has nothing to steal and cannot grow.

Runs alone (``python -I child.py``), one job, then ends. It imports nothing of the house, so that
whoever breaks into it finds no keys and no database. In: one line of JSON and the bytes, by
standard input. Out: one line of JSON and the pictures, by standard output.
"""

import io
import json
import os
import resource
import sys
import warnings
from itertools import pairwise
from pathlib import Path
from typing import Any

from PIL import (
    Image,
    ImageDraw,
    JpegImagePlugin,
    PngImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

# Named here so that Pillow need not load its forty other readers to find these three.
READERS = (JpegImagePlugin, PngImagePlugin, WebPImagePlugin)
FORMATS = ("JPEG", "PNG", "WEBP")
MEMORY = 512 * 1024 * 1024
CPU_SECONDS = 8
MOST_PIXELS = 25_000_000
MOST_COLOURS_OF_A_DRAWING = 1 << 14
ORIENTATION = 0x0112
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
FINER = 2  # strokes are drawn twice as large and then made smaller, for smooth edges

Job = dict[str, Any]
Point = tuple[float, ...]  # x, y and how hard was pressed


def main() -> None:
    """Do the one job, or say in one word why not."""
    tie_down()
    job = json.loads(sys.stdin.buffer.readline())
    raw = sys.stdin.buffer.read()
    try:
        image = drawn(job, raw) if job["do"] == "strokes" else opened(raw, job["full"])
        answer, pictures = finished(image, job)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        answer, pictures = {"no": "pixels"}, ()
    except UnidentifiedImageError:
        answer, pictures = {"no": "kind"}, ()
    except MemoryError:
        answer, pictures = {"no": "memory"}, ()
    except Exception:  # noqa: BLE001 - a hostile file makes a reader raise just anything
        answer, pictures = {"no": "broken"}, ()
    answer["peak"] = peak_memory()
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + b"".join(pictures))


def tie_down() -> None:
    """Give up memory, time, files and priority before a single strange byte is read."""
    for limit, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))
    # One second apart: the first limit says by its signal that it was the picture's fault.
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    os.nice(10)
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)


def opened(raw: bytes, longest: int) -> Image.Image:
    """Return the picture upright, on white, no longer than ``longest``, with nothing attached."""
    image: Image.Image = Image.open(io.BytesIO(raw), formats=FORMATS)
    # A box in the picture's own shape: in a square box the reader would not scale down at all.
    scale = min(1.0, longest / max(image.size))
    image.draft("RGB", (int(image.width * scale) or 1, int(image.height * scale) or 1))
    image.load()
    turn = TURNS.get(orientation(image))
    image = plain(image)
    image.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    return on_white(image if turn is None else image.transpose(turn))


def orientation(image: Image.Image) -> int:
    """Return which side is up. A label that cannot be read is no reason to refuse a picture."""
    try:
        return int(image.getexif().get(ORIENTATION, 1))
    except Exception:  # noqa: BLE001 - the label is a stranger's, too
        return 1


def plain(image: Image.Image) -> Image.Image:
    """Return it in a mode that scales well: palettes and sixteen bits do not."""
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode in {"RGB", "RGBA", "L", "LA", "CMYK"} and "transparency" not in image.info:
        return image
    return image.convert("RGBA")


def on_white(image: Image.Image) -> Image.Image:
    """Return a new RGB picture on white paper; of the old one only the colours come along."""
    paper = Image.new("RGB", image.size, "white")
    if image.mode in {"RGBA", "LA"}:
        paper.paste(image.convert("RGB"), mask=image.getchannel("A"))
    else:
        paper.paste(image.convert("RGB"))
    return paper


def drawn(job: Job, raw: bytes) -> Image.Image:
    """Return the strokes (already checked by the parent) as thick, smooth lines on white."""
    drawing = json.loads(raw)
    scale = job["full"] / max(drawing["w"], drawing["h"])
    size = max(1, round(drawing["w"] * scale)), max(1, round(drawing["h"] * scale))
    paper = Image.new("RGB", (size[0] * FINER, size[1] * FINER), "white")
    pencil = ImageDraw.Draw(paper)
    for stroke in drawing["strokes"]:
        width = job["pens"][stroke["pen"]] * drawing["w"] * scale * FINER
        points: list[Point] = [
            (x * scale * FINER, y * scale * FINER, p) for x, y, p in stroke["points"]
        ]
        draw_stroke(pencil, smooth(points), width, stroke["colour"])
    return paper.resize(size, Image.Resampling.BOX)


def smooth(points: list[Point]) -> list[Point]:
    """Cut the corners twice (Chaikin): a fast finger leaves few points, not a square line."""
    for _ in range(2 if len(points) < 4000 else 0):  # noqa: PLR2004 - enough points are smooth
        if len(points) < 3:  # noqa: PLR2004 - a straight line has no corners
            return points
        cut = [points[0]]
        for here, there in pairwise(points):
            cut.append(tuple(0.75 * a + 0.25 * b for a, b in zip(here, there, strict=True)))
            cut.append(tuple(0.25 * a + 0.75 * b for a, b in zip(here, there, strict=True)))
        points = [*cut, points[-1]]
    return points


def draw_stroke(
    pencil: ImageDraw.ImageDraw, points: list[Point], width: float, colour: str
) -> None:
    """Draw round dots and what lies between them; pressing harder makes it a little thicker."""
    before: Point | None = None
    for x, y, pressure in points:
        thick = width * (0.7 + 0.6 * pressure)
        half = thick / 2
        pencil.ellipse((x - half, y - half, x + half, y + half), fill=colour)
        if before is not None:
            pencil.line((before[0], before[1], x, y), fill=colour, width=max(1, round(thick)))
        before = (x, y)


def finished(image: Image.Image, job: Job) -> tuple[dict[str, Any], tuple[bytes, ...]]:
    """Return the answer line and the two pictures: the full one and the small one."""
    small = image.copy()
    small.thumbnail((job["small"], job["small"]), Image.Resampling.LANCZOS)
    pictures = as_webp(image), as_webp(small)
    sizes = {"full": len(pictures[0]), "small": len(pictures[1])}
    return {"width": image.width, "height": image.height, **sizes}, pictures


def as_webp(image: Image.Image) -> bytes:
    """Return WebP: exact for a drawing (it has few colours), a little softened for a photo."""
    out = io.BytesIO()
    few = image.getcolors(MOST_COLOURS_OF_A_DRAWING) is not None
    how = {"lossless": True, "quality": 60} if few else {"quality": 80}
    image.save(out, "WEBP", method=2, exif=b"", xmp=b"", icc_profile=b"", **how)
    return out.getvalue()


def peak_memory() -> int:
    """Return the most memory used, in kB. What exec() inherits in ru_maxrss is the parent's."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    except (OSError, StopIteration):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main()
