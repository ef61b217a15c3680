"""Whose a suggestion is to decide, what nobody else sees yet, and two people who decide at once."""

import pytest

from directory.accounts.actor import Role
from directory.catalogue.history.edits import find_draft, write_draft
from directory.catalogue.history.revisions import accept_revision, refuse_revision, suggest_changes, withdraw_revision
from directory.catalogue.models.field_changes import differences
from directory.catalogue.models.revisions import RevisionState
from directory.catalogue.queries import get_service
from directory.champions.suggestions import get_own_suggestion, get_suggestion, list_own
from directory.db import reading, transaction
from directory.errors import Conflict, NotFound
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
