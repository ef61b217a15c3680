"""What hangs on a place of a listing goes to the listing when it leaves the place; nothing is lost unseen."""

import uuid

import pytest

from directory.catalogue.history.record_changes import blank_row, plain_rows
from directory.catalogue.leaving_places import HANGING, hanging_on, without_places
from directory.db import new_id

SERVICE, LEFT, KEPT = new_id(), new_id(), new_id()
TERM = new_id()


@pytest.fixture
def values():
    """A listing at two places, with a time, a contact and a tag at each, and an exception to each time."""
    found = {table: [] for table in HANGING}
    for place in (LEFT, KEPT):
        time = blank_row("schedule", service_at_location_id=place, freq="WEEKLY", byday="TU")
        found["schedule"].append(time)
        found["schedule_exception"].append(blank_row("schedule_exception", schedule_id=time["id"], kind="closed"))
        found["contact"].append(blank_row("contact", service_at_location_id=place, name="Ana"))
        found["attribute"].append(
            blank_row("attribute", link_id=place, link_entity="service_at_location", taxonomy_term_id=TERM)
        )
    return {table: plain_rows(rows) for table, rows in found.items()}


def owners(rows, column="service_at_location_id") -> set[tuple[str | None, str | None]]:
    return {(row["service_id"], row[column]) for row in rows}


def test_only_what_belongs_to_the_place_hangs_on_it(values):
    found = hanging_on(values, [LEFT])

    assert {table: len(rows) for table, rows in found.items()} == {"schedule": 1, "contact": 1, "attribute": 1}


def test_times_contacts_and_tags_become_those_of_the_listing(values):
    changed = without_places(values, SERVICE, [LEFT], with_times=True)

    assert changed.keys() == {"schedule", "contact", "attribute"}
    for table in ("schedule", "contact"):
        assert owners(changed[table]) == {(str(SERVICE), None), (None, str(KEPT))}
    assert {(row["link_id"], row["link_entity"]) for row in changed["attribute"]} == {
        (str(SERVICE), "service"),
        (str(KEPT), "service_at_location"),
    }


def test_tag_that_the_listing_has_already_is_not_given_twice(values):
    own = blank_row("attribute", link_id=SERVICE, link_entity="service", taxonomy_term_id=TERM)
    values["attribute"] += plain_rows([own])

    changed = without_places(values, SERVICE, [LEFT], with_times=True)

    assert [row["id"] for row in changed["attribute"] if row["link_id"] == str(SERVICE)] == [str(own["id"])]


def test_times_end_where_somebody_says_so_with_what_hung_on_them(values):
    changed = without_places(values, SERVICE, [LEFT], with_times=False)

    assert owners(changed["schedule"]) == {(None, str(KEPT))}
    assert [row["schedule_id"] for row in changed["schedule_exception"]] == [changed["schedule"][0]["id"]]


def test_nothing_changes_where_nothing_is_left(values):
    assert without_places(values, SERVICE, [], with_times=True) == {}
    assert without_places(values, SERVICE, [uuid.uuid4()], with_times=False) == {}
