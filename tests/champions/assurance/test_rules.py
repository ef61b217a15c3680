"""What is missing in what is known of a group, and what has lapsed."""

from datetime import date, timedelta

import pytest

from directory.champions.assurance.rules import (
    LACK_WORDS,
    AssuranceFacts,
    Lack,
    doubts_of,
    lacks_of,
    require_assurance,
)

TODAY = date(2026, 3, 10)
YESTERDAY = TODAY - timedelta(days=1)


def known(policy="yes", insurance="yes", insured_until=TODAY, valid_until=TODAY) -> AssuranceFacts:
    return AssuranceFacts(policy, insurance, insured_until, valid_until)


@pytest.mark.parametrize(
    ("facts", "lacks"),
    [
        pytest.param(None, [Lack.NOT_CHECKED], id="nobody has looked"),
        pytest.param(known(), [], id="it holds until today"),
        pytest.param(known("unknown", "unknown", None), [], id="not known is no no"),
        pytest.param(known(valid_until=YESTERDAY), [Lack.LAPSED], id="lapsed yesterday"),
        pytest.param(known(insured_until=YESTERDAY), [Lack.INSURANCE_OVER], id="insurance ran out"),
        pytest.param(known("no", "no", None), [Lack.NO_POLICY, Lack.NOT_INSURED], id="they have neither"),
    ],
)
def test_what_is_missing_or_has_lapsed_is_a_lack(facts, lacks):
    assert list(lacks_of(facts, TODAY)) == lacks


def test_it_holds_until_the_first_of_its_days():
    assert known(insured_until=YESTERDAY).holds_until == YESTERDAY
    assert known(insured_until=None).holds_until == TODAY


@pytest.mark.parametrize(("required", "doubts"), [(False, ()), (True, (Lack.NOT_CHECKED,))])
def test_that_nobody_has_looked_is_a_doubt_only_where_it_is_required(required, doubts):
    require_assurance(required=required)
    try:
        assert doubts_of(None, TODAY) == doubts
        assert doubts_of(known(valid_until=YESTERDAY), TODAY) == (Lack.LAPSED,)
    finally:
        require_assurance(required=False)


def test_every_lack_has_words():
    assert set(LACK_WORDS) == set(Lack)
