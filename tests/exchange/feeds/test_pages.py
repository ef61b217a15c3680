import json
from datetime import UTC, datetime

import pytest

from directory.exchange.feeds.pages import read_item, read_page
from directory.exchange.fetching.failures import FetchFailed
from directory.exchange.formats import Format

PAGE = {"total_items": 2, "total_pages": 1, "last_page": True, "contents": [{"id": "A1", "name": "x"}, {"id": 42}]}
PAGE_OF_1 = {"totalElements": 2, "totalPages": 1, "last": True, "first": True, "number": 1, "content": [{"id": 7}]}


def page_of(**fields):
    return read_page(json.dumps(PAGE | fields, indent=2).encode())


def test_a_page_of_either_version_is_read():
    of_3, of_1 = read_page(json.dumps(PAGE).encode()), read_page(json.dumps(PAGE_OF_1).encode())

    assert (of_3.kind, of_3.total_items, [each.key for each in of_3.items]) == (Format.ORUK_3, 2, ["A1", "42"])
    assert (of_1.kind, of_1.total_items, [each.key for each in of_1.items]) == (Format.ORUK_1, 2, ["7"])


def test_an_item_stands_on_one_line_and_says_the_same():
    (first, _) = page_of().items

    assert b"\n" not in first.data
    assert json.loads(first.data) == {"id": "A1", "name": "x"}


@pytest.mark.parametrize(
    ("given", "read"),
    [
        pytest.param("23", 23, id="text"),
        pytest.param(None, None, id="nothing"),
        pytest.param(-1, None, id="negative"),
        pytest.param(True, None, id="truth"),
        pytest.param(10**30, None, id="no count"),
        pytest.param([1], None, id="list"),
    ],
)
def test_what_a_feed_gives_for_a_number_is_read_if_it_is_one(given, read):
    assert page_of(total_items=given).total_items == read


@pytest.mark.parametrize(
    ("fields", "number", "is_last"),
    [
        pytest.param({"total_pages": 3}, 2, False, id="more to come, whatever the mark says"),
        pytest.param({"total_pages": 3, "last_page": False}, 3, True, id="all of them"),
        pytest.param({"total_pages": None}, 1, True, id="marked as last"),
        pytest.param({"total_pages": None, "last_page": False}, 9, False, id="not marked"),
        pytest.param({"total_pages": 9, "contents": []}, 1, True, id="empty"),
    ],
)
def test_the_last_page_is_known(fields, number, is_last):
    assert page_of(**fields).is_last(number) is is_last


def test_a_feed_that_counts_pages_from_nought_is_known_by_its_second():
    second = json.dumps(PAGE_OF_1 | {"first": False}).encode()

    assert read_page(second).counts_from_nought
    assert not read_page(json.dumps(PAGE_OF_1).encode()).counts_from_nought


@pytest.mark.parametrize(
    ("body", "told"),
    [
        pytest.param(b'{"contents": [{"id": 1}', "cannot be read", id="cut short"),
        pytest.param(b"<html>", "cannot be read", id="no JSON"),
        pytest.param(b'[{"id": 1}]', "cannot be read", id="a list"),
        pytest.param(b'{"items": []}', "no list of services", id="no list"),
        pytest.param(b'{"contents": ' + b"[" * 100_000, "cannot be read", id="nested without end"),
        pytest.param(b'{"contents": [' + b"1," * 3_000_001 + b"1]}", "more in it than any feed", id="commas"),
        pytest.param(b"\xff\xfe{", "cannot be read", id="no UTF-8"),
    ],
)
def test_what_is_no_page_is_told(body, told):
    with pytest.raises(FetchFailed, match=told):
        read_page(body)


@pytest.mark.parametrize("data", [b"1", b'"x"', b"null", b"{}", b'{"id": null}', b'{"id": {"a": 1}}', b'{"id": ""}'])
def test_an_item_without_an_id_is_kept_apart_by_what_it_says(data):
    item = read_item(data)

    assert (item.key, item.id) == (None, "")
    assert len(item.mark) == 32


def test_when_an_item_changed_is_read_if_it_says_so():
    at_nine = read_item(b'{"id": 1, "last_modified": "2026-03-01T09:00:00Z"}')

    assert at_nine.modified == datetime(2026, 3, 1, 9, tzinfo=UTC)
    assert read_item(b'{"id": 1, "last_modified": "last week"}').modified is None
