import json
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError

from directory.catalogue.history.record_rows import TABLES, owned_pairs
from directory.catalogue.inputs import ServiceEditSchema
from directory.exchange.bundles import read_bundle
from directory.exchange.rows import columns_of
from directory.exchange.shapes import shape_of
from directory.exchange.spool import KINDS
from directory.exchange.texts import clean_line
from directory.exchange.values import WrongValue
from tests.factories.feeds import feed_service

# What a unit says becomes part of what is counted in it.
TAKEN_APART = {"unit"}
WORDS = st.text(st.characters(whitelist_categories=["L", "N"], whitelist_characters=" -'&<>"), min_size=1, max_size=30)
AGES = st.none() | st.integers(-5, 140)
LISTINGS = st.fixed_dictionaries(
    {
        "name": WORDS.filter(lambda text: text.strip(" ") == text and clean_line(text)),
        "status": st.sampled_from(["active", "inactive", "defunct", "temporarily closed", "open", ""]),
        "alert": st.none() | st.just("Closed on Friday"),
        "url": st.sampled_from([None, "https://example.org/tea", "http://example.org"]),
        "email": st.sampled_from([None, "tea@example.org"]),
        "minimum_age": AGES,
        "maximum_age": AGES,
    }
)


@given(listing=LISTINGS)
def test_what_an_editor_may_enter_can_be_imported_alike(listing):
    try:
        edited = asdict(ServiceEditSchema().load({**listing, "version": 1}))
    except ValidationError:
        return

    taken = read_bundle(1, json.dumps(feed_service(**listing)).encode()).service

    for name in ("status", "alert", "url", "email", "minimum_age", "maximum_age"):
        assert getattr(taken, name) == edited[name], name


@given(low=st.integers(-5, 140), high=st.integers(-5, 140), status=st.sampled_from(["active", "defunct", "open"]))
def test_what_an_editor_may_not_enter_is_not_imported(low, high, status):
    listing = {"name": "Tea", "status": status, "minimum_age": low, "maximum_age": high}
    is_wrong = status == "open" or low < 0 or low > high

    for load in (load_as_editor, load_as_feed):
        if is_wrong:
            with pytest.raises((ValidationError, WrongValue)):
                load(listing)
        elif high <= 130:
            load(listing)


# Sources give no pictures: those of a listing are ours.
OUR_OWN = {"photograph"}


def load_as_editor(listing):
    return ServiceEditSchema().load({**listing, "version": 1})


def load_as_feed(listing):
    return read_bundle(1, json.dumps(feed_service(**listing)).encode())


def test_every_field_of_every_record_has_its_column():
    tables = {"service"} | set(KINDS) | {child for entity in ("service", *KINDS) for _, child in owned_pairs(entity)}
    shapes = {shape.table: shape for shape in all_shapes() if shape.table not in TAKEN_APART}

    assert shapes.keys() == tables - OUR_OWN == TABLES.keys() - {"source_record"} - OUR_OWN
    for shape in shapes.values():
        without = {each.field for each in shape.values} - {each.field for each in columns_of(shape)}
        assert without <= {"key", "place_key", "given_unit_key"}, shape.table


def test_every_column_that_must_be_filled_is_filled():
    filled_by_us = {"id", "link_id", "link_entity", "last_modified", "version", "stage", "is_urgent", "hides_address"}
    for shape in (each for each in all_shapes() if each.table not in TAKEN_APART):
        required = {each.name for each in TABLES[shape.table].c if not each.nullable}
        filled = {each.name for each in columns_of(shape)} | filled_by_us
        owners = {name for name in required - filled if name.endswith("_id")}

        assert required - filled == owners, shape.table


def all_shapes():
    from directory.exchange.records.services import Service

    waiting, found = [shape_of(Service)], {}
    while waiting:
        shape = waiting.pop()
        if shape.table not in found:
            found[shape.table] = shape
            waiting += [each for _, each in shape.owned] + [each for _, _, each in shape.nested]
    return list(found.values())
