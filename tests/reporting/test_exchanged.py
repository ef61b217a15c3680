"""How many people a team and each group sent one another."""

import pytest

from directory.casework.referrals_in.referral_states import ReferralSource
from directory.casework.referrers import link_referrer
from directory.outcomes.disclosure import Hidden
from directory.reporting.exchanged import Exchanged, count_exchanged
from tests.factories.accounts import make_actor
from tests.factories.asking import make_referral_in
from tests.factories.catalogue import make_service
from tests.factories.referrals import make_referral

WHO = {"referrer_name": "Lee", "referrer_role": "Adviser", "referrer_contact": "0113 496 0444", "statement": "Lonely"}


@pytest.fixture
def coordinator(db):
    return make_actor(db)


def test_what_was_sent_to_a_group_stands_beside_what_came_from_it(db, coordinator):
    service = make_service(db, "Advice")
    silent = make_service(db, "Silent")
    for _ in range(2):
        make_referral(db, coordinator, service=service)
    make_referral(db, make_actor(db), service=silent)
    known = {**WHO, "source": ReferralSource.PROFESSIONAL, "referrer_organization": "Beck Lane Advice"}
    link_referrer(db, coordinator, make_referral_in(db, coordinator, **known), service.organization)
    db.flush()

    assert count_exchanged(db, coordinator, hides_small=False) == {service.organization_id: Exchanged(2, 1)}
    assert count_exchanged(db, coordinator, hides_small=True) == {
        service.organization_id: Exchanged(Hidden.FEW, Hidden.FEW)
    }


def test_eight_are_told_to_everybody_and_nobody_is_nought(db, coordinator):
    service = make_service(db, "Advice")
    for _ in range(8):
        make_referral(db, coordinator, service=service)

    assert count_exchanged(db, coordinator, hides_small=True) == {service.organization_id: Exchanged(8, 0)}
