"""What somebody writes down of a group's assurance."""

from datetime import timedelta

import pytest
from marshmallow import ValidationError

from directory import clock
from directory.champions.assurance.inputs import AssuranceSchema
from directory.champions.assurance.models import Held


def test_what_is_left_out_is_not_known_and_it_holds_for_a_year():
    found = AssuranceSchema().load({"policy": "yes"})

    assert (found.insurance, found.insurance_pence, found.data_protection) == (Held.UNKNOWN, None, Held.UNKNOWN)
    assert found.valid_until - found.checked_on == timedelta(days=365)


def test_millions_of_pounds_are_kept_in_pence():
    found = AssuranceSchema().load({"insurance": "yes", "insurance_millions": "5"})

    assert found.insurance_pence == 500_000_000


def days(number: int) -> str:
    return (clock.today() + timedelta(days=number)).isoformat()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        pytest.param({"dbs": "yes", "lead": "The secretary"}, "policy", id="neither policy nor insurance is known"),
        pytest.param({"checked_on": days(1), "policy": "yes"}, "checked_on", id="checked tomorrow"),
        pytest.param({"policy_seen_on": days(1), "policy": "yes"}, "policy_seen_on", id="seen tomorrow"),
        pytest.param({"policy_dated_on": days(-9)}, "policy", id="the date of no policy"),
        pytest.param({"insured_until": days(9), "insurance": "no"}, "insurance", id="until when nobody is insured"),
        pytest.param({"insurance_millions": "21", "insurance": "yes"}, "insurance_millions", id="too much"),
        pytest.param({"valid_until": days(-1), "policy": "no"}, "valid_until", id="over before it began"),
        pytest.param({"valid_until": days(4000), "policy": "no"}, "valid_until", id="for ever"),
        pytest.param({"lead": "x" * 201}, "lead", id="too long"),
    ],
)
def test_what_cannot_be_is_refused_with_a_word_how_to_put_it_right(typed, field):
    with pytest.raises(ValidationError) as refused:
        AssuranceSchema().load(typed)

    assert list(refused.value.messages) == [field]
