"""Whether a file's services came from another source before."""

import pytest
from sqlalchemy import func, select

from directory.catalogue.models.services import Service
from directory.db import transaction
from directory.exchange import importing
from directory.exchange.importing import TakenInBefore, run_import
from tests.factories.feeds import feed_service, write_lines

TEN = [feed_service(each) for each in range(1, 11)]


@pytest.fixture
def take(database, tmp_path):
    """Imports these records as those of a source that nobody named."""

    def run(source, *records, **more):
        path = write_lines(tmp_path / "feed.ndjson", *records)
        return run_import(path, source, transaction=transaction, **{"may_repeat": False, **more})

    return run


def renumbered(service, number):
    """The same service under another publisher's number."""
    return {**service, "id": str(number)}


def count_services(db) -> int:
    return db.scalar(select(func.count(Service.id)))


@pytest.mark.parametrize(
    "again",
    [
        pytest.param(TEN, id="the same"),
        pytest.param([{**each, "name": "Renamed"} for each in TEN], id="changed since, under the same ids"),
        pytest.param([renumbered(each, at) for at, each in enumerate(TEN)], id="the same words under other ids"),
        pytest.param([*TEN[:9], feed_service(90)], id="nine of ten"),
    ],
)
def test_services_of_another_source_are_not_taken_in_again(db, take, again):
    take("council", *TEN)

    with pytest.raises(TakenInBefore, match="“council”"):
        take("copy", *again)

    assert count_services(db) == 10


@pytest.mark.parametrize(
    "more",
    [
        pytest.param([feed_service(each) for each in range(20, 30)], id="others"),
        pytest.param([*TEN[:5], *(feed_service(each) for each in range(20, 25))], id="half of them"),
        pytest.param([], id="none"),
    ],
)
def test_a_source_of_its_own_is_taken_in(take, more):
    take("council", *TEN)

    assert take("another", *more).new == len(more)


def test_numbers_that_every_publisher_uses_are_no_sign(take):
    take("council", *(renumbered(each, at) for at, each in enumerate(TEN)))
    others = [renumbered({**each, "name": f"Other {at}"}, at) for at, each in enumerate(TEN)]

    assert take("another", *others).new == 10


def test_a_source_is_brought_up_to_date_whatever_others_hold(take):
    take("council", *TEN)
    take("mirror", *TEN, may_repeat=True)

    assert take("mirror", *TEN).unchanged == 10
    assert take("council", *TEN).unchanged == 10


def test_the_source_that_brought_most_of_them_is_named(take):
    take("few", *TEN[:2])
    take("most", *TEN)

    with pytest.raises(TakenInBefore, match="“most”"):
        take("copy", *TEN)


@pytest.mark.parametrize("kept", [3, 9])
def test_all_of_a_file_that_was_cut_short_before_is_not_taken_in_again(db, take, kept):
    take("cut-short", *TEN[:kept])

    with pytest.raises(TakenInBefore, match="“cut-short”"):
        take("whole", *TEN, *(feed_service(each) for each in range(20, 60)))

    assert count_services(db) == kept


def test_a_thing_or_two_may_be_on_two_lists(take):
    take("small", *TEN[:2])

    assert take("large", *TEN).new == 10


def test_only_the_first_services_are_looked_at(take, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 2)
    take("council", *TEN[2:])

    assert take("more", *TEN).new == 10


def test_a_first_batch_that_is_refused_tells_nothing_yet(db, take, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 2)
    take("council", *TEN)

    with pytest.raises(TakenInBefore):
        take("copy", b"{", b"{", *TEN)

    assert count_services(db) == 10
