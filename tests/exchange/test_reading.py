import gzip
import json
import random
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.exchange.reading import Limits, UnreadableFile, open_feed
from directory.exchange.splitting import ItemSplitter
from tests.factories.feeds import feed_service

LIMITS = Limits()
ITEMS = [{"id": 1, "name": 'a "quoted" \\ [name]'}, {"id": 2, "list": [[], {}, "}"]}, {"id": 3, "é": "\u2028"}]


def pretty(value):
    return json.dumps(value, indent=2)


FORMATS = {
    "lines": "\n".join(map(json.dumps, ITEMS)),
    "lines without an end": "\n".join(map(json.dumps, ITEMS)) + "\n",
    "lines of Windows": "\r\n".join(map(json.dumps, ITEMS)),
    "lines after a byte order mark": "\ufeff" + "\n".join(map(json.dumps, ITEMS)),
    "lines with blank ones": "\n\n" + "\n\n".join(map(json.dumps, ITEMS)),
    "list": json.dumps(ITEMS),
    "list over lines": pretty(ITEMS),
    "page": json.dumps({"total_items": 3, "first_page": True, "contents": ITEMS, "last_page": True}),
    "page over lines": pretty({"contents": ITEMS, "empty": False}),
    "page with nested things before": json.dumps({"links": {"contents": [0]}, "contents": ITEMS}),
    "objects over lines": "\n".join(map(pretty, ITEMS)),
}


def read_all(data, limits=LIMITS):
    with TemporaryDirectory() as folder:
        path = Path(folder, "feed")
        path.write_bytes(data)
        with open_feed(path, limits) as feed:
            return [piece.data for piece in feed.items()], feed.ended_early


@pytest.mark.parametrize("is_packed", [False, True], ids=["plain", "gzip"])
@pytest.mark.parametrize("text", FORMATS.values(), ids=FORMATS)
def test_every_format_gives_the_same_items(text, is_packed):
    data = text.encode()

    items, ended_early = read_all(gzip.compress(data) if is_packed else data)

    assert [json.loads(each) for each in items] == ITEMS
    assert ended_early is None


@pytest.mark.parametrize("text", ["", " \n", "[]", '{"contents": []}', "[ ]"])
def test_empty_file_has_no_items(text):
    assert read_all(text.encode()) == ([], None)


def test_lines_are_numbered_with_the_blank_ones(tmp_path):
    path = tmp_path / "feed"
    path.write_bytes(b'\n{"id": 1}\n\n{"id": 2}')

    with open_feed(path) as feed:
        assert [piece.number for piece in feed.items()] == [2, 4]
        assert feed.unit == "line"


def test_first_line_that_is_broken_does_not_hide_the_others():
    for broken in (b"hello", b"{oops", b"[1, 2]", b'{"id": 1'):
        items, _ = read_all(broken + b'\n{"id": 2}\n{"id": 3}\n')

        assert items[-2:] == [b'{"id": 2}', b'{"id": 3}'], broken


def test_first_line_may_be_longer_than_a_look_at_the_file():
    long = b'{"id": [' + b"1," * 200_000 + b'1], "x": "{"}'

    for first in (long, b" " + long, b"  " + long):
        items, _ = read_all(first + b'\n{"id": 2}\nx"\n{"id": 3}\n')

        assert items == [long, b'{"id": 2}', b'x"', b'{"id": 3}']


def test_broken_item_of_a_list_costs_that_item_only():
    items, ended_early = read_all(b'[{"id": 1}, {"id": NaN, }, , {"id": 3}]')

    assert items == [b'{"id": 1}', b'{"id": NaN, }', b"", b'{"id": 3}']
    assert ended_early is None


@pytest.mark.parametrize("start", [b"", b"["], ids=["lines", "list"])
def test_item_over_the_limit_is_passed_over(start):
    comma, end = (b",", b"]") if start else (b"\n", b"")
    long = b'{"id": "' + b'\\"x[' * 100_000 + b'"}'
    data = start + comma.join([b'{"id": 1}', long, b'{"id": 3}']) + end

    items, ended_early = read_all(data, Limits(item_bytes=1000))

    assert items == [b'{"id": 1}', None, b'{"id": 3}']
    assert ended_early is None


def test_list_cut_short_is_told():
    items, ended_early = read_all(b'[{"id": 1}, {"id": 2}, {"id": ')

    assert items == [b'{"id": 1}', b'{"id": 2}']
    assert ended_early == "The file is cut short after item 2: its list is not closed."


def test_text_after_a_list_is_told():
    items, ended_early = read_all(b'[{"id": 1}]\n[{"id": 2}]')

    assert items == [b'{"id": 1}']
    assert ended_early == "There is more in the file after the end of the list (item 1); it was not read."


def test_truncated_gzip_gives_what_came_before():
    # Digits of chance keep the packed file long enough to be cut in the middle.
    chance = random.Random(7)  # noqa: S311 - no secret
    lines = [json.dumps(feed_service(number, alert=str(chance.getrandbits(4000)))) for number in range(200)]
    packed = gzip.compress("\n".join(lines).encode())

    items, ended_early = read_all(packed[: len(packed) // 2])

    assert 50 < len(items) < 150
    assert items == [line.encode() for line in lines[: len(items)]]
    assert ended_early == (
        f"Reading stopped after line {len(items)}: the file is cut short there, in the middle of its gzip data."
    )


def test_damaged_gzip_is_told():
    packed = bytearray(gzip.compress(b'{"id": 1}\n' * 100_000))
    packed[-6] ^= 0xFF

    items, ended_early = read_all(bytes(packed))

    assert len(items) == 100_000
    assert "cannot be unpacked further" in ended_early


def test_zip_bomb_is_stopped():
    bomb = gzip.compress(b" " * 60_000_000)

    items, ended_early = read_all(bomb)

    assert items == []
    assert "as only a zip bomb does" in ended_early


def test_reading_stops_at_the_limit_of_bytes():
    _, ended_early = read_all(b'{"id": 1}\n' * 100_000, Limits(unpacked_bytes=500_000))

    assert "more than 500,000 bytes" in ended_early


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"PK\x03\x04rest", "zip archive"),
        ("{}".encode("utf-16"), "UTF-16"),
    ],
    ids=["zip", "utf-16"],
)
def test_file_of_another_kind_is_named(data, told):
    with pytest.raises(UnreadableFile, match=told):
        read_all(data)


def test_missing_file_is_told(tmp_path):
    with pytest.raises(UnreadableFile, match="No such file"), open_feed(tmp_path / "none"):
        pass


def test_done_bytes_reach_the_size_of_the_file(tmp_path):
    path = tmp_path / "feed"
    path.write_bytes(b'{"id": 1}\n' * 10)

    with open_feed(path) as feed:
        list(feed.items())
        assert feed.done == feed.size == 100


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


@settings(max_examples=60, deadline=None)
@given(items=st.lists(JSON, max_size=5), size=st.integers(1, 40), is_pretty=st.booleans())
def test_list_is_cut_alike_wherever_the_chunks_end(items, size, is_pretty):
    data = json.dumps(items, indent=1 if is_pretty else None).encode()[1:]
    splitter = ItemSplitter(10**6, is_list=True)

    pieces = list(splitter.split(data[at : at + size] for at in range(0, len(data), size)))

    assert [json.loads(piece.data) for piece in pieces] == items
    assert splitter.is_closed


HOSTILE = st.binary(max_size=300) | st.lists(
    st.sampled_from([b"[", b"]", b"{", b"}", b'"', b"\\", b",", b":", b"\n", b'"contents"', b"1", b"\xff", b"\x1f\x8b"])
).map(b"".join)


@settings(max_examples=300, deadline=None)
@given(data=HOSTILE, is_packed=st.booleans())
def test_whatever_the_bytes_only_the_reader_complains(data, is_packed):
    with suppress(UnreadableFile):
        read_all(gzip.compress(data) if is_packed else data)
