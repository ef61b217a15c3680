"""Which referrals a practice, group or system sees, and what of them."""

from datetime import timedelta

import pytest

from directory import clock
from directory.casework.agreeing import withdraw_consent
from directory.casework.deaths import record_death
from directory.casework.inputs import DeathInput
from directory.casework.models import Purpose
from directory.casework.own_referrals.keeping import OfKind
from directory.casework.own_referrals.reading import count_own, list_own, whose
from directory.casework.own_referrals.standing import Stands
from directory.casework.referrals_in.answering_referrals import accept_as_known, accept_as_new, decline_referral_in
from directory.casework.referrals_in.joining_referrals import join_referral
from directory.casework.referrals_in.referral_details import ReferrerKind
from directory.casework.referrals_in.referral_inputs import DeclineInput
from directory.casework.referrals_in.referral_states import DeclineReason, ReferralSource
from directory.casework.referrers import link_referrer
from directory.casework.triage.kinds import ContactResult
from directory.casework.triage.telling import note_told
from tests.factories.accounts import make_actor
from tests.factories.asking import make_referral_in, wanted_of_friend
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service
from tests.factories.closing import make_closure
from tests.factories.message_back import agree_to_feedback, make_practice
from tests.factories.own_referrals import make_from_practice, make_referrer_link, set_up_for
from tests.factories.senders import make_sender, make_sent
from tests.factories.signposts import notices_of
from tests.factories.triage import make_attempt

OTHER_PRACTICE = "C81002"


@pytest.fixture
def actor(db):
    return make_actor(db)


@pytest.fixture
def link(db, actor):
    return make_referrer_link(db, actor)


def listed(db, link) -> list[str]:
    return [each.reference for each in list_own(db, link, clock.now())]


def stands(db, link) -> list[Stands]:
    db.flush()
    return [each.standing.stands for each in list_own(db, link, clock.now())]


def test_practice_sees_what_it_sent_and_nothing_of_another(db, actor, link):
    own = make_from_practice(db, actor)
    from_a_nurse = make_from_practice(db, actor, referrer_kind=ReferrerKind.AT_PRACTICE)
    others = make_from_practice(db, actor, OTHER_PRACTICE)
    other_link = make_referrer_link(db, actor, make_practice(db, actor, OTHER_PRACTICE, "c@practice.example"))

    assert set(listed(db, link)) == {own.reference, from_a_nurse.reference}
    assert listed(db, other_link) == [others.reference]
    assert count_own(db, link, clock.now()) == 2


@pytest.mark.parametrize(
    "by_others",
    [
        pytest.param({"referrer_kind": ReferrerKind.HOSPITAL}, id="a hospital about their patient"),
        pytest.param({"source": ReferralSource.VOLUNTARY, "referrer_kind": None}, id="a group about their patient"),
        pytest.param({"practice_code": None}, id="without a code"),
    ],
)
def test_practice_does_not_see_what_others_sent_of_its_patients(db, actor, link, by_others):
    make_from_practice(db, actor, **by_others)

    assert listed(db, link) == []


def test_friends_and_who_asked_for_themself_are_on_nobodys_list(db, actor, link):
    make_referral_in(db, actor, wanted_of_friend())
    make_referral_in(db, actor)

    assert listed(db, link) == []


def test_practice_of_one_team_sees_nothing_of_what_went_to_another(db, actor, link):
    neighbour = make_actor(db)
    make_from_practice(db, neighbour)

    assert listed(db, link) == []


def test_group_sees_what_is_known_to_be_from_it(db, actor):
    group, other = make_service(db, "Advice").organization, make_service(db, "Choir").organization
    own = make_referral_in(db, actor, source=ReferralSource.VOLUNTARY, referrer_organization="Advice at the beck")
    make_referral_in(db, actor, source=ReferralSource.VOLUNTARY, referrer_organization="Another")
    link_referrer(db, actor, own, group)
    db.flush()

    link = set_up_for(db, actor, OfKind.GROUP, group.id, "advice@beck.example")
    db.flush()

    assert listed(db, link) == [own.reference]
    assert other.id != link.organization_id


def test_system_sees_what_it_sent(db, actor):
    sender, another = make_sender(db, actor), make_sender(db, actor)
    own = make_sent(db, sender)
    make_sent(db, another)

    link = set_up_for(db, actor, OfKind.SYSTEM, sender.id, "records@surgery.example")

    assert listed(db, link) == [own.reference]


def test_what_is_older_than_a_year_is_not_listed(db, actor, link):
    make_from_practice(db, actor).made_at = clock.now() - timedelta(days=366)
    db.flush()

    assert listed(db, link) == []


def test_who_was_spoken_to_and_has_not_agreed_stands_as_received(db, actor, link):
    referral = make_from_practice(db, actor)
    make_attempt(db, actor, referral, result=ContactResult.REACHED)
    accept_as_new(db, actor, referral)

    assert stands(db, link) == [Stands.RECEIVED]


def test_who_agrees_is_contacted_and_then_ended(db, actor, link):
    client = accept_as_new(db, actor, make_from_practice(db, actor))
    agree_to_feedback(db, actor, client)
    while_supported = stands(db, link)

    make_closure(db, actor, client)

    assert while_supported == [Stands.CONTACTED]
    assert stands(db, link) == [Stands.ENDED]


def taken_back(db, actor, client):
    withdraw_consent(db, actor, client, clock.today(), Purpose.FEEDBACK)


def died(db, actor, client):
    record_death(db, actor, client, DeathInput("Her son"))


def restricted(_db, _actor, client):
    client.restricted_at = clock.now()


@pytest.mark.parametrize("change", [taken_back, died, restricted])
def test_nothing_more_is_told_after(db, actor, link, change):
    client = accept_as_new(db, actor, make_from_practice(db, actor))
    agree_to_feedback(db, actor, client)

    change(db, actor, client)

    assert stands(db, link) == [Stands.RECEIVED]


def test_that_nobody_is_taken_on_stands_there_once_they_were_told(db, actor, link):
    referral = make_from_practice(db, actor)
    decline_referral_in(db, actor, referral, DeclineInput(DeclineReason.NO_ROOM))
    before = stands(db, link)

    note_told(db, actor, notices_of(db, referral)[0])

    assert (before, stands(db, link)) == ([Stands.RECEIVED], [Stands.ENDED])


def test_that_somebody_is_known_already_is_not_seen(db, actor, link):
    decline_referral_in(db, actor, make_from_practice(db, actor), DeclineInput(DeclineReason.SENT_TWICE))

    assert stands(db, link) == [Stands.RECEIVED]


def test_one_more_of_a_person_goes_with_the_first_and_shows_no_earlier_day(db, actor, link):
    first = make_from_practice(db, actor, OTHER_PRACTICE)
    first.made_at = clock.now() - timedelta(days=9)
    make_attempt(db, actor, first, result=ContactResult.REACHED, tried_on=clock.today() - timedelta(days=8))
    join_referral(db, actor, make_from_practice(db, actor), first)
    db.flush()
    client = accept_as_new(db, actor, first)
    agree_to_feedback(db, actor, client)

    [own] = list_own(db, link, clock.now())

    assert (own.standing.stands, own.standing.contacted_on) == (Stands.CONTACTED, clock.today())


def test_somebody_who_was_supported_already_shows_as_anybody_does(db, actor, link):
    client = make_client(db, actor)
    agree_to_feedback(db, actor, client)
    accept_as_known(db, actor, make_from_practice(db, actor), client)
    db.flush()

    [own] = list_own(db, link, clock.now())

    assert (own.standing.stands, own.standing.contacted_on) == (Stands.CONTACTED, clock.today())


def test_name_is_shown_as_initials_of_what_the_referrer_wrote(db, actor, link):
    referral = make_from_practice(db, actor, name="Edith Ashworth")
    accept_as_new(db, actor, referral).name = "Mary Ashworth-Dale"
    db.flush()

    shown = whose(db, [referral.id])[referral.id]

    assert (shown.initials, shown.sent_by) == ("E. A.", "Dr Noor Patel")
    assert link.name == "Sike Road Surgery"
