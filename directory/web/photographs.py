"""Photographs as pages show them."""

from dataclasses import dataclass

from flask import Response, request, url_for

from directory.catalogue.models.photographs import Photograph, Picture, PictureFile

# The end of the address of a file.
FILE = "<string(length=64):digest>/<int(max=10000):width>.jpg"
# What a browser that cannot choose for itself needs no more than.
LARGE_ENOUGH = 800


@dataclass(frozen=True)
class Shown:
    """A photograph with its files; `alt_text` says what one would see. Width and height are those of the `widest`."""

    src: str
    widest: str
    srcset: str
    width: int
    height: int
    alt_text: str
    credit: str = ""


def shown_photograph(photograph: Photograph) -> Shown:
    """A photograph in its place on a page."""
    return shown_picture(photograph.picture, photograph.alt_text, photograph.credit or "")


def shown_picture(picture: Picture, alt_text: str, credit: str = "") -> Shown:
    """A picture that was read with how large its files are."""
    widest = picture.files[-1]
    large_enough = next((each for each in picture.files if each.width >= LARGE_ENOUGH), widest)
    return Shown(
        src=file_href(large_enough),
        widest=file_href(widest),
        srcset=", ".join(f"{file_href(each)} {each.width}w" for each in picture.files),
        width=widest.width,
        height=widest.height,
        alt_text=alt_text,
        credit=credit,
    )


def file_href(file: PictureFile) -> str:
    """Where a file is: on staff pages where it can be seen before everybody may."""
    endpoint = "staff.download_picture" if request.blueprint == "staff" else "public.download_photograph"
    return url_for(endpoint, digest=file.digest, width=file.width)


def file_answer(file: PictureFile) -> Response:
    """A file for browsers, which may ask whether they have it already."""
    answer = Response(file.content, mimetype="image/jpeg")
    answer.set_etag(f"{file.digest}-{file.width}")
    return answer
