"""What people decide of what a machine found."""

import pytest

from directory.accounts.actor import Role
from directory.catalogue.models.services import Service
from directory.champions.findings.deciding import dismiss_finding, open_finding_again, take_proposal
from directory.champions.findings.models import FindingKind, FindingState, Found
from directory.errors import Conflict, NotFound, Refused
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_service
from tests.factories.findings import make_finding

OLD, NEW = "https://old.example/", "https://new.example/"


@pytest.fixture
def editor(db):
    return make_actor(db, Role.EDITOR)


@pytest.fixture
def moved(db):
    return make_finding(
        db, make_service(db, url=OLD), Found.MOVED, kind=FindingKind.LINK, field="url", about=OLD, proposal=NEW
    )


def test_the_new_address_is_taken_with_one_press_and_written_into_the_history(db, editor, moved):
    take_proposal(db, editor, moved)

    assert db.get_one(Service, moved.record_id).url == NEW
    assert moved.state == FindingState.PUT_RIGHT


def test_a_second_press_finds_nothing_to_do(db, editor, moved):
    take_proposal(db, editor, moved)

    with pytest.raises(Conflict):
        take_proposal(db, editor, moved)


def test_what_somebody_wrote_meanwhile_is_not_overwritten(db, editor, moved):
    db.get_one(Service, moved.record_id).url = "https://third.example/"
    db.flush()

    with pytest.raises(Conflict):
        take_proposal(db, editor, moved)


def test_who_does_not_keep_the_record_takes_nothing(db, moved):
    with pytest.raises(NotFound):
        take_proposal(db, make_actor(db, Role.CHAMPION), moved)


def test_a_finding_without_a_proposal_cannot_be_taken(db, editor):
    with pytest.raises(Conflict):
        take_proposal(db, editor, make_finding(db, make_service(db)))


def test_a_finding_is_dismissed_with_a_reason_and_by_whom(db, editor, moved):
    with pytest.raises(Refused):
        dismiss_finding(db, editor, moved, "  ")

    dismiss_finding(db, editor, moved, " It opens for me ")

    assert (moved.state, moved.reason, moved.decided_by) == ("dismissed", "It opens for me", editor.user_id)
    with pytest.raises(Conflict):
        dismiss_finding(db, editor, moved, "Again")


def test_a_finding_that_was_dismissed_waits_again(db, editor, moved):
    dismiss_finding(db, editor, moved, "It opens for me")

    for _ in range(2):
        open_finding_again(db, editor, moved)

    assert (moved.state, moved.reason, moved.decided_by) == (FindingState.OPEN, None, None)
