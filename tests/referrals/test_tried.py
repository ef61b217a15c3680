"""What somebody tried before, and what that says for their next match."""

import pytest

from directory import clock
from directory.catalogue.models.taxonomies import Attribute
from directory.catalogue.term_queries import terms_by_code
from directory.errors import WrongInput
from directory.matching.learnt import LearntKind
from directory.referrals.figures import figures_of
from directory.referrals.inputs import MoveInput
from directory.referrals.operations import move_referral, refer_onward
from directory.referrals.states import Reason, ReferralState
from directory.referrals.tried import LEARNT, learn_from, list_tried_before
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service
from tests.factories.referrals import make_referral, wanted_referral

S = ReferralState


def end(db, actor, referral, to=S.NOT_FOR_ME, reason=None):
    move_referral(db, actor, referral, MoveInput(to, clock.today(), reason))
    db.flush()


def test_each_activity_is_told_once_with_the_last_that_was_said_of_it(db):
    actor = make_actor(db)
    walks = make_service(db, "Walking group")
    client = make_client(db, actor)
    end(db, actor, make_referral(db, actor, client=client, service=walks), S.DECLINED, Reason.NO_ROOM)
    end(db, actor, make_referral(db, actor, client=client, service=walks, days_ago=1), reason=Reason.TOO_FAR)
    make_referral(db, actor, client=client, service=make_service(db, "Bowls"))

    [tried] = list_tried_before(db, actor, client)

    assert (tried.service.name, tried.state, tried.reason) == ("Walking group", S.NOT_FOR_ME, Reason.TOO_FAR)


def test_another_team_knows_nothing_of_it(db):
    actor, stranger = make_actor(db), make_actor(db)
    referral = make_referral(db, actor)
    end(db, actor, referral)

    assert list_tried_before(db, stranger, referral.client) == []


@pytest.mark.parametrize("reason", sorted(Reason))
def test_only_reasons_that_say_something_of_other_activities_tune_the_next_match(db, reason):
    actor = make_actor(db)
    referral = make_referral(db, actor)
    end(db, actor, referral, reason=reason)

    learnt = learn_from(db, list_tried_before(db, actor, referral.client))

    assert [each.kind for each in learnt] == ([LEARNT[reason]] if reason in LEARNT else [])


def test_not_my_thing_is_about_the_kind_of_activity_and_not_about_what_it_helps_with(db, our_words):
    actor = make_actor(db)
    choir = make_service(db, "Choir")
    terms = {each.code: each for each in terms_by_code(db, ["singing", "loneliness"])}
    for code, kind in (("singing", "service_type"), ("loneliness", "need")):
        db.add(Attribute(link_id=choir.id, link_entity="service", link_type=kind, taxonomy_term_id=terms[code].id))
    referral = make_referral(db, actor, service=choir)
    end(db, actor, referral, reason=Reason.NOT_MY_THING)

    [learnt] = learn_from(db, list_tried_before(db, actor, referral.client))

    assert learnt.codes == {"singing"}


def test_the_people_are_those_of_the_group_wherever_it_meets(db):
    actor = make_actor(db)
    walks = make_service(db, "Walking group")
    other = make_service(db, "Other")
    bowls = make_service(db, "Bowls")
    bowls.organization_id = walks.organization_id
    referral = make_referral(db, actor, service=walks)
    end(db, actor, referral, reason=Reason.PEOPLE)

    [learnt] = learn_from(db, list_tried_before(db, actor, referral.client))

    assert learnt.kind is LearntKind.PEOPLE
    assert {walks.id, bowls.id} <= learnt.same_group
    assert other.id not in learnt.same_group


def test_what_was_not_for_them_is_asked_about_before_it_is_tried_again(db):
    actor = make_actor(db)
    referral = make_referral(db, actor)
    end(db, actor, referral)

    with pytest.raises(WrongInput) as refused:
        refer_onward(db, actor, referral.client, wanted_referral(referral.service_id))
    again = refer_onward(
        db, actor, referral.client, wanted_referral(referral.service_id, in_spite="She wants to try it with a friend")
    )

    assert "in_spite" in refused.value.fields
    assert again.in_spite == "She wants to try it with a friend"


def test_no_of_a_group_is_no_reason_to_ask_them(db):
    actor = make_actor(db)
    referral = make_referral(db, actor)
    end(db, actor, referral, S.DECLINED, Reason.NO_ROOM)

    again = refer_onward(db, actor, referral.client, wanted_referral(referral.service_id))

    assert again.state == S.SENT


@pytest.mark.parametrize("reason", [None, *sorted(LEARNT)])
def test_not_for_me_counts_against_no_group(db, reason):
    actor = make_actor(db)
    histories = []
    for _ in range(10):
        referral = make_referral(db, actor)
        end(db, actor, referral, reason=reason)
        histories.append(referral.standing_moves)

    assert figures_of(histories) is None
