"""The rhythm that people wish, pauses, and whether they would have liked more."""

from datetime import date, timedelta

import pytest

from directory import clock
from directory.casework.operations import ChangedMeanwhile
from directory.casework.support_sessions.models import RemindBy, Way
from directory.casework.support_sessions.rhythm import (
    PausedAlready,
    PauseInput,
    end_pause,
    find_more_wanted,
    find_rhythm,
    is_running,
    list_pauses,
    pause_support,
    propose_day,
    record_more_wanted,
)
from directory.casework.support_sessions.rhythm_models import SupportPause
from directory.casework.support_sessions.weeks import paused_days
from directory.errors import WrongInput
from tests.factories.support_sessions import in_days, make_pause, make_rhythm

THURSDAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("after", "weeks", "days", "proposed"),
    [
        pytest.param(THURSDAY, 2, (), date(2026, 12, 10), id="two weeks on"),
        pytest.param(THURSDAY, 1, {1}, date(2026, 12, 8), id="the next Tuesday from then on"),
        pytest.param(THURSDAY, None, (), date(2026, 12, 3), id="a week on where they ask"),
        pytest.param(date(2026, 1, 1), 1, (), date(2026, 11, 27), id="never before tomorrow"),
        pytest.param(date(2026, 12, 11), 2, (), date(2026, 12, 29), id="not at Christmas"),
        pytest.param(date(2026, 11, 28), 1, (), date(2026, 12, 7), id="not on a Saturday"),
        pytest.param(THURSDAY, 1, {5, 6}, date(2026, 12, 3), id="a wish of weekends alone is for them to agree"),
    ],
)
def test_the_next_day_follows_the_wish_and_is_a_working_day(after, weeks, days, proposed):
    assert propose_day(after, THURSDAY, weeks, days, "england") == proposed


def test_a_wish_is_kept_in_codes_and_in_sealed_words(db, coordinator, client):
    make_rhythm(db, coordinator, client, way=Way.PHONE, remind_by=RemindBy.TEXT)
    db.expunge_all()

    kept = find_rhythm(db, client.cases[0])
    assert (kept.weeks, kept.weekdays, kept.way, kept.remind_by) == (2, {1, 3}, "phone", "text")
    assert kept.wish == "Not before ten"
    assert b"ten" not in kept.wish_sealed


def test_the_last_wish_counts_and_two_people_notice_each_other(db, coordinator, client):
    first = make_rhythm(db, coordinator, client)
    make_rhythm(db, coordinator, client, seen=first.version, weeks=4)

    with pytest.raises(ChangedMeanwhile):
        make_rhythm(db, coordinator, client, seen=1, weeks=1)
    assert find_rhythm(db, client.cases[0]).weeks == 4


def test_the_same_wish_again_changes_nothing(db, coordinator, client):
    first = make_rhythm(db, coordinator, client)

    assert make_rhythm(db, coordinator, client).version == first.version


@pytest.mark.parametrize(
    ("from_on", "until_on", "ended_on", "days"),
    [
        pytest.param(date(2026, 11, 1), date(2026, 11, 8), None, 7, id="a week that is over"),
        pytest.param(date(2026, 11, 20), None, None, 6, id="goes on"),
        pytest.param(date(2026, 11, 20), date(2026, 12, 20), None, 6, id="goes on until a later day"),
        pytest.param(date(2026, 11, 1), date(2026, 12, 20), date(2026, 11, 3), 2, id="ended early"),
        pytest.param(date(2026, 12, 1), None, None, 0, id="is to come"),
    ],
)
def test_days_of_a_pause_are_counted_up_to_today(from_on, until_on, ended_on, days):
    pause = SupportPause(from_on=from_on, until_on=until_on, ended_on=ended_on)

    assert paused_days([pause], THURSDAY) == days


def test_a_pause_ends_by_itself_on_its_day():
    pause = SupportPause(from_on=date(2026, 11, 1), until_on=THURSDAY)

    assert is_running(pause, THURSDAY - timedelta(days=1))
    assert not is_running(pause, THURSDAY)


def test_a_pause_is_ended_today_and_another_can_follow(db, coordinator, client):
    pause = make_pause(db, coordinator, client, from_on=in_days(-7))

    is_news = end_pause(db, coordinator, client, pause.id)
    db.flush()
    another = make_pause(db, coordinator, client, from_on=in_days(3), until_on=None)

    assert is_news
    assert pause.ended_on == clock.today()
    assert another.ends_on is None
    assert not end_pause(db, coordinator, client, pause.id)


def test_after_one_that_ended_by_itself_another_can_follow(db, coordinator, client):
    over = make_pause(db, coordinator, client, from_on=in_days(-20), until_on=in_days(-10))

    make_pause(db, coordinator, client, from_on=in_days(-2), until_on=None)

    assert over.ended_on == in_days(-10)
    assert len(list_pauses(db, client.cases[0])) == 2


def test_a_second_click_pauses_once(db, coordinator, client):
    assert make_pause(db, coordinator, client).id == make_pause(db, coordinator, client).id


def test_support_that_went_on_by_mistake_is_paused_again_in_the_same_words(db, coordinator, client):
    pause = make_pause(db, coordinator, client, from_on=clock.today(), until_on=None)
    end_pause(db, coordinator, client, pause.id)

    again = make_pause(db, coordinator, client, from_on=clock.today(), until_on=None)

    assert again.id != pause.id
    assert is_running(again, clock.today())


def test_there_is_one_pause_at_a_time(db, coordinator, client):
    make_pause(db, coordinator, client, until_on=None)

    with pytest.raises(PausedAlready):
        make_pause(db, coordinator, client, from_on=in_days(3))


@pytest.mark.parametrize(
    ("from_on", "until_on", "field"),
    [
        pytest.param(in_days(-40), None, "from_on", id="before the case"),
        pytest.param(in_days(1), in_days(1), "until_on", id="no day long"),
        pytest.param(in_days(3), None, "from_on", id="in another pause"),
    ],
)
def test_a_pause_that_cannot_be_is_asked_again(db, coordinator, client, from_on, until_on, field):
    make_pause(db, coordinator, client)

    with pytest.raises(WrongInput) as refused:
        pause_support(db, coordinator, client, PauseInput(from_on, "Away", until_on))

    assert list(refused.value.fields) == [field]


def test_the_last_answer_to_whether_they_would_have_liked_more_counts(db, coordinator, client):
    case = client.cases[0]
    record_more_wanted(db, coordinator, client, case, is_wanted=True, note="A few")
    record_more_wanted(db, coordinator, client, case, is_wanted=False)

    kept = find_more_wanted(db, case)
    assert (kept.is_wanted, kept.note) == (False, None)
