"""Records of arrays in a folder."""

from dataclasses import dataclass

import numpy as np
import pytest

from directory.search.arrays import Floats, Ids, group, load_arrays, place_in, save_arrays


@dataclass(frozen=True)
class Inner:
    rows: Ids


@dataclass(frozen=True)
class Outer:
    worths: Floats
    inner: Inner


@pytest.mark.parametrize("rows", [pytest.param([], id="empty"), pytest.param([3, 1], id="some")])
def test_what_is_saved_is_loaded(tmp_path, rows):
    saved = Outer(np.array([0.5], np.float32), Inner(np.array(rows, np.int32)))

    save_arrays(tmp_path, saved)
    loaded = load_arrays(tmp_path, Outer)

    assert loaded.worths.tolist() == [0.5]
    assert loaded.inner.rows.tolist() == rows


def test_a_missing_file_is_an_error(tmp_path):
    save_arrays(tmp_path, Inner(np.zeros(1, np.int32)))

    with pytest.raises(OSError, match="worths"):
        load_arrays(tmp_path, Outer)


def test_runs_of_keys_begin_where_the_one_before_ends():
    assert group(np.array([0, 0, 2], np.int32), 3).tolist() == [0, 2, 2, 3]


@pytest.mark.parametrize(
    ("key", "place"),
    [
        pytest.param(b"ab", 0, id="first"),
        pytest.param(b"cde", 1, id="last"),
        pytest.param(b"b", None, id="between"),
        pytest.param(b"z", None, id="after all"),
        pytest.param(b"cdef", None, id="longer than any"),
    ],
)
def test_a_key_is_found_where_it_stands(key, place):
    assert place_in(np.array([b"ab", b"cde"]), key) == place
