"""Pictures for the tests, good and hostile, made byte by byte where no good program would make them."""

import io
import struct
import zipfile
import zlib

from PIL import Image, PngImagePlugin

ORIENTATION = 0x0112
GPS = 0x8825


def picture(size: tuple[int, int] = (320, 200), mode: str = "RGB") -> Image.Image:
    """Return a picture with a red top left, so that one can see which side is up."""
    image = Image.new("RGB", size, "#3060c0")
    image.paste("#d02010", (0, 0, size[0] // 2, size[1] // 2))
    return image.convert(mode)


def photo(size: tuple[int, int] = (4000, 3000)) -> bytes:
    """Return a photo as a phone makes it: a lot of detail, twelve million points."""
    noise = Image.effect_noise(size, 40)
    slope = Image.linear_gradient("L").resize(size)
    return saved(
        Image.merge("RGB", (slope, noise, noise.point(lambda v: 255 - v))), "JPEG", quality=85
    )


def saved(image: Image.Image, kind: str, **how: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def png_of(width: int, height: int, depth: int = 1) -> bytes:
    """Return an honest PNG of one colour: few bytes, as many points as asked."""
    row = bytes(1 + (width * depth + 7) // 8)
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(row * 100) for _ in range(height // 100)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, depth, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    )


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png_with_packed_text(length: int) -> bytes:
    """Return a good picture with a word of a hundred kilobytes that unpacks to ``length``."""
    good = saved(picture(), "PNG")
    return good[:33] + chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(length), 9)) + good[33:]


def jpeg_with(canary: bytes) -> bytes:
    """Return a JPEG with the canary in every place where a JPEG can carry words."""
    exif = labels(canary)
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + canary + b"</x:xmpmeta>"
    plain = saved(picture(), "JPEG", exif=exif, comment=canary, icc_profile=canary, xmp=xmp)
    return plain + canary


def png_with(canary: bytes) -> bytes:
    """Return a PNG with the canary in its texts, packed texts, label and tail."""
    words = PngImagePlugin.PngInfo()
    text = canary.decode("latin-1")
    words.add_text("Comment", text)
    words.add_text("Author", text, zip=True)
    words.add_itxt("XML:com.adobe.xmp", text)
    return saved(picture(), "PNG", pnginfo=words, exif=labels(canary), icc_profile=canary) + canary


def webp_with(canary: bytes) -> bytes:
    """Return a WebP with the canary in its label, its XMP and its colour profile."""
    return saved(picture(), "WEBP", exif=labels(canary), xmp=canary, icc_profile=canary)


def labels(canary: bytes) -> Image.Exif:
    """Return an EXIF label that says where, with what and by whom a picture was made."""
    exif = Image.Exif()
    exif[ORIENTATION] = 1
    exif[0x010F] = canary.decode("latin-1")
    exif[0x013B] = canary.decode("latin-1")
    place = exif.get_ifd(GPS)
    place[1], place[2], place[29] = "N", (52.0, 4.0, 13.0), canary.decode("latin-1")
    exif[GPS] = place
    return exif


def gif_of(frames: int) -> bytes:
    images = [Image.new("P", (16, 16), number % 250) for number in range(frames)]
    return saved(images[0], "GIF", save_all=True, append_images=images[1:])


def zip_behind(head: bytes) -> bytes:
    """Return a file that is a picture from the front and an archive from the back."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("index.html", "<script>alert(1)</script>")
    return head + out.getvalue()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
POSTSCRIPT = b"%!PS-Adobe-3.0\n/run (id) def showpage\n"
EPS = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n(%pipe%id) (r) file\n%%EOF\n"
HTML = b"<!doctype html><script>alert(1)</script>"
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"
