"""Scores of questionnaires with known answers."""

import pytest

from directory.errors import WrongInput
from directory.outcomes.packs.registry import get_pack
from directory.outcomes.packs.scoring import score_answers


def test_swemwbs_gives_the_raw_total_and_the_metric_score():
    answers = dict(enumerate((3, 2, 3, 2, 3, 2, 3), 1))

    assert score_answers(get_pack("swemwbs"), answers) == {"raw": 18, "metric": 17.43}


@pytest.mark.parametrize("total", [6, 36, 18.5])
def test_swemwbs_refuses_totals_that_cannot_be(total):
    with pytest.raises(WrongInput):
        get_pack("swemwbs").from_total(total)


def test_wemwbs_stands_in_for_three_missing_answers():
    """Eleven answers of 4 are 44; as many for all fourteen are 56."""
    answers = dict.fromkeys(range(1, 12), 4)

    assert score_answers(get_pack("wemwbs"), answers) == {"total": 56}


def test_social_networks_is_fifteen_minus_the_campaigns_total():
    ctel, networks = get_pack("ctel"), get_pack("social_networks")
    answers = {1: 0, 2: 3, 3: 4}

    lonely = score_answers(ctel, answers)["total"]

    assert score_answers(networks, {number: 5 - value for number, value in answers.items()})["total"] == 15 - lonely


def test_a_level_sum_comes_of_all_five_answers_alone():
    pack = get_pack("eq5d5l")

    assert score_answers(pack, {1: 2, 2: 1, 3: 3, 4: 4, 5: 5}) == {"level_sum": 15}
    assert pack.total is None


def test_ons4_is_never_added_up():
    assert score_answers(get_pack("ons4"), {1: 7, 2: 8, 3: 6, 4: 3}) is None
