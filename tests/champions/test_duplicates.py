"""Whose a pair is to decide, and two people deciding it at once."""

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.accounts.models import User
from directory.catalogue.duplicates.candidates import dismiss
from directory.catalogue.merging.joining import merge_records
from directory.catalogue.models.duplicates import DuplicateCandidate, MergedRecord
from directory.catalogue.models.services import Service
from directory.champions.duplicates import PairFilter, get_pair, list_pairs
from directory.db import reading, transaction
from directory.errors import Conflict, NotFound
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_service, make_term
from tests.factories.champions import make_walking_domain
from tests.factories.duplicates import make_candidate, wanted_merge


@pytest.fixture
def pair(db):
    return make_candidate(db, make_service(db, "Shed"), make_service(db, "The shed"))


def test_editors_decide_all(db, pair):
    assert list_pairs(db, make_actor(db, Role.EDITOR), PairFilter()).total == 1


def test_champions_decide_those_in_their_domains(db, pair):
    term = make_term(db)
    champion = make_actor(db, Role.CHAMPION)
    make_walking_domain(db, [term], db.get(User, champion.user_id))
    walks = make_candidate(db, make_service(db, "Walks", terms=[term]), make_service(db, "The walks"))

    assert [each.id for each in list_pairs(db, champion, PairFilter()).pairs] == [walks.id]
    with pytest.raises(NotFound):
        get_pair(db, champion, pair.id)


def test_a_pair_of_which_one_is_gone_is_not_listed(db, pair):
    editor = make_actor(db, Role.EDITOR)
    db.delete(db.scalar(select(Service).where(Service.id == pair.first_id)))
    db.flush()

    assert list_pairs(db, editor, PairFilter()).total == 0


@pytest.mark.parametrize("page", [0, -1])
def test_there_is_no_such_page(db, page):
    with pytest.raises(NotFound):
        list_pairs(db, make_actor(db, Role.EDITOR), PairFilter(), page)


def test_of_two_who_decide_at_once_one_is_told(own_database, at_once):
    with transaction() as db:
        kept = make_service(db, "Shed")
        pair = make_candidate(db, kept, make_service(db, "The shed"))
        wanted = wanted_merge(db, pair, kept)
        first, second = (make_actor(db, Role.EDITOR) for _ in range(2))
        pair_id = pair.id

    def make_one():
        with transaction() as db:
            merge_records(db, first, get_pair(db, first, pair_id, to_decide=True), wanted)

    def say_two():
        with transaction() as db:
            dismiss(db, second, get_pair(db, second, pair_id, to_decide=True), "One is for men")

    results = at_once(make_one, say_two)

    assert sorted(type(each).__name__ for each in results) == ["Conflict", "NoneType"]
    assert isinstance(next(filter(None, results)), Conflict)
    with reading() as db:
        merges = len(db.scalars(select(MergedRecord)).all())
        state = db.scalar(select(DuplicateCandidate.state))
    assert (merges, state) in ((1, "merged"), (0, "dismissed"))


def test_of_two_who_merge_at_once_one_is_told(own_database, at_once):
    with transaction() as db:
        kept, old = make_service(db, "Shed"), make_service(db, "The shed")
        pair = make_candidate(db, kept, old)
        choices = [wanted_merge(db, pair, each) for each in (kept, old)]
        editors = [make_actor(db, Role.EDITOR) for _ in range(2)]
        pair_id = pair.id

    def merging(editor, wanted):
        def merge():
            with transaction() as db:
                merge_records(db, editor, get_pair(db, editor, pair_id, to_decide=True), wanted)

        return merge

    results = at_once(*(merging(*each) for each in zip(editors, choices, strict=True)))

    assert sorted(type(each).__name__ for each in results) == ["Conflict", "NoneType"]
    with reading() as db:
        assert len(db.scalars(select(Service.id)).all()) == 1
