"""Taking a photograph out of a listing, for now or for good."""

import html

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.audit.models import AuditEvent
from directory.catalogue.models.photographs import Photograph, Picture, PictureFile
from directory.catalogue.models.revisions import Revision
from tests.factories.catalogue import make_service
from tests.factories.photographs import make_photograph, make_picture
from tests.staff.conftest import hidden, new_key
from tests.staff.writing.photographs.conftest import add, delete, drafted, pages_of, press


@pytest.fixture
def editor(sign_in):
    return sign_in(Role.EDITOR)[0]


def test_photograph_that_is_taken_out_stays_until_the_draft_is_published(coordinator, db, listing):
    photograph = make_photograph(db, listing)

    press(coordinator[0], listing, photograph, "remove")

    assert drafted(db, coordinator[1], listing) == []
    assert db.scalar(select(Photograph.id)) == photograph.id
    assert press(coordinator[0], listing, photograph, "remove").status_code == 404


def test_photograph_that_was_taken_out_is_brought_back_from_the_history(sign_in, db, listing):
    editor, _ = sign_in(Role.EDITOR)
    photograph, record = make_photograph(db, listing), f"/staff/activities/{listing.id}"
    press(editor, listing, photograph, "remove")
    version = hidden(editor.get(f"{record}/write").text, "version")
    editor.post(f"{record}/write/publish", data={"submission_key": new_key(), "version": version})
    assert db.scalars(select(Photograph.id)).all() == []
    page = editor.get(f"{record}/history").text
    assert photograph.alt_text in html.unescape(page)

    take_back = next(each.split('"')[0] for each in page.split('action="') if "take-back" in each)
    editor.post(take_back, data={"submission_key": new_key(), "version": hidden(page, "version")})

    assert db.scalars(select(Photograph.id)).all() == [photograph.id]


def test_picture_that_is_deleted_for_good_is_gone_at_once_and_does_not_come_back(editor, db, listing, app):
    gone, kept = make_photograph(db, listing), make_photograph(db, listing, "The beck", digest=make_picture(db, "red"))
    file = f"/photographs/{gone.digest}/400.jpg"
    assert app.test_client().get(file).status_code == 200
    page = editor.get(f"{pages_of(listing)}/{gone.digest}/delete").text
    assert "Nobody can bring it back" in page

    assert delete(editor, listing, gone.digest).status_code == 303

    assert app.test_client().get(file).status_code == 404
    assert editor.get(f"/staff{file}").status_code == 404
    assert db.scalars(select(Picture.digest)).all() == [kept.digest]
    assert set(db.scalars(select(PictureFile.digest))) == {kept.digest}
    history = editor.get(f"/staff/activities/{listing.id}/history").text
    take_back = next(each.split('"')[0] for each in history.split('action="') if "take-back" in each)
    answer = editor.post(take_back, data={"submission_key": new_key(), "version": hidden(history, "version")})
    assert answer.status_code == 409
    assert db.scalars(select(Photograph.alt_text)).all() == ["The beck"]
    assert "picture.deleted" in db.scalars(select(AuditEvent.action)).all()


def test_picture_that_another_listing_shows_stays_there_and_that_is_told(editor, db, listing):
    photograph = make_photograph(db, listing)
    other = make_photograph(db, make_service(db, "O'Hara's choir"), digest=photograph.digest)

    answer = delete(editor, listing, photograph.digest)

    assert db.scalars(select(Photograph.id)).all() == [other.id]
    told = html.unescape(editor.get(answer.location).text)
    assert "The picture itself stays, because these show it too: O'Hara's choir." in told


def test_draft_of_somebody_else_with_a_deleted_picture_says_so(editor, coordinator, db, listing):
    first, second = (make_photograph(db, listing, each, position=i) for i, each in enumerate(["a", "b"]))
    press(coordinator[0], listing, second, "first")

    assert delete(editor, listing, first.digest).status_code == 303

    assert "This picture was deleted" in coordinator[0].get(pages_of(listing)).text
    assert [row["alt_text"] for row in drafted(db, coordinator[1], listing)] == ["b", "a"]


def test_who_only_suggests_deletes_nothing_for_good(coordinator, db, listing):
    photograph = make_photograph(db, listing)

    assert delete(coordinator[0], listing, photograph.digest).status_code == 403
    assert "Delete for good" not in coordinator[0].get(pages_of(listing)).text


def test_picture_that_was_taken_out_is_still_there_to_delete(editor, db, listing):
    photograph, record = make_photograph(db, listing, "O'Neill's beck"), f"/staff/activities/{listing.id}"
    digest = photograph.digest
    press(editor, listing, photograph, "remove")
    version = hidden(editor.get(f"{record}/write").text, "version")
    editor.post(f"{record}/write/publish", data={"submission_key": new_key(), "version": version})
    page = html.unescape(editor.get(pages_of(listing)).text)
    assert "Taken out, or only suggested" in page
    assert f'href="{pages_of(listing)}/{digest}/delete"' in page
    assert "O'Neill's beck" in html.unescape(editor.get(f"{pages_of(listing)}/{digest}/delete").text)

    assert delete(editor, listing, digest).status_code == 303

    assert db.scalars(select(Picture.digest)).all() == []
    assert "Taken out, or only suggested" not in editor.get(pages_of(listing)).text
    assert delete(editor, listing, digest).status_code == 404


@pytest.mark.parametrize("verb", [None, "refuse", "withdraw"])
def test_picture_of_a_suggestion_is_there_to_delete_whatever_became_of_it(editor, coordinator, db, listing, verb):
    add(coordinator[0], listing)
    coordinator[0].post(f"/staff/activities/{listing.id}/write/send", data={"submission_key": new_key()})
    suggestion = f"/staff/suggestions/{db.scalar(select(Revision.id).where(Revision.state == 'waiting'))}"
    if verb:
        browser = editor if verb == "refuse" else coordinator[0]
        browser.post(f"{suggestion}/{verb}", data={"submission_key": new_key(), "note": "It isn't the hall"})
    assert f'href="{pages_of(listing)}"' in editor.get(suggestion).text

    assert delete(editor, listing, db.scalars(select(Picture.digest)).one()).status_code == 303

    assert db.scalars(select(Picture.digest)).all() == []
    assert db.scalars(select(AuditEvent.action).where(AuditEvent.action == "picture.deleted")).all()


def test_picture_of_ones_own_draft_is_there_to_delete_and_that_of_another_draft_is_not(editor, sign_in, db, listing):
    add(editor, listing)
    digest = db.scalars(select(Picture.digest)).one()
    another, _ = sign_in(Role.EDITOR)
    assert delete(another, listing, digest).status_code == 404
    assert "Taken out" not in another.get(pages_of(listing)).text
    assert "Delete for good" in editor.get(pages_of(listing)).text

    assert delete(editor, listing, digest).status_code == 303

    assert db.scalars(select(Picture.digest)).all() == []
    assert "This picture was deleted" in editor.get(pages_of(listing)).text


def test_picture_that_only_another_listing_names_is_not_there_to_delete(editor, db, listing):
    other = make_photograph(db, make_service(db, "Choir"))

    assert delete(editor, listing, other.digest).status_code == 404
    assert db.scalars(select(Photograph.id)).all() == [other.id]


def test_picture_that_was_taken_out_here_is_not_deleted_while_another_listing_shows_it(editor, db, listing):
    photograph = make_photograph(db, listing)
    make_photograph(db, make_service(db, "Choir"), digest=photograph.digest)

    assert delete(editor, listing, photograph.digest).status_code == 303

    assert delete(editor, listing, photograph.digest).status_code == 404
    assert "Taken out, or only suggested" not in editor.get(pages_of(listing)).text
