"""Keeping pictures until nothing shows them, or would, for a while."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from directory import clock
from directory.accounts.actor import Role
from directory.catalogue.history.edits import find_draft, give_up, send_draft, write_draft
from directory.catalogue.history.record_changes import plain_rows
from directory.catalogue.history.revisions import refuse_revision
from directory.catalogue.models.photographs import Picture, PictureFile
from directory.catalogue.models.services import Stage
from directory.catalogue.photographs.keeping import (
    get_file,
    get_published_file,
    hold_picture,
    keep_picture,
    note_unused,
    unused,
)
from directory.catalogue.photographs.rewriting import rewrite_picture
from directory.db import reading, transaction
from directory.errors import NotFound
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_service
from tests.factories.photographs import drawn, file_of, make_photograph, make_picture


def unused_since(db, digest):
    db.expire_all()
    return db.get_one(Picture, digest).unused_since


def row_of(service, digest):
    """A photograph of a listing as a draft would have it."""
    row = {"id": service.id, "service_id": service.id, "digest": digest, "position": 0}
    return plain_rows([{**row, "alt_text": "A room", "credit": None, "agreed_on": clock.today()}])


@pytest.fixture
def walks(db):
    return make_service(db)


@pytest.fixture
def coordinator(db):
    return make_actor(db, Role.COORDINATOR)


def test_picture_that_is_sent_twice_is_kept_once(db):
    picture = rewrite_picture(file_of(drawn()))

    digests = {keep_picture(db, picture), keep_picture(db, picture)}

    assert digests == set(db.scalars(select(Picture.digest)))
    assert sorted(db.scalars(select(PictureFile.width))) == [400, 800, 900]


@pytest.mark.parametrize(("stage", "is_open"), [(Stage.PUBLISHED, True), (Stage.DRAFT, False), (Stage.ARCHIVED, False)])
def test_only_a_published_listing_shows_its_pictures(db, walks, stage, is_open):
    digest = make_photograph(db, walks).digest
    walks.stage = stage.value
    db.flush()

    assert get_file(db, digest, 400).height == 267
    if is_open:
        assert get_published_file(db, digest, 400).content == get_file(db, digest, 400).content
    else:
        with pytest.raises(NotFound):
            get_published_file(db, digest, 400)


def test_picture_that_two_listings_share_is_open_while_one_of_them_shows_it(db, walks):
    digest = make_photograph(db, walks).digest
    make_photograph(db, make_service(db, "Choir", stage="archived"), digest=digest)

    assert get_published_file(db, digest, 400).width == 400


def test_picture_that_nothing_shows_is_unused_from_that_night_on(db, walks):
    photograph, now = make_photograph(db, walks), clock.now()
    note_unused(db, now)
    assert unused_since(db, photograph.digest) is None

    db.delete(photograph)
    db.flush()
    note_unused(db, now)
    note_unused(db, now + timedelta(days=1))

    assert unused_since(db, photograph.digest) == now


def test_picture_in_a_draft_or_a_suggestion_is_used_until_it_is_given_up_or_refused(db, walks, coordinator):
    drafted, suggested, now = make_picture(db, "red"), make_picture(db, "blue"), clock.now()
    author = make_actor(db, Role.COORDINATOR)
    write_draft(db, coordinator, walks, {"photograph": row_of(walks, drafted)})
    write_draft(db, author, walks, {"photograph": row_of(walks, suggested)})
    revision = send_draft(db, author, walks, None)
    note_unused(db, now)
    assert unused_since(db, drafted) is unused_since(db, suggested) is None

    give_up(db, coordinator, walks)
    refuse_revision(db, make_actor(db, Role.EDITOR), revision, "It's not the hall")
    note_unused(db, now)

    assert find_draft(db, coordinator, walks) is None
    assert unused_since(db, drafted) == unused_since(db, suggested) == now


def test_picture_that_is_shown_again_is_used_again(db, walks):
    digest, now = make_picture(db), clock.now()
    note_unused(db, now)

    make_photograph(db, walks, digest=digest)
    note_unused(db, now)

    assert unused_since(db, digest) is None


def test_picture_that_was_let_go_of_cannot_be_used(db):
    with pytest.raises(NotFound):
        hold_picture(db, "0" * 64)


def test_two_who_send_the_same_picture_at_once_both_have_it(own_database, at_once):
    picture = rewrite_picture(file_of(drawn()))

    def send() -> str:
        with transaction() as db:
            return keep_picture(db, picture)

    assert at_once(send, send) == [picture.digest, picture.digest]
    with reading() as db:
        assert db.scalars(select(Picture.digest)).all() == [picture.digest]


def test_picture_that_somebody_is_about_to_use_is_not_let_go_of(own_database, meanwhile):
    with transaction() as db:
        digest = make_picture(db)

    def let_go() -> None:
        with transaction() as db:
            db.execute(delete(Picture).where(Picture.unused_since <= clock.now(), unused()))

    with transaction() as db:
        hold_picture(db, digest)
        db.flush()
        other = meanwhile(let_go)
    other.result(10)

    with reading() as db:
        assert db.scalars(select(Picture.digest)).all() == [digest]
