"""Addresses as pictures that a telephone reads, drawn here."""

import segno
from markupsafe import Markup


def qr_picture(text: str) -> Markup:
    """A QR code as a picture in the page, as large as the style sheet says; the page tells what it leads to."""
    drawn = segno.make(text, error="m").svg_inline(
        border=4, dark="#0b0c0c", light="#ffffff", svgclass="lp-qr", omitsize=True
    )
    return Markup(drawn)  # noqa: S704 - segno drew it
