"""What a caseload weighs: new cases more, those that rest less, and help to talk or home visits on top."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from directory.casework.caseload.stages import OpenCase
from directory.casework.caseload.weighing import Load, Weights, load_of, weight_of

TODAY = date(2026, 5, 6)
WEIGHTS = Weights(new=150, paused=25, long=80, interpreter=50, visit=30, meant_weeks=16)


def case(weeks: int = 4, **more) -> OpenCase:
    """Somebody who had a session yesterday, unless told otherwise."""
    met = {"met_on": TODAY - timedelta(days=1)}
    opened_on = TODAY - timedelta(weeks=weeks)
    return OpenCase(client_id=uuid4(), case_id=uuid4(), coordinator_id=uuid4(), opened_on=opened_on, **{**met, **more})


@pytest.mark.parametrize(
    ("one", "weight"),
    [
        pytest.param(case(), 100, id="supported"),
        pytest.param(case(met_on=None), 150, id="to reach"),
        pytest.param(case(met_on=None, reached_on=TODAY), 150, id="to assess"),
        pytest.param(case(16), 80, id="as long as meant"),
        pytest.param(case(18, days_paused=21), 100, id="less long without its pause"),
        pytest.param(case(is_paused=True), 25, id="paused"),
        pytest.param(case(has_interpreter=True), 150, id="help to talk"),
        pytest.param(case(has_interpreter=True, has_home_visits=True), 180, id="help to talk and visits"),
        pytest.param(case(met_on=None, has_home_visits=True), 180, id="new and visited"),
        pytest.param(case(is_paused=True, has_home_visits=True), 25, id="paused outweighs"),
    ],
)
def test_each_case_counts_as_the_team_has_set(one, weight):
    assert weight_of(one, WEIGHTS, TODAY) == weight


def test_a_caseload_is_the_sum_of_its_cases_and_says_of_which_kinds():
    cases = [case(), case(met_on=None, has_interpreter=True), case(is_paused=True), case(20, has_home_visits=True)]

    load = load_of(cases, WEIGHTS, TODAY)

    assert load == Load(cases=4, weight=100 + 200 + 25 + 110, new=1, paused=1, long=1, interpreters=1, visits=1)
    assert Load(weight=450).counts_as == 4.5


def test_who_supports_nobody_has_nothing_in_hand():
    assert load_of([], WEIGHTS, TODAY).counts_as == 0
