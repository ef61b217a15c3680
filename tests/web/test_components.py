"""The values that component macros are given."""

import pytest

from directory.errors import NotFound
from directory.web.components import Paging


def page_of(number: int, total: int) -> Paging:
    return Paging(number, 10, total, lambda each: f"?page={each}")


@pytest.mark.parametrize(
    ("number", "total", "shown"),
    [
        pytest.param(1, 9, [1], id="one page"),
        pytest.param(1, 21, [1, 2, 3], id="few pages"),
        pytest.param(5, 100, [1, 0, 4, 5, 6, 0, 10], id="in the middle"),
        pytest.param(10, 100, [1, 0, 9, 10], id="last"),
    ],
)
def test_pages_around_this_one_are_shown(number, total, shown):
    assert page_of(number, total).shown == shown


def test_empty_list_has_a_first_page():
    assert page_of(1, 0).offset == 0


@pytest.mark.parametrize("number", [0, -1, 3, 10**30])
def test_page_beyond_the_last_is_not_found(number):
    with pytest.raises(NotFound):
        page_of(number, 20)
