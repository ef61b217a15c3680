"""Agreement for one group: asked when somebody is referred, taken back at any time, which stops it at once."""

from datetime import date, timedelta

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.casework.agreeing import ConsentNeeded, withdraw_consent
from directory.casework.models import Client, GivenBy
from directory.errors import WrongInput
from directory.links.signed_links import LinkEnded
from directory.referrals.agreeing import agree_again, may_be_told_of, parts_of, withdraw_group_agreement
from directory.referrals.inputs import GroupAgreementInput
from directory.referrals.operations import refer_onward
from directory.referrals.queries import get_onward_referral
from directory.referrals.renewing import send_letter_again
from directory.referrals.replies import get_shared
from directory.referrals.told_parts import ToldPart, facts_told
from directory.referrals.warnings import warning_words
from tests.factories.accounts import make_actor, make_user
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service
from tests.factories.links import make_reply_link, sent_letters
from tests.factories.referrals import make_referral, wanted_referral
from tests.factories.sharing import make_sharing


@pytest.fixture
def coordinator(db):
    return make_actor(db)


@pytest.fixture
def walks(db):
    return make_service(db, email="walks@becklane.example")


def test_nobody_is_referred_who_was_not_asked_about_this_group(db, coordinator, walks):
    client = make_client(db, coordinator)

    with pytest.raises(ConsentNeeded, match="this group"):
        refer_onward(db, coordinator, client, wanted_referral(walks.id, agreed=None))


@pytest.mark.parametrize(
    ("agreed", "field"),
    [
        pytest.param(GroupAgreementInput(), "agreed_on", id="no date"),
        pytest.param(GroupAgreementInput(date(2100, 1, 1)), "agreed_on", id="in the future"),
        pytest.param(GroupAgreementInput(date(1930, 1, 1)), "agreed_on", id="before they were born"),
        pytest.param(GroupAgreementInput(date(2020, 1, 1), by=GivenBy.PARENT, note="Her son"), "agreed_by", id="adult"),
        pytest.param(GroupAgreementInput(date(2020, 1, 1), by=GivenBy.ATTORNEY), "agreed_note", id="no note who"),
    ],
)
def test_an_agreement_that_cannot_be_is_refused(db, coordinator, walks, agreed, field):
    client = make_client(db, coordinator, born_on=date(1941, 3, 7))

    with pytest.raises(WrongInput) as refused:
        refer_onward(db, coordinator, client, wanted_referral(walks.id, agreed=agreed))

    assert list(refused.value.fields) == [field]


def test_who_takes_it_back_for_one_group_stops_its_letter_and_its_link_at_once(db, coordinator):
    client = make_client(db, coordinator)
    stopped = make_referral(db, coordinator, client=client)
    goes_on = make_referral(db, coordinator, client=client, service=make_service(db, email="choir@becklane.example"))
    token = make_reply_link(db, stopped)

    assert withdraw_group_agreement(db, coordinator, stopped)
    assert not withdraw_group_agreement(db, coordinator, stopped)
    db.commit()

    assert [each["To"] for each in sent_letters()] == ["choir@becklane.example"]
    with pytest.raises(LinkEnded):
        get_shared(db, token)
    assert stopped.state == goes_on.state == "sent"


def test_who_agrees_again_is_told_of_by_a_new_letter_alone(db, coordinator):
    made = make_referral(db, coordinator)
    withdraw_group_agreement(db, coordinator, made)
    db.commit()
    referral = get_onward_referral(db, coordinator, made.reference)
    client = made.client

    agree_again(db, coordinator, referral, client, GroupAgreementInput(clock.today()))
    db.commit()
    before = sent_letters()
    send_letter_again(db, coordinator, get_onward_referral(db, coordinator, made.reference), "letter-again-1")
    db.commit()

    assert before == []
    assert len(sent_letters()) == 1


def test_a_group_is_told_what_was_agreed_to_and_no_more(db, coordinator):
    client = make_client(db, coordinator, phone="07700 900123", email="edith@home.example")
    client.language, client.contact_times = "Urdu", "mornings"
    agreed = GroupAgreementInput(clock.today(), parts=frozenset({ToldPart.PHONE, ToldPart.TALKING}))
    referral = refer_onward(db, coordinator, client, wanted_referral(make_service(db).id, agreed=agreed))

    told = facts_told(client, parts_of(referral), clock.today())

    assert told == [("Phone", "07700 900123"), ("Language", "Urdu")]


def test_a_wish_that_nobody_writes_home_is_told_whatever_else_is():
    client = Client(letters_home=False)

    assert facts_told(client, frozenset(), clock.today()) == [
        ("Letters and emails to their home", "No: please do not write there")
    ]


def test_what_was_told_without_agreement_for_safety_is_a_ground_for_a_referral_too(db, coordinator, walks):
    make_user(db, Role.MANAGER, scheme=db.get(Scheme, coordinator.scheme_id))
    client = make_client(db, coordinator, consent_given_on=None)
    sharing = make_sharing(db, coordinator, client)

    referral = refer_onward(
        db, coordinator, client, wanted_referral(walks.id, agreed=GroupAgreementInput(sharing_id=sharing.id))
    )
    db.commit()

    assert may_be_told_of(referral, clock.today())
    [letter] = sent_letters()
    assert "agreed" not in letter.get_content()


def test_somebody_elses_ground_or_an_old_one_is_none(db, coordinator, walks):
    make_user(db, Role.MANAGER, scheme=db.get(Scheme, coordinator.scheme_id))
    client = make_client(db, coordinator, consent_given_on=None)
    others = make_sharing(db, coordinator, make_client(db, coordinator))
    old = make_sharing(db, coordinator, client)
    old.shared_on = clock.today() - timedelta(days=30)
    db.flush()

    for sharing in (others, old):
        with pytest.raises(WrongInput, match="ground"):
            refer_onward(
                db, coordinator, client, wanted_referral(walks.id, agreed=GroupAgreementInput(sharing_id=sharing.id))
            )


def test_a_no_to_groups_at_all_counts_for_every_group(db, coordinator):
    referral = make_referral(db, coordinator)

    withdraw_consent(db, coordinator, referral.client, clock.today())

    assert not may_be_told_of(referral, clock.today())


@pytest.mark.parametrize(
    ("born_on", "lacks"),
    [
        pytest.param(date(2015, 1, 1), ["They are younger than the group takes."], id="too young"),
        pytest.param(date(1941, 3, 7), ["They are older than the group takes."], id="too old"),
    ],
)
def test_somebody_of_another_age_is_sent_only_by_who_says_why(db, coordinator, born_on, lacks):
    adults = make_service(db, minimum_age=18, maximum_age=60)
    client = make_client(db, coordinator)
    client.born_on = born_on
    why = {"in_spite": "They make an exception", "agreed": GroupAgreementInput(clock.today(), note="She understands")}

    with pytest.raises(WrongInput) as refused:
        refer_onward(db, coordinator, client, wanted_referral(adults.id, **why | {"in_spite": None}))
    referral = refer_onward(db, coordinator, client, wanted_referral(adults.id, **why))

    assert list(refused.value.fields) == ["in_spite"]
    assert warning_words(referral.warned_of)[0] in lacks
    assert referral.in_spite == "They make an exception"


@pytest.mark.parametrize(
    ("ages", "kept"),
    [
        pytest.param({"minimum_age": 18}, "It is not known how old they are", id="not for everybody"),
        pytest.param({}, "", id="for everybody"),
    ],
)
def test_that_somebodys_age_is_not_known_is_kept_where_an_activity_is_not_for_every_age(db, coordinator, ages, kept):
    client = make_client(db, coordinator, born_on=None)
    agreed = GroupAgreementInput(clock.today(), note="She understands")

    referral = refer_onward(db, coordinator, client, wanted_referral(make_service(db, **ages).id, agreed=agreed))

    told = [each for each in warning_words(referral.warned_of) if "how old" in each]
    assert [each.startswith(kept) for each in told] == [True] * bool(kept)
    assert referral.in_spite is None
