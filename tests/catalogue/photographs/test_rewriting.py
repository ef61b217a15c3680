"""A picture as it was sent, written anew."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageCms

from directory.catalogue.photographs.rewriting import UnusablePicture, rewrite_picture
from tests.factories.photographs import GPS, SECRET, drawn, file_of, telling_file


def seen(content: bytes) -> Image.Image:
    """The widest file of a picture that was written anew, opened."""
    return Image.open(BytesIO(rewrite_picture(content).files[-1].content))


def is_near(colour: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    return all(abs(is_now - was) <= 12 for is_now, was in zip(colour, wanted, strict=True))


def bomb(width: int, height: int) -> bytes:
    """A few bytes that say they are a picture of this size, as PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1_000)))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_a_file_tells_besides_its_picture_is_gone(kind):
    files = rewrite_picture(telling_file(kind)).files

    for each in files:
        image = Image.open(BytesIO(each.content))
        assert not image.getexif()
        assert not image.getexif().get_ifd(GPS)
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}
        assert SECRET.encode() not in each.content


def test_picture_comes_in_each_width_up_to_its_own():
    wide, narrow = rewrite_picture(file_of(drawn(3_000, 2_000))), rewrite_picture(file_of(drawn(500, 400)))

    assert [(each.width, each.height) for each in wide.files] == [(400, 267), (800, 533), (1200, 800)]
    assert [(each.width, each.height) for each in narrow.files] == [(400, 320), (500, 400)]


def test_high_picture_is_no_higher_than_a_screen():
    files = rewrite_picture(file_of(drawn(2_000, 4_000))).files

    assert [(each.width, each.height) for each in files] == [(400, 800), (800, 1600)]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_picture_is_shown_as_it_was_held(orientation):
    turned = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }
    wanted = drawn().transpose(turned[orientation]) if orientation in turned else drawn()

    upright = seen(telling_file(orientation=orientation))

    assert upright.size == wanted.size
    places = [(x * wanted.width // 8, y * wanted.height // 8) for x in (1, 3, 5, 7) for y in (1, 3, 5, 7)]
    assert all(is_near(upright.getpixel(each), wanted.getpixel(each)) for each in places)


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("RGBA", "PNG"), ("LA", "PNG"), ("P", "PNG"), ("1", "PNG"), ("L", "JPEG"), ("CMYK", "JPEG"), ("RGBA", "WEBP")],
)
def test_every_usual_kind_of_picture_becomes_one_in_plain_colours(mode, kind):
    image = seen(file_of(drawn(mode=mode), kind))

    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (900, 600))


def test_what_one_could_see_through_is_white():
    image = seen(file_of(Image.new("RGBA", (400, 400), (0, 0, 0, 0)), "PNG"))

    assert is_near(image.getpixel((200, 200)), (255, 255, 255))


def test_only_the_first_of_moving_pictures_is_kept():
    first, second = drawn(colour="teal"), drawn(colour="red")

    image = seen(file_of(first, "WEBP", save_all=True, append_images=[second]))

    assert is_near(image.getpixel((300, 500)), (0, 128, 128))
    assert getattr(image, "n_frames", 1) == 1


def test_two_pictures_in_one_file_of_a_telephone_are_the_first():
    content = file_of(drawn(), "MPO", save_all=True, append_images=[drawn(colour="red")])

    assert is_near(seen(content).getpixel((300, 500)), (0, 128, 128))
    assert len(rewrite_picture(content).files[-1].content) < len(content)


def test_colours_are_those_of_the_web():
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    assert is_near(seen(file_of(drawn(), icc_profile=srgb)).getpixel((300, 500)), (0, 128, 128))
    assert is_near(seen(file_of(drawn(), icc_profile=b"no profile")).getpixel((300, 500)), (0, 128, 128))


def test_same_picture_has_the_same_name_and_another_has_another():
    first, again, other = (rewrite_picture(file_of(drawn(colour=each))) for each in ("teal", "teal", "red"))

    assert first.digest == again.digest != other.digest


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"", "Choose a JPEG, PNG or WebP file", id="empty"),
        pytest.param(b"%PDF-1.7 it's a leaflet", "Choose a JPEG, PNG or WebP file", id="a leaflet"),
        pytest.param(b"<svg onload='alert(1)'/>", "Choose a JPEG, PNG or WebP file", id="a drawing that runs"),
        pytest.param(file_of(drawn(), "GIF"), "Choose a JPEG, PNG or WebP file", id="another format"),
        pytest.param(file_of(drawn(), "TIFF"), "Choose a JPEG, PNG or WebP file", id="a format of print shops"),
        pytest.param(telling_file()[:-4_000], "part of it is missing", id="cut off"),
        pytest.param(file_of(drawn(), "PNG")[:-600], "part of it is missing", id="cut off, as PNG"),
        pytest.param(file_of(drawn(), "WEBP")[:-400], "part of it is missing", id="cut off, as WebP"),
        pytest.param(bomb(400, 400), "part of it is missing", id="too little in it"),
        pytest.param(bomb(6_000, 6_000), "Save it smaller", id="too large when opened"),
        pytest.param(bomb(12_000, 12_000), "Save it smaller", id="far too large when opened"),
        pytest.param(bomb(60_000, 60_000), "Save it smaller", id="a bomb"),
        pytest.param(bomb(5_000, 4_100), "Save it smaller", id="a little too large when opened"),
        pytest.param(file_of(drawn(5_200, 5_000), progressive=True), "Save it smaller", id="large, bit by bit"),
        pytest.param(file_of(drawn(299, 900)), "too small", id="too narrow"),
        pytest.param(file_of(drawn(1_000, 320)), "too long", id="a banner"),
    ],
)
def test_what_cannot_be_shown_is_told_with_what_to_do(content, words):
    with pytest.raises(UnusablePicture, match=words):
        rewrite_picture(content)


def test_picture_of_a_new_telephone_is_taken():
    files = rewrite_picture(file_of(drawn(6_000, 4_400))).files

    assert [each.width for each in files] == [400, 800, 1200]
