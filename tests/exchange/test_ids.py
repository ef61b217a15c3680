import uuid

import pytest
from sqlalchemy.exc import IntegrityError

from directory.catalogue.history.record_rows import portions
from directory.exchange.ids import Ids, source_id_for
from directory.exchange.refusals import constraint_reason

OWN = uuid.UUID("11111111-1111-4111-8111-111111111111")
SOURCE = source_id_for("leeds")


def test_free_uuid_of_the_source_is_kept():
    assert Ids(SOURCE, {}).choose("service", str(OWN), str(OWN)) == OWN


def test_uuid_in_use_gives_way_to_one_derived_from_the_source():
    first = Ids(SOURCE, {"service": {OWN}}).choose("service", str(OWN), str(OWN))
    second = Ids(source_id_for("york"), {"service": {OWN}}).choose("service", str(OWN), str(OWN))

    assert len({OWN, first, second}) == 3


def test_uuid_is_given_out_once_in_a_batch():
    ids = Ids(SOURCE, {})

    assert ids.choose("phone", str(OWN), "a") == OWN
    assert ids.choose("phone", str(OWN), "b") != OWN
    assert ids.choose("contact", str(OWN), "a") == OWN


@pytest.mark.parametrize("key", [None, "7", str(OWN)])
def test_row_keeps_the_id_it_has(key):
    had = Ids(SOURCE, {"phone": {OWN}}).choose("phone", key, "a")

    assert Ids(SOURCE, {"phone": {OWN, had}}).choose("phone", key, "a", {had}) == had


def test_portions_hold_everything_once():
    assert [list(each) for each in portions(range(5), 2)] == [[0, 1], [2, 3], [4]]


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        (
            "UNIQUE constraint failed: taxonomy_term.taxonomy_id, taxonomy_term.code",
            "a term of its taxonomy has the same code under another id",
        ),
        ("FOREIGN KEY constraint failed", "it refers to a record that is no longer in the catalogue"),
        (
            "CHECK constraint failed: ck_service_known_status",
            "it breaks a rule of the catalogue (ck_service_known_status)",
        ),
        ("something with Edith's name", "it breaks a rule of the catalogue (IntegrityError)"),
    ],
)
def test_reason_of_the_database_holds_no_contents(told, reason):
    assert constraint_reason(IntegrityError("", {}, Exception(told))) == reason
