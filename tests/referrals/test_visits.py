"""The first visit to a group: planned, told to the group as agreed, and written down."""

from datetime import timedelta

import pytest

from directory import clock
from directory.casework.operations import ChangedMeanwhile
from directory.errors import WrongInput
from directory.referrals.inputs import MoveInput
from directory.referrals.operations import move_referral
from directory.referrals.states import ReferralState
from directory.referrals.told_parts import ALL_PARTS, ToldPart
from directory.referrals.told_visit import COMES_ALONG, GETS_THERE, visit_told
from directory.referrals.visit_models import Company, Transport
from directory.referrals.visits import FirstVisitInput, find_first_visit, keep_first_visit, list_first_visits
from tests.factories.accounts import make_actor
from tests.factories.referrals import make_referral

TOMORROW = timedelta(days=1)


def plan(db, actor, referral, **more):
    wanted = FirstVisitInput(**{"company": Company.VOLUNTEER, "visit_on": clock.today() + TOMORROW, **more})
    is_news = keep_first_visit(db, actor, referral, wanted)
    db.flush()
    return is_news


def test_form_sent_twice_is_kept_once(db):
    actor = make_actor(db)
    referral = make_referral(db, actor)

    told = [plan(db, actor, referral, companion="Joan") for _ in range(2)]

    assert told == [True, False]
    assert find_first_visit(db, referral).companion == "Joan"


def test_who_saw_an_older_plan_is_told_so(db):
    actor = make_actor(db)
    referral = make_referral(db, actor)
    plan(db, actor, referral)

    with pytest.raises(ChangedMeanwhile):
        plan(db, actor, referral, company=Company.GROUP, seen=0)
    plan(db, actor, referral, company=Company.GROUP, seen=find_first_visit(db, referral).version)

    assert find_first_visit(db, referral).company == Company.GROUP


def test_nobody_knows_what_came_of_a_visit_to_come(db):
    actor = make_actor(db)
    referral = make_referral(db, actor)

    with pytest.raises(WrongInput) as refused:
        plan(db, actor, referral, came_about=True)

    assert "visit_on" in refused.value.fields


@pytest.mark.parametrize("company", list(Company))
@pytest.mark.parametrize("transport", list(Transport))
def test_group_reads_who_comes_along_only_as_agreed(db, company, transport):
    actor = make_actor(db)
    referral = make_referral(db, actor)
    plan(
        db, actor, referral, company=company, transport=transport, companion="Joan", getting_there="Dave, 07700 900456"
    )
    visit = find_first_visit(db, referral)

    told, not_told = visit_told(visit, ALL_PARTS), visit_told(visit, ALL_PARTS - {ToldPart.COMING})

    assert ("Comes along at first", f"{COMES_ALONG[company]}: Joan") in told
    assert ("How they get there", GETS_THERE[transport]) in told
    assert "07700 900456" not in str(told)
    assert not_told == []


def test_visit_that_is_over_is_told_to_no_group(db):
    actor = make_actor(db)
    referral = make_referral(db, actor)
    plan(db, actor, referral, visit_on=clock.today(), came_about=True)

    assert visit_told(find_first_visit(db, referral), ALL_PARTS) == []


def test_what_is_to_be_done_is_in_the_care_of_who_supports_them(db):
    actor, stranger = make_actor(db), make_actor(db)
    planned, to_arrange, done, over = (make_referral(db, actor) for _ in range(4))
    plan(db, actor, planned)
    plan(db, actor, to_arrange, visit_on=None, transport=Transport.TAXI)
    plan(db, actor, done, visit_on=clock.today(), came_about=False)
    plan(db, actor, over)
    move_referral(db, actor, over, MoveInput(ReferralState.WITHDRAWN, clock.today()))
    db.flush()

    found = list_first_visits(db, actor)

    assert [each.onward_referral_id for each in found] == [planned.id, to_arrange.id]
    assert [each.needs_transport for each in found] == [False, True]
    assert list_first_visits(db, stranger) == []
