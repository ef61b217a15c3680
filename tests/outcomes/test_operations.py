"""Recording a wellbeing total."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from directory import clock
from directory.audit.models import AuditEvent
from directory.errors import WrongInput
from directory.outcomes.models import InstrumentResponse, Occasion, score_of
from directory.outcomes.operations import record_wellbeing
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.outcomes import days_ago, score


@pytest.fixture
def coordinator(db):
    return make_actor(db)


@pytest.fixture
def case(db, coordinator):
    """Opened thirty days ago."""
    return make_client(db, coordinator).cases[0]


def count_responses(db) -> int:
    db.flush()
    return db.scalar(select(func.count()).select_from(InstrumentResponse))


def test_total_is_kept_as_it_was_given_and_as_metric_score(db, coordinator, case):
    response = record_wellbeing(db, coordinator, case, score(Occasion.BASELINE, 18))
    db.flush()

    assert (score_of(response, "raw"), score_of(response, "metric")) == (18, 17.43)
    assert (response.occasion, response.mode, response.taken_on) == ("baseline", "on paper", clock.today())


@pytest.mark.parametrize("total", [6, 36])
def test_total_out_of_range_is_refused(db, coordinator, case, total):
    with pytest.raises(WrongInput) as refused:
        record_wellbeing(db, coordinator, case, score(Occasion.BASELINE, total))

    assert "total" in refused.value.fields
    assert count_responses(db) == 0


@pytest.mark.parametrize(
    ("days", "why"),
    [
        pytest.param(-1, "today or earlier", id="tomorrow"),
        pytest.param(31, "before their case was opened", id="before the case"),
    ],
)
def test_day_that_cannot_be_is_refused(db, coordinator, case, days, why):
    with pytest.raises(WrongInput) as refused:
        record_wellbeing(db, coordinator, case, score(Occasion.BASELINE, 20, days_ago(days)))

    assert why in refused.value.fields["taken_on"]


@pytest.mark.parametrize("first", list(Occasion))
def test_the_end_does_not_come_before_the_start(db, coordinator, case, first):
    days = {Occasion.BASELINE: days_ago(3), Occasion.EXIT: days_ago(8)}
    second = next(each for each in Occasion if each != first)
    record_wellbeing(db, coordinator, case, score(first, 20, days[first]))
    db.flush()

    with pytest.raises(WrongInput, match="Check the date"):
        record_wellbeing(db, coordinator, case, score(second, 20, days[second]))


def test_start_and_end_may_be_on_one_day(db, coordinator, case):
    record_wellbeing(db, coordinator, case, score(Occasion.BASELINE, 20))
    db.flush()

    record_wellbeing(db, coordinator, case, score(Occasion.EXIT, 22))

    assert count_responses(db) == 2


def test_recorded_again_it_corrects_the_earlier(db, coordinator, case):
    first = record_wellbeing(db, coordinator, case, score(Occasion.BASELINE, 12, days_ago(9)))
    db.flush()

    second = record_wellbeing(db, coordinator, case, score(Occasion.BASELINE, 21, days_ago(8)))
    db.flush()

    assert second is first
    assert count_responses(db) == 1
    assert (score_of(second, "raw"), score_of(second, "metric")) == (21, 19.25)
    assert second.taken_on == clock.today() - timedelta(days=8)


def test_the_record_says_that_it_was_measured_and_not_what(db, coordinator, case):
    response = record_wellbeing(db, coordinator, case, score(Occasion.BASELINE, 12))
    db.flush()

    event = db.scalars(select(AuditEvent).where(AuditEvent.action == "outcome.recorded")).one()
    assert (event.subject_ids, event.fields) == ([str(response.id)], ["scores"])
