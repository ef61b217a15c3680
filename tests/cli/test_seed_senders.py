"""The record system of the fictional town sends as any system would."""

from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.senders.models import ApiSender, SenderKey
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.sent_models import SentReferral
from directory.cli.seed_senders import load_senders
from directory.cli.town import Town
from tests.factories.accounts import make_user


def test_a_surgery_of_the_town_has_a_key_and_has_referred_somebody(db):
    administrator = make_user(db, Role.ADMINISTRATOR, Role.COORDINATOR)

    load_senders(db, Town(clock.today(), lambda _: (53.78, -1.55)), {"administrator": administrator})

    sender = db.scalars(select(ApiSender)).one()
    referral = db.scalars(select(Referral)).one()
    assert [each.is_test for each in db.scalars(select(SenderKey))] == [False]
    assert db.get_one(SentReferral, referral.id).sender_id == sender.id
    assert referral.referrer_organization == sender.name
