"""Real image files, drawn here, and photographs of listings."""

from datetime import date
from io import BytesIO

from PIL import Image, ImageDraw

from directory.catalogue.models.photographs import Photograph
from directory.catalogue.models.services import Service
from directory.catalogue.photographs.keeping import hold_picture, keep_picture
from directory.catalogue.photographs.rewriting import rewrite_picture
from directory.db import new_id

GPS = 0x8825
ORIENTATION = 0x0112
SECRET = "Canon of Mrs O'Neill, 12 Hidden Row"


def drawn(width: int = 900, height: int = 600, mode: str = "RGB", colour: str = "teal") -> Image.Image:
    """A picture whose left half is of another colour than its right half, with a disc at the top left."""
    image = Image.new("RGB", (width, height), "orange")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width // 2, height), fill=colour)
    draw.ellipse((width // 20, height // 20, width // 4, height // 3), fill="white")
    return image.convert(mode)


def file_of(image: Image.Image, kind: str = "JPEG", **more) -> bytes:
    """A picture as a file."""
    written = BytesIO()
    image.save(written, kind, **more)
    return written.getvalue()


def telling_file(kind: str = "JPEG", orientation: int = 1, **size) -> bytes:
    """A file that tells where it was taken, by whom and how it was held."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[0x010F] = SECRET
    exif.get_ifd(GPS)[2] = (53.0, 47.0, 12.0)
    more = {"comment": SECRET.encode()} if kind == "JPEG" else {}
    return file_of(drawn(**size), kind, exif=exif, **more)


def make_picture(db, colour: str = "teal", **size) -> str:
    """What a picture that was kept is named by."""
    return keep_picture(db, rewrite_picture(file_of(drawn(colour=colour, **size))))


def make_photograph(db, service: Service, alt_text: str = "Six people walking by a beck", **more) -> Photograph:
    """A photograph of a listing."""
    digest = more.pop("digest", None) or make_picture(db)
    hold_picture(db, digest)
    values = {"position": 0, "agreed_on": date(2026, 5, 2), **more}
    photograph = Photograph(id=new_id(), service_id=service.id, digest=digest, alt_text=alt_text, **values)
    db.add(photograph)
    db.flush()
    return photograph
