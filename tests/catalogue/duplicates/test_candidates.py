"""The list of pairs that may be one: what a search adds, and what people decided of it."""

import uuid

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.catalogue.duplicates.candidates import dismiss, drop_not_found, pair_of, record_found
from directory.catalogue.duplicates.compared import Subject
from directory.catalogue.duplicates.queries import list_open_pairs, names_of
from directory.catalogue.duplicates.reasons import Likeness, Reason, ReasonKind
from directory.catalogue.models.duplicates import CandidateState, DuplicateCandidate
from directory.errors import Conflict, Refused
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_service
from tests.factories.duplicates import make_candidate

SAME_NAME = Reason(ReasonKind.SAME_NAME, 1.0, "Shed | Shed")
SAME_PHONE = Reason(ReasonKind.SAME_PHONE, 0.35, "01134960000")
FAR = Reason(ReasonKind.FAR, -0.1, "3000")


@pytest.fixture
def editor(db):
    return make_actor(db, Role.EDITOR)


@pytest.fixture
def two(db):
    return make_service(db, "Shed"), make_service(db, "The Shed")


def find(db, two, *reasons):
    """What a search adds that finds these two for these reasons."""
    likeness = Likeness(sum(each.points for each in reasons), tuple(reasons))
    subjects = [Subject(each.id, each.name, (("shed",),)) for each in two]
    counts = record_found(db, "service", [(*subjects, likeness)])
    db.flush()
    return counts


def only(db) -> DuplicateCandidate:
    return db.scalars(select(DuplicateCandidate)).one()


def test_what_is_found_waits_for_somebody(db, two):
    counts = find(db, two, SAME_NAME)

    pair = only(db)
    assert counts.new == 1
    assert (pair.state, pair.score) == (CandidateState.OPEN, 1.0)
    assert (pair.first_id, pair.second_id) == pair_of(two[0].id, two[1].id)
    assert pair.reasons == [["same name", 1.0, "Shed | Shed"]]


def test_finding_it_again_adds_nothing(db, two):
    find(db, two, SAME_NAME)

    counts = find(db, two, SAME_NAME, SAME_PHONE)

    assert (counts.new, counts.again) == (0, 0)
    assert only(db).score == 1.35


def test_a_dismissed_pair_does_not_come_back(db, editor, two):
    find(db, two, SAME_NAME)
    dismiss(db, editor, only(db), "One is for men")

    counts = find(db, two, SAME_NAME, FAR)

    assert counts.again == 0
    assert only(db).state == CandidateState.DISMISSED


@pytest.mark.parametrize(
    "reasons",
    [
        pytest.param((SAME_NAME, SAME_PHONE), id="one more thing the same"),
        pytest.param((Reason(ReasonKind.SAME_NAME, 1.3, ""),), id="far more alike"),
    ],
)
def test_new_evidence_brings_a_dismissed_pair_back_with_what_was_said(db, editor, two, reasons):
    find(db, two, SAME_NAME)
    dismiss(db, editor, only(db), "One is for men")

    counts = find(db, two, *reasons)

    assert counts.again == 1
    assert (only(db).state, only(db).note) == (CandidateState.OPEN, "One is for men")


def test_what_is_no_longer_found_leaves_the_list(db, two):
    find(db, two, SAME_NAME)

    assert drop_not_found(db, "service", set()) == 1
    assert db.scalars(select(DuplicateCandidate)).all() == []


def test_what_came_back_and_is_no_longer_found_is_dismissed_as_before(db, editor, two):
    find(db, two, SAME_NAME)
    dismiss(db, editor, only(db), "One is for men")
    find(db, two, SAME_NAME, SAME_PHONE)

    drop_not_found(db, "service", set())

    assert (only(db).state, only(db).note) == (CandidateState.DISMISSED, "One is for men")


def test_what_people_decided_is_not_dropped(db, editor, two):
    find(db, two, SAME_NAME)
    dismiss(db, editor, only(db), "One is for men")

    assert drop_not_found(db, "service", set()) == 0
    assert only(db).state == CandidateState.DISMISSED


def test_who_dismisses_says_why(db, editor, two):
    pair = make_candidate(db, *two)

    with pytest.raises(Refused, match="how you know"):
        dismiss(db, editor, pair, "  ")


def test_the_second_to_dismiss_is_told(db, editor, two):
    pair = make_candidate(db, *two)
    dismiss(db, editor, pair, "One is for men")

    with pytest.raises(Conflict, match="decided this pair already"):
        dismiss(db, make_actor(db, Role.EDITOR), pair, "Me too")


def test_pairs_are_listed_by_how_likely_they_are(db, two):
    third = make_service(db, "Sheds")
    less, more = make_candidate(db, *two, score=1.1), make_candidate(db, two[0], third, score=1.4)

    assert [each.id for each in list_open_pairs(db, "service")] == [more.id, less.id]


def test_names_are_told_with_the_organization(db, two):
    names = names_of(db, "service", [two[0].id, uuid.UUID(int=3)])

    assert list(names) == [two[0].id]
    assert (names[two[0].id].name, names[two[0].id].group) == ("Shed", "Beck Lane Community Centre")
