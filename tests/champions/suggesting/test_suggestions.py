"""Whose a suggestion is to decide, what nobody else sees yet, and two people who decide at once."""

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.catalogue.history.edits import find_draft, publish_draft, write_draft
from directory.catalogue.history.revisions import accept_revision, refuse_revision, suggest_changes, withdraw_revision
from directory.catalogue.models.field_changes import differences
from directory.catalogue.models.revisions import RevisionState
from directory.catalogue.queries import get_service
from directory.champions.suggesting.suggestion_letters import TO_GROUP
from directory.champions.suggesting.suggestions import (
    accept_otherwise,
    get_own_suggestion,
    get_suggestion,
    list_own,
    refuse_suggestion,
    take_into_draft,
)
from directory.db import reading, transaction
from directory.errors import Conflict, NotFound, Refused
from directory.outbox import OutboxMessage
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_service


def test_what_somebody_still_writes_is_nobodys_to_decide(db):
    author, editor = make_actor(db), make_actor(db, Role.EDITOR)
    listing = make_service(db, "Walking group")
    write_draft(db, author, listing, {"name": "Walk and talk"})
    db.flush()
    draft = find_draft(db, author, listing)

    with pytest.raises(NotFound):
        get_suggestion(db, editor, draft.id)


def test_what_somebody_still_writes_is_no_suggestion_of_theirs_yet(db):
    author = make_actor(db)
    listing = make_service(db, "Walking group")
    write_draft(db, author, listing, {"name": "Walk and talk"})
    db.flush()

    assert list_own(db, author) == []
    with pytest.raises(NotFound):
        get_own_suggestion(db, author, find_draft(db, author, listing).id)


@pytest.mark.parametrize("verb", ["refused", "withdrawn"])
def test_a_suggestion_that_is_accepted_meanwhile_is_not_said_to_be_anything_else(own_database, meanwhile, verb):
    with transaction() as db:
        author, first, second = make_actor(db), make_actor(db, Role.EDITOR), make_actor(db, Role.EDITOR)
        listing = make_service(db, "Walking group")
        suggestion = suggest_changes(db, author, listing, differences(listing, {"name": "Walk and talk"}), None)
        revision_id, version = suggestion.id, listing.version

    def decide_otherwise():
        with transaction() as db:
            if verb == "withdrawn":
                withdraw_revision(db, author, get_own_suggestion(db, author, revision_id, to_decide=True))
            else:
                revision, _ = get_suggestion(db, second, revision_id, to_decide=True)
                refuse_revision(db, second, revision, "It is right as it is")

    with transaction() as db:
        revision, service = get_suggestion(db, first, revision_id, to_decide=True)
        accept_revision(db, first, revision, service, version)
        db.flush()
        other = meanwhile(decide_otherwise)

    assert isinstance(other.exception(10), Conflict)
    with reading() as db:
        revision, _ = get_suggestion(db, first, revision_id)
        assert (revision.state, revision.decided_by) == (RevisionState.DONE, first.user_id)
        assert get_service(db, revision.record_id).name == "Walk and talk"


def make_suggested(db, author, listing, **changed):
    suggested = suggest_changes(db, author, listing, differences(listing, changed or {"name": "Walk and talk"}), None)
    db.flush()
    return suggested


def words_to_groups(db) -> list[tuple[str, str]]:
    db.flush()
    letters = db.scalars(select(OutboxMessage).where(OutboxMessage.kind == TO_GROUP)).all()
    return [(each.address, each.text) for each in letters]


def test_suggestion_is_taken_with_a_change_by_way_of_ones_own_draft(db):
    author, editor = make_actor(db), make_actor(db, Role.EDITOR)
    listing = make_service(db, "Walking group")
    suggested = make_suggested(db, author, listing, name="Walk and talk", alert="New room")

    take_into_draft(db, editor, suggested, listing)
    write_draft(db, editor, listing, {"name": "Walk, talk and tea"})
    publish_draft(db, editor, listing, listing.version)
    accept_otherwise(db, editor, suggested, listing, "With tea")
    db.flush()

    assert (listing.name, listing.alert) == ("Walk, talk and tea", "New room")
    [mine] = list_own(db, author)
    assert (mine.state, mine.decision_note) == (RevisionState.DONE, "With tea")
    assert {each.field: each.after for each in mine.field_changes} == {
        "name": "Walk, talk and tea",
        "alert": "New room",
    }


def test_nothing_is_taken_otherwise_before_something_has_changed(db):
    editor, listing = make_actor(db, Role.EDITOR), make_service(db, "Walking group")
    suggested = make_suggested(db, make_actor(db), listing)

    with pytest.raises(Refused, match="Nothing of it has changed yet"):
        accept_otherwise(db, editor, suggested, listing, "With tea")

    assert suggested.state == RevisionState.WAITING


def test_what_the_record_says_already_makes_no_draft(db):
    editor, listing = make_actor(db, Role.EDITOR), make_service(db, "Walking group")
    suggested = make_suggested(db, make_actor(db), listing)
    listing.name = "Walk and talk"
    db.flush()

    with pytest.raises(Refused, match="says all of this already"):
        take_into_draft(db, editor, suggested, listing)


def test_group_that_is_refused_is_told_why_by_email(db, key_store):
    editor, listing = make_actor(db, Role.EDITOR), make_service(db, email="walks@becklane.example")
    suggested = make_suggested(db, None, listing)

    assert refuse_suggestion(db, editor, suggested, listing, "Your web page says otherwise")

    [(address, text)] = words_to_groups(db)
    assert address == "walks@becklane.example"
    assert "Your web page says otherwise" in text
    assert "We left it as it was" in text


def test_group_is_told_what_was_made_of_its_words(db, key_store):
    editor, listing = make_actor(db, Role.EDITOR), make_service(db, email="walks@becklane.example")
    suggested = make_suggested(db, None, listing)
    listing.name = "Walk, talk and tea"
    db.flush()

    assert accept_otherwise(db, editor, suggested, listing, "Tea is news too")

    [(_, text)] = words_to_groups(db)
    assert "We changed it in other words" in text


@pytest.mark.parametrize("has_address", [True, False])
def test_nobody_else_gets_a_letter(db, key_store, has_address):
    editor = make_actor(db, Role.EDITOR)
    listing = make_service(db, email="walks@becklane.example" if has_address else None)
    suggested = make_suggested(db, make_actor(db) if has_address else None, listing)

    assert not refuse_suggestion(db, editor, suggested, listing, "It is right")

    assert words_to_groups(db) == []
