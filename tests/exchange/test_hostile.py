"""Feeds that lie: any value in any place is taken or refused, and never more than that."""

import copy
import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from directory.catalogue.models.services import Service
from directory.db import transaction
from directory.exchange.bundles import read_bundle
from directory.exchange.importing import run_import
from directory.exchange.values import WrongValue
from tests.factories.feeds import feed_id, feed_place, feed_service, write_lines

ODD = [
    None,
    True,
    "",
    " ",
    "\x00",
    "\ud800",
    "\u202e",
    "<script>x</script>",
    "&#0;",
    "' OR 1=1 --",
    "{{ 7 * 7 }}",
    "=cmd()",
    "x" * 200_000,
    -1,
    0,
    1e308,
    -0.0,
    10**30,
    2**31,
    2**63,
    [],
    [None],
    [[[]]],
    {},
    {"id": {}},
    {"id": feed_id("organization", 1)},
    {"name": "Tea"},
    "0001-01-01",
    "9999-12-31T23:59:59-14:00",
    "25:61",
    "00000000-0000-0000-0000-000000000000",
    feed_id("service", 1),
]


def places_in(value, path=()):
    """The path of every value inside a record."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, each in inner:
        yield (*path, name)
        yield from places_in(each, (*path, name))


def with_odd_value(record, path, odd):
    changed = copy.deepcopy(record)
    holder = changed
    for name in path[:-1]:
        holder = holder[name]
    holder[path[-1]] = odd
    return changed


def full_service(number=1):
    capacity = {"id": feed_id("capacity", number), "available": 2, "unit": {"name": "chairs"}, "updated": "2026-03-01"}
    program = {"id": feed_id("program"), "name": "Warm spaces"}
    return feed_service(number, capacities=[capacity], program=program)


PLACES = list(places_in(full_service()))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=400, deadline=None)
@given(path=st.sampled_from(PLACES), odd=st.sampled_from(ODD) | JSON)
def test_any_value_in_any_place_is_taken_or_refused(path, odd):
    data = json.dumps(with_odd_value(full_service(), path, odd)).encode()

    try:
        bundle = read_bundle(1, data)
    except WrongValue as refused:
        told = str(refused)
        told.encode()
        assert told.isprintable()
    else:
        assert bundle.service.name


@pytest.mark.parametrize("seed", range(10))
def test_import_of_odd_services_neither_stops_nor_leaves_halves(db, tmp_path, seed):
    chance = random.Random(seed)  # noqa: S311 - no secret
    records = [
        with_odd_value(full_service(number), chance.choice(PLACES), chance.choice(ODD)) for number in range(1, 151)
    ]
    refused = []

    summary = run_import(
        write_lines(tmp_path / "feed", *records), "odd", transaction=transaction, report=refused.append
    )

    assert summary.new + summary.refused == 150
    assert len(refused) == summary.refused + summary.shared_refused
    assert db.scalar(select(func.count(Service.id))) == summary.new
    again = run_import(tmp_path / "feed", "odd", transaction=transaction)
    assert (again.new, again.changed, again.unchanged, again.shared_changed) == (0, 0, summary.new, 0)


def test_many_deeply_nested_texts_are_refused_at_once():
    nested = "<div>" * 19_000
    places = [feed_place(number, description=nested) for number in range(30)]

    with pytest.raises(WrongValue, match=r"description has 19,000 tags; at most 1,000 are taken"):
        read_bundle(1, json.dumps(feed_service(service_at_locations=places)).encode())
