"""What groups answer by their links, on the first page of the coordinator."""

import html
from datetime import timedelta

import pytest
from sqlalchemy.orm.attributes import set_committed_value

from directory import clock
from directory.audit.models import AuditEvent
from directory.casework.support_sessions.models import RemindBy
from directory.links.purposes import LinkPurpose
from directory.links.signed_links import get_link
from directory.referrals.group_answers import list_group_answers
from directory.referrals.inputs import MoveInput, TakeBackInput
from directory.referrals.news import list_to_tell, record_told
from directory.referrals.operations import move_referral
from directory.referrals.replies import SharedReferral, answer_referral
from directory.referrals.states import Reason, ReferralState
from directory.referrals.taking_back import take_back_move
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client, make_reachable
from tests.factories.catalogue import make_service
from tests.factories.links import make_reply_link
from tests.factories.referrals import make_first_visit, make_referral

S = ReferralState
ADDRESS = "bowls@becklane.example"
KIND = "A group answered"


def home_of(browser) -> str:
    return html.unescape(browser.get("/staff/").text)


def say(db, referral, *states: S) -> None:
    """What the group says by its link, today, one after the other."""
    for to in states:
        reason = {S.DECLINED: Reason.NOT_ELIGIBLE, S.ENDED: Reason.FINISHED}.get(to)
        link = get_link(db, make_reply_link(db, referral), LinkPurpose.REFERRAL)
        answer_referral(db, SharedReferral(link, referral, ADDRESS, "A team"), MoveInput(to, clock.today(), reason))
        db.flush()


def said(db, actor, *, days: int = 0) -> list[S]:
    """What stands on somebody's day, so many days from now."""
    return [each.state for each in list_group_answers(db, actor, clock.today() + timedelta(days=days))]


def test_a_group_that_answers_while_the_day_is_read_is_told_of_by_what_it_said(db, referral, coordinator):
    say(db, referral, S.ACCEPTED)
    # As it was read for what comes before on the page.
    set_committed_value(referral, "state", S.SENT.value)

    assert said(db, coordinator) == [S.ACCEPTED]


@pytest.fixture
def coordinator(db):
    return make_actor(db)


@pytest.fixture
def referral(db, coordinator):
    """Somebody who did not agree that we ring or write to them, referred to Bowls."""
    client = make_client(db, coordinator, name="Ada Example")
    return make_referral(db, coordinator, client=client, service=make_service(db, "Bowls", email=ADDRESS))


@pytest.mark.parametrize(
    ("states", "line"),
    [
        pytest.param((S.DECLINED,), "Bowls said no: find something else", id="no"),
        pytest.param((S.ACCEPTED,), "Bowls has room: plan the first visit", id="yes"),
        pytest.param((S.WAITING,), "Bowls has them on its waiting list since", id="waiting list"),
        pytest.param((S.ATTENDED,), "Bowls says that they came for the first time, on", id="came"),
        pytest.param((S.NOT_ATTENDED,), "Bowls says that they did not come: talk with them", id="did not come"),
        pytest.param((S.ATTENDED, S.GOING), "Bowls says that they still come, on", id="still come"),
        pytest.param((S.ATTENDED, S.ENDED), "Bowls says that they stopped coming, on", id="stopped"),
    ],
)
def test_what_a_group_said_of_somebody_who_is_not_written_to_is_on_the_first_page(db, sign_in, states, line):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator, name="Ada Example")
    referral = make_referral(db, coordinator, client=client, service=make_service(db, "Bowls", email=ADDRESS))
    say(db, referral, *states)
    db.commit()

    page = home_of(browser)

    assert page.count(KIND) == 1
    assert line in page
    listed = {each for event in db.query(AuditEvent).filter_by(action="client.listed") for each in event.subject_ids}
    assert str(client.id) in listed


def test_no_is_there_also_where_an_email_tells_them_by_itself(db, coordinator):
    client = make_reachable(db, coordinator)
    client.contact_by = "email"
    referral = make_referral(db, coordinator, client=client, service=make_service(db, "Bowls", email=ADDRESS))

    say(db, referral, S.DECLINED)

    assert list_to_tell(db, coordinator) == []
    assert said(db, coordinator) == [S.DECLINED]


def test_whom_a_colleague_is_to_tell_is_named_once_and_afterwards_for_what_comes_next(db, coordinator):
    client = make_reachable(db, coordinator)
    client.contact_by = "text message"
    referral = make_referral(db, coordinator, client=client, service=make_service(db, "Bowls", email=ADDRESS))
    say(db, referral, S.DECLINED)
    [news] = list_to_tell(db, coordinator)
    before = said(db, coordinator)

    record_told(db, coordinator, news)
    db.flush()

    assert news.way == RemindBy.TEXT
    assert before == []
    assert said(db, coordinator) == [S.DECLINED]


def test_no_stays_until_they_were_referred_to_something_else(db, coordinator, referral):
    say(db, referral, S.DECLINED)
    weeks_later = said(db, coordinator, days=30)

    make_referral(db, coordinator, client=referral.client, service=make_service(db, "Choir", email=ADDRESS))

    assert weeks_later == [S.DECLINED]
    assert said(db, coordinator) == []


def test_no_is_gone_once_the_case_is_closed(db, coordinator, referral):
    say(db, referral, S.DECLINED)
    [case] = referral.client.cases

    case.closed_on = clock.today()
    db.flush()

    assert said(db, coordinator) == []


def test_yes_stays_until_a_first_visit_is_planned(db, coordinator, referral):
    say(db, referral, S.ACCEPTED)
    weeks_later = said(db, coordinator, days=30)

    make_first_visit(db, coordinator, referral)

    assert weeks_later == [S.ACCEPTED]
    assert said(db, coordinator) == []


@pytest.mark.parametrize("states", [(S.WAITING,), (S.ATTENDED,), (S.ATTENDED, S.GOING), (S.ATTENDED, S.ENDED)])
def test_what_is_only_to_be_known_stays_for_a_week(db, coordinator, referral, states):
    say(db, referral, *states)

    stays = [bool(said(db, coordinator, days=days)) for days in (0, 6, 7)]

    assert stays == [True, True, False]


def test_what_a_colleague_wrote_down_is_nothing_new_to_the_team(db, coordinator, referral):
    move_referral(db, coordinator, referral, MoveInput(S.DECLINED, clock.today(), Reason.NO_ROOM))
    db.flush()

    assert said(db, coordinator) == []


def test_answer_counts_again_once_a_later_step_was_taken_back(db, coordinator, referral):
    say(db, referral, S.ACCEPTED)
    move_referral(db, coordinator, referral, MoveInput(S.ATTENDED, clock.today()))
    db.flush()
    meanwhile = said(db, coordinator)

    take_back_move(db, coordinator, referral, TakeBackInput(len(referral.moves), "That was somebody else"))
    db.flush()

    assert meanwhile == []
    assert said(db, coordinator) == [S.ACCEPTED]


def test_answers_about_clients_of_colleagues_and_other_teams_are_theirs(db, referral, coordinator):
    say(db, referral, S.DECLINED)

    assert said(db, make_actor(db)) == []
