"""Providers beside how far chance alone would put them."""

import pytest

from directory.outcomes.linkage.funnel import Where, point_of


@pytest.mark.parametrize(
    ("n", "went", "where"),
    [
        pytest.param(4, 0, Where.WITHIN, id="nobody of four"),
        pytest.param(4, 4, Where.WITHIN, id="all of four"),
        pytest.param(40, 13, Where.NEAR, id="few of forty"),
        pytest.param(40, 8, Where.OUTSIDE, id="hardly any of forty"),
        pytest.param(40, 34, Where.OUTSIDE, id="nearly all of forty"),
    ],
)
def test_few_people_stand_out_less(n, went, where):
    assert point_of("Beck Walks", n, went, 0.5).where is where
