"""A picture as it was sent, written anew: upright, in a few widths, and with nothing hidden in it.

Where it was taken, by what and when, and any smaller picture within it, stay behind: only what one sees is drawn again.
JPEG is what every telephone shows, however old, and every program that shows links.
"""

import hashlib
import struct
import threading
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from directory.errors import LynchpinError

# Two pictures in one file, which some telephones make, are a JPEG as well.
FORMATS = ("JPEG", "PNG", "WEBP")
WIDTHS = (400, 800, 1200)
TALLEST = 1600
SHORTEST_SIDE = 300
MOST_TIMES_AS_LONG = 3
# What opening one may take, about 200 MB. A usual JPEG is opened at a fraction of its size; one that is made to appear
# bit by bit, and any other picture, as a whole: PNG was measured to need 10 bytes for each pixel, WebP 15.
MOST_PIXELS = {"JPEG": 60_000_000, "MPO": 60_000_000, "PNG": 20_000_000, "WEBP": 12_000_000}
MOST_PIXELS_BIT_BY_BIT = 25_000_000
QUALITY = 80
PLAIN_MODES = ("RGB", "RGBA", "L", "LA", "CMYK")
SRGB = ImageCms.createProfile("sRGB")
# What is thrown at a file that is broken, or made to break whoever opens it, is of many kinds.
BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    EOFError,
    OverflowError,
    struct.error,
)
NO_PICTURE = "This file is not a photograph that can be used here. Choose a JPEG, PNG or WebP file"
HALF_A_PICTURE = "This picture cannot be opened: part of it is missing or broken. Save it again, then choose it again"
TOO_MANY_PIXELS = "This picture is too large. Save it smaller, such as 2,000 pixels wide, then choose it again"
TOO_SMALL = f"This picture is too small. Choose one that is at least {SHORTEST_SIDE} pixels wide and high"
TOO_LONG = "This picture is too long and narrow. Cut it so that it is at most three times as long as it is wide"

one_at_a_time = threading.Lock()


class UnusablePicture(LynchpinError):
    """What was sent is no picture that can be shown; the message says how to put it right."""


@dataclass(frozen=True)
class WrittenFile:
    """A picture in one width, as JPEG."""

    width: int
    height: int
    content: bytes


@dataclass(frozen=True)
class WrittenPicture:
    """A picture in each width it is shown in, the narrowest first."""

    files: tuple[WrittenFile, ...]

    @property
    def digest(self) -> str:
        """What it is named by: the same picture sent twice is one."""
        return hashlib.sha256(self.files[-1].content).hexdigest()


def rewrite_picture(content: bytes) -> WrittenPicture:
    """The picture that a file holds, written anew. Raises UnusablePicture.

    One after the other, because a picture that is open takes a hundred times the room of its file.
    """
    with one_at_a_time:
        image = open_upright(content)
        widths = sorted({min(width, image.width) for width in WIDTHS})
        return WrittenPicture(tuple(write_file(image, width) for width in widths))


def open_upright(content: bytes) -> Image.Image:
    """What one sees in a file, upright and hardly larger than it is needed. Raises UnusablePicture."""
    try:
        image = Image.open(BytesIO(content), formats=FORMATS)
    except UnidentifiedImageError:
        raise UnusablePicture(NO_PICTURE) from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise UnusablePicture(TOO_MANY_PIXELS) from None
    except (OSError, ValueError):
        raise UnusablePicture(HALF_A_PICTURE) from None
    check_size(image)
    try:
        return turn_upright(image)
    except BROKEN:
        raise UnusablePicture(HALF_A_PICTURE) from None


def check_size(image: Image.Image) -> None:
    """Refuse what is too large, too small or too long before any of it is unpacked."""
    width, height = image.size
    most = MOST_PIXELS_BIT_BY_BIT if image.info.get("progressive") else MOST_PIXELS[image.format or ""]
    if width * height > most:
        raise UnusablePicture(TOO_MANY_PIXELS)
    if min(width, height) < SHORTEST_SIDE:
        raise UnusablePicture(TOO_SMALL)
    if max(width, height) > MOST_TIMES_AS_LONG * min(width, height):
        raise UnusablePicture(TOO_LONG)


def turn_upright(image: Image.Image) -> Image.Image:
    """A picture as people hold it, in the colours of the web; on white where one could see through it."""
    if image.mode not in PLAIN_MODES:
        image = image.convert("RGBA")
    image.thumbnail((TALLEST, TALLEST))
    image = ImageOps.exif_transpose(image)
    image.thumbnail((WIDTHS[-1], TALLEST))
    return on_white(image) if "A" in image.mode else in_web_colours(image)


def on_white(image: Image.Image) -> Image.Image:
    seen = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen).convert("RGB")


def in_web_colours(image: Image.Image) -> Image.Image:
    """A picture in sRGB: that of a new telephone has more colours, and would look pale without its profile."""
    profile = image.info.get("icc_profile")
    if not profile:
        return image.convert("RGB")
    try:
        converted = ImageCms.profileToProfile(image, BytesIO(profile), SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return image.convert("RGB")
    return converted or image.convert("RGB")


def write_file(image: Image.Image, width: int) -> WrittenFile:
    """A picture in one width. Only its pixels are carried over: a comment would go along with a copy."""
    height = max(1, round(image.height * width / image.width))
    drawn = Image.new("RGB", (width, height))
    drawn.paste(image.resize((width, height), Image.Resampling.LANCZOS))
    written = BytesIO()
    drawn.save(written, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return WrittenFile(width, height, written.getvalue())
