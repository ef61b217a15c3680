"""The photographs that a suggestion would show."""

import html

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.catalogue.models.photographs import Photograph, Picture
from directory.catalogue.models.revisions import Revision
from directory.catalogue.models.services import Service
from directory.catalogue.photographs.keeping import pictures_by_digest
from tests.factories.catalogue import make_service
from tests.factories.photographs import drawn, file_of, make_photograph
from tests.staff.conftest import hidden, new_key
from tests.staff.writing.photographs.conftest import add, delete


@pytest.fixture
def listing(db):
    return make_service(db)


@pytest.fixture
def editor(sign_in):
    return sign_in(Role.EDITOR)[0]


@pytest.fixture
def stranger(app):
    return app.test_client()


@pytest.fixture
def page(sign_in, db, listing):
    """The page on which a photograph that a coordinator sent is decided."""
    coordinator, _ = sign_in(Role.COORDINATOR)
    make_photograph(db, listing, "The hall's door")
    add(coordinator, listing, "Six people by O'Neill's beck", content=file_of(drawn(colour="red")))
    coordinator.post(f"/staff/activities/{listing.id}/write/send", data={"submission_key": new_key()})
    return f"/staff/suggestions/{db.scalar(select(Revision.id).where(Revision.state == 'waiting'))}"


def images_in(page: str) -> list[str]:
    return [part.split('src="')[1].split('"')[0] for part in page.split("<img ")[1:]]


def test_whoever_decides_sees_every_picture_with_its_words(editor, page):
    shown = html.unescape(editor.get(page).text)

    assert "New: Six people by O'Neill's beck" in shown.replace("<strong>", "").replace("</strong>", "")
    assert "New: The hall's door" not in shown.replace("<strong>", "").replace("</strong>", "")
    assert len(images_in(shown)) == 2
    assert {editor.get(each).mimetype for each in images_in(shown)} == {"image/jpeg"}


def test_preview_of_it_shows_pictures_that_the_public_cannot_see_yet(editor, stranger, page):
    preview = editor.post(f"{page}/preview", data={"submission_key": new_key()}).text

    assert len(images_in(preview)) == 2
    for each in images_in(preview):
        assert editor.get(each).status_code == 200
        assert stranger.get(each).status_code == 303


def test_photograph_that_is_accepted_is_everybodys_to_see(editor, db, listing, stranger, page):
    data = {"submission_key": new_key(), "version": hidden(editor.get(page).text, "version")}

    editor.post(f"{page}/accept", data=data)

    assert [each.alt_text for each in db.scalars(select(Photograph).order_by(Photograph.position))] == [
        "The hall's door",
        "Six people by O'Neill's beck",
    ]
    shown = images_in(stranger.get(f"/activities/{listing.id}").text)
    assert [stranger.get(each).status_code for each in shown] == [200, 200]


def test_photograph_that_is_refused_is_nobodys_to_see(editor, db, stranger, page):
    digest = db.scalar(select(Picture.digest).where(~Picture.digest.in_(select(Photograph.digest))))

    editor.post(f"{page}/refuse", data={"submission_key": new_key(), "note": "That's somebody's child"})

    assert list(pictures_by_digest(db, {digest})) == [digest]
    assert stranger.get(f"/photographs/{digest}/400.jpg").status_code == 404
    assert images_in(editor.get(page).text) == []


def test_suggestion_with_a_picture_that_was_deleted_since_is_taken_without_it(editor, db, listing, page):
    revision = db.get_one(Revision, int(page.rsplit("/", 1)[1]))
    revision.changes = [*revision.changes, {"field": "name", "before": listing.name, "after": "O'Neill's walk"}]
    delete(editor, listing, db.scalars(select(Photograph.digest)).one())
    shown = html.unescape(editor.get(page).text)
    assert "This picture was deleted since. The rest can be taken without it." in shown
    assert len(images_in(shown)) == 1
    assert len(images_in(editor.post(f"{page}/preview", data={"submission_key": new_key()}).text)) == 1
    data = {"submission_key": new_key(), "version": hidden(shown, "version")}

    assert editor.post(f"{page}/accept", data=data).status_code == 303

    db.expire_all()
    assert db.scalars(select(Photograph.alt_text)).all() == ["Six people by O'Neill's beck"]
    assert db.scalars(select(Service.name)).all() == ["O'Neill's walk"]
    assert "deleted since" not in editor.get(page).text
