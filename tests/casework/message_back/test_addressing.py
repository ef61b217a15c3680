"""Whom a message may go to, as far as it is known."""

import pytest

from directory.casework.message_back.addressing import find_address, find_referrer, is_email
from directory.casework.message_back.models import Addressee
from directory.casework.referrals_in.answering_referrals import accept_as_new
from directory.casework.referrals_in.referral_details import ReferrerKind
from directory.casework.referrals_in.referral_states import ReferralSource
from tests.factories.accounts import make_actor
from tests.factories.asking import make_referral_in, wanted_of_friend, wanted_referral
from tests.factories.casework import make_client
from tests.factories.message_back import make_practice
from tests.factories.record import make_section


@pytest.fixture
def coordinator(db):
    return make_actor(db)


def client_of(db, coordinator, wanted):
    client = accept_as_new(db, coordinator, make_referral_in(db, coordinator, wanted))
    db.flush()
    return client


def test_practice_is_the_one_they_told_us(db, coordinator):
    client = make_client(db, coordinator)
    make_section(db, coordinator, client, "identity", gp_name="Sike Road Surgery", gp_code="B86001")

    address = find_address(db, client, client.cases[0], Addressee.PRACTICE)

    assert (address.name, address.email) == ("Sike Road Surgery, B86001", None)


def test_referrer_at_work_is_found_with_their_address(db, coordinator):
    sender = {"referrer_name": "Dr Osei", "referrer_role": "GP", "referrer_contact": "osei@practice.example"}
    wanted = wanted_referral(source=ReferralSource.PROFESSIONAL, wording_number=None, **sender)
    client = client_of(db, coordinator, wanted)

    address = find_address(db, client, client.cases[0], Addressee.REFERRER)

    assert (address.name, address.email) == ("Dr Osei, GP", "osei@practice.example")


def test_a_practice_on_the_teams_list_is_written_to_where_it_stands_there(db, coordinator):
    client = make_client(db, coordinator)
    make_section(db, coordinator, client, "identity", gp_name="Sike Road Surgery", gp_code="B86001")
    make_practice(db, coordinator, "b86 001", "messages@practice.example")

    address = find_address(db, client, client.cases[0], Addressee.PRACTICE)

    assert address.email == "messages@practice.example"


def test_a_practice_that_referred_them_itself_left_its_address(db, coordinator):
    sender = {"referrer_name": "Dr Osei", "referrer_kind": ReferrerKind.GP, "practice_code": "B86001"}
    wanted = wanted_referral(
        source=ReferralSource.PROFESSIONAL, wording_number=None, return_to="reception@practice.example", **sender
    )
    client = client_of(db, coordinator, wanted)

    address = find_address(db, client, client.cases[0], Addressee.PRACTICE)

    assert address.email == "reception@practice.example"


def test_the_list_of_another_team_is_not_read(db, coordinator):
    client = make_client(db, coordinator)
    make_section(db, coordinator, client, "identity", gp_name="Sike Road Surgery", gp_code="B86001")
    make_practice(db, make_actor(db))

    assert find_address(db, client, client.cases[0], Addressee.PRACTICE).email is None


@pytest.mark.parametrize("wanted", [wanted_of_friend, wanted_referral], ids=["a friend", "themself"])
def test_nobody_but_people_at_work_is_told(db, coordinator, wanted):
    client = client_of(db, coordinator, wanted())

    assert find_referrer(db, client, client.cases[0]) is None


@pytest.mark.parametrize("text", ["0113 496 0000", "a@b@c.example", "osei", ""])
def test_what_is_no_address_is_none(text):
    assert not is_email(text)
