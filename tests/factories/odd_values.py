"""Values that no honest feed has, and records with one of them somewhere."""

import copy
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

from tests.factories.feeds import feed_id

Path = tuple[Any, ...]

ODD: list[Any] = [
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


def places_in(value: Any, path: Path = ()) -> Iterator[Path]:
    """The path of every value inside a record."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, each in inner:
        yield (*path, name)
        yield from places_in(each, (*path, name))


def with_odd_value(record: Any, path: Path, odd: Any) -> Any:
    changed = copy.deepcopy(record)
    holder = changed
    for name in path[:-1]:
        holder = holder[name]
    holder[path[-1]] = odd
    return changed


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@st.composite
def damage(draw, data):
    """Some bytes with a few of them cut out, doubled, turned around or put in."""
    changed = bytearray(data)
    for _ in range(draw(st.integers(1, 6))):
        at, length = draw(st.integers(0, len(changed))), draw(st.integers(0, 60))
        part = bytes(changed[at : at + length])
        other = draw(
            st.sampled_from([b"", part * 2, part[::-1], b"\x00", b'"', b"{[", b"\xff" * 4]) | st.binary(max_size=8)
        )
        changed[at : at + length] = other
    return bytes(changed)
