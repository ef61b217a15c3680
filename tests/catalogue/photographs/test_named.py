"""Every picture that a listing shows, showed or may come to show."""

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.catalogue.history.edits import publish_draft, write_draft
from directory.catalogue.history.record_changes import plain_rows
from directory.catalogue.merging.joining import merge_records
from directory.catalogue.merging.splitting import split_records
from directory.catalogue.photographs.named import list_named
from directory.catalogue.queries import get_service
from directory.db import new_id
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_service
from tests.factories.duplicates import make_candidate, wanted_merge
from tests.factories.photographs import make_photograph, make_picture


@pytest.fixture
def editor(db):
    return make_actor(db, Role.EDITOR)


@pytest.fixture
def walks(db):
    return make_service(db, "Walking group")


def publish(db, editor, service, rows):
    """Give a listing these photographs, by way of its history."""
    write_draft(db, editor, service, {"photograph": rows})
    publish_draft(db, editor, service, service.version)
    db.flush()


def row_of(service, digest, alt_text):
    row = {"id": new_id(), "service_id": service.id, "digest": digest, "position": 0, "credit": None}
    return plain_rows([{**row, "alt_text": alt_text, "agreed_on": clock.today()}])


def named(db, editor, service):
    db.expire_all()
    return [each.alt_text for each in list_named(db, editor, get_service(db, service.id))]


def test_pictures_have_the_words_that_were_last_said_of_them(db, editor, walks):
    taken_out, shown = make_picture(db, "red"), make_photograph(db, walks, "O'Neill's beck")
    now = row_of(walks, shown.digest, "A beck")
    for rows in (row_of(walks, taken_out, "A hall"), row_of(walks, taken_out, "The hall"), now):
        publish(db, editor, walks, rows)

    assert named(db, editor, walks) == ["A beck", "The hall"]


def test_what_a_listing_showed_before_it_was_merged_is_named_by_the_one_that_stays(db, editor, walks):
    old = make_service(db, "The walking group")
    publish(db, editor, old, row_of(old, make_picture(db), "O'Neill's beck"))
    publish(db, editor, old, [])
    candidate = make_candidate(db, walks, old)
    merged = merge_records(db, editor, candidate, wanted_merge(db, candidate, walks))

    assert named(db, editor, walks) == ["O'Neill's beck"]

    split_records(db, editor, merged, None)
    db.flush()
    assert named(db, editor, walks) == []
