"""Addresses as pictures that a telephone reads."""

import re

import segno

from directory.web.qr_codes import qr_picture

ADDRESS = "https://lynchpin.example/activities/3e0da804-26b9-598f-85b3-aba9c5779684"


def test_all_of_the_code_is_in_the_picture_at_any_size():
    picture = qr_picture(ADDRESS)

    across = segno.make(ADDRESS, error="m").symbol_size(border=4)[0]
    assert f'viewBox="0 0 {across} {across}"' in picture
    assert not re.search(r"<svg[^>]*\s(width|height|style)=", picture)
    assert "<script" not in picture
