"""How good a ranking is."""

import math

import pytest

from directory.matching.judging import judge, measure

GRADES = {"a": 3, "b": 2, "c": 1, "d": 0}


def test_the_best_order_is_worth_all():
    found = measure(["a", "b", "c", "d"], GRADES)

    assert (found.ndcg, found.ndcg_of_judged, found.recall, found.reciprocal_rank, found.judged) == (1, 1, 1, 1, 1)
    assert found.precision == pytest.approx(2 / 5)


def test_gain_is_by_grade_and_falls_with_the_place():
    found = measure(["d", "a"], GRADES)

    best = 7 + 3 / math.log2(3) + 1 / 2
    assert found.ndcg == pytest.approx((7 / math.log2(3)) / best)
    assert found.reciprocal_rank == 1 / 2
    assert found.recall == 1 / 2


def test_what_nobody_judged_counts_for_nothing_and_is_told():
    found = measure(["x", "a", "b", "c"], GRADES)

    assert found.ndcg < 1
    assert found.ndcg_of_judged == 1
    assert found.judged == 3 / 4


@pytest.mark.parametrize(
    ("ranked", "grades"),
    [pytest.param([], GRADES, id="nothing found"), pytest.param(["a"], {}, id="nothing judged")],
)
def test_nothing_is_worth_nothing(ranked, grades):
    found = measure(ranked, grades)

    assert (found.ndcg, found.precision, found.judged) == (0, 0, 0)


def test_kinds_are_judged_apart_with_the_bounds_of_chance():
    kinds = {"1": "need", "2": "need", "3": "hobby"}
    ranked = {"1": ["a"], "2": ["d"], "3": ["a", "b", "c"]}

    found = judge(ranked, dict.fromkeys(kinds, GRADES), kinds)

    assert {kind: each.statements for kind, each in found.items()} == {"all": 3, "need": 2, "hobby": 1}
    assert found["hobby"].lowest == found["hobby"].highest == found["hobby"].means.ndcg == 1
    assert found["need"].lowest < found["need"].means.ndcg < found["need"].highest
