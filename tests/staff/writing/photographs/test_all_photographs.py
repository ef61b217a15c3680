"""Every photograph of a listing, in their order."""

import html

from directory.catalogue.models.photographs import Picture
from tests.factories.photographs import make_photograph, make_picture
from tests.staff.writing.photographs.conftest import drafted, pages_of, press


def test_writers_see_each_photograph_with_its_words(coordinator, db, listing):
    make_photograph(db, listing, "A dog called D'Artagnan", credit="Jo O'Hara")

    page = html.unescape(coordinator[0].get(pages_of(listing)).text)

    assert "A dog called D'Artagnan" in page
    assert "Taken by Jo O'Hara" in page
    assert "1 photograph" in coordinator[0].get(f"/staff/activities/{listing.id}/write").text


def test_photograph_is_put_first_however_often_the_button_is_pressed(coordinator, db, listing):
    _, _, third = (make_photograph(db, listing, each, position=i) for i, each in enumerate(["a", "b", "c"]))

    for _ in range(2):
        assert press(coordinator[0], listing, third, "first").status_code == 303

    assert [row["alt_text"] for row in drafted(db, coordinator[1], listing)] == ["c", "a", "b"]


def test_picture_that_was_deleted_meanwhile_is_told(coordinator, db, listing):
    make_photograph(db, listing, "The beck")
    gone = make_photograph(db, listing, "The hall", position=1, digest=make_picture(db, "red"))
    press(coordinator[0], listing, gone, "first")
    db.delete(gone)
    db.delete(db.get_one(Picture, gone.digest))
    db.flush()

    page = coordinator[0].get(pages_of(listing)).text

    assert page.count("This picture was deleted. Take it out, or choose another.") == 1
    assert page.count('class="lp-picture"') == 1
